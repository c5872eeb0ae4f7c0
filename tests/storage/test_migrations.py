"""Tables are brought to today's shape, each step once."""

import asyncio

import pytest

from talkingpiece.errors import SettingsError, StoreUnavailable
from talkingpiece.storage import open_store
from talkingpiece.storage.migrations import MIGRATIONS, migrate
from talkingpiece.storage.sqlite import SqliteDatabase

STEPS = (
    ("CREATE TABLE a (x BIGINT)", "INSERT INTO a VALUES (1)"),
    ("INSERT INTO a VALUES (2)",),
    ("INSERT INTO a VALUES (3)",),
)


@pytest.fixture
async def database(tmp_path):
    database = SqliteDatabase(tmp_path / "tp.db")
    yield database
    await database.close()


async def rows(database) -> list[int]:
    return [x for (x,) in await database.fetch("SELECT x FROM a ORDER BY rowid")]


async def test_steps_are_applied_in_order_and_only_once(database):
    for steps, then in ((STEPS[:2], [1, 2]), (STEPS, [1, 2, 3]), (STEPS, [1, 2, 3])):
        await migrate(database, steps)
        assert await rows(database) == then


async def test_nodes_that_start_together_apply_each_step_once(tmp_path):
    nodes = [SqliteDatabase(tmp_path / "tp.db", "full") for _ in range(4)]
    await asyncio.gather(*(migrate(node, STEPS) for node in nodes))
    assert await rows(nodes[0]) == [1, 2, 3]
    for node in nodes:
        await node.close()


async def test_step_that_fails_is_undone_as_a_whole(database):
    broken = (*STEPS[:1], ("INSERT INTO a VALUES (9)", "INSERT INTO nowhere VALUES (1)"))
    with pytest.raises(StoreUnavailable):
        await migrate(database, broken)
    assert await rows(database) == [1]
    await migrate(database, STEPS)
    assert await rows(database) == [1, 2, 3]


async def test_tables_of_a_newer_version_are_refused_untouched(tmp_path):
    url = f"sqlite:{tmp_path / 'tp.db'}"
    newer = SqliteDatabase(tmp_path / "tp.db")
    await migrate(newer, (*MIGRATIONS, ("CREATE TABLE future (x BIGINT)",)))
    await newer.close()
    with pytest.raises(SettingsError, match="install the newer Talking Piece") as refused:
        await open_store(url)
    assert refused.value.key == "store"
