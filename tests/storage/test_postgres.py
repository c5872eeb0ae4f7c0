"""PostgreSQL keeps the contract; and what several nodes on it tell each other."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator

import asyncpg
import pytest
from tests.storage.cluster import Cluster
from tests.storage.contract import NOW, ROOM, Connect, StoreContract, with_room

from talkingpiece.core.ids import RoomId
from talkingpiece.errors import SettingsError, StoreUnavailable
from talkingpiece.sdk.ports import MISSED, Blob, Snapshot, Store
from talkingpiece.storage import open_store, postgres

PATIENCE = 20
LISTENERS = "FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND pid <> pg_backend_pid()"


@pytest.fixture
def url(cluster: Cluster) -> str:
    return cluster.database()


@pytest.fixture
async def connect(url: str) -> AsyncIterator[Connect]:
    stores: list[Store] = []

    async def connect() -> Store:
        stores.append(await open_store(url))
        return stores[-1]

    yield connect
    for store in stores:
        await store.close()


async def rows(url: str, sql: str) -> list[tuple]:
    connection = await asyncpg.connect(url)
    try:
        return [tuple(row) for row in await connection.fetch(sql)]
    finally:
        await connection.close()


class TestPostgres(StoreContract):
    async def test_what_was_kept_is_there_after_closing_and_opening(self, connect: Connect):
        store = await with_room(connect, b"1", b"2")
        await store.compact(ROOM, 2, b"state")
        await store.append(ROOM, 2, b"3")
        await store.close()
        again = await connect()
        assert await again.read(ROOM, 0) == (Snapshot(2, b"state"), [Blob(3, b"3")])
        assert await again.append(ROOM, 3, b"4") == 4

    async def test_nodes_that_start_at_once_make_the_tables_once(self, connect: Connect, url):
        await asyncio.gather(*(connect() for _ in range(4)))
        assert await rows(url, "SELECT version FROM schema_version") == [(1,), (2,)]

    async def test_forgotten_rows_are_gone_from_every_table(self, connect: Connect, url):
        store = await with_room(connect, b"1", b"2")
        await store.compact(ROOM, 2, b"state")
        await store.append(ROOM, 2, b"3")
        await store.put_sheet("s", b"sheet", NOW)
        await store.put_series("t", 0, b"series", NOW)
        await store.forget(ROOM)
        await store.forget_due(NOW)
        for table in ("room", "record", "snapshot", "sheet", "series"):
            assert await rows(url, f"SELECT count(*) FROM {table}") == [(0,)]  # noqa: S608
            # vacuumed: no page still holds what was deleted
            assert await rows(url, f"SELECT pg_relation_size('{table}')") == [(0,)]

    async def test_a_node_hears_what_another_appends_and_not_its_own(self, connect: Connect):
        here, there = await with_room(connect, b"1"), await connect()
        news = here.watch()
        assert await asyncio.wait_for(anext(news), PATIENCE) == MISSED, "what was before this"
        first = asyncio.create_task(anext(news))
        await self.listens(here, there)
        await here.append(ROOM, 2, b"own")
        await there.append(ROOM, 3, b"there")
        assert await asyncio.wait_for(first, PATIENCE) == (ROOM, 2)
        assert await asyncio.wait_for(anext(news), PATIENCE) == (ROOM, 4)
        await there.set_generation(ROOM, 7)
        assert await asyncio.wait_for(anext(news), PATIENCE) == (ROOM, 4)
        await there.forget(ROOM)
        assert await asyncio.wait_for(anext(news), PATIENCE) == (ROOM, 5)

    async def listens(self, here: Store, there: Store) -> None:
        """Somebody listens for *here*, and *there* has appended something to be heard."""
        async with asyncio.timeout(PATIENCE):
            asked = "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
            while not await there._database.fetch(asked):  # noqa: ASYNC110  nobody tells
                await asyncio.sleep(0)
        await there.append(ROOM, 1, b"heard")

    async def test_after_a_lost_line_news_may_have_been_missed(self, connect: Connect, url):
        """Also when nothing had been heard on it."""
        here, there = await with_room(connect, b"1"), await connect()
        news = here.watch()
        for seq in (2, 3):
            assert await asyncio.wait_for(anext(news), PATIENCE) == MISSED
            if seq == 3:
                await there.append(ROOM, 1, b"heard")
                assert await asyncio.wait_for(anext(news), PATIENCE) == (ROOM, 2)
            await rows(url, f"SELECT pg_terminate_backend(pid) {LISTENERS}")
        assert await asyncio.wait_for(anext(news), PATIENCE) == MISSED
        await there.append(ROOM, 2, b"again")
        assert await asyncio.wait_for(anext(news), PATIENCE) == (ROOM, 3)

    async def test_a_line_that_went_silent_is_found_out(self, connect: Connect, url, monkeypatch):
        """As a firewall cuts it: nobody is told, and nothing is ever heard again."""
        monkeypatch.setattr(postgres, "SILENCE_SECONDS", 0.05)
        monkeypatch.setattr(postgres, "PATIENCE_SECONDS", 0.5)
        here = await with_room(connect, b"1")
        news = here.watch()
        assert await asyncio.wait_for(anext(news), PATIENCE) == MISSED
        ((silent,),) = await rows(url, f"SELECT pid {LISTENERS}")
        os.kill(silent, signal.SIGSTOP)
        try:
            assert await asyncio.wait_for(anext(news), PATIENCE) == MISSED
        finally:
            os.kill(silent, signal.SIGCONT)

    async def test_lost_connections_come_back_by_themselves(self, connect: Connect, cluster):
        store = await with_room(connect, b"1")
        cluster.stop()
        with pytest.raises(StoreUnavailable):
            await store.append(ROOM, 1, b"2")
        cluster.start()
        async with asyncio.timeout(PATIENCE):
            while True:
                try:
                    assert await store.append(ROOM, 1, b"2") == 2
                    break
                except StoreUnavailable:
                    await asyncio.sleep(0)
        assert await store.read(ROOM, 0) == (None, [Blob(1, b"1"), Blob(2, b"2")])


async def test_a_database_that_refuses_us_is_a_wrong_setting(cluster: Cluster):
    url = cluster.database()
    with pytest.raises(SettingsError, match="does not exist") as refused:
        await open_store(url.replace("/tp", "/nowhere", 1))
    assert refused.value.key == "store"


class TestStopping:
    """A server that is told to stop is let go, whatever happens on the line in that moment."""

    @pytest.mark.parametrize("turns", range(6))
    async def test_news_in_that_moment_keep_nobody_listening(self, turns: int):
        heard: asyncio.Queue[tuple[RoomId, int] | None] = asyncio.Queue()
        waiting = asyncio.create_task(postgres._next_or_alive(None, heard))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        heard.put_nowait((ROOM, 1))
        for _ in range(turns):
            await asyncio.sleep(0)
        if waiting.cancel():  # else it was over before
            with pytest.raises(asyncio.CancelledError):
                await waiting

    async def test_a_silent_line_keeps_nobody_listening(self, connect: Connect, url, monkeypatch):
        here = await with_room(connect, b"1")
        listening = asyncio.create_task(hear_all(here))
        async with asyncio.timeout(PATIENCE):
            while not (silent := await rows(url, f"SELECT pid {LISTENERS}")):
                pass
        monkeypatch.setattr(postgres, "PATIENCE_SECONDS", 0.05)
        os.kill(silent[0][0], signal.SIGSTOP)
        try:
            listening.cancel()
            _, goes_on = await asyncio.wait({listening}, timeout=PATIENCE)
        finally:
            os.kill(silent[0][0], signal.SIGCONT)
        assert not goes_on
        assert listening.cancelled()

    async def test_a_connection_that_is_never_given_back_is_cut(
        self, connect: Connect, monkeypatch
    ):
        store = await with_room(connect, b"1")
        monkeypatch.setattr(postgres, "PATIENCE_SECONDS", 0.05)
        async with asyncio.timeout(PATIENCE):
            async with store._database._pool.acquire() as held:
                await store.close()
                with pytest.raises(asyncpg.InterfaceError):
                    await held.execute("SELECT 1")


async def hear_all(store: Store) -> None:
    async for _ in store.watch():
        pass
