"""PostgreSQL, for several nodes that serve the same rooms.

Several processes share what it keeps, and each hears of what the others append: a trigger tells
room and seq on one channel, never a content. The statements are those of `storage.sql`; nothing
here knows what they do.

Erased means erased as far as the database allows: `scrub` vacuums, so that deleted rows become
free space. Their bytes, which are sealed blobs, are overwritten when that space is used again, and
leave the write-ahead log as it is recycled. What makes them unreadable is that the room's key is
on no disk.
"""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import asyncpg

from talkingpiece.core.ids import RoomId
from talkingpiece.errors import StoreUnavailable
from talkingpiece.sdk.ports import MISSED

from .sql import Row, Step, Value

CHANNEL = "talkingpiece"
ERRORS = (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError)
"""What a database that cannot keep or read anything now raises."""
PATIENCE_SECONDS = 5.0
"""How long a statement, or a free connection, is waited for."""
AGAIN_SECONDS = 0.5
"""How long after a lost connection the next one is tried, to hear of other nodes again."""
SILENCE_SECONDS = 10.0
"""After so long without news the line to the other nodes is tried."""
LOCK = 7_472_951_380_113
"""Nodes that start at the same moment make the tables one after the other."""

TELL = (
    """
    CREATE OR REPLACE FUNCTION talkingpiece_tell() RETURNS trigger LANGUAGE plpgsql AS $tell$
    BEGIN
        IF TG_OP = 'DELETE' THEN
            PERFORM pg_notify('talkingpiece', current_setting('application_name')
                || ' ' || (OLD.seq + 1) || ' ' || OLD.id);
        ELSE
            PERFORM pg_notify('talkingpiece', current_setting('application_name')
                || ' ' || NEW.seq || ' ' || NEW.id);
        END IF;
        RETURN NULL;
    END $tell$
    """,
    """
    CREATE OR REPLACE TRIGGER talkingpiece_moved AFTER UPDATE ON room FOR EACH ROW
    WHEN (OLD.seq <> NEW.seq OR OLD.generation <> NEW.generation)
    EXECUTE FUNCTION talkingpiece_tell()
    """,
    """
    CREATE OR REPLACE TRIGGER talkingpiece_gone AFTER DELETE ON room FOR EACH ROW
    EXECUTE FUNCTION talkingpiece_tell()
    """,
)
"""Who appends tells the others: node, seq and room. A room that is gone is told as moved on."""


async def connect(url: str) -> Any:
    """One connection of its own, to be closed by the caller. Raises one of `ERRORS`."""
    return await asyncpg.connect(url, timeout=PATIENCE_SECONDS)


class PostgresDatabase:
    """A `storage.sql.Database` for several nodes. Make it with `open`."""

    name = "PostgreSQL"

    def __init__(self, url: str, pool: asyncpg.Pool, node: str) -> None:
        self._url = url
        self._pool = pool
        self._node = node
        self._closed = asyncio.Event()
        self._scrubbing = asyncio.Lock()
        self._erasures = 0
        self._scrubbed = 0

    @classmethod
    async def open(cls, url: str, connections: int = 8) -> "PostgresDatabase":
        """Connect to the database that *url* names (`postgresql://user@host/name`).

        *connections*: how many statements may be under way at once.

        Raises:
            StoreUnavailable: it cannot be reached, or refuses us.
        """
        node = f"talkingpiece-{secrets.token_hex(6)}"
        try:
            pool = await asyncpg.create_pool(
                url,
                min_size=1,
                max_size=connections,
                timeout=PATIENCE_SECONDS,
                command_timeout=PATIENCE_SECONDS,
                server_settings={"application_name": node},
            )
        except (*ERRORS, ValueError) as error:  # ValueError: not an address of that kind
            raise StoreUnavailable(cls.name) from error
        return cls(url, pool, node)

    async def prepare(self, make_tables: Callable[[], Awaitable[None]]) -> None:
        """Run *make_tables*, then the triggers, while no other node does the same."""
        async with self._connection() as connection:
            await connection.execute("SELECT pg_advisory_lock($1)", LOCK)
            try:
                await make_tables()
                for statement in TELL:
                    await connection.execute(statement)
            finally:
                await connection.execute("SELECT pg_advisory_unlock($1)", LOCK)

    async def execute(self, sql: str, *values: Value) -> None:
        async with self._connection() as connection:
            await connection.execute(sql, *values)

    async def fetch(self, sql: str, *values: Value) -> list[Row]:
        async with self._connection() as connection:
            return [tuple(row) for row in await connection.fetch(sql, *values)]

    async def transaction(self, guard: Step, *steps: Step) -> bool:
        async with self._connection() as connection, connection.transaction():
            sql, values = guard
            told: str = await connection.execute(sql, *values)
            if told.endswith(" 0"):  # `UPDATE 0`, `INSERT 0 0`
                return False
            for sql, values in steps:
                await connection.execute(sql, *values)
            return True

    async def scrub(self) -> bool:
        """Vacuum, once for all who have erased something meanwhile."""
        self._erasures += 1
        mine = self._erasures
        async with self._scrubbing:
            if self._scrubbed >= mine:  # the one before began after my erasure
                return True
            covered = self._erasures
            await self.execute("VACUUM room, record, snapshot, sheet, series")
            self._scrubbed = covered
            return True

    async def watch(self) -> AsyncIterator[tuple[RoomId, int]]:
        """Room and seq of what others append; `MISSED` whenever a line is there, the first too."""
        while not self._closed.is_set():
            try:
                async for news in self._listen():
                    yield news
            except ERRORS:
                await self._pause()

    async def close(self) -> None:
        """Give back all connections; one that is held for too long is cut."""
        if self._closed.is_set():
            return
        self._closed.set()
        try:
            async with asyncio.timeout(PATIENCE_SECONDS), self._scrubbing:
                await self._pool.close()
        except TimeoutError:
            self._pool.terminate()

    async def _listen(self) -> AsyncIterator[tuple[RoomId, int]]:
        """As `watch`, for as long as one connection lasts."""
        heard: asyncio.Queue[tuple[RoomId, int] | None] = asyncio.Queue()

        def hear(_connection: Any, _pid: int, _channel: str, told: object) -> None:
            node, seq, room = str(told).split(" ", 2)
            if node != self._node:
                heard.put_nowait((RoomId(room), int(seq)))

        connection = await connect(self._url)
        connection.add_termination_listener(lambda _connection: heard.put_nowait(None))
        closing = asyncio.create_task(self._end(heard))
        try:
            await connection.add_listener(CHANNEL, hear)
            yield MISSED
            while (news := await _next_or_alive(connection, heard)) is not None:
                yield news
        finally:
            closing.cancel()
            with suppress(*ERRORS):  # closed anyway; and what ends this is not covered up
                await connection.close(timeout=PATIENCE_SECONDS)
        await self._pause()

    async def _end(self, heard: "asyncio.Queue[tuple[RoomId, int] | None]") -> None:
        await self._closed.wait()
        heard.put_nowait(None)

    async def _pause(self) -> None:
        """Wait a moment, or until the store is closed."""
        with suppress(TimeoutError):
            async with asyncio.timeout(AGAIN_SECONDS):
                await self._closed.wait()

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[Any]:
        """A connection of the pool; whatever goes wrong with it is `StoreUnavailable`."""
        try:
            async with self._pool.acquire(timeout=PATIENCE_SECONDS) as connection:
                yield connection
        except ERRORS as error:
            raise StoreUnavailable(self.name) from error


async def _next_or_alive(
    connection: Any, heard: "asyncio.Queue[tuple[RoomId, int] | None]"
) -> tuple[RoomId, int] | None:
    """What is heard next; in silence the line is tried.

    One that was cut without a word, as by a firewall, would be quiet for ever. Raises one of
    `ERRORS` where nobody answers.

    `asyncio.wait_for` would be wrong here: before Python 3.12, whoever is cancelled in the moment
    in which something is heard goes on, and a server that stops would listen for ever.
    """
    while True:
        try:
            async with asyncio.timeout(SILENCE_SECONDS):
                return await heard.get()
        except TimeoutError:
            await connection.execute("SELECT 1", timeout=PATIENCE_SECONDS)
