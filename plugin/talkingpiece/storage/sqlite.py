"""SQLite in one file, the default: nothing to install, copies and backs up as a file.

`normal` survives a crash of the server: a commit is a write to the file system's cache, about as
quick as handing it to a thread, so it is made on the loop, one for all rooms that ask in the same
turn of it. `full` survives a power cut: each commit waits for the disk, on one worker thread, and
what queues up meanwhile is committed together.

Erased means erased: `secure_delete` overwrites deleted rows with zeros, and `scrub` then carries
the write-ahead log over into the file and empties it, on a thread of its own.
"""

import asyncio
import os
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeVar

from talkingpiece.core.ids import RoomId
from talkingpiece.errors import StoreUnavailable

from .sql import Row, Step, Value

Sync = Literal["normal", "full"]
T = TypeVar("T")

Waiting = tuple[Sequence[Step], asyncio.Future[bool]]
"""One transaction, and who is told whether its guard held."""


@lru_cache(maxsize=64)
def _numbered(sql: str) -> str:
    """*sql* with its `$1` as `?1`: SQLite reads the one as a name, the other as a number."""
    return sql.replace("$", "?")


class SqliteDatabase:
    """A `storage.sql.Database` in one file, for one process (and short visits of others)."""

    name = "SQLite"

    def __init__(self, path: Path, sync: Sync = "normal", busy_ms: int = 2000) -> None:
        """Open the file, and make it if there is none, readable by its owner only.

        *busy_ms*: how long to wait for another process that is writing.

        Raises:
            StoreUnavailable: there can be no such file, or it is not SQLite's.
        """
        self._path = path
        self._busy_ms = busy_ms
        self._worker = ThreadPoolExecutor(1, "sqlite") if sync == "full" else None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._waiting: list[Waiting] = []
        self._flushing: asyncio.Task[None] | None = None
        self._scrubbing = asyncio.Lock()
        self._erasures = 0
        self._scrubbed = 0
        self._closed = asyncio.Event()
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            self._connection = self._connect()
            self._switch_to_log()
            self._connection.execute(f"PRAGMA synchronous = {sync}")
        except (OSError, sqlite3.Error) as error:
            raise StoreUnavailable(self.name) from error

    async def execute(self, sql: str, *values: Value) -> None:
        await self.fetch(sql, *values)

    async def fetch(self, sql: str, *values: Value) -> list[Row]:
        return await self._call(lambda: self._run((sql, values)))

    async def transaction(self, guard: Step, *steps: Step) -> bool:
        if self._loop is None:  # asking for the loop is a system call
            self._loop = asyncio.get_running_loop()
        verdict: asyncio.Future[bool] = self._loop.create_future()
        self._waiting.append(((guard, *steps), verdict))
        if self._worker is None:
            if len(self._waiting) == 1:
                self._loop.call_soon(self._commit_waiting)
        elif self._flushing is None or self._flushing.done():
            self._flushing = asyncio.create_task(self._flush())
        return await verdict

    async def scrub(self) -> bool:
        self._erasures += 1
        mine = self._erasures
        async with self._scrubbing:
            if self._scrubbed >= mine:  # the one before began after my erasure
                return True
            covered = self._erasures
            if not await asyncio.to_thread(self._empty_log):
                return False
            self._scrubbed = covered
            return True

    async def watch(self) -> AsyncIterator[tuple[RoomId, int]]:
        await self._closed.wait()
        nothing: tuple[tuple[RoomId, int], ...] = ()
        for news in nothing:  # makes this a generator
            yield news

    async def close(self) -> None:
        if self._closed.is_set():
            return
        self._closed.set()
        if self._worker is None:
            self._commit_waiting()
        if self._flushing is not None:
            await asyncio.wait([self._flushing])
        async with self._scrubbing:
            await self._call(self._connection.close)
        if self._worker is not None:
            self._worker.shutdown()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path, timeout=self._busy_ms / 1000, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA temp_store = MEMORY")  # nothing spills into other files
        return connection

    def _switch_to_log(self) -> None:
        """Choose the write-ahead log, once per file.

        SQLite gives up at once, without waiting as for other locks, if another process opens the
        same new file at the same moment; so the waiting is done here.
        """
        give_up = time.monotonic() + self._busy_ms / 1000
        while True:
            try:
                self._connection.execute("PRAGMA journal_mode = WAL").fetchall()
                return
            except sqlite3.OperationalError:
                if time.monotonic() > give_up:
                    raise
                time.sleep(0.01)

    async def _call(self, call: Callable[[], T]) -> T:
        try:
            if self._worker is None:
                return call()
            return await asyncio.get_running_loop().run_in_executor(self._worker, call)
        except (sqlite3.Error, RuntimeError) as error:  # RuntimeError: the worker is shut down
            raise StoreUnavailable(self.name) from error

    async def _flush(self) -> None:
        """Commit what waits, together, until nothing waits."""
        while self._waiting:
            group, self._waiting = self._waiting, []
            try:
                kept = await self._call(lambda: self._commit([steps for steps, _ in group]))  # noqa: B023
            except Exception as error:  # whatever it is, nobody may wait for ever
                _fail(group, error)
            else:
                _answer(group, kept)

    def _commit_waiting(self) -> None:
        """Commit what waits, together, at once."""
        group, self._waiting = self._waiting, []
        if not group:
            return
        try:
            kept = self._commit([steps for steps, _ in group])
        except Exception as error:
            _fail(group, error)
        else:
            _answer(group, kept)

    def _commit(self, group: Sequence[Sequence[Step]]) -> list[bool]:
        """Run several transactions in one commit; say of each whether its guard held."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            kept = [self._run_guarded(steps) for steps in group]
            self._connection.execute("COMMIT")
        except BaseException as error:
            self._roll_back()
            if isinstance(error, sqlite3.Error):
                raise StoreUnavailable(self.name) from error
            raise
        return kept

    def _run_guarded(self, steps: Sequence[Step]) -> bool:
        (guard, found), *others = steps
        if self._connection.execute(_numbered(guard), found).rowcount < 1:
            return False
        for sql, values in others:
            self._connection.execute(_numbered(sql), values)
        return True

    def _run(self, step: Step) -> list[Row]:
        sql, values = step
        return self._connection.execute(_numbered(sql), values).fetchall()

    def _roll_back(self) -> None:
        try:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        except sqlite3.Error:
            pass  # closed, or SQLite has rolled back by itself (a full disk); the cause is told

    def _empty_log(self) -> bool:
        """Carry the log over into the file, as far as possible without making writers wait."""
        try:
            with closing(self._connect()) as connection:
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
                [(busy, *_)] = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        except sqlite3.Error as error:
            raise StoreUnavailable(self.name) from error
        return not busy


def _answer(group: Sequence[Waiting], kept: Sequence[bool]) -> None:
    for (_, verdict), is_kept in zip(group, kept, strict=True):
        if not verdict.done():  # whoever asked may have been cancelled
            verdict.set_result(is_kept)


def _fail(group: Sequence[Waiting], error: Exception) -> None:
    for _, verdict in group:
        if not verdict.done():
            verdict.set_exception(error)
