"""Figures of the server: enough to look after it by, and nothing of who or what."""

import asyncio
import re
from pathlib import Path

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families
from tests.server.house import House, keyword_round
from tests.server.process import free_port

from talkingpiece.errors import SettingsError
from talkingpiece.registry import Registry
from talkingpiece.server.keys import ROOMS, STORE
from talkingpiece.server.metrics import METRICS, place_of
from talkingpiece.server.running import run
from talkingpiece.settings import load_settings

LABELS = {"method", "route", "status", "why", "version", "le", "quantile", "generation"}
PYTHON = {"implementation", "major", "minor", "patchlevel"}


def figures(house: House) -> str:
    return house.app[METRICS].text(house.app[ROOMS]).decode()


def figure(text: str, name: str, **labels: str) -> float:
    return sum(
        sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name == f"talkingpiece_{name}" and labels.items() <= sample.labels.items()
    )


async def test_rooms_browsers_frames_and_commits_are_counted(house: House) -> None:
    ann, bob = await keyword_round(house, "Ann", "Bob")
    before = figures(house)
    assert figure(before, "rooms_awake") == 1
    assert figure(before, "browsers") == 2
    await bob.do("pass")
    await bob.ws.send_str("nonsense")
    await bob.until("refusal")
    await ann.close()
    await bob.do("rename", name="Bo")
    after = figures(house)
    assert figure(after, "browsers") == 1
    assert figure(after, "frames_heard_total") == figure(before, "frames_heard_total") + 3
    assert figure(after, "frames_misheard_total") == 1
    assert figure(after, "commit_seconds_count") > figure(before, "commit_seconds_count")
    assert figure(after, "bytes_written_total") > figure(before, "bytes_written_total")


async def test_requests_are_counted_by_route_and_why_a_socket_was_closed(house: House) -> None:
    await house.client.get("/rooms/abc123")
    await house.client.get("/nothing/like/this")
    await house.client.request("PROPFIND", "/coffee")
    _, bob = await keyword_round(house, "Ann", "Bob")
    await bob.do("leave")
    await bob.until("closed")
    text = figures(house)
    assert figure(text, "request_seconds_count", route="/rooms/{room}", status="200") == 1
    assert figure(text, "request_seconds_count", route="none", status="404") == 2
    assert figure(text, "request_seconds_count", method="other") == 1
    assert figure(text, "sockets_closed_total", why="left") == 1


async def test_what_the_store_cannot_keep_is_counted(house: House) -> None:
    _, bob = await keyword_round(house, "Ann", "Bob")
    await house.app[STORE].close()
    assert (await bob.ask("pass"))["code"] == "store_unavailable"
    assert figure(figures(house), "store_failures_total") >= 1


async def test_no_figure_tells_of_a_room_a_person_a_word_or_a_kind_of_command(house: House) -> None:
    """Nobody's passes are counted: there is no figure per command."""
    room = await house.room(title="Lighthouse")
    ann = await house.join(room.facilitator, "Annabel")
    await ann.do("add", kind="private_note", text="zebrafinch")
    await ann.ask("pass")
    text = figures(house)
    for secret in (room.room, room.facilitator, ann.me, "Annabel", "zebrafinch", "Lighthouse"):
        assert secret not in text
    assert not re.search(r'"(pass|add|private_note|intervision_triage)"', text)
    families = list(text_string_to_metric_families(text))
    labels = {name for one in families for sample in one.samples for name in sample.labels}
    assert labels <= LABELS | PYTHON


async def test_the_port_of_people_has_no_figures(house: House) -> None:
    assert (await house.client.get("/metrics")).status == 404


def test_the_address_is_a_host_and_a_port() -> None:
    assert place_of("") is None
    assert place_of("127.0.0.1:9464") == ("127.0.0.1", 9464)
    assert place_of("[::1]:9464") == ("::1", 9464)


async def test_they_have_an_address_of_their_own_where_a_setting_gives_one(tmp_path: Path) -> None:
    place = f"127.0.0.1:{free_port()}"
    settings = load_settings(
        {"HOME": str(tmp_path)}, tmp_path, store="memory:", port=0, metrics=place
    )
    told: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    running = asyncio.create_task(run(settings, Registry.load(), told.set_result))
    await told
    async with aiohttp.ClientSession() as http:
        async with http.get(f"http://{place}/metrics") as answer:
            assert answer.status == 200
            assert "talkingpiece_rooms_awake 0.0" in await answer.text()
        async with http.get(f"http://{place}/") as answer:
            assert answer.status == 404
    with pytest.raises(SettingsError, match="metrics: cannot listen on"):
        await run(settings, Registry.load(), lambda _: None)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


def test_a_wrong_address_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="metrics"):
        load_settings({"HOME": str(tmp_path)}, tmp_path, metrics="everywhere")
