"""Formats of a phase or two for what people give together and arrange."""

from typing import Any

from talkingpiece.core.commands import NextPhase
from talkingpiece.core.formats import Collected, Format, ListSpec, Phase
from talkingpiece.core.ids import ListId
from talkingpiece.core.options import ArrangeOptions, CollectOptions
from talkingpiece.testing.script import Lay, Playbook
from talkingpiece.testing.small import TOPICS, brief_phase, phase, small_format

GOALS = ListId("goals")
LISTS = {
    TOPICS: ListSpec(item="keyword", max_length=40),
    GOALS: ListSpec(item="goal", order="manual", max_length=100),
    ListId("pieces"): ListSpec(item="piece", order="manual", max_length=100),
}
GOAL = Collected(kind="goal", by="everyone", sees="group", keep="session")


def collect_phase(
    id_: str = "gather", collect: tuple[Collected, ...] = (), **options: Any
) -> Phase:
    """Everybody gives goals; *options* as in `CollectOptions`."""
    more = {name: options.pop(name) for name in ("overlap", "gate") if name in options}
    exits = options.pop("exit", ("all_submitted", "facilitator"))
    chosen = CollectOptions(**{"item": "goal", **options})
    return phase(id_, chosen, collect=collect or (GOAL,), exit=exits, **more)


def goals_phase(*ops: str, id_: str = "work", **options: Any) -> Phase:
    """Work on the goals with these operations."""
    more = {name: options.pop(name) for name in ("exit", "collect") if name in options}
    chosen = ArrangeOptions(**{"list": GOALS, "ops": ops, "by": "everyone", **options})
    return phase(id_, chosen, **more)


def board_format(*flow: Phase, **more: Any) -> Format:
    """A format with lists of goals and of their pieces."""
    return small_format(*flow, **{"lists": LISTS, **more})


def gathered(lay: Lay, gather: Phase, *later: Phase, **more: Any) -> Playbook:
    """ada and ben with fay, who leads, in the phase *gather*; *later* follows it."""
    format_ = board_format(brief_phase(), gather, *later, **more)
    table: Playbook = lay(format_, "ada", "ben", facilitator="fay")
    return table.quietly("fay", NextPhase)


def arranged(
    lay: Lay, *ops: str, goals: tuple[str, ...] = ("a", "b", "c"), **more: Any
) -> Playbook:
    """The same, in a phase that works on the goals i1, i2, … that ada gave."""
    table = gathered(lay, collect_phase(), goals_phase(*ops, **more), brief_phase("end"))
    for goal in goals:
        table.given("ada", goal, kind="goal")
    return table.quietly("fay", NextPhase)
