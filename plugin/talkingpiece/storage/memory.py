"""A store that keeps nothing beyond the process: for tests, simulations and demonstrations."""

import asyncio
from collections.abc import AsyncIterator, Sequence

import msgspec

from talkingpiece.core.ids import Ms, RoomId
from talkingpiece.errors import Conflict, StoreUnavailable
from talkingpiece.sdk.ports import Blob, Erased, RoomRow, Snapshot


class Shelf:
    """What several `MemoryStore`s of one process share, as nodes share a database."""

    def __init__(self) -> None:
        self.rooms: dict[RoomId, RoomRow] = {}
        self.snapshots: dict[RoomId, Snapshot] = {}
        self.blobs: dict[RoomId, list[Blob]] = {}
        self.sheets: dict[str, tuple[bytes, Ms]] = {}
        self.series: dict[str, tuple[int, bytes, Ms | None]] = {}
        self.used: dict[str, Ms] = {}


class MemoryStore:
    """A `Store` in memory."""

    def __init__(self, shelf: Shelf | None = None) -> None:
        self._kept = shelf or Shelf()
        self._closed = asyncio.Event()

    @property
    def _shelf(self) -> Shelf:
        if self._closed.is_set():
            raise StoreUnavailable("memory")
        return self._kept

    async def create(self, room: RoomId, generation: int, forget_after: Ms | None) -> None:
        if room in self._shelf.rooms:
            raise Conflict(room, 0)
        self._shelf.rooms[room] = RoomRow(
            id=room, generation=generation, seq=0, forget_after=forget_after
        )
        self._shelf.blobs[room] = []

    async def append(self, room: RoomId, expected: int, sealed: bytes) -> int:
        row = self._row_at(room, expected)
        self._shelf.rooms[room] = msgspec.structs.replace(row, seq=expected + 1)
        self._shelf.blobs[room].append(Blob(expected + 1, sealed))
        return expected + 1

    async def read(self, room: RoomId, after: int) -> tuple[Snapshot | None, Sequence[Blob]]:
        snapshot = self._shelf.snapshots.get(room)
        if snapshot is not None and snapshot.seq <= after:
            snapshot = None
        return snapshot, [blob for blob in self._shelf.blobs.get(room, ()) if blob.seq > after]

    async def compact(self, room: RoomId, expected: int, sealed: bytes) -> None:
        self._row_at(room, expected)
        self._shelf.snapshots[room] = Snapshot(expected, sealed)
        self._shelf.blobs[room] = []

    async def room(self, room: RoomId) -> RoomRow | None:
        return self._shelf.rooms.get(room)

    async def rooms(self) -> Sequence[RoomRow]:
        return sorted(self._shelf.rooms.values(), key=lambda row: row.id)

    async def set_generation(self, room: RoomId, generation: int) -> None:
        row = self._shelf.rooms.get(room)
        if row is not None and row.generation < generation:
            self._shelf.rooms[room] = msgspec.structs.replace(row, generation=generation)

    async def set_forget_after(self, room: RoomId, forget_after: Ms | None) -> None:
        row = self._shelf.rooms.get(room)
        if row is not None:
            self._shelf.rooms[room] = msgspec.structs.replace(row, forget_after=forget_after)

    async def forget(self, room: RoomId) -> None:
        self._shelf.rooms.pop(room, None)
        self._shelf.snapshots.pop(room, None)
        self._shelf.blobs.pop(room, None)

    async def put_sheet(self, sheet: str, sealed: bytes, forget_after: Ms) -> None:
        self._shelf.sheets[sheet] = (sealed, forget_after)

    async def sheet(self, sheet: str) -> bytes | None:
        found = self._shelf.sheets.get(sheet)
        return found[0] if found else None

    async def forget_sheet(self, sheet: str) -> None:
        self._shelf.sheets.pop(sheet, None)

    async def put_series(
        self, series: str, expected_version: int, sealed: bytes, forget_after: Ms | None = None
    ) -> int:
        version, *_ = self._shelf.series.get(series, (0,))
        if version != expected_version:
            raise Conflict(series, expected_version)
        self._shelf.series[series] = (version + 1, sealed, forget_after)
        return version + 1

    async def series(self, series: str) -> tuple[int, bytes] | None:
        found = self._shelf.series.get(series)
        return found[:2] if found else None

    async def forget_series(self, series: str) -> None:
        self._shelf.series.pop(series, None)

    async def use_once(self, mark: str, forget_after: Ms) -> bool:
        shelf = self._shelf
        first = mark not in shelf.used
        shelf.used.setdefault(mark, forget_after)
        return first

    async def forget_due(self, now: Ms) -> Erased:
        shelf = self._shelf
        shelf.used = {mark: until for mark, until in shelf.used.items() if until > now}
        due = Erased(
            rooms=tuple(row.id for row in await self.rooms() if _is_due(row.forget_after, now)),
            sheets=tuple(sorted(key for key, kept in shelf.sheets.items() if kept[1] <= now)),
            series=tuple(
                sorted(key for key, kept in shelf.series.items() if _is_due(kept[2], now))
            ),
        )
        for room in due.rooms:
            await self.forget(room)
        for sheet in due.sheets:
            del shelf.sheets[sheet]
        for series in due.series:
            del shelf.series[series]
        return due

    async def watch(self) -> AsyncIterator[tuple[RoomId, int]]:
        await self._closed.wait()
        nothing: tuple[tuple[RoomId, int], ...] = ()
        for news in nothing:  # makes this a generator
            yield news

    async def close(self) -> None:
        self._closed.set()

    def _row_at(self, room: RoomId, expected: int) -> RoomRow:
        row = self._shelf.rooms.get(room)
        if row is None or row.seq != expected:
            raise Conflict(room, expected)
        return row


def _is_due(forget_after: Ms | None, now: Ms) -> bool:
    return forget_after is not None and forget_after <= now
