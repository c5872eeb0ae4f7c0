"""What every store must do: each store's test module runs these tests on its own stores.

A test takes `connect`: awaiting it gives a store on the one place this test has; awaiting it again
gives another node's store on the same place. Contents are bytes here, a store cannot tell.
"""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from talkingpiece.core.ids import Ms, RoomId
from talkingpiece.errors import Conflict, StoreUnavailable
from talkingpiece.sdk.ports import MISSED, Blob, Erased, RoomRow, Snapshot, Store

Connect = Callable[[], Awaitable[Store]]

ROOM = RoomId("room-a")
OTHER = RoomId("room-b")
NOW = Ms(1_800_000_000_000)


async def with_room(connect: Connect, *blobs: bytes) -> Store:
    store = await connect()
    await store.create(ROOM, 1, None)
    for seq, blob in enumerate(blobs):
        await store.append(ROOM, seq, blob)
    return store


class StoreContract:
    async def test_new_room_is_empty_and_known(self, connect):
        store = await connect()
        assert await store.room(ROOM) is None
        await store.create(ROOM, 3, NOW)
        assert await store.room(ROOM) == RoomRow(id=ROOM, generation=3, seq=0, forget_after=NOW)
        assert await store.read(ROOM, 0) == (None, [])

    async def test_room_is_made_only_once(self, connect):
        store = await with_room(connect, b"1")
        with pytest.raises(Conflict):
            await store.create(ROOM, 9, None)
        assert (await store.room(ROOM)).generation == 1
        assert await store.read(ROOM, 0) == (None, [Blob(1, b"1")])

    async def test_rooms_are_listed_by_id(self, connect):
        store = await connect()
        for room in (OTHER, ROOM):
            await store.create(room, 0, None)
        assert [row.id for row in await store.rooms()] == [ROOM, OTHER]

    async def test_appended_blobs_are_read_in_order_after_a_seq(self, connect):
        store = await with_room(connect)
        assert [await store.append(ROOM, seq, b"%d" % seq) for seq in range(3)] == [1, 2, 3]
        assert await store.read(ROOM, 1) == (None, [Blob(2, b"1"), Blob(3, b"2")])
        assert await store.read(ROOM, 3) == (None, [])
        assert (await store.room(ROOM)).seq == 3

    async def test_rooms_do_not_mix(self, connect):
        store = await with_room(connect, b"1", b"2")
        await store.create(OTHER, 0, None)
        assert await store.append(OTHER, 0, b"other") == 1
        assert await store.read(OTHER, 0) == (None, [Blob(1, b"other")])
        await store.compact(OTHER, 1, b"snapshot")
        await store.forget(OTHER)
        assert await store.read(ROOM, 0) == (None, [Blob(1, b"1"), Blob(2, b"2")])

    @pytest.mark.parametrize("expected", [0, 1, 3, 99])
    async def test_append_after_any_seq_but_the_last_conflicts(self, connect, expected):
        """Neither over somebody else's record, nor beyond the end, which would leave a gap."""
        store = await with_room(connect, b"1", b"2")
        with pytest.raises(Conflict) as conflict:
            await store.append(ROOM, expected, b"late")
        assert (conflict.value.room, conflict.value.expected) == (ROOM, expected)
        assert await store.read(ROOM, 0) == (None, [Blob(1, b"1"), Blob(2, b"2")])
        assert (await store.room(ROOM)).seq == 2

    async def test_another_node_sees_appends_at_once_and_conflicts(self, connect):
        here = await with_room(connect, b"1")
        there = await connect()
        assert await there.read(ROOM, 0) == (None, [Blob(1, b"1")])
        await there.append(ROOM, 1, b"there")
        with pytest.raises(Conflict):
            await here.append(ROOM, 1, b"here")
        assert await here.read(ROOM, 1) == (None, [Blob(2, b"there")])

    async def test_of_two_hundred_races_each_has_one_winner(self, connect):
        """Two nodes append after the same seq at the same time: one wins, nothing is lost."""
        nodes = [await with_room(connect), await connect()]
        for seq in range(200):
            verdicts = await asyncio.gather(
                *(node.append(ROOM, seq, b"%d" % number) for number, node in enumerate(nodes)),
                return_exceptions=True,
            )
            kinds = sorted(type(verdict).__name__ for verdict in verdicts)
            assert kinds == ["Conflict", "int"]
            winner = b"%d" % [type(verdict) for verdict in verdicts].index(int)
            assert await nodes[0].read(ROOM, seq) == (None, [Blob(seq + 1, winner)])

    async def test_many_rooms_may_append_at_once(self, connect):
        """A conflict in one room does not touch the others, however they are committed."""
        store = await connect()
        rooms = [RoomId(f"r{number}") for number in range(20)]
        for room in rooms:
            await store.create(room, 0, None)
        await store.append(rooms[7], 0, b"first")
        verdicts = await asyncio.gather(
            *(store.append(room, 0, room.encode()) for room in rooms), return_exceptions=True
        )
        assert [room for room, seq in zip(rooms, verdicts, strict=True) if seq != 1] == [rooms[7]]
        for room in rooms:
            kept = b"first" if room == rooms[7] else room.encode()
            assert await store.read(room, 0) == (None, [Blob(1, kept)])

    async def test_snapshot_takes_the_place_of_what_it_covers(self, connect):
        store = await with_room(connect, b"1", b"2")
        await store.compact(ROOM, 2, b"state")
        assert await store.read(ROOM, 0) == (Snapshot(2, b"state"), [])
        assert await store.append(ROOM, 2, b"3") == 3
        assert await store.read(ROOM, 0) == (Snapshot(2, b"state"), [Blob(3, b"3")])

    async def test_reader_behind_a_compaction_is_given_the_snapshot(self, connect):
        store = await with_room(connect, b"1", b"2", b"3")
        await store.compact(ROOM, 3, b"state")
        await store.append(ROOM, 3, b"4")
        assert await store.read(ROOM, 1) == (Snapshot(3, b"state"), [Blob(4, b"4")])
        assert await store.read(ROOM, 3) == (None, [Blob(4, b"4")])
        assert await store.read(ROOM, 4) == (None, [])

    async def test_later_snapshot_replaces_the_earlier(self, connect):
        store = await with_room(connect, b"1")
        await store.compact(ROOM, 1, b"state 1")
        await store.append(ROOM, 1, b"2")
        await store.compact(ROOM, 2, b"state 2")
        assert await store.read(ROOM, 0) == (Snapshot(2, b"state 2"), [])

    @pytest.mark.parametrize("expected", [0, 1, 3])
    async def test_compaction_at_any_seq_but_the_last_conflicts(self, connect, expected):
        store = await with_room(connect, b"1", b"2")
        with pytest.raises(Conflict):
            await store.compact(ROOM, expected, b"state")
        assert await store.read(ROOM, 0) == (None, [Blob(1, b"1"), Blob(2, b"2")])

    @pytest.mark.parametrize("expected", [0, 1, 2])
    async def test_writer_who_slept_through_a_compaction_conflicts(self, connect, expected):
        """The record after his is gone from the disk; his append must fail all the same."""
        store = await with_room(connect, b"1", b"2", b"3")
        await store.compact(ROOM, 3, b"state")
        with pytest.raises(Conflict):
            await store.append(ROOM, expected, b"stale")
        assert await store.read(ROOM, 0) == (Snapshot(3, b"state"), [])

    async def test_forgotten_room_is_gone_and_takes_nothing_more(self, connect):
        """A straggler's append neither revives the room nor leaves a record behind."""
        store = await with_room(connect, b"1", b"2")
        await store.compact(ROOM, 2, b"state")
        await store.append(ROOM, 2, b"3")
        await store.forget(ROOM)
        assert await store.room(ROOM) is None
        for call in (store.append(ROOM, 3, b"4"), store.compact(ROOM, 3, b"x")):
            with pytest.raises(Conflict):
                await call
        assert await store.read(ROOM, 0) == (None, [])
        await store.forget(ROOM)
        await store.create(ROOM, 2, None)
        assert await store.read(ROOM, 0) == (None, [])

    async def test_generation_is_raised_and_never_lowered(self, connect):
        store = await with_room(connect)
        for generation, then in ((4, 4), (2, 4), (5, 5)):
            await store.set_generation(ROOM, generation)
            assert (await store.room(ROOM)).generation == then
        await store.set_generation(OTHER, 4)
        assert await store.room(OTHER) is None

    async def test_forgetting_can_be_set_and_taken_back(self, connect):
        store = await with_room(connect)
        for instant in (NOW, None):
            await store.set_forget_after(ROOM, instant)
            assert (await store.room(ROOM)).forget_after == instant

    async def test_what_is_due_is_forgotten_and_nothing_else(self, connect):
        store = await with_room(connect, b"1")
        await store.create(OTHER, 0, NOW)
        await store.create(RoomId("room-c"), 0, Ms(NOW + 1))
        for name, instant in (("due", NOW), ("later", Ms(NOW + 1))):
            await store.put_sheet(name, b"sheet", instant)
            await store.put_series(name, 0, b"series", instant)
        await store.put_series("lasting", 0, b"series")

        assert await store.forget_due(Ms(NOW - 1)) == Erased()
        assert await store.forget_due(NOW) == Erased(
            rooms=(OTHER,), sheets=("due",), series=("due",)
        )
        assert await store.forget_due(NOW) == Erased()
        assert [row.id for row in await store.rooms()] == [ROOM, "room-c"]
        assert [await store.sheet(name) for name in ("due", "later")] == [None, b"sheet"]
        assert await store.series("due") is None
        assert await store.series("later") == await store.series("lasting") == (1, b"series")

    async def test_sheet_is_kept_replaced_and_forgotten(self, connect):
        store = await connect()
        assert await store.sheet("s") is None
        await store.put_sheet("s", b"first", NOW)
        await store.put_sheet("s", b"second", NOW)
        assert await store.sheet("s") == b"second"
        await store.forget_sheet("s")
        await store.forget_sheet("s")
        assert await store.sheet("s") is None

    async def test_series_is_written_only_on_the_version_read(self, connect):
        store = await connect()
        assert await store.series("s") is None
        with pytest.raises(Conflict):
            await store.put_series("s", 1, b"x")
        assert await store.put_series("s", 0, b"one") == 1
        assert await store.put_series("s", 1, b"two") == 2
        for stale in (0, 1, 3):
            with pytest.raises(Conflict) as conflict:
                await store.put_series("s", stale, b"x")
            assert conflict.value.expected == stale
        assert await store.series("s") == (2, b"two")
        await store.forget_series("s")
        await store.forget_series("s")
        assert await store.series("s") is None

    async def test_what_may_be_used_once_is_used_once_until_its_time(self, connect):
        """On whichever node, also after a restart; later it is forgotten, it means nothing then."""
        here, there = await connect(), await connect()
        assert await here.use_once("mark", NOW)
        assert await here.use_once("other", Ms(NOW + 1))
        for store in (here, there, await connect()):
            assert not await store.use_once("mark", Ms(NOW + 9))
        await there.forget_due(NOW)
        assert not await here.use_once("other", NOW)
        assert await here.use_once("mark", NOW)

    async def test_of_many_who_use_it_at_once_one_is_first(self, connect):
        nodes = [await connect() for _ in range(3)]
        used = [node.use_once("mark", NOW) for node in nodes for _ in range(5)]
        assert sorted(await asyncio.gather(*used)) == [False] * 14 + [True]

    async def test_any_bytes_and_any_id_are_kept_as_they_are(self, connect):
        store = await connect()
        room = RoomId("'; DROP TABLE room; -- é $1")
        blob = bytes(range(256)) * 1000
        await store.create(room, 0, None)
        await store.append(room, 0, blob)
        assert await store.read(room, 0) == (None, [Blob(1, blob)])
        await store.put_sheet(room, b"", NOW)
        assert await store.sheet(room) == b""

    async def test_watch_ends_when_the_store_is_closed(self, connect):
        store = await with_room(connect)

        async def watched() -> list[tuple[RoomId, int]]:
            return [news async for news in store.watch()]

        watching = asyncio.create_task(watched())
        await asyncio.sleep(0)
        await store.append(ROOM, 0, b"own")
        assert not watching.done()
        await store.close()
        assert set(await watching) <= {MISSED}, "never one's own"

    async def test_closed_store_is_unavailable_and_leaves_others_open(self, connect):
        store = await with_room(connect, b"1")
        other = await connect()
        await store.close()
        await store.close()
        calls = [
            store.create(OTHER, 0, None),
            store.append(ROOM, 1, b"2"),
            store.read(ROOM, 0),
            store.compact(ROOM, 1, b"state"),
            store.room(ROOM),
            store.forget(ROOM),
            store.put_sheet("s", b"x", NOW),
            store.use_once("mark", NOW),
            store.forget_due(NOW),
        ]
        for call in calls:
            with pytest.raises(StoreUnavailable):
                await call
        assert await other.read(ROOM, 0) == (None, [Blob(1, b"1")])
