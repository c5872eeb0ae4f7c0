"""Where the record of a room is kept: SQLite in one file, PostgreSQL for several nodes, or memory.

Every record is one encrypted, padded blob, so this room never sees a keyword or a name.
All stores fit ``sdk.ports.Store`` and pass one contract (``tests/storage/contract.py``).
Not here: what a record means (``core``), when to write one (``hub``), keys (``sealing``).

Start with ``sql`` (every statement, and the store made of them), then ``sqlite`` and ``postgres``;
``codec`` turns records into blobs and back, ``migrations`` makes the tables, ``memory`` is for
tests and for servers that keep nothing.
"""

from functools import partial
from pathlib import Path

from talkingpiece.errors import SettingsError, StoreUnavailable
from talkingpiece.sdk.ports import Store

from .memory import MemoryStore
from .migrations import migrate
from .sql import SqlStore
from .sqlite import SqliteDatabase, Sync

__all__ = ["MemoryStore", "open_store"]


async def open_store(url: str, sync: Sync = "normal") -> Store:
    """Open the store that the setting `store` names, with its tables in today's shape.

    *url* is `sqlite:<file>`, `postgresql://user@host/name` or `memory:`. *sync* is the setting of
    that name, for SQLite; what PostgreSQL has acknowledged survives as its server is set.

    Raises:
        SettingsError: no such kind of store, or it cannot be opened.
    """
    scheme, _, place = url.partition(":")
    match scheme:
        case "memory":
            return MemoryStore()
        case "sqlite" if place:
            return await _open_sqlite(Path(place.removeprefix("//")), sync)
        case "postgresql" | "postgres" if place:
            return await _open_postgres(url)
        case _:
            problem = (
                f"{scheme}: is no kind of store; "
                "write sqlite:<file>, postgresql://user@host/name, or memory:"
            )
    raise SettingsError("store", problem)


async def _open_sqlite(path: Path, sync: Sync) -> Store:
    try:
        database = SqliteDatabase(path, sync)
        await migrate(database)
    except StoreUnavailable as error:
        raise SettingsError("store", f"cannot open {path}: {error.__cause__}") from error
    return SqlStore(database)


async def _open_postgres(url: str) -> Store:
    """The driver is an extra: a server with one file does not need it."""
    try:
        from .postgres import PostgresDatabase  # noqa: PLC0415
    except ImportError as error:
        problem = "PostgreSQL needs its driver: pip install 'talkingpiece[postgresql]'"
        raise SettingsError("store", problem) from error
    database = None
    try:
        database = await PostgresDatabase.open(url)
        await database.prepare(partial(migrate, database))
    except StoreUnavailable as error:
        if database is not None:
            await database.close()
        # The cause names host and database, and never a password.
        raise SettingsError("store", f"cannot use PostgreSQL: {error.__cause__}") from error
    return SqlStore(database)
