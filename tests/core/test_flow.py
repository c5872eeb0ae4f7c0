"""The way through a format: phases, topics, conditions, who may do more from now on."""

from typing import Any

import pytest
from msgspec.structs import replace

from talkingpiece.core import flow
from talkingpiece.core.commands import (
    Add,
    Finish,
    Flag,
    GoTo,
    Join,
    Keep,
    Leave,
    NextPhase,
    Return,
    Withdraw,
)
from talkingpiece.core.events import ItemMoved, PhaseEntered, PhaseLeft, Steered
from talkingpiece.core.formats import Condition, Format
from talkingpiece.core.session import Cursor
from talkingpiece.testing.script import Lay, Playbook, after, does, sees, that
from talkingpiece.testing.small import (
    OPEN_KEYWORD,
    arrange_phase,
    brief_phase,
    round_phase,
    small_format,
    talk_phase,
    topics_loop,
)

OPENING = brief_phase(collect=(OPEN_KEYWORD,))


def at_keywords(table: Lay, triage: Format, *people: str, **plan: Any) -> Playbook:
    """A triage table in its round of keywords."""
    t: Playbook = table(triage, *people, facilitator="fay", **plan)
    return t.quietly("fay", NextPhase).quietly("fay", NextPhase)


def words(t: Playbook, **given: str) -> Playbook:
    """The facilitator writes down a keyword of each."""
    for person, word in given.items():
        t.quietly("fay", Add, kind="keyword", text=word, owner=person)
    return t


def test_an_evening_goes_through_every_phase_in_order(table: Lay, triage: Format) -> None:
    """With two topics; the optional phase that is off is not met."""
    t = words(at_keywords(table, triage, "ada", "ben"), ada="trust", ben="pace")
    seen = [t.phase]
    while t.session.closed is None:
        t.quietly("fay", NextPhase)
        seen.append(t.phase)
    topic = ["present", "clarify", "react", "basket"]
    assert seen[:-1] == ["keywords", "urgency", *topic, "breath", *topic, "closing"]


def test_topics_come_urgent_first_then_by_arrival(table: Lay, triage: Format) -> None:
    """And among several urgent ones by arrival."""
    t = words(at_keywords(table, triage, "ada", "ben", "cem"), ada="a", ben="b", cem="c")
    t.quietly("fay", NextPhase)
    t.quietly("cem", Flag, item="i3").quietly("ben", Flag, item="i2")
    (
        t
        >> does("fay", NextPhase)
        << sees(Steered, PhaseLeft, that(ItemMoved, item="i2", state="now"), PhaseEntered, ...)
    )
    for _ in range(5):
        t.quietly("fay", NextPhase)
    assert t.session.cursor.item == "i3"
    assert t.session.items["i2"].state == "done"


def test_the_topic_of_somebody_absent_is_skipped_and_keeps_its_rank(
    table: Lay, triage: Format
) -> None:
    """Back in time, they are next."""
    t = words(at_keywords(table, triage, "ada", "ben"), ada="a", ben="b")
    t.quietly("ada", Leave).quietly("fay", NextPhase).quietly("fay", NextPhase)
    assert t.session.cursor.item == "i2"
    assert (t.session.items["i1"].state, t.session.items["i1"].rank) == ("open", 1)
    t.quietly("ada", Return)
    for _ in range(5):
        t.quietly("fay", NextPhase)
    assert t.session.cursor.item == "i1"


def test_no_pause_before_nothing(table: Lay, triage: Format) -> None:
    """After the last topic comes what follows the loop."""
    t = words(at_keywords(table, triage, "ada", "ben"), ada="a")
    for _ in range(5):
        t.quietly("fay", NextPhase)
    assert t.phase == "basket"
    t.quietly("fay", NextPhase)
    assert t.phase == "closing"


def test_without_topics_the_evening_goes_straight_on(table: Lay, triage: Format) -> None:
    """Not a failure: closing, with a sentence to all."""
    t = at_keywords(table, triage, "ada", "ben").quietly("fay", NextPhase)
    assert t.phase == "urgency"
    t.quietly("fay", NextPhase)
    assert t.phase == "closing"


def test_topics_that_were_not_reached_are_asked_about(table: Lay, triage: Format) -> None:
    """When the time is over, owners keep or withdraw; decided, the way on is lit."""
    t = words(at_keywords(table, triage, "ada", "ben", minutes=60), ada="a", ben="b")
    t.quietly("fay", NextPhase).quietly("fay", NextPhase)
    t >> after(minutes=40) << sees(...)
    for _ in range(4):
        t.quietly("fay", NextPhase)
    assert t.phase == "carry_over"
    t.quietly("ben", Keep, item="i2")
    assert t.session.lit is not None
    assert t.session.lit.why == "list_empty"


def test_a_topic_postponed_or_withdrawn_is_not_opened(table: Lay, triage: Format) -> None:
    """Its owner has said so."""
    t = words(at_keywords(table, triage, "ada", "ben"), ada="a", ben="b").quietly("fay", NextPhase)
    t.quietly("ada", Keep, item="i1").quietly("ben", Withdraw, item="i2")
    t.quietly("fay", NextPhase)
    assert t.phase == "closing"


def test_a_topic_that_ends_before_its_reactions_rests(table: Lay, triage: Format) -> None:
    """Parked, not done, and not opened again tonight."""
    t = words(at_keywords(table, triage, "ada", "ben"), ada="a", ben="b")
    t.quietly("fay", NextPhase).quietly("fay", NextPhase).quietly("ada", Finish)
    t.quietly("fay", NextPhase)
    (
        t
        >> does("fay", GoTo, phase="present", item="i2")
        << sees(Steered, that(ItemMoved, item="i1", state="parked"), PhaseLeft, ...)
    )


# --- who comes late -------------------------------------------------------------------------------


def test_late_people_join_listen_or_wait_as_the_phase_says(table: Lay, triage: Format) -> None:
    """Until urgency full; in a story outside; then listening; full from the next topic (B0)."""
    t = words(at_keywords(table, triage, "ada", "ben"), ada="a", ben="b")
    late = {}
    for name, phase in (("eva", "urgency"), ("fil", "present"), ("gil", "clarify")):
        t.quietly("fay", NextPhase).quietly(name, Join, name=name)
        assert t.phase == phase
        late[name] = t.session.people[name].late
    assert late == {"eva": "join", "fil": "wait", "gil": "listen"}
    assert t.session.people["fil"].late == "listen", "let in at the next pause"
    t.quietly("fay", NextPhase).quietly("fay", NextPhase)
    assert t.session.people["gil"].late == "listen"
    (
        t
        >> does("fay", NextPhase)
        << sees(..., that(PhaseEntered, admitted={"fil": "join", "gil": "join"}))
    )
    assert t.phase == "breath"


def test_a_new_topic_admits_who_listened_also_without_a_pause(table: Lay) -> None:
    """ "Full from the next topic", even where every phase of it says listen."""
    loop = topics_loop(talk_phase(late="listen"))
    t = table(small_format(OPENING, loop), "ada", "ben", facilitator="fay")
    t.given("ada", "a")
    t.given("ben", "b")
    t.quietly("fay", NextPhase).quietly("cem", Join, name="cem")
    assert t.session.people["cem"].late == "listen"
    t.quietly("fay", NextPhase)
    assert t.session.people["cem"].late == "join"


# --- conditions -----------------------------------------------------------------------------------


def test_a_phase_with_a_condition_is_met_when_it_holds(table: Lay) -> None:
    """`when` looks at counts, the series, parameters."""
    enough = Condition(var="count.topics", op="gt", value=1)
    form = small_format(OPENING, brief_phase("many", when=enough), round_phase("end"))
    t = table(form, "ada", facilitator="fay")
    t.given("ada", "a")
    assert flow.following(t.session, t.now) == Cursor((2,))
    t.given("ada", "b")
    assert flow.following(t.session, t.now) == Cursor((1,))


@pytest.mark.parametrize(
    "condition, holds",
    [
        ({"var": "count.people", "op": "eq", "value": 2}, True),
        ({"var": "count.people", "op": "ne", "value": 2}, False),
        ({"var": "count.people", "op": "lt", "value": 3}, True),
        ({"var": "count.people", "op": "lte", "value": 1}, False),
        ({"var": "series.index", "op": "gte", "value": 1}, True),
        ({"var": "series.index", "op": "in", "value": (1, 2)}, True),
        ({"var": "param.mood", "op": "eq", "value": "calm"}, True),
        ({"var": "param.mood", "op": "gt", "value": 3}, False),
        ({"var": "param.other", "op": "eq", "value": 1}, False),
        ({"var": "poll.outcome", "op": "eq", "value": "yes"}, False),
        ({"var": "count.topics", "op": "gt", "value": 0}, False),
    ],
)
def test_conditions(table: Lay, condition: dict[str, Any], holds: bool) -> None:
    """A comparison of one variable of the closed list."""
    t = table(small_format(OPENING, params={"mood": "calm"}), "ada", facilitator="fay")
    one = Condition(**condition)
    assert flow.holds(t.session, one) is holds
    assert flow.holds(t.session, Condition(not_=one)) is not holds
    yes = Condition(var="series.index", op="eq", value=1)
    assert flow.holds(t.session, Condition(all=(yes, one))) is holds
    assert flow.holds(t.session, Condition(any=(one, yes)))


# --- edges ----------------------------------------------------------------------------------------


def test_a_session_begins_with_the_first_phase_that_is_on() -> None:
    """A loop or only optional phases cannot begin one."""
    off = brief_phase("off", optional=True, default_on=False)
    assert flow.first(small_format(off, OPENING)) == Cursor((1,))
    with pytest.raises(ValueError, match="no phase to begin with"):
        flow.first(small_format(off, topics_loop(talk_phase())))


def test_a_loop_without_a_role_needs_no_owner(table: Lay) -> None:
    """Anybody's topic, also of somebody absent; and of pauses only, it is open when left."""
    pause = brief_phase("rest", optional=True)
    t = table(small_format(OPENING, topics_loop(pause, role="none")), "ada", facilitator="fay")
    t.given("ada", "a")
    t.quietly("ada", Leave).quietly("fay", NextPhase)
    assert t.session.cursor.item == "i1"
    assert t.session.presenter is None
    t.quietly("fay", NextPhase)
    assert t.session.items["i1"].state == "done"


def test_a_list_that_is_worked_on_without_that_exit_is_always_met(table: Lay) -> None:
    """Only `list_empty` makes an empty list a reason to go past."""
    worked = arrange_phase("work", "withdraw")
    left = arrange_phase("left", "keep_next", exit=("list_empty", "facilitator"))
    t = table(small_format(OPENING, left, worked), "ada", facilitator="fay")
    assert flow.following(t.session, t.now) == Cursor((2,))
    t.given("ada", "a")
    assert flow.following(t.session, t.now) == Cursor((1,))
    assert flow.following(replace(t.session, cursor=Cursor((2,))), t.now) is None
