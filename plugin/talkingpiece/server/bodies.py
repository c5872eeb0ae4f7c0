"""What a browser may send to the HTTP interface: strict bodies, small, and never logged.

Tokens travel in bodies only. An error here never quotes a part of what was sent.
"""

from typing import Annotated, Literal, TypeVar

import msgspec
from aiohttp import web

from talkingpiece.core.ids import Ms
from talkingpiece.core.rules import Level
from talkingpiece.rendering.qr import MAX_CHARS as MAX_QR_CHARS
from talkingpiece.sealing.tokens import MAX_CHARS as MAX_TOKEN_CHARS

MAX_BODY_BYTES = 16 * 1024
HOUR_MS = 3_600_000
MAX_SESSION_HOURS = 12
YEAR_MS = 366 * 24 * HOUR_MS
GRACE_MS = 12 * HOUR_MS
"""A session may be entered into the system while it runs, or a little after."""

TokenText = Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_TOKEN_CHARS)]
Tag = Annotated[str, msgspec.Meta(min_length=2, max_length=35)]
ZoneName = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
Instant = Annotated[int, msgspec.Meta(ge=0, le=253_402_300_799_000)]
"""Milliseconds since the epoch, up to the year 9999."""


class Body(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The root of all bodies: unknown members are refused."""


class NewSession(Body, frozen=True, kw_only=True):
    """A session to be made. *series*: the token of the series it continues."""

    title: Annotated[str, msgspec.Meta(max_length=100)] = ""
    format: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    start: Instant
    end: Instant
    zone: ZoneName = "UTC"
    language: Tag = "en"
    series: Annotated[str, msgspec.Meta(max_length=MAX_TOKEN_CHARS)] = ""
    call: Annotated[str, msgspec.Meta(max_length=300)] = ""
    """A Jitsi address; empty where people meet round one table."""
    level: Level = "guide"
    demo: bool = False
    """A demonstration: others may watch the form by a link of their own."""


class NewRehearsal(Body, frozen=True, kw_only=True):
    """A session in which all others are simulated; it begins in a moment."""

    format: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    zone: ZoneName = "UTC"
    language: Tag = "en"


class FileWanted(Body, frozen=True, kw_only=True):
    """A sheet, notes or a page: as JSON, or as a Markdown or HTML file with dates of *zone*."""

    token: TokenText
    format: Annotated[str, msgspec.Meta(pattern="^(json|markdown|html)$")] = "json"
    zone: ZoneName = "UTC"


class NewComment(Body, frozen=True, kw_only=True):
    """An answer to a published page, from whoever has its link."""

    token: TokenText
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=600)]
    name: Annotated[str, msgspec.Meta(max_length=60)] = ""


class CommentLookedAt(Body, frozen=True, kw_only=True):
    """What becomes of a comment. *token*: that of whoever keeps the page."""

    token: TokenText
    comment: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    do: Literal["show", "hide", "remove"]


class Opening(Body, frozen=True, kw_only=True):
    """Something that opens by its token alone."""

    token: TokenText


class SwitchWanted(Body, frozen=True, kw_only=True):
    """Another format for a running session, looked at first. *token*: a facilitator's seat."""

    token: TokenText
    format: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    language: Tag = "en"


class Coded(Body, frozen=True, kw_only=True):
    """A text to be shown as a QR code."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_QR_CHARS)]


class Dated(Body, frozen=True, kw_only=True):
    """A calendar file. *link* only where the person asked for it to be in."""

    start: Instant
    end: Instant
    zone: ZoneName = "UTC"
    language: Tag = "en"
    link: Annotated[str, msgspec.Meta(max_length=3000, pattern=r"^(https?://[!-~]+)?$")] = ""


class Turned(Exception):
    """A request that is refused with HTTP *status*; *key* is the sentence, filled with *values*.

    The code in the answer is the last part of the key.
    """

    def __init__(self, status: int, key: str, **values: object) -> None:
        self.status = status
        self.key = key
        self.values = values
        super().__init__(key)


B = TypeVar("B", bound=Body)


async def read_body(request: web.Request, wanted: type[B]) -> B:
    """The body of *request* as *wanted*.

    Raises `Turned`: 415 if it is not JSON by its type (so that no form of another site reaches
    us), 413 if it is too large, 400 if it does not fit.
    """
    if request.content_type != "application/json":
        raise Turned(415, "errors.not_json")
    if (request.content_length or 0) > MAX_BODY_BYTES:
        raise Turned(413, "errors.too_large")
    raw = b""
    async for chunk in request.content.iter_chunked(MAX_BODY_BYTES):
        raw += chunk
        if len(raw) > MAX_BODY_BYTES:
            raise Turned(413, "errors.too_large")
    try:
        return msgspec.json.decode(raw, type=wanted)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        # Not chained: the error could quote a part of what was sent.
        raise Turned(400, "errors.other") from None


def check_times(wanted: NewSession, now: Ms) -> None:
    """Whether a session can be at this time; raises `Turned` (422) with the reason."""
    if wanted.end <= wanted.start:
        raise Turned(422, "errors.end_before_start")
    if wanted.end - wanted.start > MAX_SESSION_HOURS * HOUR_MS:
        raise Turned(422, "errors.too_long", h=MAX_SESSION_HOURS)
    if wanted.end <= now or wanted.start < now - GRACE_MS:
        raise Turned(422, "errors.past")
    if wanted.start > now + YEAR_MS:
        raise Turned(422, "errors.too_far")
