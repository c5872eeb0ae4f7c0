"""Everything that may have happened in a session. The tag is `is`; names are past participles.

An event carries every consequence of the decision, so that `evolve` asks nobody and a room is
replayed without the plugins that were there.
"""

import msgspec

from talkingpiece.core import switch_events
from talkingpiece.core.asking import Event
from talkingpiece.core.board_events import BoardEvent
from talkingpiece.core.call_events import RecordingNoticed
from talkingpiece.core.floor_events import FloorEvent
from talkingpiece.core.formats import Format, Late, Reason
from talkingpiece.core.gallery_events import GalleryEvent
from talkingpiece.core.harvest_events import HarvestEvent
from talkingpiece.core.ids import ItemId, Ms, PersonId, RoomId
from talkingpiece.core.people import Participant, Role
from talkingpiece.core.poll_events import PollEvent
from talkingpiece.core.role_events import LeftToPresenter, RoleGiven, RoleLaidDown
from talkingpiece.core.session import Cursor, Item, ItemState, Plan, UndoPoint
from talkingpiece.core.setting_events import (
    FormatAdjusted,
    LevelSet,
    LinksRenewed,
    MoreTimeAsked,
    RuleShown,
    SpanAgreed,
)
from talkingpiece.core.turn_events import (
    AwaitEnded,
    CircleTurned,
    Nudged,
    PickAwaited,
    PickMissed,
    PieceGiven,
    PresenterAwaited,
    RoundClosed,
    RoundOpened,
    TurnAwaited,
    TurnEnded,
    TurnGivenUp,
    TurnMissed,
    TurnPassed,
    TurnPutOff,
    TurnTaken,
    Warmed,
)


class Opened(Event, frozen=True, tag="opened", kw_only=True):
    """The room exists: the first event of every log. *items* are topics carried over."""

    room: RoomId
    at: Ms
    plan: Plan
    format: Format
    cursor: Cursor
    items: tuple[Item, ...] = ()


# --- people -----------------------------------------------------------------------------------


class PersonJoined(Event, frozen=True, tag="person_joined", kw_only=True):
    """Somebody sat down."""

    person: Participant


class PersonLeft(Event, frozen=True, tag="person_left", kw_only=True):
    """Somebody left, or was away for longer than the grace time; their seat stays theirs."""

    person: PersonId
    at: Ms
    removed: bool = False
    """Seen out by a facilitator: the seat does not bring them back."""
    seat: PersonId | None = None
    """The seat that is theirs, where a facilitator has said "yes, that's Noor"."""


class PersonReturned(Event, frozen=True, tag="person_returned", kw_only=True):
    """Somebody is back in their seat; *late* is what they may do now."""

    person: PersonId
    late: Late


class Renamed(Event, frozen=True, tag="renamed", kw_only=True):
    """Somebody changed the name others see."""

    person: PersonId
    name: str


class ListeningChosen(Event, frozen=True, tag="listening_chosen", kw_only=True):
    """Somebody sits out, or is back in the rounds."""

    person: PersonId
    on: bool


class Admitted(Event, frozen=True, tag="admitted", kw_only=True):
    """A facilitator let somebody in, gave them a full seat, or said yes to a facilitator."""

    person: PersonId
    role: Role
    late: Late = "join"


class LeadChanged(Event, frozen=True, tag="lead_changed", kw_only=True):
    """Somebody else leads now, or nobody."""

    to: PersonId | None
    at: Ms = Ms(0)


class LeadMissed(Event, frozen=True, tag="lead_missed", kw_only=True):
    """Nobody has led for a while: whoever likes may offer to hold the frame."""


class LeadOffered(Event, frozen=True, tag="lead_offered", kw_only=True):
    """Somebody offers to hold the frame; None: somebody objected, without being named."""

    by: PersonId | None
    at: Ms


class LeadAsked(Event, frozen=True, tag="lead_asked", kw_only=True):
    """A facilitator wants to take the lead; it passes after ten seconds without an answer."""

    by: PersonId | None
    at: Ms


# --- the way through the format ---------------------------------------------------------------


class Steered(Event, frozen=True, tag="steered", kw_only=True):
    """A steering step begins: what it finds becomes the undo point."""


class PhaseLeft(Event, frozen=True, tag="phase_left", kw_only=True):
    """The phase is over: what it kept for itself (`keep: none`, passes) is gone."""


class PhaseEntered(Event, frozen=True, tag="phase_entered", kw_only=True):
    """The next phase begins; *admitted* is what newcomers may do from now on."""

    cursor: Cursor
    at: Ms
    usual_ms: int
    most_ms: int
    admitted: dict[PersonId, Late] = {}


class ExitReached(Event, frozen=True, tag="exit_reached", kw_only=True):
    """The button to the next phase is lit."""

    why: Reason
    at: Ms


class StayChosen(Event, frozen=True, tag="stay_chosen", kw_only=True):
    """Without a facilitator: somebody wants to stay, so nothing moves on by itself."""


class Undone(Event, frozen=True, tag="undone", kw_only=True):
    """The last steering step is taken back; carries what it restores."""

    point: UndoPoint
    items: tuple[Item, ...] = ()
    """Where the step had changed the form: the items that change with it."""


class Closed(Event, frozen=True, tag="closed", kw_only=True):
    """The session is over."""

    at: Ms


# --- items ------------------------------------------------------------------------------------


class ItemAdded(Event, frozen=True, tag="item_added", kw_only=True):
    """Somebody gave an item."""

    item: Item


class ItemEdited(Event, frozen=True, tag="item_edited", kw_only=True):
    """An item has new words."""

    item: ItemId
    text: str


class ItemFlagged(Event, frozen=True, tag="item_flagged", kw_only=True):
    """A topic is marked as urgent, or not any more."""

    item: ItemId
    on: bool


class ItemMoved(Event, frozen=True, tag="item_moved", kw_only=True):
    """An item is opened, done, kept, parked, withdrawn, or open again."""

    item: ItemId
    state: ItemState


class ItemClaimed(Event, frozen=True, tag="item_claimed", kw_only=True):
    """Somebody says that a carried topic is theirs."""

    item: ItemId
    by: PersonId


class ItemOwned(Event, frozen=True, tag="item_owned", kw_only=True):
    """A carried topic has an owner."""

    item: ItemId
    owner: PersonId


# --- time -------------------------------------------------------------------------------------


class TimerHeld(Event, frozen=True, tag="timer_held", kw_only=True):
    """The clock stands still: *until* then, if a pause bell holds it, else until it is resumed."""

    at: Ms
    until: Ms | None = None


class TimerResumed(Event, frozen=True, tag="timer_resumed", kw_only=True):
    """The clock runs again."""

    at: Ms


class TimeExtended(Event, frozen=True, tag="time_extended", kw_only=True):
    """There is more time: for the phase, or until the end of the session."""

    by_ms: int
    session: bool = False


class NextDateSet(Event, frozen=True, tag="next_date_set", kw_only=True):
    """It is known when the circle meets again."""

    at: Ms


class PaceSet(Event, frozen=True, tag="pace_set", kw_only=True):
    """In a rehearsal: simulated people speak and think so many times faster than people do."""

    pace: int


# fmt: off
AnyEvent = (
    Opened | PersonJoined | PersonLeft | PersonReturned | Renamed | ListeningChosen | Admitted
    | LeadChanged | LeadAsked | Steered | PhaseLeft | PhaseEntered | ExitReached | StayChosen
    | Undone | Closed | RoundOpened | CircleTurned | PieceGiven | TurnAwaited | TurnTaken
    | TurnEnded | TurnPassed | TurnPutOff | TurnMissed | TurnGivenUp | RoundClosed | Warmed
    | ItemAdded | ItemEdited | ItemFlagged | ItemMoved | ItemClaimed | ItemOwned | TimerHeld
    | TimerResumed | TimeExtended | NextDateSet | LeadMissed | LeadOffered | PresenterAwaited
    | AwaitEnded | Nudged | FormatAdjusted | LevelSet | LinksRenewed | MoreTimeAsked | RuleShown
    | PaceSet | RoleGiven | RoleLaidDown | LeftToPresenter | RecordingNoticed | SpanAgreed
    | PickAwaited | PickMissed | GalleryEvent
    | switch_events.AnySwitched | PollEvent
    | BoardEvent | FloorEvent
    | HarvestEvent
)
# fmt: on


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of the log; *id*: of the command that caused it, on the first of its events."""

    seq: int
    event: AnyEvent
    id: str = ""


# fmt: off
__all__ = [
    "Admitted", "AnyEvent", "AwaitEnded", "CircleTurned", "Closed", "Event", "ExitReached",
    "FormatAdjusted", "ItemAdded", "ItemClaimed", "ItemEdited", "ItemFlagged", "ItemMoved",
    "ItemOwned", "LeadAsked", "LeadChanged", "LeadMissed", "LeadOffered", "LeftToPresenter",
    "LevelSet", "LinksRenewed", "ListeningChosen", "MoreTimeAsked", "NextDateSet", "Nudged",
    "Opened", "PaceSet", "PersonJoined", "PersonLeft", "PersonReturned", "PhaseEntered",
    "PhaseLeft", "PickAwaited", "PickMissed", "PieceGiven", "PresenterAwaited", "Record",
    "RecordingNoticed", "Renamed", "RoleGiven", "RoleLaidDown", "RoundClosed", "RoundOpened",
    "RuleShown", "SpanAgreed", "StayChosen", "Steered", "TimeExtended", "TimerHeld", "TimerResumed",
    "TurnAwaited", "TurnEnded", "TurnGivenUp", "TurnMissed", "TurnPassed", "TurnPutOff",
    "TurnTaken", "Undone", "Warmed",
]
# fmt: on
