"""Copies of a store: one SQLite file, taken while the server runs, put back into any kind of store.

A copy holds what the store holds, sealed blobs and instants, and neither the server's keys nor any
room's. The tables are the same everywhere, so a copy of SQLite can be put into PostgreSQL and the
other way round: that is also how a server moves from the one to the other.
"""

import asyncio
import os
import sqlite3
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing, closing
from pathlib import Path
from typing import Any

import msgspec

from talkingpiece.errors import SettingsError

from .migrations import MIGRATIONS, migrate
from .sqlite import SqliteDatabase

TABLES = {
    "schema_version": ("version",),
    "room": ("number", "id", "generation", "seq", "forget_after"),
    "record": ("room_number", "seq", "blob"),
    "snapshot": ("room_number", "seq", "blob"),
    "sheet": ("id", "blob", "forget_after"),
    "series": ("id", "version", "blob", "forget_after"),
    "used": ("mark", "forget_after"),
}
"""Every table with its columns, as `migrations` makes them."""
SINCE = {"used": 2}
"""From which shape on there is a table; the others have been there from the first."""
SHAPE = "SELECT MAX(version) FROM schema_version"
ROWS = 500
"""So many rows are carried at once."""


class Copied(msgspec.Struct, frozen=True, kw_only=True):
    """How much was copied."""

    rooms: int
    sheets: int
    series: int


async def back_up(url: str, to: Path) -> Copied:
    """Copy the store that *url* names to the new file *to*, as it is at one instant.

    The server may run meanwhile. The file is for its owner only.

    Raises:
        SettingsError: there is such a file already, or no such store, or it cannot be read.
    """
    scheme, _, place = url.partition(":")
    _make(to)
    try:
        if scheme == "sqlite":
            await asyncio.to_thread(_copy_file, Path(place.removeprefix("//")), to)
        elif scheme in ("postgresql", "postgres"):
            await _copy_postgres(url, to)
        else:
            raise SettingsError("store", f"{scheme}: keeps nothing that could be copied")
    except BaseException:
        _take_away(to)
        raise
    return _count(to)


async def restore(source: Path, url: str) -> Copied:
    """Put the copy *source* into the store that *url* names, which has to be new or empty.

    Raises:
        SettingsError: *source* is no copy of ours, or of a newer version, or the store has rooms.
    """
    _check(source)
    scheme, _, place = url.partition(":")
    if scheme == "sqlite":
        await asyncio.to_thread(_restore_file, source, Path(place.removeprefix("//")))
        database = SqliteDatabase(Path(place.removeprefix("//")))
        await migrate(database)  # a copy of an earlier version is brought up to date
        await database.close()
    elif scheme in ("postgresql", "postgres"):
        await _restore_postgres(source, url)
    else:
        raise SettingsError("store", f"{scheme}: keeps nothing that could be put back")
    return _count(source)


def _make(to: Path) -> None:
    """A new, empty file for its owner only."""
    try:
        os.close(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        raise SettingsError("backup", f"{to} is there already; name a new file") from None
    except OSError as error:
        raise SettingsError("backup", f"cannot write {to}: {error.strerror}") from error


def _take_away(to: Path) -> None:
    """Half a copy is worse than none."""
    to.unlink()


# --- SQLite -----------------------------------------------------------------------------------


def _copy_file(source: Path, to: Path) -> None:
    if not source.is_file():
        raise SettingsError("store", f"there is no {source}")
    try:
        with closing(_read_only(source)) as old, closing(sqlite3.connect(to)) as new:
            old.backup(new)
    except sqlite3.Error as error:
        raise SettingsError("store", f"cannot copy {source}: {error}") from error


def _restore_file(source: Path, to: Path) -> None:
    if to.exists() and to.stat().st_size:
        raise SettingsError("store", f"{to} is there already; move it away first")
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(to, os.O_WRONLY | os.O_CREAT, 0o600))
    with closing(_read_only(source)) as old, closing(sqlite3.connect(to)) as new:
        old.backup(new)


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _check(source: Path) -> None:
    """Refuse what is no copy of ours before anything is touched."""
    if not source.is_file():
        raise SettingsError("backup", f"there is no file {source}")
    try:
        with closing(_read_only(source)) as copy:
            [(found,)] = copy.execute(SHAPE).fetchall()
            damage = copy.execute("PRAGMA integrity_check").fetchall()
    except sqlite3.Error as error:
        raise SettingsError("backup", f"{source} is no copy of a store: {error}") from error
    if damage != [("ok",)]:
        raise SettingsError("backup", f"{source} is damaged; use an older copy")
    if not found:
        raise SettingsError("backup", f"{source} was cut off while it was made; use another copy")
    if found > len(MIGRATIONS):
        raise SettingsError("backup", f"{source} was made by a newer Talking Piece; install that")


def _count(copy: Path) -> Copied:
    with closing(_read_only(copy)) as read:
        counted = {
            table: read.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]  # noqa: S608
            for table in ("room", "sheet", "series")
        }
    return Copied(rooms=counted["room"], sheets=counted["sheet"], series=counted["series"])


# --- PostgreSQL -------------------------------------------------------------------------------


async def _copy_postgres(url: str, to: Path) -> None:
    """Row by row, in one transaction that sees one instant."""
    database = SqliteDatabase(to)
    await migrate(database, ())  # the table of versions; the steps themselves come with the copy
    await database.close()
    with closing(sqlite3.connect(to)) as copy:
        async with aclosing(_rows_of(url)) as rows:
            async for table, values in rows:
                if table == "schema_version":  # comes first: the copy has the same shape
                    for statement in (each for (n,) in values for each in MIGRATIONS[n - 1]):
                        copy.execute(statement)
                copy.executemany(_insert(table, "?"), values)
        copy.commit()
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it


async def _rows_of(url: str) -> AsyncGenerator[tuple[str, list[tuple[Any, ...]]]]:
    from .postgres import ERRORS, connect  # noqa: PLC0415  an extra

    try:
        connection = await connect(url)
        try:
            async with connection.transaction(isolation="repeatable_read", readonly=True):
                shape = await connection.fetchval(SHAPE)
                for table, columns in TABLES.items():
                    if SINCE.get(table, 1) > shape:
                        continue
                    cursor = await connection.cursor(f"SELECT {', '.join(columns)} FROM {table}")  # noqa: S608
                    while rows := await cursor.fetch(ROWS):
                        yield table, [tuple(row) for row in rows]
        finally:
            await connection.close()
    except ERRORS as error:
        raise SettingsError("store", f"cannot copy PostgreSQL: {error}") from error


async def _restore_postgres(source: Path, url: str) -> None:
    from . import open_store  # noqa: PLC0415  the room's own front door, for the tables
    from .postgres import ERRORS, connect  # noqa: PLC0415  an extra

    store = await open_store(url)
    await store.close()
    try:
        connection = await connect(url)
        try:
            async with connection.transaction():
                if await connection.fetchval("SELECT COUNT(*) FROM room"):
                    raise SettingsError("store", "this database has rooms already; name another")
                with closing(_read_only(source)) as copy:
                    [(shape,)] = copy.execute(SHAPE).fetchall()
                    for table in TABLES:
                        made = table == "schema_version"  # just now, in today's shape
                        if not made and SINCE.get(table, 1) <= shape:
                            await _fill(connection, copy, table)
        finally:
            await connection.close()
    except ERRORS as error:
        raise SettingsError("store", f"cannot put it into PostgreSQL: {error}") from error


async def _fill(connection: Any, copy: sqlite3.Connection, table: str) -> None:
    read = copy.execute(f"SELECT {', '.join(TABLES[table])} FROM {table}")  # noqa: S608
    while rows := read.fetchmany(ROWS):
        await connection.executemany(_insert(table, "$"), rows)


def _insert(table: str, mark: str) -> str:
    columns: Sequence[str] = TABLES[table]
    marks = ["?" if mark == "?" else f"${number}" for number in range(1, len(columns) + 1)]
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(marks)})"  # noqa: S608
