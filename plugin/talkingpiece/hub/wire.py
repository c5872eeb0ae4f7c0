"""Every message on the socket, and its size. The TypeScript types are generated from here.

A connection begins with `Hello`: the token that stood in the link's fragment, and the last seq
the client has seen. It never travels in a path, a query, a cookie or a log (decision 16).
"""

from typing import Annotated, Literal

import msgspec

from talkingpiece.core.commands import AnyCommand, Locale
from talkingpiece.core.gallery_shown import GalleryShown
from talkingpiece.core.ids import Ms, PersonId
from talkingpiece.core.rules import Level
from talkingpiece.core.shown import Mine, Shown, View
from talkingpiece.errors import WireError
from talkingpiece.hub.reasons import WhyNot

PROTOCOL = 1
"""Raised when an old client could misunderstand; the server speaks this one and the last."""
MAX_FRAME_BYTES = 64 * 1024
PATH = "/socket"


ByeCode = Literal[
    "not_identified", "protocol", "wire", "slow", "left", "removed", "elsewhere", "stopping", "gone"
]
"""Why the server closes a connection.

`not_identified`, `protocol`, `wire`: the hello did not do. `slow`: too far behind, come back.
`left`: the person got up, here or in another tab. `removed`: a facilitator saw the person out.
`stopping`: the server restarts, come back. `gone`: the session has been erased.
"""

Moderation = Literal["", "on", "off"]
"""What the call's moderation is to be: `off` after it was on for the table, empty: not ours."""

MicState = Literal["open", "closed", "free"]


class ClientMessage(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="t", forbid_unknown_fields=True
):
    """The root of all messages from a client."""


class Hello(ClientMessage, frozen=True, kw_only=True, tag="hello"):
    """Who I am. *seat* is tried first, then *token* (the link); *since* is the last seq seen."""

    protocol: int
    token: Annotated[str, msgspec.Meta(max_length=2000)]
    seat: Annotated[str, msgspec.Meta(max_length=2000)] = ""
    room: Annotated[str, msgspec.Meta(max_length=64)] = ""
    """The room of the page, so that a link to another room does not open behind its address."""
    since: int = 0
    locale: Locale = "en"


class Do(ClientMessage, frozen=True, kw_only=True, tag="do"):
    """A command. *id* is the client's own: the same id twice has one effect."""

    id: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    command: AnyCommand


class Whole(ClientMessage, frozen=True, kw_only=True, tag="whole"):
    """I missed something: send the whole view."""


class Sheet(ClientMessage, frozen=True, kw_only=True, tag="sheet"):
    """Give me the private link to my sheet; with *output*, the link to what leaves for several."""

    output: Annotated[str, msgspec.Meta(max_length=64)] = ""


class Probe(ClientMessage, frozen=True, kw_only=True, tag="probe"):
    """What time is it? *c* is the client's clock (ms) and comes back, for the clock offset."""

    c: float


class EnterCall(ClientMessage, frozen=True, kw_only=True, tag="enter_call"):
    """I am at the table: where is the call?"""


class InCall(ClientMessage, frozen=True, kw_only=True, tag="in_call"):
    """Who I am in the call, and what I may do there; with an empty *id* I am not in it."""

    id: Annotated[str, msgspec.Meta(max_length=120)] = ""
    """My participant id in the call."""
    moderator: bool = False
    binds: bool = False
    """Somebody else in the call does not moderate, so that moderation has a meaning."""
    moderation: bool = False
    """The call's audio moderation is on."""
    breakout: bool = False
    """I am in a side room, where there is no moderation."""
    recording: bool = False
    """The call is recorded or transcribed."""


AnyClientMessage = Hello | Do | Whole | Sheet | Probe | EnterCall | InCall


class ServerMessage(Shown, frozen=True, kw_only=True, tag_field="t"):
    """The root of all messages to a client; what says nothing is left out."""


class Arrival(Shown, frozen=True, kw_only=True):
    """What somebody may know before sitting down: nothing of who is there, or what was said."""

    title: str
    format: str
    format_title: str
    start: Ms
    end: Ms
    zone: str
    language: str
    privacy: str
    pact: tuple[str, ...]
    """Text keys of the pact's sentences."""
    forget_hours: int
    facilitator: bool = False
    """The link leads to the facilitator's seat."""
    level: Level = "guide"
    """How the rules will reach my microphone in the call."""


class Welcome(ServerMessage, frozen=True, kw_only=True, tag="welcome"):
    """The token opened. With *arrival*, the person has no seat yet: show the arrival card."""

    protocol: int
    now: Ms
    me: PersonId = PersonId("")
    arrival: Arrival | None = None
    heartbeat_ms: int = 25_000
    demo: bool = False
    """A rehearsal: everybody else is simulated."""
    call: bool = False
    """There is a call, which begins after sitting down."""


class Texts(ServerMessage, frozen=True, kw_only=True, tag="texts"):
    """The words of the room's format in my language, and again when they were changed.

    The kernel's words are fetched as a file. These come from the session itself, so a format
    needs no plugin to be read.
    """

    locale: str
    texts: dict[str, str]


class Seated(ServerMessage, frozen=True, kw_only=True, tag="seated"):
    """The token of my seat, to come back with; kept in the page's session storage only."""

    seat: str
    me: PersonId


class See(ServerMessage, frozen=True, kw_only=True, tag="see"):
    """Everything: the shared view and my own part."""

    seq: int
    view: View
    mine: Mine
    now: Ms


class Waiting(ServerMessage, frozen=True, kw_only=True, tag="waiting"):
    """Not at the table yet: my own part alone, with an honest waiting time."""

    mine: Mine
    now: Ms


class Change(ServerMessage, frozen=True, kw_only=True, tag="change"):
    """The shared view changed: a merge patch from *prev* to *seq*, the same for everybody."""

    seq: int
    prev: int
    patch: msgspec.Raw


class MineChange(ServerMessage, frozen=True, kw_only=True, tag="mine"):
    """My own part changed: a merge patch. A new `See` replaces all of it."""

    patch: msgspec.Raw


class Done(ServerMessage, frozen=True, kw_only=True, tag="done"):
    """The command with this id is kept: acknowledged, never to be lost."""

    id: str
    seq: int


class Refusal(ServerMessage, frozen=True, kw_only=True, tag="refusal"):
    """The command with this id was refused; *code* has a sentence under `refusals.<code>`."""

    id: str
    code: str
    params: dict[str, str | int] = {}


class SheetLink(ServerMessage, frozen=True, kw_only=True, tag="sheet_link"):
    """The private link to my sheet, or to an *output*: path and fragment."""

    url: str
    output: str = ""
    page: str = ""
    """The link that a published page may be passed on by."""


class NewLinks(ServerMessage, frozen=True, kw_only=True, tag="links"):
    """New links into the room, for the facilitator who made them: paths and fragments."""

    facilitator: str
    invitation: str
    gallery: str = ""
    """For those who watch, where it is a demonstration."""


class CallPlace(ServerMessage, frozen=True, kw_only=True, tag="call"):
    """Where the call is, for whoever is at the table."""

    domain: str
    room: str
    embed: bool = False
    """The call may stand in our own page; else it opens in a tab of its own."""
    jwt: str = ""
    """A token that Jitsi lets me in with, where this server makes them."""


class Calling(ServerMessage, frozen=True, kw_only=True, tag="calling"):
    """How the rules reach microphones now; to everybody who is in the call."""

    level: Level
    steward: bool = False
    """My browser sees to the microphones of all."""
    moderation: Moderation = ""
    floor: dict[str, MicState] = {}
    """For the steward: the wish for each participant id."""
    seats: dict[str, PersonId] = {}
    """Who is who: participant id in the call → person at the table."""
    verified: tuple[PersonId, ...] = ()
    """Whom Jitsi's own tokens have named; everybody else goes by the name they gave."""
    why: WhyNot = ""


class Still(ServerMessage, frozen=True, kw_only=True, tag="still"):
    """You see to the microphones of all: say something. Whoever is silent is soon followed."""


class Time(ServerMessage, frozen=True, kw_only=True, tag="time"):
    """The answer to a probe: its *c*, and the server's clock."""

    c: float
    s: Ms


class Watched(ServerMessage, frozen=True, kw_only=True, tag="watched"):
    """What whoever watches a demonstration sees: all of it, whenever it has changed."""

    shown: GalleryShown
    now: Ms


class Bye(ServerMessage, frozen=True, kw_only=True, tag="bye"):
    """The server is about to close: why, in one word with a text under `byes.<code>`."""

    code: ByeCode
    reason: str = ""


# fmt: off
AnyServerMessage = (
    Welcome | Texts | Seated | See | Waiting | Change | MineChange | Done | Refusal | SheetLink
    | NewLinks | Time | CallPlace | Calling | Still | Watched | Bye
)
# fmt: on

_decoder: msgspec.json.Decoder[AnyClientMessage] = msgspec.json.Decoder(AnyClientMessage)
_encoder = msgspec.json.Encoder()


def decode(frame: str | bytes) -> AnyClientMessage:
    """The message in *frame*; else `WireError`: `too_large` or `not_a_message`, quoting nothing."""
    if len(frame) > MAX_FRAME_BYTES:
        raise WireError("too_large")
    try:
        return _decoder.decode(frame)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise WireError("not_a_message") from None


def encode(message: AnyServerMessage) -> bytes:
    """*message* as a frame's bytes."""
    return _encoder.encode(message)
