"""A full disk, a locked file: rooms are read-only, say so, and go on again by themselves."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from tests.server.conftest import OpenHouse
from tests.server.house import Browser, House, holder, keyword_round
from tests.server.process import Process

from talkingpiece.rendering.locales import Catalogue
from talkingpiece.settings import Settings
from talkingpiece.storage.migrations import migrate
from talkingpiece.storage.sql import SqlStore
from talkingpiece.storage.sqlite import SqliteDatabase

BUSY_MS = 20
"""How long a locked file is waited for here; a server is more patient."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "rooms.db"


@pytest.fixture
async def database(path: Path) -> AsyncIterator[SqliteDatabase]:
    database = SqliteDatabase(path, busy_ms=BUSY_MS)
    await migrate(database)
    yield database
    await database.close()


@pytest.fixture
async def house(open_house: OpenHouse, settings: Settings, database: SqliteDatabase) -> House:
    limits = msgspec.structs.replace(settings.limits, commands_burst=10_000)
    patient = msgspec.structs.replace(settings, limits=limits)
    return await open_house(store=SqlStore(database), settings=patient)


async def read_only(ann: Browser, bob: Browser, *, id: str) -> None:  # noqa: A002
    """Bob's pass is refused with a sentence; both see what they saw, and may look and come back."""
    before = ann.view
    answer = await bob.ask("pass", id=id)
    assert (answer["t"], answer["code"]) == ("refusal", "store_unavailable")
    assert Catalogue.load().say("refusals.store_unavailable", "en").endswith("moment.")
    for browser in (ann, bob):
        await browser.whole()
        assert browser.view == before


async def goes_on(ann: Browser, bob: Browser, *, id: str) -> None:  # noqa: A002
    """The same tap again, and it is done, once."""
    assert (await bob.ask("pass", id=id))["t"] == "done"
    assert (await bob.ask("pass", id=id))["t"] == "done"
    await ann.whole()
    await bob.whole()
    assert ann.view == bob.view
    assert holder(ann) == "Ann"


async def test_a_locked_file(house: House, path: Path) -> None:
    """Another program holds the database, a copy or a check."""
    ann, bob = await keyword_round(house, "Ann", "Bob")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        await read_only(ann, bob, id="locked")
        back = await house.back(bob.seat)
        await back.until("see")
        assert back.view == ann.view
        assert (await house.client.get("/health")).status == 200, "it can be read"
    await goes_on(ann, bob, id="locked")


async def test_a_full_disk(house: House, database: SqliteDatabase) -> None:
    ann, bob = await keyword_round(house, "Ann", "Bob")
    [(pages,)] = await database.fetch("PRAGMA page_count")
    await database.execute(f"PRAGMA max_page_count = {pages}")
    for number in range(2000):  # what still fits into the last pages fits; then it is full
        if (await bob.ask("rename", name=f"Bob {number}"))["t"] == "refusal":
            break
    await ann.whole()
    await bob.whole()
    await read_only(ann, bob, id="full")
    await database.execute("PRAGMA max_page_count = 1000000")
    await goes_on(ann, bob, id="full")


async def test_whoever_comes_while_nothing_can_be_kept_comes_again(
    house: House, path: Path
) -> None:
    """Sitting down has to be kept; the page says so, and the same join is good afterwards."""
    room = await house.room()
    ann = await house.join(room.facilitator, "Ann")
    bob = await house.open(token=room.invitation)
    await bob.until("texts")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        refused = await bob.ask("join", name="Bob", id="join-while-nothing-can-be-kept")
        assert refused["code"] == "store_unavailable"
    await bob.do("join", name="Bob", id="join-while-nothing-can-be-kept")
    assert bob.view
    await ann.quiet()
    assert len(ann.view["people"]) == 2


def test_a_server_in_memory_writes_nothing_down(tmp_path: Path) -> None:
    """By a setting: no file but the keys and the log; when it stops, all is gone."""
    process = Process(tmp_path, store="memory:")
    process.start()
    process.end()
    files = sorted(p.name for p in tmp_path.rglob("*") if p.is_file())
    assert files == ["server.keys", "server.log"]
