"""SQLite keeps the contract, in both modes; and what only a file can show."""

import asyncio
import contextlib
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from tests.storage.contract import NOW, ROOM, Connect, StoreContract, with_room

from talkingpiece.core.ids import RoomId
from talkingpiece.errors import Conflict, StoreUnavailable
from talkingpiece.sdk.ports import Blob, Snapshot, Store
from talkingpiece.storage import open_store
from talkingpiece.storage.migrations import migrate
from talkingpiece.storage.sql import SqlStore
from talkingpiece.storage.sqlite import SqliteDatabase

RACES = 200


@pytest.fixture(params=["normal", "full"])
def sync(request) -> str:
    return request.param


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "state" / "tp.db"


@pytest.fixture
async def connect(path, sync):
    stores: list[Store] = []

    async def connect() -> Store:
        stores.append(await open_store(f"sqlite:{path}", sync))
        return stores[-1]

    yield connect
    for store in stores:
        await store.close()


def on_disk(path: Path) -> bytes:
    """Everything readable in the database, its log and its index."""
    return b"".join(file.read_bytes() for file in sorted(path.parent.iterdir()))


class TestSqlite(StoreContract):
    async def test_what_was_kept_is_there_after_closing_and_opening(self, connect: Connect):
        store = await with_room(connect, b"1", b"2")
        await store.compact(ROOM, 2, b"state")
        await store.append(ROOM, 2, b"3")
        await store.close()
        again = await connect()
        assert await again.read(ROOM, 0) == (Snapshot(2, b"state"), [Blob(3, b"3")])
        assert await again.append(ROOM, 3, b"4") == 4

    async def test_files_are_for_the_owner_alone(self, connect, path):
        await with_room(connect, b"1")
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
        assert modes == dict.fromkeys(("tp.db", "tp.db-shm", "tp.db-wal"), 0o600)

    async def test_forgotten_bytes_are_nowhere_on_the_disk(self, connect, path):
        """Neither of records, snapshots (one too long for a page), sheets nor series."""
        planted = [b"planted-%d-" % number * 60 for number in range(6)]
        store = await with_room(connect, *planted[:3])
        neighbour = RoomId("neighbour")
        await store.create(neighbour, 0, None)
        await store.append(neighbour, 0, b"neighbour stays")
        assert all(text in on_disk(path) for text in planted[:3])

        await store.compact(ROOM, 3, planted[3] * 30)
        assert not any(text in on_disk(path) for text in planted[:3])
        assert planted[3] in on_disk(path)

        await store.append(ROOM, 3, planted[0])
        await store.put_sheet("s", planted[4], NOW)
        await store.put_series("s", 0, planted[5])
        await store.put_series("s", 1, planted[5] * 2)
        await store.forget(ROOM)
        await store.forget_sheet("s")
        await store.forget_series("s")
        left = on_disk(path)
        assert b"planted" not in left
        assert ROOM.encode() not in left
        assert b"neighbour stays" in left

    async def test_what_is_due_leaves_no_bytes_either(self, connect, path):
        store = await with_room(connect, b"planted" * 100)
        await store.put_sheet("s", b"planted" * 1000, NOW)
        await store.set_forget_after(ROOM, NOW)
        await store.forget_due(NOW)
        assert b"planted" not in on_disk(path)

    async def test_erasing_tells_when_a_long_reading_keeps_old_bytes(self, sync, path):
        """Another process in the middle of reading (a backup) still needs the log."""
        database = SqliteDatabase(path, sync, busy_ms=10)
        await migrate(database)
        store = SqlStore(database)
        await store.create(ROOM, 0, None)
        await store.append(ROOM, 0, b"planted" * 100)
        with closing(sqlite3.connect(path, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM room").fetchall()
            with pytest.raises(StoreUnavailable, match="erasing in SQLite"):
                await store.forget(ROOM)
            assert await store.room(ROOM) is None
        await store.forget(ROOM)
        assert b"planted" not in on_disk(path)
        await store.close()

    async def test_file_says_nothing_but_ids_seqs_and_when_to_forget(self, connect, path):
        """No column for an author, a time of writing, a kind or a size."""
        await with_room(connect)
        with closing(sqlite3.connect(path)) as reader:
            tables = [
                name
                for (name,) in reader.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
                )
            ]
            columns = {
                table: [row[1] for row in reader.execute(f"PRAGMA table_info({table})")]
                for table in tables
            }
        assert columns == {
            "record": ["room_number", "seq", "blob"],
            "room": ["number", "id", "generation", "seq", "forget_after"],
            "schema_version": ["version"],
            "series": ["id", "version", "blob", "forget_after"],
            "sheet": ["id", "blob", "forget_after"],
            "snapshot": ["room_number", "seq", "blob"],
            "used": ["mark", "forget_after"],
        }

    async def test_locked_file_is_unavailable_and_works_again_after(self, sync, path):
        database = SqliteDatabase(path, sync, busy_ms=10)
        await migrate(database)
        store = SqlStore(database)
        await store.create(ROOM, 0, None)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            for call in (store.append(ROOM, 0, b"1"), store.set_generation(ROOM, 4)):
                with pytest.raises(StoreUnavailable) as refused:
                    await call
                assert "locked" in str(refused.value.__cause__)
            assert await store.read(ROOM, 0) == (None, [])
        assert await store.append(ROOM, 0, b"1") == 1
        await store.close()

    async def test_full_disk_is_unavailable_and_keeps_what_was_there(self, sync, path):
        database = SqliteDatabase(path, sync)
        await migrate(database)
        store = SqlStore(database)
        await store.create(ROOM, 0, None)
        await store.append(ROOM, 0, b"1")
        await database.execute("PRAGMA max_page_count = 20")
        with pytest.raises(StoreUnavailable) as refused:
            await store.append(ROOM, 1, bytes(200_000))
        assert "full" in str(refused.value.__cause__)
        assert (await store.room(ROOM)).seq == 1
        assert await store.append(ROOM, 1, b"2") == 2
        await store.close()

    async def test_cancelled_append_does_not_hinder_the_next(self, connect):
        store = await with_room(connect)
        appending = asyncio.create_task(store.append(ROOM, 0, b"1"))
        await asyncio.sleep(0)
        appending.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await appending
        seq = (await store.room(ROOM)).seq
        assert await store.append(ROOM, seq, b"next") == seq + 1

    def test_of_two_hundred_races_of_two_threads_each_has_one_winner(self, path, sync):
        """Two servers on one file, truly at once: one winner per seq, no gaps, nothing lost."""
        gate = threading.Barrier(2)
        won: list[list[int]] = [[], []]

        async def race(number: int) -> None:
            store = await open_store(f"sqlite:{path}", sync)
            if number == 0:
                await store.create(ROOM, 0, None)
            for seq in range(RACES):
                gate.wait(20)
                with contextlib.suppress(Conflict):
                    won[number].append(await store.append(ROOM, seq, b"%d" % number))
                gate.wait(20)
            await store.close()

        threads = [threading.Thread(target=asyncio.run, args=(race(n),)) for n in (0, 1)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(120)
        assert sorted(won[0] + won[1]) == list(range(1, RACES + 1))

        async def kept() -> list[Blob]:
            store = await open_store(f"sqlite:{path}")
            _, blobs = await store.read(ROOM, 0)
            await store.close()
            return list(blobs)

        winner = dict.fromkeys(won[0], b"0") | dict.fromkeys(won[1], b"1")
        assert asyncio.run(kept()) == [Blob(seq, winner[seq]) for seq in range(1, RACES + 1)]

    def test_several_may_start_on_one_new_file_at_once(self, tmp_path, sync):
        """A server and a command, or two servers, that both find no file yet."""
        gate = threading.Barrier(4)

        async def start(folder: str) -> list[RoomId]:
            gate.wait(20)
            store = await open_store(f"sqlite:{tmp_path / folder / 'tp.db'}", sync)
            rooms = await store.rooms()
            await store.close()
            return [row.id for row in rooms]

        with ThreadPoolExecutor(4) as pool:
            for number in range(30):
                started = pool.map(asyncio.run, [start(str(number)) for _ in range(4)])
                assert list(started) == [[]] * 4

    async def test_killed_writer_has_lost_nothing_it_had_acknowledged(self, path, sync):
        """`kill -9` in the middle of writing; each line of the writer acknowledges one append."""
        writer = subprocess.Popen(  # noqa: ASYNC220  nothing else runs on this loop
            [sys.executable, "-c", WRITER, str(path), sync], stdout=subprocess.PIPE
        )
        with writer:
            acknowledged = [int(writer.stdout.readline()) for _ in range(150)][-1]
            writer.send_signal(signal.SIGKILL)
            rest = writer.stdout.read().split(b"\n")[:-1]
        acknowledged = max([acknowledged, *map(int, rest)])

        store = await open_store(f"sqlite:{path}", sync)
        snapshot, blobs = await store.read(ROOM, 0)
        assert snapshot == Snapshot(100, b"state")
        last = blobs[-1].seq
        assert last >= acknowledged
        assert blobs == [Blob(seq, b"%d" % seq * 300) for seq in range(101, last + 1)]
        assert await store.append(ROOM, last, b"goes on") == last + 1
        await store.close()


WRITER = """
import asyncio, itertools, sys
from talkingpiece.storage import open_store

async def write():
    store = await open_store(f"sqlite:{sys.argv[1]}", sys.argv[2])
    await store.create("room-a", 0, None)
    for seq in itertools.count(1):
        await store.append("room-a", seq - 1, b"%d" % seq * 300)
        if seq == 100:
            await store.compact("room-a", seq, b"state")
        print(seq, flush=True)

asyncio.run(write())
"""


async def test_commits_that_wait_together_are_made_together(sync, path):
    """What queues up in one turn of the loop, or during one commit, is not committed one by one."""
    database = SqliteDatabase(path, sync)
    await migrate(database)
    store = SqlStore(database)
    rooms = [RoomId(f"r{number}") for number in range(50)]
    for room in rooms:
        await store.create(room, 0, None)
    commits: list[str] = []
    database._connection.set_trace_callback(commits.append)
    await asyncio.gather(*(store.append(room, 0, b"x") for room in rooms))
    assert 1 <= commits.count("COMMIT") <= (2 if sync == "full" else 1)
    await store.close()


async def test_a_lost_race_takes_nobody_along_who_waits_beside_it(sync, path):
    store = await open_store(f"sqlite:{path}", sync)
    here, there = RoomId("here"), RoomId("there")
    for room in (here, there):
        await store.create(room, 0, None)
    lost, won = await asyncio.gather(
        store.append(here, 7, b"x"), store.append(there, 0, b"y"), return_exceptions=True
    )
    assert isinstance(lost, Conflict)
    assert won == 1
    await store.close()
