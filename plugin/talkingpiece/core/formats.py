"""A facilitation format, as data: what one `format.yaml` decodes into (formats.md part D).

A `Format` is frozen and complete: when a session chooses it, the whole of it stands in the event,
so a room is replayed without the plugin that brought it.
"""

from functools import lru_cache
from typing import Annotated, Literal

import msgspec

from talkingpiece.core.ids import ListId, PhaseId, RoleId
from talkingpiece.core.options import ActivityOptions, Natural
from talkingpiece.core.remembered import remembered
from talkingpiece.core.rules import ModerationRule
from talkingpiece.core.text import Words

Sees = Literal["me", "owner", "facilitators", "group", "group_on_reveal", "group_anon", "public"]
"""Who sees an item (formats.md A7)."""
Keep = Literal["none", "session", "personal", "series", "harvest"]
"""How long an item is kept: phase end, end + 24 h, own sheet, series, harvest (formats.md A7)."""
Privacy = Literal["sealed", "pair", "group", "open"]
Need = Literal[
    "help_one_person",
    "share_topics",
    "decide",
    "get_to_know",
    "learn_together",
    "grow_over_time",
    "check_in",
]
"""What a format is good for: people choose by it, not by the name of a method."""
SessionKind = Literal["", "first", "regular", "last", "ad_hoc"]
"""Where a session stands in a relation that goes on: at its beginning, in between, at its end, or
beside it, when it is needed."""
SESSION_KINDS: tuple[SessionKind, ...] = ("first", "regular", "last", "ad_hoc")
Late = Literal["join", "listen", "wait"]
Exit = Literal[
    "facilitator",
    "presenter_done",
    "time_up",
    "all_ack",
    "all_submitted",
    "all_passed",
    "round_done",
    "max_rounds",
    "role_filled",
    "queue_empty",
    "list_empty",
    "vote_stop",
    "scheduled",
    "all_agreed",
    "start_time",
]
"""Why a phase may end (formats.md D3); `facilitator` is always possible."""
Reason = Literal[Exit, "behind"]
"""Why the way on is lit: an exit, or, inside a topic, because time is short (A4)."""
Minutes = tuple[Natural, Natural, Natural]
"""Least, usual and most minutes."""


class Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The root of everything a declaration may say: unknown members are refused."""


class Capacity(Strict, frozen=True, kw_only=True):
    """How many people; counts everyone, facilitators included."""

    min: Annotated[int, msgspec.Meta(ge=1)]
    ideal: tuple[int, int]
    soft_max: int
    hard_max: int
    counts: Literal["everyone"] = "everyone"


class RoleSpec(Strict, frozen=True, kw_only=True):
    """A function in the format: facilitator, presenter, mentor, scribe."""

    min: Natural = 0
    max: Natural = 0
    """0: as many as there are people."""
    scope: Literal["session", "topic"] = "session"
    in_rounds: Literal["normal", "last", "none"] = "normal"
    powers: tuple[str, ...] = ()
    from_: str = msgspec.field(name="from", default="")
    only_if: str = ""
    needs: str = ""
    title: Words = {}


class ListSpec(Strict, frozen=True, kw_only=True):
    """A list of items: which kind, in which order, kept for the session or the series."""

    item: str
    order: Literal["arrival", "urgent_then_arrival", "votes", "manual"] = "arrival"
    scope: Literal["session", "series"] = "session"
    max_length: Annotated[int, msgspec.Meta(ge=2, le=200)] = 60
    """Most characters of one item."""
    fields: tuple[str, ...] = ()
    """What an item may say beside its text, such as `when` it happened."""
    carry: Literal["all", "open"] = "all"
    """What comes back next time: everything, or only what was neither reached nor let go."""


class Collected(Strict, frozen=True, kw_only=True):
    """What a phase collects: by whom, who sees it, how long it is kept."""

    kind: str
    by: str
    sees: Sees
    keep: Keep


class Condition(Strict, frozen=True, kw_only=True):
    """A comparison of one variable of the closed list, or conditions joined (formats.md D3).

    Either `var`, `op` and `value` are given, or exactly one of `all`, `any`, `not`.
    """

    var: str = ""
    op: Literal["eq", "ne", "lt", "lte", "gt", "gte", "in"] = "eq"
    value: int | str | bool | tuple[int | str, ...] = 0
    all: tuple["Condition", ...] = ()
    any: tuple["Condition", ...] = ()
    not_: "Condition | None" = msgspec.field(name="not", default=None)


class Gate(Strict, frozen=True, kw_only=True):
    """A soft gate: leaving without it asks once, and never blocks."""

    need: Condition
    unless: Condition | None = None
    say: Words = {}
    strength: Literal["soft"] = "soft"


class Phase(Strict, frozen=True, kw_only=True):
    """One step with one activity."""

    id: PhaseId
    title: Words
    purpose: str = ""
    """For documentation; never shown to participants (decision 8)."""
    minutes: Minutes
    who: str = "everyone"
    options: ActivityOptions
    collect: tuple[Collected, ...] = ()
    rules: str = "settle"
    contribution: Literal["free", "questions_only", "observations_only", "no_advice"] = "free"
    prompts: dict[str, Words] = {}
    script: Words = {}
    """What a facilitator may read aloud when the phase begins, in spoken language."""
    late: Late = "join"
    exit: tuple[Exit, ...] = ("facilitator",)
    optional: bool = False
    default_on: bool = True
    when: Condition | None = None
    gate: Gate | None = None
    protected_time: bool = False
    pre_start: bool = False
    prepare: bool = False
    """What it collects may be written down before the session begins, under its labels."""
    overlap: Natural = 0

    @property
    def use(self) -> str:
        """The activity's name, such as `round` or `talk`."""
        return _tag(type(self.options))


@lru_cache
def _tag(options: type[msgspec.Struct]) -> str:
    """What stands under `use` for these options."""
    tag = options.__struct_config__.tag
    assert isinstance(tag, str)
    return tag


class ForEach(Strict, frozen=True, kw_only=True, tag_field="flow", tag="for_each"):
    """Repeat phases for each item of a list; its owner takes *role* meanwhile."""

    for_each: ListId
    as_: str = msgspec.field(name="as", default="topic")
    role: RoleId = RoleId("none")
    until: Literal["no_time_for_next", "list_empty"] = "no_time_for_next"
    empty: str = "no_topics"
    do: tuple[Phase, ...]


class Repeat(Strict, frozen=True, kw_only=True):
    """Phases that are gone through again while a condition holds, at most *max* times in all."""

    while_: Condition = msgspec.field(name="while")
    max: Annotated[int, msgspec.Meta(ge=1, le=20)]
    name: str = ""
    """Which phases belong together; the id of the first of them."""


class Step(Strict, frozen=True, kw_only=True, tag_field="flow", tag="phase"):
    """A phase standing by itself in the flow, or among others that are repeated together."""

    phase: Phase
    repeat: Repeat | None = None


class Output(Strict, frozen=True, kw_only=True):
    """Something that leaves the session: what is in it, for whom, how long it may be fetched."""

    id: str
    to: str
    content: tuple[str, ...]
    retention: str
    needs: str = ""


class Asked(Strict, frozen=True, kw_only=True):
    """A deck whose first *questions* cards somebody asks themselves after the session."""

    deck: str
    questions: Annotated[int, msgspec.Meta(ge=1, le=20)]


class Picture(Strict, frozen=True, kw_only=True):
    """A picture of the format, and whom to thank for it."""

    file: str
    """Its name: it lies beside the declaration."""
    alt: Words
    """What is seen on it, for those who do not see it."""
    author: str
    """Who made it; shown below it."""
    licence: str
    """Under which licence it may be shown, such as `CC-BY-4.0`."""
    source: str = ""
    """Where it comes from: an `https` address."""


class CarryOver(Strict, frozen=True, kw_only=True):
    """What comes along to the next session of the series, and on a change of format."""

    series: tuple[str, ...] = ()
    switch: tuple[str, ...] = ()


class Format(Strict, frozen=True, kw_only=True, dict=True):
    """A whole format. *rules* holds the moderation rules its phases name, copied in."""

    id: str
    version: int
    kernel: str = ">=1"
    title: Words
    tagline: Words = {}
    aliases: tuple[str, ...] = ()
    credit: str = ""
    licence: str = "CC-BY-4.0"
    source: str = ""
    see_first: str = ""
    """Where people may see how it goes before they come: a public page or video."""
    picture: Picture | None = None
    family: str = ""
    session_kind: SessionKind = ""
    needs: tuple[Need, ...] = ()
    duration: Minutes
    capacity: Capacity
    privacy: Privacy
    roles: dict[RoleId, RoleSpec]
    lists: dict[ListId, ListSpec] = {}
    params: dict[str, int | str | bool] = {}
    terms: dict[str, Words] = {}
    """Words of its own for lanes, fields and kinds that it names."""
    reserve_closing: Natural = 0
    flow: tuple[Step | ForEach, ...]
    outputs: tuple[Output, ...] = ()
    never_record: tuple[str, ...] = ()
    afterwards: dict[RoleId, Asked] = {}
    carry_over: CarryOver = CarryOver()
    rules: dict[str, ModerationRule] = {}

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages its title is written in; every prompt stands in each of them."""
        return tuple(self.title)

    @remembered
    def phases(self) -> tuple[Phase, ...]:
        """Every phase once, in the order of the flow, loops unrolled once."""
        found: list[Phase] = []
        for step in self.flow:
            found.extend((step.phase,) if isinstance(step, Step) else step.do)
        return tuple(found)
