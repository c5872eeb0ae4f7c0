"""A line that is late, torn, dead or slow: everybody comes back, and sees and has done the same.

What a person sees of it is tried in `tests/browser/test_faulty_line.py`.
"""

import asyncio
import random
from collections.abc import AsyncIterator

import msgspec
import pytest
from tests.server.conftest import OpenHouse
from tests.server.faulty_line import FaultyLine
from tests.server.house import House
from tests.server.returning import Returning

from talkingpiece.server import socket
from talkingpiece.server.keys import ROOMS
from talkingpiece.settings import Settings

NOTES = 30


@pytest.fixture
async def brisk(open_house: OpenHouse, settings: Settings) -> House:
    """A server that lets people ask often, and cuts off who lags by little."""
    limits = msgspec.structs.replace(
        settings.limits, commands_per_second=10**6, commands_burst=10**6, max_backlog_bytes=65_536
    )
    return await open_house(settings=msgspec.structs.replace(settings, limits=limits))


@pytest.fixture
async def line(brisk: House) -> AsyncIterator[FaultyLine]:
    async with FaultyLine(brisk.client.server.port or 0) as line:
        yield line


@pytest.fixture
async def people(brisk: House, line: FaultyLine) -> AsyncIterator[list[Returning]]:
    """Four people behind the line, the first one facilitating."""
    room = await brisk.room()
    names = ("Fay", "Ann", "Bob", "Cai")
    people = [
        Returning(line.url, room.invitation if number else room.facilitator, name)
        for number, name in enumerate(names)
    ]
    for person in people:
        await person.sit_down()
    yield people
    for person in people:
        await person.go()


async def same_for_all(house: House, people: list[Returning]) -> None:
    """Everybody sees what is kept."""
    (table,) = house.app[ROOMS].awake.values()
    await people[0].ask("rename", name="Fay again")
    for person in people:
        await person.until(table.session.seq)
    seen = [person.view for person in people]
    assert all(view == seen[0] for view in seen)


async def write(person: Returning, *notes: str) -> None:
    for note in notes:
        await person.ask("add", kind="private_note", text=note)


def notes(person: Returning) -> list[str]:
    return sorted(item["text"] for item in person.mine["items"].values())


async def test_whatever_the_line_does_nothing_is_lost_or_doubled(
    brisk: House, line: FaultyLine, people: list[Returning]
) -> None:
    """Late, torn, dead for some and slow, in any order, while everybody writes."""
    wanted = [f"note {number:02}" for number in range(NOTES)]
    writing = [asyncio.create_task(write(person, *wanted)) for person in people]
    chance = random.Random(6)  # noqa: S311  the same again
    deeds = (line.drop, line.half_open, line.drop)
    while not all(task.done() for task in writing):
        line.delay, line.slow = chance.choice((0, 0.01)), chance.choice((0, 0, 0.01))
        await asyncio.sleep(chance.uniform(0.02, 0.15))
        chance.choice(deeds)()
    await asyncio.gather(*writing)
    line.delay = line.slow = 0
    await same_for_all(brisk, people)
    assert all(notes(person) == wanted for person in people)
    assert all(person.came > 1 for person in people)


async def test_whoever_reads_too_slowly_is_cut_off_and_comes_back_for_the_whole(
    brisk: House, line: FaultyLine, people: list[Returning]
) -> None:
    (table,) = brisk.app[ROOMS].awake.values()
    slow = people[1]
    seat, before = slow.me, slow.came
    line.slow = 0.3
    there = await brisk.back(people[2]._seat)
    await there.until("see")
    async with asyncio.timeout(20):
        while slow.came == before and seat in table.presence.seats:
            assert slow.browser is not None
            for _ in range(50):
                await slow.browser.send(t="whole")
            await there.do("rename", name=f"Bob {there.seq}")
    line.slow = 0
    await same_for_all(brisk, people)
    assert slow.came > before


async def test_a_line_that_died_without_a_word_is_given_up_by_the_server(
    brisk: House, line: FaultyLine, people: list[Returning], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is there any more: the seat waits for them, and the others are told in time."""
    monkeypatch.setattr(socket, "HEARTBEAT_SECONDS", 0.2)
    (table,) = brisk.app[ROOMS].awake.values()
    line.drop()
    await same_for_all(brisk, people)  # connected anew, with the quick heartbeat
    assert len(table.presence.seats) == len(people)
    line.closed = True
    line.half_open()
    async with asyncio.timeout(10):
        while table.presence.seats:  # noqa: ASYNC110  nobody tells
            await asyncio.sleep(0.01)
