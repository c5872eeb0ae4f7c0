"""The state of one session: what it says of itself."""

from talkingpiece.core.commands import ArriveToFacilitate, Leave, NextPhase
from talkingpiece.testing.script import Lay
from talkingpiece.testing.small import (
    OPEN_KEYWORD,
    brief_phase,
    small_format,
    talk_phase,
    topics_loop,
)

FORMAT = small_format(
    brief_phase(collect=(OPEN_KEYWORD,)), topics_loop(talk_phase()), brief_phase("end")
)


def test_the_owner_of_the_open_topic_presents(table: Lay) -> None:
    """Inside the loop only, with the role that the loop gives."""
    t = table(FORMAT, "ada", facilitator="fay")
    t.given("ada", "trust")
    seen = [(t.phase, t.session.presenter, t.session.presenter_role)]
    for _ in range(2):
        t.quietly("fay", NextPhase)
        seen.append((t.phase, t.session.presenter, t.session.presenter_role))
    assert seen == [("start", None, ""), ("present", "ada", "presenter"), ("end", None, "")]


def test_who_is_here_in_order_of_arrival(table: Lay) -> None:
    """Facilitators among them; not who left, nor who waits outside."""
    t = table(FORMAT, "ada", "ben", facilitator="fay").quietly("ada", Leave)
    assert [person.id for person in t.session.here()] == ["fay", "ben"]
    assert t.session.facilitators_here() == ("fay",)
    t.quietly("fay", Leave).quietly("gus", ArriveToFacilitate, name="gus")
    assert t.session.facilitators_here() == ("gus",)
