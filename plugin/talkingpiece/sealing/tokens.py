"""Tokens: what stands behind the `#` of facilitator, invitation, seat, sheet and series links.

One kind for all of them (decision: a token is in fragments only): authenticated encryption under
the server key of who one is and where, together with the room's key. So a link both identifies
and wakes a sleeping room, and the server stores neither. A token is sent in the first message of
the socket or in a request's body, never in a path, a query, a cookie or a log.
"""

import base64
import binascii
from typing import Literal

import msgspec

from talkingpiece.errors import NotIdentified

from .aead import OVERHEAD
from .epochs import EPOCH_BYTES, ServerKeys

Kind = Literal["facilitator", "invitation", "seat", "sheet", "series", "harvest", "gallery"]

MAX_CHARS = 2048
"""Longer texts are refused unread."""

_FORMAT = b"\x01"
_HEAD_BYTES = len(_FORMAT) + EPOCH_BYTES
_LENGTH_BYTES = 2
_STEP = 64
"""Content is padded to multiples of this: nearly all tokens have the same length, whatever kind."""


class Token(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """What one link says. Fields are only ever added at the end, with a default."""

    kind: Kind
    room: str
    """The id of what it opens: of a room, for `sheet` and `harvest` of what is read, else of the
    series."""
    key: bytes
    """The key of what it opens, 32 bytes: the room's, or the sheet's or series' own."""
    expires: int
    """Milliseconds since the epoch, UTC; from this instant on the token is refused."""
    generation: int = 0
    """Which generation of links it belongs to; raising the room's revokes older ones."""
    person: str | None = None
    """Whose seat or sheet it is, or who keeps a page; None for links that several people share."""
    owner_code: str | None = None
    """Random; proves to a series "this word is mine" without a name."""
    pact: str | None = None
    """The version of the pact its holder has accepted. It is kept here and nowhere else."""

    def __repr__(self) -> str:
        return f"<Token {self.kind}>"

    def __rich_repr__(self) -> list[tuple[str, str]]:
        return [("kind", self.kind)]


def seal_token(keys: ServerKeys, token: Token) -> str:
    """Return *token* as url-safe text without padding, sealed under the newest server key."""
    epoch = keys.newest
    content = msgspec.msgpack.encode(token)
    framed = len(content).to_bytes(_LENGTH_BYTES) + content
    padded = framed + bytes(-len(framed) % _STEP)
    head = _FORMAT + bytes.fromhex(epoch.id)
    return _to_text(head + epoch.tokens.seal(padded, head))


def open_token(keys: ServerKeys, text: str, now: int) -> Token:
    """Return the token that `seal_token` made. *now* is in milliseconds since the epoch, UTC.

    Whether it is the right kind for its use, the right room and a generation not revoked is for
    the caller to check.

    Raises:
        NotIdentified: `malformed` (no token of ours at all), `altered` (some of it is not as we
            sealed it), `expired`, or `key_gone` (sealed under a server key that is not, or no
            longer, here).
    """
    raw = _from_text(text)
    head, sealed = raw[:_HEAD_BYTES], raw[_HEAD_BYTES:]
    if head[:1] != _FORMAT or len(sealed) < OVERHEAD:
        raise NotIdentified("malformed")
    epoch = keys.find(head[1:].hex())
    if epoch is None:
        raise NotIdentified("key_gone")
    padded = epoch.tokens.unseal(sealed, head)
    if padded is None:
        raise NotIdentified("altered")
    token = _read(padded)
    if now >= token.expires:
        raise NotIdentified("expired")
    return token


def _read(padded: bytes) -> Token:
    length = int.from_bytes(padded[:_LENGTH_BYTES])
    try:
        return msgspec.msgpack.decode(padded[_LENGTH_BYTES : _LENGTH_BYTES + length], type=Token)
    except msgspec.MsgspecError:
        # Sealed by us, but in a shape we do not know (a newer server's). Not chained: the error
        # could quote a part of the content.
        raise NotIdentified("malformed") from None


def _to_text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _from_text(text: str) -> bytes:
    """Decode strictly: the one spelling that `_to_text` produces, or `malformed`."""
    if len(text) > MAX_CHARS:
        raise NotIdentified("malformed")
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        raise NotIdentified("malformed") from None
    if _to_text(raw) != text:
        raise NotIdentified("malformed")
    return raw
