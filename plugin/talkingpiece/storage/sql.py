"""Every SQL text, once, and the store made of them over any database with three methods.

The texts run unchanged on SQLite and PostgreSQL: `$1, $2` placeholders, `ON CONFLICT`,
`RETURNING`. A lost race is a statement that finds no row, not an exception of some driver.
"""

import secrets
from collections.abc import AsyncIterator, Sequence
from typing import Any, Protocol

from talkingpiece.core.ids import Ms, RoomId
from talkingpiece.errors import Conflict, StoreUnavailable
from talkingpiece.sdk.ports import Blob, Erased, RoomRow, Snapshot

Value = str | int | bytes | None
Row = tuple[Any, ...]
Step = tuple[str, tuple[Value, ...]]
"""One statement and its values."""


class Database(Protocol):
    """What `SqlStore` asks of a database. Every method may raise `StoreUnavailable`."""

    name: str
    """What to call it in a message: "SQLite"."""

    async def execute(self, sql: str, *values: Value) -> None:
        """Run one statement by itself, durably."""

    async def fetch(self, sql: str, *values: Value) -> list[Row]:
        """Run one statement by itself, durably if it changes something; return its rows."""

    async def transaction(self, guard: Step, *steps: Step) -> bool:
        """Run all or nothing. If *guard* changes no row, nothing else is run: False.

        The guard locks what it has found until the end (it is an UPDATE or INSERT). The database
        may commit several transactions that wait at the same time as one.
        """

    async def scrub(self) -> bool:
        """Remove the bytes of what was deleted; False if somebody's reading hindered it."""

    def watch(self) -> AsyncIterator[tuple[RoomId, int]]:
        """As `Store.watch`."""

    async def close(self) -> None:
        """As `Store.close`."""


_NUMBER = "(SELECT number FROM room WHERE id = $1)"
_ROOM = "SELECT id, generation, seq, forget_after FROM room"

CREATE = (
    "INSERT INTO room (number, id, generation, seq, forget_after) VALUES ($1, $2, $3, 0, $4) "
    "ON CONFLICT DO NOTHING RETURNING seq"
)
ADVANCE = "UPDATE room SET seq = $3 WHERE id = $1 AND seq = $2"
RECORD = f"INSERT INTO record (room_number, seq, blob) VALUES ({_NUMBER}, $2, $3)"  # noqa: S608  our own text
READ = (
    f"SELECT 0, seq, blob FROM snapshot WHERE room_number = {_NUMBER} AND seq > $2 "  # noqa: S608
    f"UNION ALL SELECT 1, seq, blob FROM record WHERE room_number = {_NUMBER} AND seq > $2 "
    "ORDER BY 2"
)
HOLD_AT = "UPDATE room SET seq = seq WHERE id = $1 AND seq = $2"
SNAPSHOT = (
    f"INSERT INTO snapshot (room_number, seq, blob) VALUES ({_NUMBER}, $2, $3) "  # noqa: S608
    "ON CONFLICT (room_number) DO UPDATE SET seq = excluded.seq, blob = excluded.blob"
)
COMPACTED = f"DELETE FROM record WHERE room_number = {_NUMBER} AND seq <= $2"  # noqa: S608
GET_ROOM = f"{_ROOM} WHERE id = $1"
ROOMS = f"{_ROOM} ORDER BY id"
GENERATION = "UPDATE room SET generation = $2 WHERE id = $1 AND generation < $2"
FORGET_AFTER = "UPDATE room SET forget_after = $2 WHERE id = $1"

HOLD = "UPDATE room SET seq = seq WHERE id = $1"
HOLD_DUE = "UPDATE room SET seq = seq WHERE id = $1 AND forget_after <= $2"
FORGET = (
    f"DELETE FROM record WHERE room_number = {_NUMBER}",  # noqa: S608
    f"DELETE FROM snapshot WHERE room_number = {_NUMBER}",  # noqa: S608
    "DELETE FROM room WHERE id = $1",
)
ROOMS_DUE = "SELECT id FROM room WHERE forget_after <= $1 ORDER BY id"
SHEETS_DUE = "DELETE FROM sheet WHERE forget_after <= $1 RETURNING id"
SERIES_DUE = "DELETE FROM series WHERE forget_after <= $1 RETURNING id"

PUT_SHEET = (
    "INSERT INTO sheet (id, blob, forget_after) VALUES ($1, $2, $3) ON CONFLICT (id) "
    "DO UPDATE SET blob = excluded.blob, forget_after = excluded.forget_after"
)
GET_SHEET = "SELECT blob FROM sheet WHERE id = $1"
DROP_SHEET = "DELETE FROM sheet WHERE id = $1"

NEW_SERIES = (
    "INSERT INTO series (id, version, blob, forget_after) VALUES ($1, 1, $2, $3) "
    "ON CONFLICT DO NOTHING RETURNING version"
)
PUT_SERIES = (
    "UPDATE series SET version = version + 1, blob = $3, forget_after = $4 "
    "WHERE id = $1 AND version = $2 RETURNING version"
)
GET_SERIES = "SELECT version, blob FROM series WHERE id = $1"
DROP_SERIES = "DELETE FROM series WHERE id = $1"

USE = "INSERT INTO used (mark, forget_after) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING mark"
USED_DUE = "DELETE FROM used WHERE forget_after <= $1"


class SqlStore:
    """A `Store` over any `Database`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def create(self, room: RoomId, generation: int, forget_after: Ms | None) -> None:
        # A random number: SQLite and PostgreSQL have no common way of counting up, and a count
        # would tell how many rooms there were.
        number = secrets.randbits(62)
        if not await self._database.fetch(CREATE, number, room, generation, forget_after):
            raise Conflict(room, 0)

    async def append(self, room: RoomId, expected: int, sealed: bytes) -> int:
        seq = expected + 1
        advance: Step = (ADVANCE, (room, expected, seq))
        if not await self._database.transaction(advance, (RECORD, (room, seq, sealed))):
            raise Conflict(room, expected)
        return seq

    async def read(self, room: RoomId, after: int) -> tuple[Snapshot | None, Sequence[Blob]]:
        snapshot = None
        blobs = []
        for is_record, seq, sealed in await self._database.fetch(READ, room, after):
            if is_record:
                blobs.append(Blob(seq, sealed))
            else:
                snapshot = Snapshot(seq, sealed)
        return snapshot, blobs

    async def compact(self, room: RoomId, expected: int, sealed: bytes) -> None:
        hold: Step = (HOLD_AT, (room, expected))
        put: Step = (SNAPSHOT, (room, expected, sealed))
        if not await self._database.transaction(hold, put, (COMPACTED, (room, expected))):
            raise Conflict(room, expected)
        await self._database.scrub()  # if hindered, the next one does it

    async def room(self, room: RoomId) -> RoomRow | None:
        rows = await self._database.fetch(GET_ROOM, room)
        return _room_row(rows[0]) if rows else None

    async def rooms(self) -> Sequence[RoomRow]:
        return [_room_row(row) for row in await self._database.fetch(ROOMS)]

    async def set_generation(self, room: RoomId, generation: int) -> None:
        await self._database.execute(GENERATION, room, generation)

    async def set_forget_after(self, room: RoomId, forget_after: Ms | None) -> None:
        await self._database.execute(FORGET_AFTER, room, forget_after)

    async def forget(self, room: RoomId) -> None:
        await self._database.transaction((HOLD, (room,)), *_forget_steps(room))
        await self._scrub()

    async def put_sheet(self, sheet: str, sealed: bytes, forget_after: Ms) -> None:
        await self._database.execute(PUT_SHEET, sheet, sealed, forget_after)

    async def sheet(self, sheet: str) -> bytes | None:
        rows = await self._database.fetch(GET_SHEET, sheet)
        return rows[0][0] if rows else None

    async def forget_sheet(self, sheet: str) -> None:
        await self._database.execute(DROP_SHEET, sheet)
        await self._scrub()

    async def put_series(
        self, series: str, expected_version: int, sealed: bytes, forget_after: Ms | None = None
    ) -> int:
        if expected_version == 0:
            rows = await self._database.fetch(NEW_SERIES, series, sealed, forget_after)
        else:
            rows = await self._database.fetch(
                PUT_SERIES, series, expected_version, sealed, forget_after
            )
        if not rows:
            raise Conflict(series, expected_version)
        return expected_version + 1

    async def series(self, series: str) -> tuple[int, bytes] | None:
        rows = await self._database.fetch(GET_SERIES, series)
        return (rows[0][0], rows[0][1]) if rows else None

    async def forget_series(self, series: str) -> None:
        await self._database.execute(DROP_SERIES, series)
        await self._scrub()

    async def use_once(self, mark: str, forget_after: Ms) -> bool:
        return bool(await self._database.fetch(USE, mark, forget_after))

    async def forget_due(self, now: Ms) -> Erased:
        rooms = [
            RoomId(room)
            for (room,) in await self._database.fetch(ROOMS_DUE, now)
            # asked again in the transaction: somebody may have given it more time meanwhile
            if await self._database.transaction((HOLD_DUE, (room, now)), *_forget_steps(room))
        ]
        sheets = sorted(sheet for (sheet,) in await self._database.fetch(SHEETS_DUE, now))
        series = sorted(series for (series,) in await self._database.fetch(SERIES_DUE, now))
        await self._database.execute(USED_DUE, now)
        if rooms or sheets or series:
            await self._scrub()
        return Erased(rooms=tuple(rooms), sheets=tuple(sheets), series=tuple(series))

    def watch(self) -> AsyncIterator[tuple[RoomId, int]]:
        return self._database.watch()

    async def close(self) -> None:
        await self._database.close()

    async def _scrub(self) -> None:
        if not await self._database.scrub():
            raise StoreUnavailable(f"erasing in {self._database.name}")


def _forget_steps(room: str) -> list[Step]:
    return [(statement, (room,)) for statement in FORGET]


def _room_row(row: Row) -> RoomRow:
    room, generation, seq, forget_after = row
    return RoomRow(id=room, generation=generation, seq=seq, forget_after=forget_after)
