"""What a phase's `with:` may say, one type per activity (formats.md D1).

The members are the parameters of the vocabulary under the same names. A declaration is decoded
strictly into these: an unknown parameter is a problem, not a wish silently ignored.
"""

from typing import Annotated, Literal

import msgspec

from talkingpiece.core.ids import ListId, RoleId

Natural = Annotated[int, msgspec.Meta(ge=0, le=10_000)]
Tours = Annotated[int, msgspec.Meta(ge=1, le=50)]
Who = str
"""Whom a phase is for: `everyone`, `all_but_idle`, `all_but_presenter`, or the name of a role."""


class TurnTime(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Seconds of one turn: at *soft* the ring changes colour, at *hard* a facilitator is asked."""

    soft: Natural
    """From here on the speaker and the facilitators see that it is time to land."""
    hard: Natural
    """From here on a facilitator is asked what to do; not less than `soft`."""


class Options(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="use"
):
    """The root of the eight; the tag is the activity's name."""


class BriefOptions(Options, frozen=True, tag="brief", kw_only=True):
    """Somebody explains, or a card is shown."""

    who: str = "facilitator"
    """Who explains: `facilitator`, `scribe` or a role of the format; `none`: nobody, the card
    speaks."""
    card: str = ""
    """What stands in the middle, such as `pact` or `lobby`."""
    ack: Literal["none", "nod", "tap"] = "none"
    """How people say that they are in: by a `tap` (facilitators see how many are pending, nothing
    is kept), by a `nod` that nobody counts, or not at all."""


class Extend(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a talk grows past its time: by whom, and in which steps (minutes)."""

    by: Literal["none", "facilitator", "vote"]
    """`facilitator`: whoever leads taps; `vote`: when the time is up, thumbs are asked for."""
    vote: Literal["roman"] = "roman"
    """How people vote: thumbs up, sideways, down."""
    decide: Literal["majority"] = "majority"
    """More up than down: the talk goes on."""
    steps: tuple[Natural, ...] = ()
    """Minutes of the first, the second, … extension; the last one serves for all that follow."""
    max: Natural = 0
    """How often it may grow."""


class TalkOptions(Options, frozen=True, tag="talk", kw_only=True):
    """One person speaks in a timebox."""

    speaker: str
    """Whose talk it is: `facilitator`, `presenter`, or a role of the format."""
    extend: Literal["none", "facilitator"] = "facilitator"
    """Whether a facilitator may give more minutes."""
    prepare: Natural = 0
    """Seconds of silence before the talk."""
    checklist: Literal["", "contributors"] = ""
    """`contributors`: the speaker sees the names of everybody who spoke to the topic."""
    may_share_screen: bool = False
    """Whether the speaker may show their screen in the call; kept by people, as any rule."""


class TurnItems(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a turn of a round is about: the kind of contribution, and how many in one turn."""

    kind: str
    """What a turn gives, such as `question` or `reaction`; labels stand under `collect`."""
    max: Natural = 1
    """So many items may be written in one turn; the last one hands on."""
    facets: tuple[str, ...] = ()
    """What a contribution may be; for readers, the prompt says it to the speaker."""


class RoundOptions(Options, frozen=True, tag="round", kw_only=True):
    """Each in turn: speak, pass, or come back later; once, or until all have passed."""

    who: Who = "everyone"
    """Whose turns these are: any of the words for people, or a role."""
    order: Literal["ring", "arrival", "by_score", "random", "popcorn"] = "ring"
    """In which order people sit: the `ring`, which is the order of `arrival`; `by_score` of the
    poll before; or `random`. `popcorn`: whoever has spoken picks the next one."""
    start: str = "left_of_facilitator"
    """Who begins: see the starts of a round."""
    direction: Literal["fixed", "alternate"] = "fixed"
    """`alternate`: every second round runs the other way."""
    per_turn: TurnTime
    """How long one turn is."""
    items: TurnItems
    """What a turn is about."""
    capture: Literal["self", "self_or_scribe"] = "self_or_scribe"
    """Who writes down what is said: only the speaker, or scribes too."""
    pass_: bool = msgspec.field(name="pass", default=True)
    """Whether people may pass. Without it there is only “Done”."""
    repeat: Tours | Literal["once", "until_all_pass", "until_time"] = "once"
    """`once`: one tour; a number: so many; `until_all_pass`: until everybody has passed since the
    last contribution; `until_time`: the same, until the time is up."""
    max_rounds: Annotated[int, msgspec.Meta(ge=1, le=50)] = 1
    """After so many tours the way on is lit; whoever leads may ask for another one."""
    responder: str = "none"
    """Who answers each question within the same turn; `none`: nobody."""
    responder_time: TurnTime | None = None
    """How long an answer is."""
    facilitator_turn: Literal["normal", "last", "last_optional", "none"] = "normal"
    """Whether facilitators sit among the others, come `last`, or have no turn."""
    sample: Natural = 0
    """Only the first so many speak, others may ask for a turn; 0: all."""
    rest_may_write: bool = False
    """Whoever is not in the sample, or has spoken, may write instead."""
    piece: bool = False
    """Whether the talking piece itself is spoken of: an object that goes round."""
    deck: str = ""
    """Cards that the speaker may look at: one of the decks."""
    schedule_next: bool = False
    """Whether people agree on the next date in this round."""


class CollectOptions(Options, frozen=True, tag="collect", kw_only=True):
    """Everybody at once gives items: seen as they come, or given apart and shown together."""

    item: str
    """The kind of what people give."""
    by: str = "everyone"
    """Who gives."""
    per_person_max: Natural = 0
    """At most so many each; 0: any number."""
    mode: Literal["write", "speak", "both"] = "both"
    """`write`: each their own; `speak`: scribes write down what is said; `both`."""
    reveal: Literal["now", "on_close", "never"] = "now"
    """`now`: seen as it comes; `on_close`: given apart and shown together; `never`: each for
    themselves, in silence."""
    anonymous: bool = False
    """Whether nobody is told who gave what."""
    lanes: tuple[str, ...] = ()
    """Columns that items are put into; words for them stand under `terms`."""
    fields: tuple[str, ...] = ()
    """What a card says: the first is its text, the others stand beside it."""
    pre_open_minutes: Natural = 0
    """So many minutes before the start people may give, at the latest: the room is open before."""
    plus_one: bool = False
    """Whether people may say “me too” to what others gave: a count without names."""
    breakdown: str = ""
    """A list: whose items are smaller pieces of what is given here."""


ArrangeOp = Literal[
    "agree",
    "assign_owner",
    "cluster",
    "compare",
    "edit",
    "flag_urgent",
    "keep_next",
    "merge",
    "name_theme",
    "order",
    "park",
    "pick",
    "postpone",
    "reword",
    "schedule",
    "set_status",
    "unflag",
    "withdraw",
]


class ArrangeOptions(Options, frozen=True, tag="arrange", kw_only=True):
    """Work on a list: group, merge, order, park, agree, say what became of it."""

    list: ListId
    """Which list is worked on."""
    ops: tuple[ArrangeOp, ...]
    """What may be done with it."""
    by: str = "owner"
    """Who works on it: `owner`, each with their own; or any word for people."""
    order: Literal["", "arrival", "urgent_then_arrival", "votes", "manual"] = ""
    """In which order the list stands meanwhile; without it in its own."""
    limit: Natural = 0
    """How many items may be picked; 0: one."""


class Scale(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The two ends of a rating, and what they mean."""

    min: Natural
    """The lowest number."""
    max: Annotated[int, msgspec.Meta(ge=1, le=10)]
    """The highest number."""
    fist: bool = False
    """Whether a fist, 0, may be shown as well."""
    low: str = ""
    """What the lowest means: a word that the panel knows, one of `terms`, or shown as it stands."""
    high: str = ""
    """What the highest means."""


class PollOptions(Options, frozen=True, tag="poll", kw_only=True):
    """Everybody answers for themselves, and all answers are shown together."""

    kind: Literal["dots", "choice", "roman", "scale", "consent"]
    """`dots` on a list, a `choice` of options, thumbs (`roman`), a number of a `scale`, or
    `consent`."""
    target: str = ""
    """The list that the dots go to, or of which a `choice` picks one."""
    question: str = ""
    """What is asked: one of `terms`, the words themselves, or `facilitator_defined`: worded when it
    is asked."""
    options: tuple[str, ...] = ()
    """What can be chosen; words for them stand under `terms`."""
    dots: Natural = 0
    """How many dots each has; 0: three."""
    stack: bool = False
    """Whether several dots of one person may go to the same item."""
    scale: Scale | None = None
    """The two ends of a `scale`; 1 to 5 without it."""
    audience: str = "everyone"
    """Who is asked; with `self_declared` and `everyone` each may say “not concerned”."""
    secret: Literal["until_close", "anonymous", "open"] = "until_close"
    """`until_close`: nobody sees an answer before all are shown; `anonymous`: nor who gave it,
    ever; `open`: counts grow as people answer."""
    decide: Literal["none", "majority", "unanimity", "no_objection", "threshold"] = "none"
    """What the answers decide: see the ways to decide."""
    show: str = ""
    """For readers: all answers are shown as figures with a bar each."""


class AssignOptions(Options, frozen=True, tag="assign", kw_only=True):
    """Somebody takes a role; whoever has it may lay it down, without a reason."""

    role: RoleId
    """Which role somebody takes."""
    how: str
    """The best way to it: see the ways to a role."""
    fallback: str = ""
    """The way if that one fails."""
    last: str = ""
    """The last way."""
    offers: str = ""
    """What people may offer, such as `one_sentence`; then only those who did are chosen among."""


class DiscussOptions(Options, frozen=True, tag="discuss", kw_only=True):
    """Open talk: freely, by hands, or in an inner circle."""

    floor: Literal["open", "queue", "seats"] = "open"
    """`open`: anybody speaks; `queue`: by hands, one at a time; `seats`: an inner circle talks, and
    people move to it."""
    queue_order: Literal["fifo", "least_spoken_first", "objectors_first"] = "fifo"
    """Who is next: `fifo`; `least_spoken_first`; or who objected first, after a consent."""
    seats: str = ""
    """Whose seats those of the inner circle are, a word for people; without it anybody's."""
    seat_count: Natural = 0
    """So many sit in the inner circle."""
    open_seats: Natural = 0
    """So many further seats are kept open for whoever wants to sit in."""
    when_full: Literal["", "wait", "longest_leaves"] = ""
    """When all seats are taken: `wait` for a free one, or whoever sits longest gets up."""
    listeners: Literal["", "listen", "write"] = ""
    """Those outside the circle listen, or may write what is collected from the speaker."""
    camera: Literal["", "free", "on_if_seated", "off_if_listening"] = ""
    """What is asked of cameras, in a line under the circle; asked, never forced."""
    per_turn: TurnTime | None = None
    """How long one turn of a queue is."""
    extend: Extend | None = None
    """How the talk may grow past its time."""
    write_alongside: bool = False
    """Whether everybody may write what is collected from the speaker, while others speak."""
    deck: str = ""
    """Cards that people may look at: one of the decks."""


ActivityOptions = (
    BriefOptions
    | TalkOptions
    | RoundOptions
    | CollectOptions
    | ArrangeOptions
    | PollOptions
    | AssignOptions
    | DiscussOptions
)
