"""What a screen shows: the one shared `View` of a room, and the small `Mine` of each person.

Both travel as JSON, whole or as merge patches (RFC 7396), so nothing in them is ever null: what is
not there is left out. People, items and offers are objects keyed by id for the same reason.
Words travel as keys (`Say`); the widget knows nothing of formats, it shows what is offered.
What each person has many of is nothing to the garbage collector (`gc=False`): frozen values that
are made from the inside out refer back to nothing, and a thousand people have ten thousand.
"""

from typing import Literal

from talkingpiece.core.board_shown import BoardShown, ItemShown
from talkingpiece.core.floor_shown import FloorShown
from talkingpiece.core.harvest_shown import OutputShown
from talkingpiece.core.ids import ItemId, Ms, PersonId, PhaseId
from talkingpiece.core.poll_shown import Ballot, PollShown
from talkingpiece.core.rules import MicWish
from talkingpiece.core.showing import Shown
from talkingpiece.core.text import Ref, Say, Value


class Field(Shown, frozen=True, kw_only=True, gc=False):
    """Something to fill in before an offer is sent: its value becomes `command[name]`."""

    name: str
    label: Say
    kind: Literal["line", "text", "minutes", "time", "person", "item", "format"]
    max: int = 0
    """Most characters, or most minutes; 0: no limit of its own."""
    value: str = ""
    """What stands in it at first."""
    of: ItemId = ItemId("")
    """The item whose words stand in it at first: they are there already, and travel once."""
    optional: bool = False
    """May stay empty."""


class Offer(Shown, frozen=True, kw_only=True, gc=False):
    """Something this person may do now: a button, with the command ready to send."""

    command: dict[str, str | int | bool]
    label: Say
    place: Literal[
        "turn",
        "aside",
        "steer",
        "go",
        "more",
        "item",
        "notice",
        "line",
        "middle",
        "each",
        "poll",
        "after",
    ]
    """Where it stands: the two equal buttons of a turn, small beside them, the facilitator's large
    button, the lit way to the next phase, behind ⋯, at an item, under a notice, behind the
    rehearsal's badge in the line at the top, on the board in the middle; `each`: at every item of
    one of its *kinds*, whose id goes into the command;
    `poll`: among its choices."""
    order: int
    tone: Literal["calm", "main", "grave"] = "calm"
    fields: tuple[Field, ...] = ()
    item: ItemId = ItemId("")
    kinds: tuple[str, ...] = ()
    on: bool = False
    """Chosen already; the tap takes it back."""
    notice: str = ""
    lit: Say | None = None
    """Why the button is lit, where it is."""
    confirm: Say | None = None
    """What to ask first, where it cannot be taken back."""
    opens_mic: bool = False
    """This tap is the person's own wish to be heard: the only thing that opens a microphone."""


class PersonShown(Shown, frozen=True, kw_only=True, gc=False):
    """One person as everybody sees them."""

    name: str
    order: int
    facilitator: bool = False
    lead: bool = False
    here: bool = False
    listening: bool = False
    phone: bool = False
    """A seat without widget: facilitators tap what this person says."""
    late: bool = False
    """Listens until the next topic."""
    roles: tuple[str, ...] = ()


class StepShown(Shown, frozen=True, kw_only=True):
    """One step on the way through the format."""

    id: PhaseId
    title: str
    """A text key."""
    state: Literal["done", "now", "to_come"]
    loop: bool = False
    """Repeated for each topic."""


class PhaseShown(Shown, frozen=True, kw_only=True):
    """The running phase, as everybody sees it."""

    id: PhaseId
    title: str
    use: str
    rules: str
    contribution: str = ""
    card: str = ""
    """Which card stands in the middle: lobby, pact, pause."""
    list: str = ""
    """The list in the middle, if the phase works on one."""
    started: Ms
    usual_ms: int
    most_ms: int
    time_display: str = "calm"


class PieceShown(Shown, frozen=True, kw_only=True):
    """The circle of this round. `had` carries one mark for spoke and passed alike.

    It is an object, so that one more mark is one member more however many sit in the circle.
    """

    order: tuple[PersonId, ...] = ()
    holder: PersonId = PersonId("")
    speaking: bool = False
    responder: PersonId = PersonId("")
    had: dict[PersonId, bool] = {}
    next: PersonId = PersonId("")
    round: int = 0
    picks: PersonId = PersonId("")
    """Who picks the next one; then nobody has the piece."""
    closed: str = ""
    hushed: bool = False
    """Who comes next is shown to nobody: the order goes by what people answered, or they pick."""
    starts: bool = False
    """Nobody has begun yet: whoever likes starts."""
    since: Ms | None = None
    soft_ms: int = 0
    hard_ms: int = 0


class RoomShown(Shown, frozen=True, kw_only=True):
    """What was agreed for this session."""

    title: str
    start: Ms
    end: Ms
    zone: str
    language: str
    index: int
    privacy: str
    level: str
    closed: Ms | None = None
    erased: Ms | None = None
    """When what is kept for a while will be gone."""
    next_date: Ms | None = None
    last: bool = False
    """The series ends with this session: there is no next time."""
    pace: int = 0
    """In a rehearsal: how many times faster simulated people are; 0: this is none."""


class View(Shown, frozen=True, kw_only=True):
    """What everybody at the table sees alike."""

    seq: int
    step: int
    room: RoomShown
    format: str
    """The format's id; its title and the steps' titles are texts."""
    title: str
    steps: tuple[StepShown, ...]
    phase: PhaseShown
    topic: ItemId = ItemId("")
    presenter: PersonId = PersonId("")
    people: dict[PersonId, PersonShown]
    items: dict[ItemId, ItemShown]
    lists: dict[str, tuple[ItemId, ...]]
    piece: PieceShown
    checklist: tuple[PersonId, ...] = ()
    """Everyone who had a turn before, for the basket: "from each person"."""
    held: Ms | None = None
    bell: Ms | None = None
    """Until when a pause bell asks for silence."""
    rule: Ms | None = None
    """When everybody was last reminded of the rule of this phase."""
    fits: int = 0
    """How many topics fit, shown to all where the format says so (urgency)."""
    poll: PollShown | None = None
    board: BoardShown | None = None
    floor: FloorShown | None = None


class Figures(Shown, frozen=True, kw_only=True):
    """What only facilitators see: time in digits, and who is waiting."""

    fits: int = 0
    has_topics: bool = False
    remaining_at: Ms
    """The planned end, from which the remaining time is counted."""
    target_ms: int = 0
    """How long this phase should last for the plan to be kept."""
    behind_ms: int = 0
    """By how much the session is behind; negative: time to spare."""
    arriving: int = 0
    """People who have the page open and have not sat down yet."""
    waiting: tuple[PersonId, ...] = ()


class PlannedPhase(Shown, frozen=True, kw_only=True):
    """One phase as the settings of the session show it, to facilitators only."""

    order: int
    title: str
    """A text key; what a role reads stands under the same key with the role for `title`."""
    minutes: tuple[int, int, int]
    off: bool = False
    state: Literal["done", "now", "to_come"] = "to_come"
    loop: str = ""
    """The list that it is repeated for."""
    words: tuple[str, ...] = ()
    """For whom there are words."""


class Notice(Shown, frozen=True, kw_only=True, gc=False):
    """A sentence to this person, with what can be done about it among the offers."""

    say: Say
    tone: Literal["calm", "warm", "urgent"] = "calm"


Turn = Literal["", "speaker", "presenter", "next", "listener"]
"""What the running round asks of me."""


class Mine(Shown, frozen=True, kw_only=True, gc=False):
    """What only this person sees."""

    me: PersonId
    facilitator: bool = False
    lead: bool = False
    prompt: Say
    script: Say | None = None
    """What I may read aloud in this phase, while I hold the frame."""
    place: Say | None = None
    """Where I am in the round: "You're next, after Noor."."""
    turn: Turn = ""
    offers: dict[str, Offer]
    items: dict[ItemId, ItemShown]
    marks: dict[str, tuple[str, ...]] = {}
    """Which items I gave which gesture."""
    mic: MicWish
    figures: Figures | None = None
    notices: dict[str, Notice]
    plan: dict[PhaseId, PlannedPhase] = {}
    """What can be set for this session, for facilitators."""
    waiting: bool = False
    sheet: bool = False
    """There is something of mine that a personal sheet would hold."""
    outputs: dict[str, OutputShown] = {}
    """After the end: what I may fetch besides my own sheet."""
    warm: Ms | None = None
    """When somebody last said "I know this one", for the presenter only."""
    ballot: Ballot | None = None
    """My answer in the running poll."""
    deck: str = ""
    """The cards I may look at in this phase: a key under `decks`."""


__all__ = [
    "BoardShown",
    "Field",
    "Figures",
    "ItemShown",
    "Mine",
    "Notice",
    "Offer",
    "OutputShown",
    "PersonShown",
    "PhaseShown",
    "PieceShown",
    "PlannedPhase",
    "Ref",
    "RoomShown",
    "Say",
    "Shown",
    "StepShown",
    "Value",
    "View",
]
