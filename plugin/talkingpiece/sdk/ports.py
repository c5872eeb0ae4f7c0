"""Ports: what a place to keep sessions must offer.

The hub knows only these protocols; the storages of ours are in `talkingpiece.storage`. Any store
proves itself by `tests/storage/contract.py`.

What may be readable where a store keeps things: ids, seqs, generations and instants of forgetting.
Never an author, a time, a kind of event or a content: those are inside the sealed, padded blobs.
"""

from collections.abc import AsyncIterator, Sequence
from typing import Protocol

import msgspec

from talkingpiece.core.ids import Ms, RoomId

MISSED: tuple[RoomId, int] = (RoomId(""), 0)
"""News of `Store.watch` that may have been missed: any room may have moved on."""


class RoomRow(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a room without its key."""

    id: RoomId
    generation: int
    """Links of a lower generation are revoked."""
    seq: int
    """The last seq appended; 0 for a room in which nothing happened yet."""
    forget_after: Ms | None
    """From this instant on `forget_due` erases the room; None until it is closed."""


class Blob(msgspec.Struct, frozen=True):
    """One group commit: what happened at one seq, sealed."""

    seq: int
    sealed: bytes


class Snapshot(msgspec.Struct, frozen=True):
    """The state after all that happened up to and including *seq*, sealed."""

    seq: int
    sealed: bytes


class Erased(msgspec.Struct, frozen=True, kw_only=True):
    """Ids of what `forget_due` erased."""

    rooms: tuple[RoomId, ...] = ()
    sheets: tuple[str, ...] = ()
    series: tuple[str, ...] = ()


class Store(Protocol):
    """Keeps rooms, personal sheets and series, sealed. Several nodes may share what one keeps.

    A method that returns has kept what it was given, as durably as the store promises. Every
    method raises `StoreUnavailable` if the store cannot read or keep anything now (locked, full,
    gone, closed); nothing of that call is then kept.
    """

    async def create(self, room: RoomId, generation: int, forget_after: Ms | None) -> None:
        """Make a room without records.

        Raises:
            Conflict: there is a room of this id.
        """

    async def append(self, room: RoomId, expected: int, sealed: bytes) -> int:
        """Keep one group commit at seq *expected* + 1, and return that seq.

        *expected* is the last seq that the caller knows. Of several who append after the same seq
        exactly one succeeds; there are never gaps.

        Raises:
            Conflict: the room moved on past *expected*, or has been forgotten: then `read` after
                *expected* yields nothing. Nothing was kept.
        """

    async def read(self, room: RoomId, after: int) -> tuple[Snapshot | None, Sequence[Blob]]:
        """Return what happened after seq *after*, in order, as of one instant.

        The snapshot is there if the blobs right after *after* have been compacted away: then the
        reader goes on from the snapshot. `(None, ())`: nothing happened, or there is no such room.
        """

    async def compact(self, room: RoomId, expected: int, sealed: bytes) -> None:
        """Put a snapshot in the place of everything up to *expected*, and erase that for good.

        Raises:
            Conflict: the last seq is not *expected*. Nothing was changed.
        """

    async def room(self, room: RoomId) -> RoomRow | None:
        """Return what is known of a room without its key; None if there is no such room."""

    async def rooms(self) -> Sequence[RoomRow]:
        """Return all rooms, in the order of their ids."""

    async def set_generation(self, room: RoomId, generation: int) -> None:
        """Raise a room's generation and so revoke its older links; it is never lowered."""

    async def set_forget_after(self, room: RoomId, forget_after: Ms | None) -> None:
        """Say when a room is to be forgotten; None: not by itself."""

    async def forget(self, room: RoomId) -> None:
        """Erase a room; when this returns, its bytes are gone. A room that is gone is no error.

        Raises:
            StoreUnavailable: also if the room is erased, but somebody's long reading keeps old
                bytes on the disk; calling again tries again.
        """

    async def put_sheet(self, sheet: str, sealed: bytes, forget_after: Ms) -> None:
        """Keep a personal sheet, in the place of an earlier one of this id."""

    async def sheet(self, sheet: str) -> bytes | None:
        """Return a sheet, sealed; None if there is none."""

    async def forget_sheet(self, sheet: str) -> None:
        """Erase a sheet; one that is gone is no error."""

    async def put_series(
        self,
        series: str,
        expected_version: int,
        sealed: bytes,
        forget_after: Ms | None = None,
    ) -> int:
        """Keep what a series carries over, and return its new version, *expected_version* + 1.

        *expected_version* is the version the caller has read, 0 for a new series.

        Raises:
            Conflict: somebody else wrote since. Nothing was changed.
        """

    async def series(self, series: str) -> tuple[int, bytes] | None:
        """Return version and content (sealed) of a series; None if there is none."""

    async def forget_series(self, series: str) -> None:
        """Erase a series; one that is gone is no error."""

    async def use_once(self, mark: str, forget_after: Ms) -> bool:
        """Whether nobody has used *mark* before, on any node; it is remembered until then.

        Of several who use the same mark at the same time exactly one is first.
        """

    async def forget_due(self, now: Ms) -> Erased:
        """Erase every room, sheet and series whose time has come, as `forget` does.

        Marks of `use_once` are forgotten with them.
        """

    def watch(self) -> AsyncIterator[tuple[RoomId, int]]:
        """Yield room and seq of what other nodes append, until the store is closed.

        A store that serves one node only yields nothing. A room that has been forgotten is told as
        one that moved on. Some may be missed (before there is a line, or while it is lost): so
        `MISSED` is yielded whenever a line is there. Whoever appends after a stale seq learns of
        it by `Conflict`.
        """

    async def close(self) -> None:
        """Finish what is under way and let go; later calls raise `StoreUnavailable`."""
