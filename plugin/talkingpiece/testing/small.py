"""Formats of a phase or two, in which one rule can be looked at alone."""

from typing import Any

from talkingpiece.core.commands import NextPhase
from talkingpiece.core.formats import (
    Capacity,
    Collected,
    ForEach,
    Format,
    ListSpec,
    Phase,
    RoleSpec,
    Step,
)
from talkingpiece.core.ids import ListId, PhaseId, RoleId
from talkingpiece.core.options import (
    ActivityOptions,
    ArrangeOptions,
    BriefOptions,
    PollOptions,
    RoundOptions,
    TalkOptions,
    TurnItems,
    TurnTime,
)
from talkingpiece.testing.script import Lay, Playbook

TOPICS = ListId("topics")
FACILITATOR, PRESENTER = RoleId("facilitator"), RoleId("presenter")
KEYWORD = Collected(kind="keyword", by="speaker", sees="group", keep="series")
OPEN_KEYWORD = Collected(kind="keyword", by="everyone", sees="group", keep="series")


def phase(id_: str, options: ActivityOptions, **more: Any) -> Phase:
    """A phase of usually five minutes; *more* as in `Phase`."""
    given: dict[str, Any] = {"title": {"en": id_.capitalize()}, "minutes": (2, 5, 10), **more}
    return Phase(id=PhaseId(id_), options=options, **given)


def round_phase(id_: str = "circle", kind: str = "word", **options: Any) -> Phase:
    """A round: members of `Phase` go to the phase, all others, and `who`, to its options."""
    of_phase = {name: options.pop(name) for name in tuple(options) if name in _OF_PHASE}
    given: dict[str, Any] = {
        "per_turn": TurnTime(30, 60),
        "items": TurnItems(kind=kind),
        "facilitator_turn": "last",
        **options,
    }
    exits = {"once": ("round_done",), "until_all_pass": ("all_passed", "max_rounds")}
    of_phase.setdefault("exit", (*exits.get(given.get("repeat", "once"), ()), "facilitator"))
    return phase(id_, RoundOptions(**given), **of_phase)


_OF_PHASE = frozenset(Phase.__struct_fields__) - {"options", "who"}


def passes_phase(id_: str = "circle", max_rounds: int = 6, **options: Any) -> Phase:
    """A round that ends when everyone has passed."""
    return round_phase(id_, repeat="until_all_pass", max_rounds=max_rounds, **options)


def brief_phase(id_: str = "start", who: str = "facilitator", **more: Any) -> Phase:
    """Somebody explains; with `who="none"` a pause."""
    return phase(id_, BriefOptions(who=who), **more)


def talk_phase(id_: str = "present", speaker: str = "presenter", **more: Any) -> Phase:
    """One person speaks."""
    more.setdefault("exit", ("presenter_done", "facilitator"))
    return phase(id_, TalkOptions(speaker=speaker), **more)


def arrange_phase(id_: str, *ops: str, **more: Any) -> Phase:
    """Work on the topics, with these operations."""
    return phase(id_, ArrangeOptions(list=TOPICS, ops=ops), **more)  # type: ignore[arg-type]


def poll_phase(
    id_: str = "vote",
    kind: str = "scale",
    sees: str = "group_anon",
    keep: str = "session",
    **more: Any,
) -> Phase:
    """A poll whose answers have this label; *more*: of `Phase`, all others of its options."""
    of_phase = {name: more.pop(name) for name in tuple(more) if name in _OF_PHASE}
    if kind == "dots":
        more.setdefault("target", "topics")
    else:
        more.setdefault("question", "facilitator_defined")
    of_phase.setdefault("exit", ("all_submitted", "time_up", "facilitator"))
    label = Collected(kind="rating", by="everyone", sees=sees, keep=keep)  # type: ignore[arg-type]
    options = PollOptions(kind=kind, **more)  # type: ignore[arg-type]
    return phase(id_, options, collect=(label,), **of_phase)


def topics_loop(*do: Phase, role: RoleId = PRESENTER) -> ForEach:
    """*do* for each topic; its owner presents."""
    return ForEach(for_each=TOPICS, role=role, do=do)


def small_format(*flow: Phase | ForEach, **more: Any) -> Format:
    """A format with a list of topics, a facilitator, and this flow; *more* as in `Format`."""
    steps = tuple(Step(phase=one) if isinstance(one, Phase) else one for one in flow)
    roles = {FACILITATOR: RoleSpec(max=2), PRESENTER: RoleSpec(scope="topic", from_="topics")}
    topics = ListSpec(item="keyword", order="urgent_then_arrival", max_length=40)
    given: dict[str, Any] = {
        "duration": (10, 60, 120),
        "capacity": Capacity(min=2, ideal=(4, 6), soft_max=8, hard_max=10),
        "privacy": "sealed",
        "roles": roles,
        "lists": {TOPICS: topics},
        **more,
    }
    return Format(id="small", version=1, title={"en": "Small"}, flow=steps, **given)


def begun(lay: Lay, running: Phase, *people: str, **plan: Any) -> Playbook:
    """A table led by fay in which *running* has just begun, after a short opening."""
    laid = lay(small_format(brief_phase(), running), *people, facilitator="fay", **plan)
    return laid.quietly("fay", NextPhase)
