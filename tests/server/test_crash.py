"""A server that is killed in the middle of a round, and what is there when it is started again."""

import asyncio
import json
import signal
import time
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from tests.server.house import Browser
from tests.server.process import Process, connect

from talkingpiece.hub.rooms import Created

NAMES = ("Annabel", "Bartholomew", "Clementine", "Desdemona", "Ezekiel", "Felicitas")
WORDS = ("zebrafinch", "quicksilver", "marmalade")
BACK_WITHIN_SECONDS = 5


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Process]:
    process = Process(tmp_path)
    process.start()
    yield process
    process.end()


@pytest.fixture
async def http(server: Process) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(f"http://127.0.0.1:{server.port}") as session:
        yield session


async def seated(http: aiohttp.ClientSession, room: Created) -> list[Browser]:
    people = []
    for name in NAMES:
        token = room.invitation if people else room.facilitator
        browser = await connect(http, token=token)
        await browser.do("join", name=name)
        people.append(browser)
    return people


@pytest.mark.slow
async def test_killed_in_mid_round_everybody_is_back_with_the_same_turn(
    server: Process, http: aiohttp.ClientSession
) -> None:
    """Nothing acknowledged is lost, nothing is doubled, and no file ever held a readable word."""
    room = await server.room()
    people = await seated(http, room)
    by_id = {browser.me: browser for browser in people}
    ann = people[0]
    await ann.quiet()
    seq = await ann.steer("go_to", phase="keywords")
    for word in WORDS:
        await ann.until_seq(seq)
        speaker = by_id[ann.view["piece"]["holder"]]
        seq = await speaker.do("add", kind="keyword", text=word)
    for browser in people:
        await browser.until_seq(seq)
    before = ann.view
    first = server.readable()
    # Under way when it dies: acknowledged or not, nobody knows.
    holder = by_id[before["piece"]["holder"]]
    command = {"do": "pass"}
    await holder.send(t="do", id="in-flight", command=command)

    assert server.stop(signal.SIGKILL) == -signal.SIGKILL
    server.start()
    began = time.monotonic()
    back = {b.me: await connect(http, seat=b.seat, since=b.seq) for b in people}
    for browser in back.values():
        await browser.until("see")
    assert time.monotonic() - began < BACK_WITHIN_SECONDS

    await back[holder.me].send(t="do", id="in-flight", command=command)
    assert (await back[holder.me].until("done", "refusal"))["t"] == "done"
    for browser in back.values():
        await browser.whole()
    after = back[ann.me].view
    assert [item["text"] for item in after["items"].values()] == list(WORDS)
    assert after["people"] == before["people"]
    assert after["piece"]["order"] == before["piece"]["order"]
    assert after["piece"]["holder"] == before["piece"]["next"], "the pass counted once"
    assert all(browser.view == after for browser in back.values())
    for browser in back.values():
        await browser.close()

    last = server.readable()
    assert min(len(first), len(last)) > 10_000
    secrets = (*NAMES, *WORDS, "Lighthouse", room.facilitator, ann.seat)
    assert [secret for secret in secrets if secret.encode() in first + last] == []
    assert server.stop(signal.SIGTERM) == 0
    log = (server.folder / "server.log").read_text()
    assert all(json.loads(line) for line in log.splitlines())
    assert room.room not in log


NOTES = 40


def note(number: int) -> dict[str, object]:
    """Each person's own notes, told apart by their text."""
    command = {"do": "add", "kind": "private_note", "text": f"note {number}"}
    return {"t": "do", "id": f"n{number}", "command": command}


async def acknowledged(browser: Browser) -> set[str]:
    """The ids that were answered before the line broke."""
    done = set()
    while (message := await browser.hear())["t"] != "closed":
        if message["t"] == "done":
            done.add(message["id"])
    return done


@pytest.mark.slow
async def test_killed_while_everybody_writes_no_note_is_lost_or_doubled(
    server: Process, http: aiohttp.ClientSession
) -> None:
    """Whatever was acknowledged is there; what was not is sent again, and is there once."""
    room = await server.room()
    people = await seated(http, room)
    for browser in people:
        await browser.quiet()
    for number in range(NOTES):
        for browser in people:
            await browser.send(**note(number))
    first = people[0]
    while (await first.hear()).get("id") != f"n{NOTES // 2}":
        pass  # about half of them are kept by now
    server.stop(signal.SIGKILL)
    done = await asyncio.gather(*(acknowledged(browser) for browser in people))
    server.start()
    for browser, had in zip(people, done, strict=True):
        back = await connect(http, seat=browser.seat)
        await back.until("see")
        kept = [item["text"] for item in back.mine["items"].values()]
        assert {f"note {acked[1:]}" for acked in had} <= set(kept)
        for number in range(NOTES):
            if f"n{number}" not in had:
                await back.send(**note(number))
                assert (await back.until("done", "refusal"))["t"] == "done"
        await back.whole()
        texts = [item["text"] for item in back.mine["items"].values()]
        assert sorted(texts) == sorted(f"note {number}" for number in range(NOTES))
        await back.close()


@pytest.mark.slow
async def test_asked_to_stop_it_says_goodbye(server: Process, http: aiohttp.ClientSession) -> None:
    room = await server.room()
    ann = await connect(http, token=room.facilitator)
    await ann.do("join", name="Ann")
    closed = asyncio.create_task(ann.until("closed"))
    await asyncio.sleep(0)
    assert await asyncio.to_thread(server.stop, signal.SIGTERM) == 0
    await closed
    assert ann.bye == {"t": "bye", "code": "stopping"}


@pytest.mark.slow
async def test_killed_in_another_form_the_way_back_is_there(
    server: Process, http: aiohttp.ClientSession
) -> None:
    """The form that was changed to, what was said before, and the place that was left."""
    room = await server.room()
    people = await seated(http, room)
    by_id = {browser.me: browser for browser in people}
    ann, ben = people[0], people[1]
    await ann.quiet()
    await ann.until_seq(await ann.steer("go_to", phase="keywords"))
    speaker = by_id[ann.view["piece"]["holder"]]
    await ann.until_seq(await speaker.do("add", kind="keyword", text=WORDS[0]))
    await ben.do("add", kind="private_note", text=WORDS[1])
    await ann.whole()
    before = ann.view
    await ann.steer("switch_format", format="check_in_circle")
    await by_id[before["piece"]["holder"]].do("basket_done")
    await ann.whole()
    assert ann.view["format"] == "check_in_circle"

    assert server.stop(signal.SIGKILL) == -signal.SIGKILL
    server.start()
    back = {b.me: await connect(http, seat=b.seat) for b in people}
    for browser in back.values():
        await browser.until("see")
    again = back[ann.me]
    assert again.view["format"] == "check_in_circle"
    assert WORDS[1] in str(back[ben.me].mine["items"])
    await again.do("switch_back", id="back", step=again.view["step"])
    await again.whole()
    assert again.view["phase"]["id"] == "keywords"
    assert again.view["piece"]["order"] == before["piece"]["order"]
    assert again.view["piece"]["holder"] == before["piece"]["holder"]
    assert again.view["lists"] == before["lists"]
    for word in WORDS[:2]:
        assert word.encode() not in server.readable()
