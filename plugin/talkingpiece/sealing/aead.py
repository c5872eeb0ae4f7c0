"""The one cipher, and keys derived from keys.

AES-SIV (RFC 5297) with 256-bit strength and a random 16-byte nonce. It is misuse-resistant: should
a nonce ever repeat (a cloned virtual machine, a fork with a copied random state), an attacker
learns that two messages are the same, and nothing else; with AES-GCM he would learn their
difference and could forge. Of the two such ciphers in `cryptography`, AES-GCM-SIV needs
OpenSSL 3.2 or newer, AES-SIV works with every OpenSSL 3, and is faster on large snapshots.
"""

import os
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

KEY_BYTES = 32
NONCE_BYTES = 16
OVERHEAD = NONCE_BYTES + 16
"""How many bytes `seal` adds: the nonce, and the synthetic IV that is also the tag."""


def new_key() -> bytes:
    """Return a new random key of 32 bytes: a room's, a series', an epoch's."""
    return secrets.token_bytes(KEY_BYTES)


def new_id() -> str:
    """Return a new random id of 12 url-safe characters (72 bits), that nobody can guess.

    None begins with a dash, which a command line takes for an option.
    """
    while (made := secrets.token_urlsafe(9)).startswith("-"):
        pass
    return made


def derive(key: bytes, purpose: str, *names: str) -> bytes:
    """Return the key of 32 bytes that *key* yields for a purpose and names, always the same.

    So a personal sheet has its own key without any key being stored:
    `derive(room_key, "sheet", person)`. The derived key tells nothing about *key*.
    HKDF-Expand (RFC 5869; the extract step is for keys that are not uniformly random, ours are).
    """
    return _expand(key, KEY_BYTES, "derive", purpose, *names)


def derive_id(key: bytes, purpose: str, *names: str) -> str:
    """Return the id that *key* yields for a purpose and names: 32 hexadecimal digits (128 bits)."""
    return _expand(key, 16, "id", purpose, *names).hex()


class Sealer:
    """A key made ready for one purpose, for whoever seals or opens much under it.

    One room's log, the tokens of a server key: making it ready costs more than sealing does.

    It is as secret as the key, and goes with whoever holds it.
    """

    def __init__(self, key: bytes, purpose: str) -> None:
        self._cipher = AESSIV(_expand(key, 2 * KEY_BYTES, "seal", purpose))

    def seal(self, plain: bytes, bound: bytes) -> bytes:
        """Encrypt *plain*, so that it opens only with the same key, purpose and *bound* bytes."""
        nonce = _nonce()
        return nonce + self._cipher.encrypt(plain, [bound, nonce])

    def unseal(self, sealed: bytes, bound: bytes) -> bytes | None:
        """What `seal` encrypted, or None if anything about it is not as it was sealed."""
        nonce, body = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        if len(sealed) < OVERHEAD:
            return None
        try:
            return self._cipher.decrypt(body, [bound, nonce])
        except InvalidTag:
            return None

    def __repr__(self) -> str:
        return "<Sealer>"


_drawn: list[bytes] = []
"""Random nonces for the next seals; none is used twice."""
_AT_ONCE = 256


def _nonce() -> bytes:
    """A random nonce. They are drawn many at a time: each drawing is a call of the system."""
    try:
        return _drawn.pop()
    except IndexError:
        drawn = secrets.token_bytes(_AT_ONCE * NONCE_BYTES)
        each = [drawn[at : at + NONCE_BYTES] for at in range(0, len(drawn), NONCE_BYTES)]
        nonce = each.pop()
        _drawn.extend(each)
        return nonce


# A process that is forked off shall not use those of its parent.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_drawn.clear)


def unseal(key: bytes, purpose: str, sealed: bytes, bound: bytes) -> bytes | None:
    """As `Sealer.unseal`, for whoever opens one thing under *key*."""
    return Sealer(key, purpose).unseal(sealed, bound)


def pack(*parts: str) -> bytes:
    """Join names unambiguously: each with its length, so that ("ab", "c") is not ("a", "bc")."""
    encoded = [part.encode() for part in parts]
    return b"".join(len(part).to_bytes(4) + part for part in encoded)


def _expand(key: bytes, length: int, *info: str) -> bytes:
    if len(key) != KEY_BYTES:
        raise ValueError(f"a key has {KEY_BYTES} bytes")
    expand = HKDFExpand(hashes.SHA256(), length, pack("talkingpiece/1", *info))
    return expand.derive(key)
