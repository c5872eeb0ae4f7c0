"""A copy of a store holds what it held at one instant, and becomes a store again."""

import asyncio
import stat
from itertools import count
from pathlib import Path

import pytest
from tests.storage.cluster import Cluster
from tests.storage.contract import NOW, ROOM

from talkingpiece.core.ids import Ms, RoomId
from talkingpiece.errors import SettingsError
from talkingpiece.sdk.ports import Blob, RoomRow, Snapshot, Store
from talkingpiece.storage import open_store
from talkingpiece.storage.backup import Copied, back_up, restore
from talkingpiece.storage.migrations import MIGRATIONS, migrate
from talkingpiece.storage.postgres import PostgresDatabase
from talkingpiece.storage.sql import SqlStore
from talkingpiece.storage.sqlite import SqliteDatabase

KINDS = ("sqlite", "postgresql")


@pytest.fixture
def place(tmp_path: Path, request: pytest.FixtureRequest):
    """The address of a new store of a kind."""

    numbers = count(1)

    def place(kind: str) -> str:
        if kind == "sqlite":
            return f"sqlite:{tmp_path / f'{next(numbers)}.db'}"
        cluster: Cluster = request.getfixturevalue("cluster")
        return cluster.database()

    return place


async def fill(store: Store) -> None:
    await store.create(ROOM, 3, NOW)
    for seq, blob in enumerate((b"1", b"2", bytes(range(256)))):
        await store.append(ROOM, seq, blob)
    await store.compact(ROOM, 3, b"state")
    await store.append(ROOM, 3, b"4")
    await store.create(RoomId("quiet"), 0, None)
    await store.put_sheet("sheet", b"mine", NOW)
    await store.put_series("series", 0, b"ours", NOW)
    await store.use_once("mark", NOW)


@pytest.mark.parametrize("to", KINDS)
@pytest.mark.parametrize("source", KINDS)
async def test_a_copy_of_any_kind_becomes_a_store_of_any_kind(tmp_path, place, source, to):
    here, there, copy = place(source), place(to), tmp_path / "copy"
    store = await open_store(here)
    await fill(store)
    assert await back_up(here, copy) == Copied(rooms=2, sheets=1, series=1)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    await store.close()
    assert await restore(copy, there) == Copied(rooms=2, sheets=1, series=1)
    again = await open_store(there)
    assert await again.room(ROOM) == RoomRow(id=ROOM, generation=3, seq=4, forget_after=NOW)
    assert await again.read(ROOM, 0) == (Snapshot(3, b"state"), [Blob(4, b"4")])
    assert await again.append(ROOM, 4, b"5") == 5
    assert await again.sheet("sheet") == b"mine"
    assert await again.series("series") == (1, b"ours")
    assert not await again.use_once("mark", NOW)
    assert (await again.forget_due(Ms(NOW))).rooms == (ROOM,)
    await again.close()


@pytest.mark.parametrize("to", KINDS)
async def test_a_copy_of_an_earlier_shape_is_brought_up_to_date(tmp_path, place, to):
    """It knows no table of marks yet; what it holds is put back all the same."""
    database = SqliteDatabase(tmp_path / "old.db")
    await migrate(database, MIGRATIONS[:1])
    await SqlStore(database).create(ROOM, 3, NOW)
    await database.close()
    await back_up(f"sqlite:{tmp_path / 'old.db'}", tmp_path / "copy")
    there = place(to)
    assert await restore(tmp_path / "copy", there) == Copied(rooms=1, sheets=0, series=0)
    again = await open_store(there)
    assert (await again.room(ROOM)).generation == 3
    assert await again.use_once("mark", NOW)
    await again.close()


async def test_a_database_of_an_earlier_shape_is_copied_as_it_is(tmp_path, place):
    """Whoever makes a copy before the new version has run once."""
    url = place("postgresql")
    database = await PostgresDatabase.open(url)
    await migrate(database, MIGRATIONS[:1])
    await SqlStore(database).create(ROOM, 3, NOW)
    await database.close()
    await back_up(url, tmp_path / "copy")
    again = await open_store(f"sqlite:{tmp_path / 'copy'}")
    assert (await again.room(ROOM)).generation == 3
    assert await again.use_once("mark", NOW)
    await again.close()


@pytest.mark.parametrize("kind", KINDS)
async def test_a_copy_made_while_people_write_has_no_half_groups(tmp_path, place, kind):
    """Whatever instant it shows: room, records and their numbers belong together."""
    url = place(kind)
    store = await open_store(url)
    await store.create(ROOM, 0, None)

    async def write() -> None:
        for seq in range(300):
            await store.append(ROOM, seq, b"%d" % seq)
            await asyncio.sleep(0)

    writing = asyncio.create_task(write())
    for number in range(3):
        copy = tmp_path / f"copy{number}"
        await back_up(url, copy)
        read = await open_store(f"sqlite:{copy}")
        row = await read.room(ROOM)
        _, blobs = await read.read(ROOM, 0)
        assert [blob.seq for blob in blobs] == list(range(1, row.seq + 1))
        await read.close()
    await writing
    await store.close()


async def test_no_file_is_written_over_and_half_a_copy_is_taken_away(tmp_path):
    taken = tmp_path / "taken"
    taken.write_text("dear diary")
    with pytest.raises(SettingsError, match="is there already"):
        await back_up(f"sqlite:{tmp_path / 'tp.db'}", taken)
    assert taken.read_text() == "dear diary"
    with pytest.raises(SettingsError, match="there is no"):
        await back_up(f"sqlite:{tmp_path / 'missing.db'}", tmp_path / "copy")
    with pytest.raises(SettingsError, match="keeps nothing"):
        await back_up("memory:", tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


@pytest.mark.parametrize("kind", KINDS)
async def test_a_store_with_rooms_is_not_written_over(tmp_path, place, kind):
    url, copy = place(kind), tmp_path / "copy"
    store = await open_store(url)
    await fill(store)
    await back_up(url, copy)
    await store.append(ROOM, 4, b"later")
    with pytest.raises(SettingsError, match="already"):
        await restore(copy, url)
    assert (await store.room(ROOM)).seq == 5
    await store.close()


async def test_what_is_no_copy_is_refused_before_anything_happens(tmp_path):
    letter, target = tmp_path / "letter.txt", tmp_path / "tp.db"
    letter.write_text("Dear Noor, " * 200)
    for source, says in ((letter, "no copy of a store"), (tmp_path / "no", "there is no file")):
        with pytest.raises(SettingsError, match=says):
            await restore(source, f"sqlite:{target}")
    assert not target.exists()


async def test_a_copy_that_was_cut_off_is_refused_with_a_sentence(tmp_path):
    """The process was killed after the table of versions was made, and before the rest came."""
    half, target = tmp_path / "half.db", tmp_path / "tp.db"
    database = SqliteDatabase(half)
    await migrate(database, ())
    await database.close()
    with pytest.raises(SettingsError, match="cut off"):
        await restore(half, f"sqlite:{target}")
    assert not target.exists()
