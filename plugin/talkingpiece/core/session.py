"""The state of one session. Frozen: `evolve` makes the next one, nothing changes in place."""

from typing import Literal

import msgspec

from talkingpiece.core.ballots import Poll, Result
from talkingpiece.core.floor_state import Floor
from talkingpiece.core.formats import Format, Keep, Phase, Privacy, Reason, Sees, Step
from talkingpiece.core.ids import ItemId, ListId, Ms, PersonId, PhaseId, RoleId, RoomId
from talkingpiece.core.people import Participant
from talkingpiece.core.plan import Plan as Plan  # noqa: PLC0414 (part of a session's state)
from talkingpiece.core.remembered import remembered, remembered_property
from talkingpiece.core.rules import Level
from talkingpiece.core.standing import Standing
from talkingpiece.core.switch_state import Switching
from talkingpiece.core.unusual import Awaited, Gallery, Leaderless, LeadWish, Nudge, Recording

ItemState = Literal["open", "now", "done", "kept", "parked", "withdrawn"]
"""`kept`: its owner wants it next time. `parked`: begun, and put to rest."""


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """Something a person gave: a keyword, a note, a takeaway.

    `sees` and `keep` are its labels; they stick to it and only ever narrow (decision 19).
    `rank` is the arrival rank in a list, counted across the series. `owner` is None for a topic
    carried over from an earlier session until its owner says "this word is mine".
    """

    id: ItemId
    kind: str
    text: str
    owner: PersonId | None
    at: Ms
    sees: Sees
    keep: Keep
    phase: PhaseId
    topic: ItemId | None = None
    state: ItemState = "open"
    urgent: bool = False
    rank: int = 0
    claimed_by: PersonId | None = None
    sessions_waited: int = 0
    to: PersonId | None = None
    """For whom it is, outside a topic: the presenter it was given for."""
    away: bool = False
    """Stays behind in a format that was left: in no list of this one, and its owner's alone."""
    dots: int = 0
    """How many dots it got in the last poll about its list."""
    fields: dict[str, str] = {}
    """What else a structured card says, beside its text: a tip's why, an action's when."""
    part: ItemId | None = None
    """The item that this is a smaller piece of."""
    unnamed: bool = False
    """Nobody learns who gave it, not even once it is shown."""
    shown: bool = False
    """Given apart, and shown to everybody since."""
    marks: dict[str, tuple[PersonId, ...]] = {}
    """Who gave it which gesture; only the counts ever leave."""
    standing: Standing = Standing()


class ListPoint(msgspec.Struct, frozen=True, kw_only=True):
    """How a list was before its last change."""

    list: ListId
    items: tuple[Item, ...]
    order: tuple[ItemId, ...]


class Cursor(msgspec.Struct, frozen=True):
    """Where the session stands in its format: indices into the nested steps, and the topic.

    `lap` counts how often phases that are repeated have been gone through before.
    """

    path: tuple[int, ...]
    item: ItemId | None = None
    lap: int = 0


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """The right to speak, and the round it goes through (formats.md A3).

    `order` is the circle of this round as everyone sees it; `queue` are those still to come;
    `passed` are those who passed since the last contribution, never shown and gone with the phase.
    """

    order: tuple[PersonId, ...] = ()
    queue: tuple[PersonId, ...] = ()
    holder: PersonId | None = None
    since: Ms | None = None
    speaking: bool = False
    passed: tuple[PersonId, ...] = ()
    put_off: tuple[PersonId, ...] = ()
    begun: bool = False
    """Somebody has had the piece in this round, whatever became of their turn."""
    had: tuple[PersonId, ...] = ()
    """Everyone who had their turn in this round, spoken or passed alike, also who left since."""
    given: int = 0
    """How many items the holder gave in this turn."""
    more_ms: int = 0
    """How much longer a facilitator made this turn."""
    picks: PersonId | None = None
    """Who picks the next one, where people pick; then nobody has the piece."""
    picks_since: Ms | None = None
    pick_missed: bool = False
    """They have not picked in time."""
    round: int = 0
    closed: Reason | None = None
    contributors: tuple[PersonId, ...] = ()
    """Everyone who had a turn in this phase, spoken or passed alike, in order."""


class Clock(msgspec.Struct, frozen=True, kw_only=True):
    """The time of the running phase. Soft limit after `usual_ms`, hard after `most_ms`."""

    started: Ms
    usual_ms: int
    most_ms: int
    held: Ms | None = None
    """Since when the clock stands still; None while it runs."""
    until: Ms | None = None
    """When a pause bell ends by itself."""


class Lit(msgspec.Struct, frozen=True):
    """The button to the next phase is lit: why, and since when (decision 11)."""

    why: Reason
    at: Ms
    stay: bool = False
    """Somebody tapped "stay": without a facilitator, nothing moves on by itself now."""


class Left(msgspec.Struct, frozen=True, kw_only=True):
    """A format that rests at the place where it was left, to be gone back to (formats.md A9)."""

    session: "Session"
    """Without people and items, which go on."""
    was: dict[ItemId, Item]
    """What the items that changed with the form were; their words stand in the session alone."""
    at: Ms


class UndoPoint(msgspec.Struct, frozen=True, kw_only=True):
    """What the last steering step found: phase, ring, clock, and the items it changed."""

    cursor: Cursor
    piece: Piece
    clock: Clock
    lit: Lit | None
    changed: tuple[Item, ...]
    rounds: dict[PhaseId, int]
    last_contributors: tuple[PersonId, ...] = ()
    roles: dict[RoleId, tuple[PersonId, ...]] = {}
    floor: Floor | None = None
    left: Left | None = None
    """Where the step changed the form: the format before."""
    stack: tuple[Left, ...] = ()
    poll: Poll | None = None


class Session(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Everything a room remembers. `seq` counts the events folded into it."""

    room: RoomId
    plan: Plan
    format: Format
    opened: Ms
    seq: int = 0
    step: int = 0
    """Counts steering steps; a command made for an earlier step is refused (A2)."""
    closed: Ms | None = None
    people: dict[PersonId, Participant] = {}
    floor: Floor | None = None
    """Hands, seats and thumbs of the running talk (`core.floors`); gone with its phase."""
    roles: dict[RoleId, tuple[PersonId, ...]] = {}
    """Who has which role of the session (`core.roles`); a loop's role is its topic owner's."""
    declined: tuple[PersonId, ...] = ()
    """Who would rather not have the role that this phase fills; gone with the phase."""
    leaves: tuple[PersonId, ...] = ()
    """Who lets the presenter's sheet have what they gave for them, by a tap of their own (B1)."""
    lead: PersonId | None = None
    lead_wish: LeadWish | None = None
    leaderless: Leaderless | None = None
    awaited: Awaited | None = None
    nudge: Nudge | None = None
    ring: tuple[PersonId, ...] = ()
    """Everyone who ever sat down, in order of arrival."""
    cursor: Cursor
    piece: Piece = Piece()
    clock: Clock
    lit: Lit | None = None
    items: dict[ItemId, Item] = {}
    next_item: int = 1
    next_rank: int = 1
    poll: Poll | None = None
    """The running poll, or the last one."""
    results: tuple[Result, ...] = ()
    """What polls came to, as long as their labels keep it."""
    orders: dict[ListId, tuple[ItemId, ...]] = {}
    """Lists whose order people made by hand."""
    list_undo: ListPoint | None = None
    submitted: tuple[PersonId, ...] = ()
    """Who is done giving in this phase; only how many is shown."""
    unveiled: bool = False
    """What was given apart in this phase has been shown."""
    rounds: dict[PhaseId, int] = {}
    """Rounds begun, per phase id: what `rotate` and `alternate` count."""
    contributors: tuple[PersonId, ...] = ()
    """Those who had a turn in the phase before: the checklist of a basket."""
    warm_at: Ms | None = None
    """When somebody last tapped "I know this one": no name, no number (B0)."""
    more_time: bool = False
    """Somebody asked for more time, and facilitators have not answered yet; nobody is named."""
    rule_at: Ms | None = None
    """When a facilitator last showed the rule of this phase to everybody (A6)."""
    links: int = 0
    """Which generation of links is valid: older ones do not open any more."""
    undo: UndoPoint | None = None
    next_date: Ms | None = None
    pace: int = 4
    """In a rehearsal: how many times faster than people simulated ones speak and think."""
    level: Level = "guide"
    recording: Recording = ""
    gallery: Gallery = Gallery()
    published: dict[str, str] = {}  # outputs that are pages for everybody now: who each is for
    left_out: tuple[ItemId, ...] = ()  # what stands on no page, by a facilitator's tap
    switching: Switching | None = None
    stack: tuple[Left, ...] = ()
    """The formats that were left in mid-call, the last one at the end."""
    pact: Privacy | None = None
    """The strictest pact people said yes to; None: the one of the format."""
    owing: tuple[PersonId, ...] = ()
    """Who was away when a stricter pact was accepted, and has to say yes before coming in."""

    @remembered_property
    def phase(self) -> Phase:
        """The running phase."""
        step = self.format.flow[self.cursor.path[0]]
        return step.phase if isinstance(step, Step) else step.do[self.cursor.path[1]]

    @remembered_property
    def presenter(self) -> PersonId | None:
        """Whose case or topic it is: the owner of the open topic, if its loop gives them a role.

        Elsewhere whoever has the role that comes from a list, such as a case giver.
        """
        step = self.format.flow[self.cursor.path[0]]
        if isinstance(step, Step) or step.role == "none":
            return next(iter(self.roles.get(self.presenter_role, ())), None)
        return None if self.cursor.item is None else self.items[self.cursor.item].owner

    @remembered_property
    def presenter_role(self) -> RoleId:
        """The format's name for the presenter's role, or an empty one."""
        step = self.format.flow[self.cursor.path[0]]
        if not isinstance(step, Step) and step.role != "none":
            return step.role
        listed = (
            r for r, spec in self.format.roles.items() if spec.from_ and spec.scope == "session"
        )
        return next(listed, RoleId(""))

    @remembered
    def here(self) -> tuple[Participant, ...]:
        """The people seated at the table now, in order of arrival."""
        return tuple(self.people[p] for p in self.ring if self.people[p].seated)

    @remembered_property
    def led(self) -> bool:
        """Whether somebody is here who moves the session on: a facilitator, or whoever acts."""
        return bool(self.facilitators_here()) or self.acting is not None

    @remembered_property
    def acting(self) -> PersonId | None:
        """Who holds the frame while no facilitator does: an acting facilitator (A8)."""
        lead = self.people.get(self.lead) if self.lead is not None else None
        return lead.id if lead is not None and lead.role != "facilitator" else None

    @remembered
    def facilitators_here(self) -> tuple[PersonId, ...]:
        """The facilitators who are here, in order of arrival."""
        return tuple(p.id for p in self.here() if p.role == "facilitator")
