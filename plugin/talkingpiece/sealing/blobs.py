"""Blobs: bytes for the disk, sealed under a room's key and padded to few sizes.

A blob is exactly 1 KiB, 4 KiB, 16 KiB, 64 KiB, 256 KiB or 1 MiB long, above that a multiple of
1 MiB. A pass, a keyword, a raised hand and a handful of them in one commit are all 1 KiB: who has
the disk without the key learns how often something happened, not what.
"""

from functools import lru_cache

from talkingpiece.errors import NotIdentified

from .aead import OVERHEAD, Sealer, pack, unseal

BUCKETS = (1024, 4096, 16_384, 65_536, 262_144, 1_048_576)
_FORMAT = b"\x01"
_LENGTH_BYTES = 4
_ADDED = len(_FORMAT) + OVERHEAD + _LENGTH_BYTES


def bucket(size: int) -> int:
    """Return the length of the blob that holds *size* bytes of content."""
    needed = size + _ADDED
    for length in BUCKETS:
        if needed <= length:
            return length
    return -(-needed // BUCKETS[-1]) * BUCKETS[-1]


def seal_blob(
    key: bytes | Sealer, plain: bytes, room: str, seq: int, purpose: str = "record"
) -> bytes:
    """Encrypt and pad *plain* for its one place: *room* (or sheet, or series) and *seq*.

    *purpose* keeps kinds apart (`record`, `snapshot`, `sheet`, `series`): none opens as another.
    A `Sealer` has its purpose already. The nonce is random, so sealing the same content twice
    gives different blobs.
    """
    sealer = key if isinstance(key, Sealer) else Sealer(key, purpose)
    padding = bytes(bucket(len(plain)) - _ADDED - len(plain))
    framed = len(plain).to_bytes(_LENGTH_BYTES) + plain + padding
    return _FORMAT + sealer.seal(framed, _place(room, seq))


def open_blob(key: bytes, blob: bytes, room: str, seq: int, purpose: str = "record") -> bytes:
    """Return what `seal_blob` was given.

    Raises:
        NotIdentified: `altered`, if the key is another one, the blob is not what was sealed, or it
            was sealed for another room, seq or purpose. Which of these, nobody can tell.
    """
    opened = unseal(key, purpose, blob[1:], _place(room, seq)) if blob[:1] == _FORMAT else None
    if opened is None:
        raise NotIdentified("altered")
    length = int.from_bytes(opened[:_LENGTH_BYTES])
    return opened[_LENGTH_BYTES : _LENGTH_BYTES + length]


def _place(room: str, seq: int) -> bytes:
    return _named(room) + seq.to_bytes(8)


@lru_cache(maxsize=1024)
def _named(room: str) -> bytes:
    return _FORMAT + pack("blob", room)
