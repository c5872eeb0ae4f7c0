"""Records, snapshots, sheets and series ↔ sealed blobs.

One blob holds one group commit. Inside is MessagePack after one byte that numbers the shape;
what is kept is never rewritten when shapes change: it is lifted to today's shape when read, one
step per change. A change of shape adds its lift to a `Codec` below, and a stored sample of the old
shape to `tests/storage/test_codec.py`.

Generic: the caller says which type it wants back.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, TypeVar

import msgspec

from talkingpiece.errors import StoreUnavailable
from talkingpiece.sealing import Sealer, open_blob, seal_blob

T = TypeVar("T")

Lift = Callable[[Any], Any]
"""Takes content as plain dicts and lists in one shape, returns it in the next."""


class Codec:
    """Seals and opens one kind of content; lift n brings shape n + 1 to shape n + 2.

    Today's shape is one more than there are lifts. *purpose* keeps kinds of blobs apart.
    """

    def __init__(self, purpose: str, *lifts: Lift) -> None:
        self._purpose = purpose
        self._lifts = lifts
        self._today = len(lifts) + 1

    def sealer(self, key: bytes) -> Sealer:
        """Make *key* ready for `encode`, for whoever seals many of this kind."""
        return Sealer(key, self._purpose)

    def encode(self, content: object, key: bytes | Sealer, place: str, seq: int) -> bytes:
        """Return the blob for *content* in its one place (an id) at its one *seq*."""
        plain = bytes([self._today]) + msgspec.msgpack.encode(content)
        return seal_blob(key, plain, place, seq, self._purpose)

    def decode(self, blob: bytes, key: bytes, place: str, seq: int, wanted: type[T]) -> T:
        """Return the content as *wanted*. Raises as `decode_group`."""
        plain = open_blob(key, blob, place, seq, self._purpose)
        shape, content = plain[0], plain[1:]
        try:
            if shape == self._today:
                kind: Any = wanted
                read: T = _decoder(kind).decode(content)
                return read
            if shape < self._today:
                return msgspec.convert(self._lifted(content, shape), wanted)
        except msgspec.MsgspecError:
            pass  # not chained: the error could quote a part of the content
        raise StoreUnavailable(f"a {self._purpose} of shape {shape} (known: 1 to {self._today})")

    def _lifted(self, content: bytes, shape: int) -> Any:
        lifted = msgspec.msgpack.decode(content)
        for lift in self._lifts[shape - 1 :]:
            lifted = lift(lifted)
        return lifted


def each(lift: Lift) -> Lift:
    """Return the lift of a whole group for the lift of one record."""
    return lambda records: [lift(record) for record in records]


GROUPS = Codec("record")
SNAPSHOTS = Codec("snapshot")
SHEETS = Codec("sheet")
SERIES = Codec("series")


def encode_group(records: Sequence[object], key: bytes | Sealer, room: str, seq: int) -> bytes:
    """Return the blob for *records*, committed together as *seq* of *room*, under the room key."""
    return GROUPS.encode(tuple(records), key, room, seq)


def decode_group(blob: bytes, key: bytes, room: str, seq: int, record: type[T]) -> list[T]:
    """Return the records in a blob of `encode_group`, each as type *record*.

    Raises:
        NotIdentified: `altered`: the key is another room's, or the blob is not in its place.
        StoreUnavailable: the blob was written by a newer version, in a shape not known here.
    """
    return GROUPS.decode(blob, key, room, seq, list[record])  # type: ignore[valid-type]


def encode_snapshot(state: object, key: bytes, room: str, seq: int) -> bytes:
    """Return the blob for the state after *seq* of *room*, under the room key."""
    return SNAPSHOTS.encode(state, key, room, seq)


def decode_snapshot(blob: bytes, key: bytes, room: str, seq: int, state: type[T]) -> T:
    """Return the state in a blob of `encode_snapshot`, as *state*. Raises as `decode_group`."""
    return SNAPSHOTS.decode(blob, key, room, seq, state)


def encode_sheet(sheet: object, key: bytes, sheet_id: str) -> bytes:
    """Return the blob for a personal sheet, under the sheet's own key."""
    return SHEETS.encode(sheet, key, sheet_id, 0)


def decode_sheet(blob: bytes, key: bytes, sheet_id: str, sheet: type[T]) -> T:
    """Return the sheet in a blob of `encode_sheet`, as type *sheet*. Raises as `decode_group`."""
    return SHEETS.decode(blob, key, sheet_id, 0, sheet)


def encode_series(series: object, key: bytes, series_id: str, version: int) -> bytes:
    """Return the blob for what a series carries over as of *version*, under the series' key."""
    return SERIES.encode(series, key, series_id, version)


def decode_series(blob: bytes, key: bytes, series_id: str, version: int, series: type[T]) -> T:
    """Return the content of a blob of `encode_series`, as *series*. Raises as `decode_group`."""
    return SERIES.decode(blob, key, series_id, version, series)


@lru_cache(maxsize=16)
def _decoder(wanted: Any) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(wanted)
