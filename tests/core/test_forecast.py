"""Time: what fits, what a phase should last, when it is too late (formats.md A4, decision 15)."""

import pytest
from msgspec.structs import replace

from talkingpiece.core import forecast, pace
from talkingpiece.core.commands import Extend, NextPhase
from talkingpiece.core.formats import Format
from talkingpiece.core.ids import MINUTE_MS, Ms
from talkingpiece.testing.script import Lay, Playbook, after, does, sees
from talkingpiece.testing.small import (
    OPEN_KEYWORD,
    brief_phase,
    round_phase,
    small_format,
    talk_phase,
    topics_loop,
)

LOOP = 5
"""The index of the loop in the triage format."""


def evening(table: Lay, triage: Format, people: int = 7, minutes: int = 120) -> Playbook:
    """A triage table with this many people, facilitator included."""
    names = [f"p{number}" for number in range(1, people)]
    return table(triage, *names, facilitator="fay", minutes=minutes)


def to_topic(table: Playbook, late_by: float = 0) -> Playbook:
    """Two keywords are given; after *late_by* minutes the first topic begins."""
    for phase in ("welcome", "keywords"):
        table.quietly("fay", NextPhase)
        assert table.phase == phase
    table.given("p1", "trust")
    table.given("p2", "pace")
    table.quietly("fay", NextPhase)
    table >> after(minutes=late_by) << sees(...)
    return table.quietly("fay", NextPhase)


def test_with_seven_people_a_topic_costs_34_minutes(table: Lay, triage: Format) -> None:
    """The defaults of the declaration, at the number of people it was made for."""
    t = evening(table, triage)
    loop = triage.flow[LOOP]
    assert forecast.topic_minutes(t.session, loop) == (16, 34)  # type: ignore[arg-type]
    assert forecast.fits(t.session, t.now) == 2


@pytest.mark.parametrize("people, clarify, react", [(4, 4, 6), (7, 8, 12), (10, 12, 18)])
def test_rounds_grow_with_the_circle(
    table: Lay, triage: Format, people: int, clarify: float, react: float
) -> None:
    """In proportion to n - 1, each within its own range; talks stay."""
    phases = {phase.id: phase for phase in triage.phases()}
    usual = {name: forecast.usual_minutes(triage, phase, people) for name, phase in phases.items()}
    assert (usual["clarify"], usual["react"], usual["present"]) == (clarify, react, 8)


def test_a_round_never_leaves_its_range(triage: Format) -> None:
    """Three people need less; the declaration says how much at least. Nobody there: the usual."""
    react = next(phase for phase in triage.phases() if phase.id == "react")
    assert [forecast.usual_minutes(triage, react, people) for people in (0, 1, 2, 3, 40)] == [
        12, 6, 6, 6, 20,
    ]  # fmt: skip


@pytest.mark.parametrize("people, least", [(4, 16), (7, 16), (8, 17.5), (10, 20.5)])
def test_the_least_of_a_round_grows_beyond_the_ideal_circle(
    table: Lay, triage: Format, people: int, least: float
) -> None:
    """As its usual time does; what is declared is never undercut, and talks stay."""
    t = evening(table, triage, people)
    loop = triage.flow[LOOP]
    assert forecast.topic_minutes(t.session, loop)[0] == least  # type: ignore[arg-type]


@pytest.mark.parametrize("minutes, topics", [(56, 0), (57, 1), (90, 1), (91, 2), (150, 3)])
def test_phases_after_the_loop_and_the_reserve_are_not_counted_twice(
    table: Lay, triage: Format, minutes: int, topics: int
) -> None:
    """Before 15, after max(8, 7), each topic 34: from the welcome on."""
    t = evening(table, triage, minutes=minutes).quietly("fay", NextPhase)
    assert forecast.fits(t.session, t.now) == topics


def test_inside_a_topic_its_rest_is_counted_first(table: Lay, triage: Format) -> None:
    """With the topic itself under way, what fits are the others."""
    t = to_topic(evening(table, triage, minutes=76))
    assert forecast.fits(t.session, t.now) == 1
    t >> after(minutes=5)
    assert forecast.fits(t.session, t.now) == 1
    t >> after(minutes=6)
    assert forecast.fits(t.session, t.now) == 0


def test_after_the_loop_nothing_fits(table: Lay, triage: Format) -> None:
    """There is no loop to come."""
    t = to_topic(evening(table, triage))
    while t.phase != "closing":
        t.quietly("fay", NextPhase)
    assert forecast.loop_at(t.session) is None
    assert forecast.fits(t.session, t.now) == 0


@pytest.mark.parametrize("people", [7, 10])
@pytest.mark.parametrize("over_ms, offered", [(0, True), (1, False)])
def test_no_new_topic_when_time_is_short(
    table: Lay, triage: Format, people: int, over_ms: int, offered: bool
) -> None:
    """8 minutes reserve and 1.2 times the least: with seven people 27.2 minutes are enough."""
    t = to_topic(evening(table, triage, people))
    enough = {7: 27.2, 10: 32.6}[people]
    border = Ms(t.session.plan.end - int(enough * MINUTE_MS) + over_ms)
    assert forecast.time_for_topic(t.session, border, LOOP) is offered
    for _ in range(3):
        t.quietly("fay", NextPhase)
    assert t.phase == "basket"
    t >> after(seconds=(border - t.now) / 1000) << sees(...)
    t.quietly("fay", NextPhase)
    # The pause between two topics is the first to be left out when time is short.
    assert t.phase == ("present" if offered else "carry_over")


def test_with_time_enough_a_phase_lasts_as_usual(table: Lay, triage: Format) -> None:
    """Before the loop always: there is nothing to make up yet."""
    t = evening(table, triage).quietly("fay", NextPhase)
    assert pace.target_ms(t.session, t.now) == t.session.clock.usual_ms
    t = to_topic(t_late := evening(table, triage))
    assert pace.target_ms(t_late.session, t.now) == t.session.clock.usual_ms


def test_behind_schedule_phases_shrink_in_proportion_but_never_under_their_least(
    table: Lay, triage: Format
) -> None:
    """Of 32.5 min (one round of questions, no pause) and 19 min (the basket whole) 25 are left."""
    t = to_topic(evening(table, triage), late_by=120 - 8 - 25)
    assert pace.target_ms(t.session, t.now) == int((5 + 3 * 6 / 13.5) * MINUTE_MS)
    t = to_topic(evening(table, triage), late_by=120 - 28)
    t >> after(minutes=5) << sees(...)
    shorter = replace(t.session.plan, end=Ms(t.session.plan.end - 9 * MINUTE_MS))
    t.session = replace(t.session, plan=shorter)
    assert pace.target_ms(t.session, t.now) == 5 * MINUTE_MS


def test_after_the_loop_too_the_end_is_kept(table: Lay, triage: Format) -> None:
    """Closing shrinks towards its least when the evening is late."""
    t = to_topic(evening(table, triage))
    while t.phase != "closing":
        t.quietly("fay", NextPhase)
    left = 3
    t >> after(minutes=120 - left) << sees(...)
    started = replace(t.session.clock, started=t.now)
    session = replace(t.session, clock=started)
    assert pace.target_ms(session, t.now) == left * MINUTE_MS
    assert pace.target_ms(session, Ms(t.now + 10 * MINUTE_MS)) >= 2 * MINUTE_MS


def test_turns_get_shorter_down_to_three_fifths(table: Lay) -> None:
    """A4: announced, and never further."""
    react = round_phase("react", who="all_but_presenter", minutes=(2, 12, 20))
    flow = small_format(brief_phase(collect=(OPEN_KEYWORD,)), topics_loop(react), reserve_closing=2)
    t = table(flow, "ada", "ben", "cem", "dua", "eva", facilitator="fay", minutes=30)
    t.given("ada", "trust")
    t.quietly("fay", NextPhase)
    assert pace.turn_times_ms(t.session) == (30_000, 60_000)
    for late_by, limits in ((19, (22_500, 45_000)), (25, (18_000, 36_000))):
        late = table(flow, "ada", "ben", "cem", "dua", "eva", facilitator="fay", minutes=30)
        late.given("ada", "trust")
        late >> after(minutes=late_by) << sees(...)
        late.quietly("fay", NextPhase)
        assert pace.turn_times_ms(late.session) == limits


def test_limits_of_a_talk_are_those_of_its_phase(table: Lay, triage: Format) -> None:
    """Soft is the usual time, hard the most; where nobody has a turn there are none."""
    t = to_topic(evening(table, triage))
    assert pace.turn_times_ms(t.session) == (8 * MINUTE_MS, 10 * MINUTE_MS)
    t.quietly("fay", NextPhase)
    soft, _ = pace.turn_times_ms(t.session)
    assert soft == 75_000, "the answer has its time in the turn"
    opening = evening(table, triage)
    assert pace.turn_times_ms(opening.session) == (0, 0)


def test_a_later_end_makes_room(table: Lay, triage: Format) -> None:
    """Extending the session moves the forecast, extending the phase its own limits."""
    t = evening(table, triage, minutes=56).quietly("fay", NextPhase)
    t >> does("fay", Extend, minutes=10, session=True) << sees(...)
    assert forecast.fits(t.session, t.now) == 1
    assert forecast.remaining_minutes(t.session, t.now) == 66


def test_a_loop_of_talks_only_is_not_scaled(table: Lay) -> None:
    """A topic of talks costs the same at any size."""
    flow = small_format(brief_phase(), topics_loop(talk_phase()))
    t = table(flow, "ada", facilitator="fay")
    assert forecast.topic_minutes(t.session, flow.flow[1]) == (2, 5)  # type: ignore[arg-type]
