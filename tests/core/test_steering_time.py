"""Hold, the bell, more time, the next date."""

import pytest
from tests.core.steered import begun

from talkingpiece.core.commands import (
    Admit,
    Extend,
    HandOver,
    Hold,
    KeepLead,
    NextPerson,
    Remove,
    Resume,
    RingBell,
    SetNextDate,
    TakeLead,
)
from talkingpiece.core.events import (
    NextDateSet,
    PieceGiven,
    Steered,
    TimeExtended,
    TimerHeld,
    TimerResumed,
    TurnEnded,
)
from talkingpiece.errors import Code
from talkingpiece.testing.script import Lay, after, does, refuses, sees, that


def test_while_the_clock_is_held_nobody_loses_time(table: Lay) -> None:
    """Phase and turn are moved by as much as the clock stood."""
    t = begun(table)
    since, started = t.session.piece.since, t.session.clock.started
    t >> after(seconds=10)
    t >> does("fay", Hold) << sees(TimerHeld)
    t >> does("fay", Hold) << refuses(Code.NOT_NOW)
    t >> after(minutes=3)
    t >> does("fay", Resume) << sees(TimerResumed)
    assert since is not None
    assert t.session.piece.since == since + 180_000
    assert t.session.clock.started == started + 180_000
    t >> does("fay", Resume) << refuses(Code.NOT_NOW)


def test_the_bell_rings_for_a_while_and_nobody_knows_for_whom(table: Lay) -> None:
    """Anybody may; it ends by itself; neither event nor view names anybody."""
    t = begun(table)
    started = t.session.clock.started
    t >> does("ben", RingBell, seconds=30) << sees(that(TimerHeld, until=t.now + 30_000))
    assert "ben" not in repr(t.events[-1])
    t >> does("ada", RingBell) << refuses(Code.NOT_NOW)
    t >> after(seconds=29)
    t >> after(seconds=1) << sees(TimerResumed)
    assert t.session.clock.started == started + 30_000


def test_a_facilitator_may_lengthen_a_bell_to_a_hold(table: Lay) -> None:
    """The time of the bell is not lost."""
    t = begun(table)
    started = t.session.clock.started
    t.quietly("ben", RingBell)
    t >> after(seconds=10)
    t >> does("fay", Hold) << sees(TimerResumed, TimerHeld)
    t >> after(minutes=1)
    t.quietly("fay", Resume)
    assert t.session.clock.started == started + 70_000


def test_a_step_lets_the_clock_run_again(table: Lay) -> None:
    """Nobody has to press twice."""
    t = begun(table)
    t.quietly("fay", Hold)
    t >> does("fay", NextPerson) << sees(Steered, TimerResumed, TurnEnded, PieceGiven)


def test_more_time_for_the_phase_or_for_the_session(table: Lay) -> None:
    """Both limits of the phase move; the session's end is another tap."""
    t = begun(table)
    clock, end = t.session.clock, t.session.plan.end
    t >> does("fay", Extend, minutes=5) << sees(that(TimeExtended, by_ms=300_000, session=False))
    assert t.session.clock.usual_ms == clock.usual_ms + 300_000
    assert t.session.clock.most_ms == clock.most_ms + 300_000
    assert t.session.plan.end == end
    t >> does("fay", Extend, minutes=10, session=True) << sees(that(TimeExtended, session=True))
    assert t.session.plan.end == end + 600_000


@pytest.mark.parametrize("after_ms, ok", [(-1, False), (0, False), (60_000, True), (2**50, False)])
def test_the_next_date_lies_ahead(table: Lay, after_ms: int, ok: bool) -> None:
    """And not in another life."""
    t = begun(table)
    answer = sees(NextDateSet) if ok else refuses(Code.BAD_TIME)
    t >> does("fay", SetNextDate, at=t.now + after_ms) << answer


@pytest.mark.parametrize(
    "command, fields",
    [
        (Hold, {}),
        (Resume, {}),
        (Extend, {"minutes": 5}),
        (SetNextDate, {"at": 2**45}),
        (Admit, {"person": "ben"}),
        (Remove, {"person": "ben"}),
        (HandOver, {"to": "ben"}),
        (TakeLead, {}),
        (KeepLead, {}),
    ],
)
def test_what_is_a_facilitator_s_is_refused_to_others(
    table: Lay, command: type, fields: dict[str, object]
) -> None:
    """One table for all of them."""
    t = begun(table)
    t >> does("ada", command, **fields) << refuses(Code.NOT_THE_FACILITATOR)
