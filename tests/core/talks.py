"""Tables at which people talk freely."""

from typing import Any

from talkingpiece.core.commands import NextPhase
from talkingpiece.core.ids import ItemId, RoleId
from talkingpiece.core.options import DiscussOptions, Extend, TurnTime
from talkingpiece.testing.script import Lay, Playbook
from talkingpiece.testing.small import (
    OPEN_KEYWORD,
    brief_phase,
    phase,
    small_format,
    topics_loop,
)

PEOPLE = ("ada", "ben", "cem")
BY_VOTE = Extend(by="vote", steps=(4, 2), max=2)
BY_LEAD = Extend(by="facilitator", steps=(5, 3), max=2)


def talking(table: Lay, *people: str, rules: str = "queue", **options: Any) -> Playbook:
    """fay leads a talk of five minutes that goes by hands, unless *options* say otherwise."""
    given = {"floor": "queue", "per_turn": TurnTime(60, 90), **options}
    talk = phase(
        "talk",
        DiscussOptions(**given),
        rules=rules,
        exit=("queue_empty", "time_up", "facilitator"),
    )
    form = small_format(brief_phase(), talk, brief_phase("end"))
    t: Playbook = table(form, *(people or PEOPLE), facilitator="fay")
    return t.quietly("fay", NextPhase)


def topical(table: Lay, minutes: int = 60, **options: Any) -> tuple[Playbook, ItemId]:
    """fay leads a talk of five minutes about each topic; thumbs decide how long."""
    given = {"floor": "open", "extend": BY_VOTE, **options}
    talk = phase(
        "talk", DiscussOptions(**given), rules="open_floor", exit=("vote_stop", "facilitator")
    )
    form = small_format(
        brief_phase(collect=(OPEN_KEYWORD,)),
        topics_loop(talk, role=RoleId("none")),
        brief_phase("end"),
    )
    t: Playbook = table(form, *PEOPLE, facilitator="fay", minutes=minutes)
    item = t.given("ada", "trust")
    t.given("ben", "pace")
    return t.quietly("fay", NextPhase), item
