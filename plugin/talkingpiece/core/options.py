"""What a phase's `with:` may say, one type per activity (formats.md D1).

The members are the parameters of the vocabulary under the same names. A declaration is decoded
strictly into these: an unknown parameter is a problem, not a wish silently ignored.
"""

from typing import Annotated, Literal

import msgspec

from talkingpiece.core.ids import ListId, RoleId

Natural = Annotated[int, msgspec.Meta(ge=0, le=10_000)]
Who = str
"""Whom a phase is for: `everyone`, `all_but_idle`, `all_but_presenter`, or the name of a role."""


class TurnTime(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Seconds of one turn: at *soft* the ring changes colour, at *hard* a facilitator is asked."""

    soft: Natural
    hard: Natural


class Options(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="use"
):
    """The root of the eight; the tag is the activity's name."""


class BriefOptions(Options, frozen=True, tag="brief", kw_only=True):
    """Somebody explains, or a card is shown."""

    who: str = "facilitator"
    card: str = ""
    ack: Literal["none", "nod", "tap"] = "none"


class Extend(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a talk grows past its time: by whom, and in which steps (minutes)."""

    by: Literal["none", "facilitator", "vote"]
    vote: Literal["roman"] = "roman"
    decide: Literal["majority"] = "majority"
    steps: tuple[Natural, ...] = ()
    max: Natural = 0


class TalkOptions(Options, frozen=True, tag="talk", kw_only=True):
    """One person speaks in a timebox."""

    speaker: str
    extend: Literal["none", "facilitator"] = "facilitator"
    prepare: Natural = 0
    checklist: Literal["", "contributors"] = ""
    may_share_screen: bool = False


class TurnItems(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a turn of a round is about: the kind of contribution, and how many in one turn."""

    kind: str
    max: Natural = 1
    facets: tuple[str, ...] = ()


class RoundOptions(Options, frozen=True, tag="round", kw_only=True):
    """Each in turn: the activity that every declared format uses."""

    who: Who = "everyone"
    order: Literal["ring", "arrival", "by_score", "random"] = "ring"
    start: str = "left_of_facilitator"
    direction: Literal["fixed", "alternate"] = "fixed"
    per_turn: TurnTime
    items: TurnItems
    capture: Literal["self", "self_or_scribe"] = "self_or_scribe"
    pass_: bool = msgspec.field(name="pass", default=True)
    repeat: Literal["once", "until_all_pass"] = "once"
    max_rounds: Annotated[int, msgspec.Meta(ge=1, le=50)] = 1
    responder: str = "none"
    responder_time: TurnTime | None = None
    facilitator_turn: Literal["normal", "last", "last_optional", "none"] = "normal"
    sample: Natural = 0
    rest_may_write: bool = False
    piece: bool = False
    deck: str = ""
    schedule_next: bool = False


class CollectOptions(Options, frozen=True, tag="collect", kw_only=True):
    """Everybody at once gives items."""

    item: str
    by: str = "everyone"
    per_person_max: Natural = 0
    mode: Literal["write", "speak", "both"] = "both"
    reveal: Literal["now", "on_close", "never"] = "now"
    anonymous: bool = False
    lanes: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    pre_open_minutes: Natural = 0
    plus_one: bool = False
    breakdown: str = ""


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
    """Work on a list: flag, order, keep, withdraw."""

    list: ListId
    ops: tuple[ArrangeOp, ...]
    by: str = "owner"
    order: Literal["arrival", "urgent_then_arrival", "votes", "manual"] = "arrival"
    limit: Natural = 0


class Scale(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The two ends of a rating, and what they mean."""

    min: Natural
    max: Natural
    fist: bool = False
    low: str = ""
    high: str = ""


class PollOptions(Options, frozen=True, tag="poll", kw_only=True):
    """Everybody answers, shown together."""

    kind: Literal["dots", "choice", "roman", "scale", "consent"]
    target: str = ""
    question: str = ""
    options: tuple[str, ...] = ()
    dots: Natural = 0
    stack: bool = False
    scale: Scale | None = None
    audience: str = "everyone"
    secret: Literal["until_close", "anonymous", "open"] = "until_close"
    decide: Literal["none", "majority", "unanimity", "no_objection", "threshold"] = "none"
    show: str = ""


class AssignOptions(Options, frozen=True, tag="assign", kw_only=True):
    """Somebody takes a role."""

    role: RoleId
    how: str
    fallback: str = ""
    last: str = ""
    offers: str = ""


class DiscussOptions(Options, frozen=True, tag="discuss", kw_only=True):
    """Open talk, with or without a queue."""

    floor: Literal["open", "queue", "seats"] = "open"
    queue_order: Literal["fifo", "least_spoken_first", "objectors_first"] = "fifo"
    seats: str = ""
    seat_count: Natural = 0
    open_seats: Natural = 0
    when_full: str = ""
    listeners: str = ""
    camera: str = ""
    per_turn: TurnTime | None = None
    extend: Extend | None = None
    write_alongside: bool = False
    deck: str = ""


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
