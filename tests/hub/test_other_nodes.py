"""What other nodes keep is told here, also while a room is not yet awake, and where nobody did."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
from tests.hub.sinks import HeldStore
from tests.hub.test_rooms import Opened, opened

from talkingpiece.core import commands as c
from talkingpiece.core.ids import RoomId
from talkingpiece.errors import StoreUnavailable
from talkingpiece.hub import wire
from talkingpiece.hub.nodes import OtherNodes
from talkingpiece.hub.rooms import Rooms
from talkingpiece.sdk.ports import MISSED, RoomRow
from talkingpiece.sealing import ServerKeys
from talkingpiece.server.identity import identify

__all__ = ["opened"]

News = asyncio.Queue[tuple[RoomId, int]]


@pytest.fixture
def news(store: HeldStore, monkeypatch: pytest.MonkeyPatch) -> News:
    """What a store tells of other nodes."""
    told: News = asyncio.Queue()

    async def watch() -> AsyncIterator[tuple[RoomId, int]]:
        while True:
            yield await told.get()

    monkeypatch.setattr(store, "watch", watch)
    return told


@pytest.fixture
async def elsewhere(
    opened: Opened, make_rooms: Callable[[], Rooms], server_keys: ServerKeys
) -> Opened:
    """The same room at another node."""
    return Opened(make_rooms(), opened.created, server_keys)


@pytest.mark.parametrize("missed", [False, True])
async def test_what_is_kept_while_a_room_wakes_is_not_passed_over(
    opened: Opened,
    elsewhere: Opened,
    store: HeldStore,
    news: News,
    monkeypatch: pytest.MonkeyPatch,
    *,
    missed: bool,
) -> None:
    """The log has been read, the row of the room not yet, and somebody asks on another node."""
    ann = await opened.join("Ann", facilitates=True)
    others = OtherNodes(store, elsewhere.rooms)
    others.start()
    read, room = store.read, store.room
    was_read = False

    async def reads(room: RoomId, after: int) -> object:
        nonlocal was_read
        was_read = True
        return await read(room, after)

    async def meanwhile(asked: RoomId) -> RoomRow | None:
        if was_read and opened.asked == 1:
            assert await opened.do(ann, c.Rename(name="Anna")) == "done"
            row = await room(asked)
            assert row is not None
            news.put_nowait(MISSED if missed else (asked, row.seq))
            await asyncio.sleep(0)
            await asyncio.sleep(0)
        return await room(asked)

    monkeypatch.setattr(store, "read", reads)
    monkeypatch.setattr(store, "room", meanwhile)
    table = await elsewhere.table()
    await elsewhere.rooms.settled()
    assert [person.name for person in table.session.people.values()] == ["Anna"]
    await others.stop()


async def test_a_seat_that_another_node_gave_is_known_although_nobody_told_of_it(
    opened: Opened, elsewhere: Opened, store: HeldStore, server_keys: ServerKeys
) -> None:
    """The node that gave it is gone: nobody has to sit down a second time."""
    await elsewhere.table()
    bob = await opened.join("Bob")
    seat = (await opened.table()).seats.token(bob.me)
    hello = wire.Hello(protocol=wire.PROTOCOL, token=opened.created.invitation, seat=seat)
    now = elsewhere.rooms._clock.now()
    store.out_of_order = True
    with pytest.raises(StoreUnavailable):
        await identify(hello, elsewhere.rooms, server_keys, now)
    store.out_of_order = False
    who = await identify(hello, elsewhere.rooms, server_keys, now)
    assert who.person == bob.me
    assert bob.me in who.table.session.people
