"""Two formats to change between: open talk about topics, and a sealed round on one of them."""

from pathlib import Path
from typing import Any

import msgspec

import talkingpiece_lean_coffee
from talkingpiece.core.formats import (
    CarryOver,
    Collected,
    Format,
    ListSpec,
    RoleSpec,
)
from talkingpiece.core.ids import ListId, RoleId
from talkingpiece.core.rules import PRESETS
from talkingpiece.core.switch_asking import AcceptPact, BasketDone, ChangeNow, SwitchFormat
from talkingpiece.core.switch_desk import pending_here
from talkingpiece.registry import Registry
from talkingpiece.sdk.declaration import read_file
from talkingpiece.testing.script import Playbook
from talkingpiece.testing.small import (
    OPEN_KEYWORD,
    brief_phase,
    passes_phase,
    round_phase,
    small_format,
    talk_phase,
    topics_loop,
)

TAKEAWAY = Collected(kind="takeaway", by="everyone", sees="group", keep="personal")
TOPIC = Collected(kind="topic", by="everyone", sees="group", keep="series")
SCRIBBLE = Collected(kind="scribble", by="everyone", sees="group", keep="none")
BOTH = CarryOver(switch=("people", "topics", "next_action"))
WIDE = msgspec.structs.replace(
    small_format(
        brief_phase(collect=(TOPIC, TAKEAWAY)),
        topics_loop(
            passes_phase("chat", collect=(TAKEAWAY, SCRIBBLE), facilitator_turn="none"),
            talk_phase("sum_up"),
        ),
        round_phase("end"),
        privacy="group",
        carry_over=BOTH,
        lists={ListId("topics"): ListSpec(item="topic")},
        roles={
            RoleId("facilitator"): RoleSpec(max=2),
            RoleId("presenter"): RoleSpec(scope="topic", from_="topics"),
        },
    ),
    id="wide",
    title={"en": "Wide"},
)
"""A group talks about topics; what it keeps has no names."""
SEALED = msgspec.structs.replace(
    small_format(
        brief_phase("lobby", pre_start=True),
        brief_phase("hello", collect=(OPEN_KEYWORD,)),
        topics_loop(
            talk_phase("tell", collect=(TAKEAWAY,)),
            passes_phase("ask", who="all_but_presenter", responder="presenter"),
        ),
        round_phase("goodbye"),
        carry_over=BOTH,
    ),
    id="sealed",
    title={"en": "Sealed"},
)
"""Sealed: nothing of it comes along but topics and what is one's own."""


COFFEE = read_file(Path(talkingpiece_lean_coffee.__file__).with_name("format.yaml"), "c", PRESETS)
"""Lean coffee, as it ships."""


class Offering(Registry):
    """What is bundled, and the formats of these tests."""

    def offered(self, format_id: str) -> Format | None:
        """Under their ids."""
        return {one.id: one for one in (WIDE, SEALED, COFFEE)}.get(format_id) or super().offered(
            format_id
        )


def to(t: Playbook, target: str, **more: Any) -> Playbook:
    """fay changes the form; whoever is asked for something first says yes to it."""
    t.quietly("fay", SwitchFormat, format=target, **more)
    if t.session.switching is not None and t.session.switching.basket is not None:
        t.quietly(t.session.switching.basket, BasketDone)
    for person in pending_here(t.session):
        t.quietly(person, AcceptPact)
    if t.session.switching is not None:
        t.quietly("fay", ChangeNow)
    return t
