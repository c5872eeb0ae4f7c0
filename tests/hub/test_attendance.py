"""Who is lost and who is back is told again until it is kept: nobody asks for it themselves."""

import pytest
from tests.hub.sinks import HeldStore, Line
from tests.hub.test_rooms import Opened, opened

from talkingpiece.core import commands as c
from talkingpiece.core.ids import PersonId
from talkingpiece.hub.attendance import AGAIN_MS
from talkingpiece.hub.clock import VirtualClock
from talkingpiece.hub.table import Table
from talkingpiece.settings import Settings

__all__ = ["opened"]


@pytest.fixture
async def bob(opened: Opened) -> Line:
    await opened.join("Ann", facilitates=True)
    return await opened.join("Bob")


async def here(opened: Opened, person: PersonId) -> bool:
    await opened.rooms.settled()
    return (await opened.table()).session.people[person].here


async def lost(opened: Opened, line: Line, clock: VirtualClock, settings: Settings) -> Table:
    """Gone for longer than the grace time."""
    table = await opened.table()
    table.leave(line.connection)
    await clock.advance(settings.presence_grace_ms, opened.rooms.settled)
    return table


async def test_whoever_comes_back_while_the_store_is_away_is_heard_once_it_is_back(
    opened: Opened, bob: Line, store: HeldStore, clock: VirtualClock, settings: Settings
) -> None:
    """Otherwise they would sit there, taken for lost, and be refused everything."""
    table = await lost(opened, bob, clock, settings)
    assert not await here(opened, bob.me)
    store.out_of_order = True
    back = Line()
    table.take_seat(back.connection, bob.me, "en")
    await clock.advance(3 * AGAIN_MS, opened.rooms.settled)
    assert not await here(opened, bob.me)
    store.out_of_order = False
    await clock.advance(AGAIN_MS, opened.rooms.settled)
    assert await here(opened, bob.me)
    assert await opened.do(back, c.Rename(name="Bobby")) == "done"


async def test_whoever_is_lost_while_the_store_is_away_is_not_waited_for_for_ever(
    opened: Opened, bob: Line, store: HeldStore, clock: VirtualClock, settings: Settings
) -> None:
    store.out_of_order = True
    await lost(opened, bob, clock, settings)
    assert await here(opened, bob.me)
    store.out_of_order = False
    await clock.advance(settings.presence_grace_ms, opened.rooms.settled)
    assert not await here(opened, bob.me)


async def test_whoever_is_back_before_it_is_told_again_is_not_lost(
    opened: Opened, bob: Line, store: HeldStore, clock: VirtualClock, settings: Settings
) -> None:
    store.out_of_order = True
    table = await lost(opened, bob, clock, settings)
    store.out_of_order = False
    table.take_seat(Line().connection, bob.me, "en")
    await clock.advance(2 * settings.presence_grace_ms, opened.rooms.settled)
    assert await here(opened, bob.me)
