"""Everything anyone may ask of a session. The tag on the wire is `do`."""

from typing import Annotated

import msgspec

from talkingpiece.core import switch_asking
from talkingpiece.core.asking import Command, Id, Locale, Name, Text
from talkingpiece.core.board_asking import BoardCommand
from talkingpiece.core.call_commands import GoOnRecorded, NoticeRecording
from talkingpiece.core.floor_commands import FloorCommand
from talkingpiece.core.gallery_commands import CountWatchers, GalleryCommand, NodeCommand
from talkingpiece.core.harvest_commands import HarvestCommand
from talkingpiece.core.ids import ItemId, Ms, PersonId
from talkingpiece.core.leading import (
    AddSeat,
    Admit,
    AnotherRound,
    Close,
    ConfirmClaim,
    ConfirmSeat,
    Erase,
    Extend,
    GivePiece,
    GoTo,
    HandOver,
    Hold,
    InsertPhase,
    KeepLead,
    NextPerson,
    NextPhase,
    NotNow,
    Nudge,
    PutFirst,
    Remove,
    RenewLinks,
    RestTopic,
    Resume,
    SetAside,
    SetLevel,
    SetMinutes,
    SetNextDate,
    SetPace,
    SetWords,
    ShowRule,
    Steering,
    SwitchPhase,
    TakeLead,
    TapFor,
    Undo,
)
from talkingpiece.core.pair_commands import AgreeSpan, PairCommand, Prepare, Reflect
from talkingpiece.core.poll_commands import PollCommand
from talkingpiece.core.role_commands import (
    DrawLots,
    GiveRole,
    LayDownRole,
    LeaveToPresenter,
    TakeRole,
)
from talkingpiece.core.turn_commands import TurnCommand

# --- arriving and leaving ---------------------------------------------------------------------


class Join(Command, frozen=True, tag="join", kw_only=True):
    """Sit down. The one tap of the arrival card, which is also the yes to the pact."""

    name: Name
    locale: Locale = "en"
    knocks: bool = False
    """Comes from the call without a link: waits outside until a facilitator says yes."""


class Rename(Command, frozen=True, tag="rename", kw_only=True):
    """Change the name others see."""

    name: Name


class Leave(Command, frozen=True, tag="leave"):
    """Get up and go; a turn that is running moves on."""


class JustListen(Command, frozen=True, tag="just_listen", kw_only=True):
    """Sit out, or come back in: no reason, no trace, undone at any time."""

    on: bool = True


# --- the piece --------------------------------------------------------------------------------


class Speak(Command, frozen=True, tag="speak"):
    """I speak now. Optional: a voice counts as speaking."""


class Pass(Command, frozen=True, tag="pass"):
    """Nothing from me, and that is fine."""


class HandOn(Command, frozen=True, tag="hand_on"):
    """I have spoken; on to the next."""


class ComeBackLater(Command, frozen=True, tag="come_back_later"):
    """Move me to the end of this round, once."""


class Volunteer(Command, frozen=True, tag="volunteer"):
    """I start this round."""


class Answered(Command, frozen=True, tag="answered"):
    """The presenter has answered; on to the next question."""


class Decline(Command, frozen=True, tag="decline"):
    """The presenter would rather not answer; on to the next question."""


class Enough(Command, frozen=True, tag="enough"):
    """The presenter ends the round of questions early."""


class Finish(Command, frozen=True, tag="finish"):
    """The one who presents has said it all."""


class ParkTopic(Command, frozen=True, tag="park_topic"):
    """The presenter lays their topic to rest; no reason asked."""


class SameHere(Command, frozen=True, tag="same_here"):
    """I know this one: a warm glow for the presenter, no name, no number."""


# --- what people give -------------------------------------------------------------------------


class Add(Command, frozen=True, tag="add", kw_only=True):
    """Give an item. *owner* is set when a facilitator writes down what that person said.

    *lane* is where it is given into, *part* the item it is a smaller piece of, *fields* what a
    structured card says beside its text.
    """

    kind: Id
    text: Text
    owner: PersonId | None = None
    lane: Id = ""
    part: ItemId | None = None
    fields: dict[Id, Text] = {}


class Edit(Command, frozen=True, tag="edit", kw_only=True):
    """Change the words of an item."""

    item: ItemId
    text: Text


class Withdraw(Command, frozen=True, tag="withdraw", kw_only=True):
    """Take an item back."""

    item: ItemId


class Restore(Command, frozen=True, tag="restore", kw_only=True):
    """Undo a withdrawal, or a choice to keep an item for next time."""

    item: ItemId


class Flag(Command, frozen=True, tag="flag", kw_only=True):
    """Mark a topic as urgent, or take the mark away."""

    item: ItemId
    on: bool = True


class Keep(Command, frozen=True, tag="keep", kw_only=True):
    """Keep a topic for the next session; it keeps its rank."""

    item: ItemId


class Claim(Command, frozen=True, tag="claim", kw_only=True):
    """This carried word is mine; a facilitator confirms."""

    item: ItemId


# --- time and care ----------------------------------------------------------------------------


class RingBell(Command, frozen=True, tag="ring_bell", kw_only=True):
    """A pause, please: 15, 30 or 60 seconds of silence. Anonymous."""

    seconds: Annotated[int, msgspec.Meta(ge=15, le=60)] = 30


class MoreTime(Command, frozen=True, tag="more_time"):
    """More time, please. Only facilitators see it, and not who asked."""


class RaiseUrgent(Command, frozen=True, tag="raise_urgent", kw_only=True):
    """Something cannot wait; only facilitators see it."""

    text: Text


class DismissNudge(Command, frozen=True, tag="dismiss_nudge"):
    """The hint has been read, or was wrong; nobody learns which."""


class OfferToLead(Command, frozen=True, tag="offer_to_lead"):
    """Nobody facilitates any more: I hold the frame meanwhile."""


class Object(Command, frozen=True, tag="object"):
    """Not this person as acting facilitator, please; no reason asked."""


class Stay(Command, frozen=True, tag="stay"):
    """Without a facilitator: do not move on by itself now."""


# --- the house, never from a person -----------------------------------------------------------


class Tick(Command, frozen=True, tag="tick"):
    """An instant has come at which something happens by itself."""


class Lose(Command, frozen=True, tag="lose"):
    """The person has been without connection for longer than the grace time."""


class Return(Command, frozen=True, tag="return"):
    """A person who was lost or had left is back in their seat."""


class ArriveToFacilitate(Command, frozen=True, tag="arrive_to_facilitate", kw_only=True):
    """Somebody with a facilitator link sits down."""

    name: Name
    locale: Locale = "en"


# fmt: off
AnyCommand = (
    Join | Rename | Leave | JustListen | Speak | Pass | HandOn | ComeBackLater | Volunteer
    | Answered | Decline | Enough | Finish | ParkTopic | SameHere | Add | Edit | Withdraw
    | Restore | Flag | Keep | Claim | ConfirmClaim | RingBell | Stay | RaiseUrgent
    | DismissNudge | OfferToLead | Object | NextPerson | NextPhase | GoTo | AnotherRound
    | GivePiece | Undo | Close | Erase | Hold | Resume | Extend | Admit | Remove | HandOver
    | TakeLead | KeepLead | SetNextDate | RestTopic | ConfirmSeat | AddSeat | TapFor | Nudge
    | PutFirst | SetAside | MoreTime | NotNow | ShowRule | RenewLinks | SetMinutes | SetWords
    | SwitchPhase | InsertPhase | SetPace | SetLevel | DrawLots | GiveRole | LayDownRole | TakeRole
    | LeaveToPresenter | GoOnRecorded | GalleryCommand
    | switch_asking.AnySwitch
    | BoardCommand | PollCommand | FloorCommand | PairCommand | HarvestCommand | TurnCommand
)
# fmt: on
"""What a person may send."""

HouseCommand = Tick | NoticeRecording | NodeCommand | Lose | Return | ArriveToFacilitate
"""What only the house may ask, never a frame from outside."""


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks, when, and everything else the core may not find out itself.

    *id* is the idempotency id: the same id twice has one effect.
    """

    actor: PersonId
    at: Ms
    seed: int = 0
    id: str = ""


# fmt: off
__all__ = [
    "Add", "AddSeat", "Admit", "AgreeSpan", "AnotherRound", "Answered", "AnyCommand",
    "ArriveToFacilitate", "Claim", "Close", "ComeBackLater", "Command", "ConfirmClaim",
    "ConfirmSeat", "CountWatchers", "Decline", "DismissNudge", "DrawLots", "Edit", "Enough",
    "Erase", "Extend", "Finish", "Flag", "GivePiece", "GiveRole", "GoOnRecorded", "GoTo", "HandOn",
    "HandOver", "Hold", "HouseCommand", "InsertPhase", "Join", "JustListen", "Keep", "KeepLead",
    "LayDownRole", "Leave", "LeaveToPresenter", "Locale", "Lose", "MoreTime", "NextPerson",
    "NextPhase", "NotNow", "NoticeRecording", "Nudge", "Object", "OfferToLead", "ParkTopic", "Pass",
    "Prepare", "PutFirst", "RaiseUrgent", "Reflect", "Remove", "Rename", "RenewLinks", "RestTopic",
    "Restore", "Resume", "Return", "RingBell", "SameHere", "SetAside", "SetLevel", "SetMinutes",
    "SetNextDate", "SetPace", "SetWords", "ShowRule", "Speak", "Stamp", "Stay", "Steering",
    "SwitchPhase", "TakeLead", "TakeRole", "TapFor", "Tick", "Undo", "Volunteer", "Withdraw",
]
# fmt: on
