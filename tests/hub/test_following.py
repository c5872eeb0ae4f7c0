"""What another node has kept is shown here, also when the store was away as it was told."""

import asyncio
from typing import Any

import pytest
from tests.hub.sinks import HeldStore
from tests.hub.test_room import BOB, Asking, asking, awake

from talkingpiece.core import commands as c
from talkingpiece.core.ids import RoomId
from talkingpiece.hub.clock import VirtualClock
from talkingpiece.hub.logbook import Logbook
from talkingpiece.hub.room import AGAIN_MS
from talkingpiece.registry import Registry

__all__ = ["asking"]


@pytest.fixture
async def other(
    asking: Asking, logbook: Logbook, registry: Registry, clock: VirtualClock
) -> Asking:
    """Another node, which has kept that Bob is called Bobby; here nobody has heard of it yet."""
    other = await awake(logbook, registry, clock)
    assert await other.do("rename", c.Rename(name="Bobby"), BOB) == "done"
    return other


async def test_what_another_node_kept_is_seen_once_the_store_is_back(
    asking: Asking, other: Asking, store: HeldStore, clock: VirtualClock
) -> None:
    """The news came while nothing could be read, and nobody here asks for anything."""
    store.out_of_order = True
    asking.room.hear(other.room.session.seq)
    await asking.room.settled()
    await clock.advance(3 * AGAIN_MS)
    assert asking.names() == {"Ann", "Bob"}
    store.out_of_order = False
    await clock.advance(AGAIN_MS)
    await asking.room.settled()
    assert asking.names() == {"Ann", "Bobby"}
    assert asking.audience.seqs[-1] == other.room.session.seq


async def test_a_room_that_is_let_go_looks_no_more(
    asking: Asking, other: Asking, store: HeldStore, clock: VirtualClock
) -> None:
    """However long the store is away, and also when it is back."""
    store.out_of_order = True
    asking.room.hear(other.room.session.seq)
    await asking.room.settled()
    asking.room.stop()
    store.out_of_order = False
    await clock.advance(3 * AGAIN_MS)
    await asking.room.settled()
    assert asking.names() == {"Ann", "Bob"}


async def test_a_room_that_is_let_go_ends_although_another_goes_on(
    asking: Asking, store: HeldStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever it has read to, more has been told meanwhile."""
    reading, read = asyncio.Event(), store.read

    async def told_of_more(room: RoomId, after: int) -> Any:
        reading.set()
        await asyncio.sleep(0)
        asking.room.hear(None)
        return await read(room, after)

    monkeypatch.setattr(store, "read", told_of_more)
    asking.room.hear(None)
    await reading.wait()
    asking.room.stop()
    async with asyncio.timeout(5):
        await asking.room.settled()


async def test_whoever_asked_is_told_although_what_is_kept_cannot_be_read(
    asking: Asking, store: HeldStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is wrong with it: nobody waits for ever."""

    async def broken(room: RoomId, after: int) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr(store, "read", broken)
    store.races = 1
    assert await asking.do("asked", c.Rename(name="Bobby"), BOB) == "store_unavailable"
    monkeypatch.undo()
    assert await asking.do("again", c.Rename(name="Bobby"), BOB) == "done"


async def test_a_store_that_goes_away_in_the_midst_of_reading_hides_nothing(
    asking: Asking, other: Asking, logbook: Logbook, store: HeldStore
) -> None:
    """What had been read when it went is read again; otherwise a snapshot would lose it."""
    store.rowless = True
    asking.room.hear(other.room.session.seq)
    await asking.room.settled()
    assert asking.names() == {"Ann", "Bob"}
    store.rowless = False
    assert await asking.do("anna", c.Rename(name="Anna")) == "done"
    assert asking.names() == {"Anna", "Bobby"}
    kept = (await logbook.read()).session
    assert {person.name for person in kept.people.values()} == {"Anna", "Bobby"}
