"""A table in a round of passes, for what whoever leads does about it."""

from talkingpiece.core.commands import Admit, ArriveToFacilitate, NextPhase
from talkingpiece.core.formats import Collected
from talkingpiece.testing.script import Lay, Playbook
from talkingpiece.testing.small import (
    OPEN_KEYWORD,
    brief_phase,
    passes_phase,
    round_phase,
    small_format,
    talk_phase,
    topics_loop,
)

QUESTION = Collected(kind="question", by="everyone", sees="group", keep="none")
FORMAT = small_format(
    brief_phase(collect=(OPEN_KEYWORD,)),
    passes_phase(collect=(QUESTION,), late="listen"),
    topics_loop(
        talk_phase(late="wait"),
        round_phase("react", who="all_but_presenter"),
        talk_phase("basket"),
    ),
    round_phase("closing"),
)


def begun(table: Lay, *, co: bool = False) -> Playbook:
    """A round of passes in which ada holds the piece; with *co*, gus facilitates beside fay."""
    t: Playbook = table(FORMAT, "ada", "ben", facilitator="fay")
    t.given("ada", "trust")
    t.given("ben", "pace")
    if co:
        t.quietly("gus", ArriveToFacilitate, name="gus").quietly("fay", Admit, person="gus")
    return t.quietly("fay", NextPhase)
