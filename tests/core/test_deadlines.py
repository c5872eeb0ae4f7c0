"""What happens by itself, and when: light, and going on without a facilitator (decision 11)."""

import pytest

from talkingpiece.core.commands import (
    AnotherRound,
    Close,
    Extend,
    Finish,
    Hold,
    Leave,
    NextPhase,
    Pass,
    RingBell,
    Stay,
    Tick,
    Undo,
)
from talkingpiece.core.deadlines import next_instant
from talkingpiece.core.events import (
    ExitReached,
    LeadMissed,
    PhaseEntered,
    StayChosen,
    TimerHeld,
    TimerResumed,
)
from talkingpiece.core.formats import Format
from talkingpiece.errors import Code
from talkingpiece.testing.script import START, Lay, Playbook, after, does, refuses, sees, that
from talkingpiece.testing.small import (
    OPEN_KEYWORD,
    brief_phase,
    passes_phase,
    round_phase,
    small_format,
    talk_phase,
    topics_loop,
)

PAUSE = brief_phase("pause", who="none", exit=("time_up", "facilitator"), minutes=(0, 1, 5))
TIMED = brief_phase("timed", exit=("time_up", "facilitator"))


def all_passed(table: Lay, *, led: bool = True) -> Playbook:
    """A round whose last pass has just been tapped; without *led*, fay has left before."""
    flow = small_format(brief_phase(), passes_phase(), round_phase("closing"))
    t: Playbook = table(flow, "ada", "ben", facilitator="fay").quietly("fay", NextPhase)
    t.quietly("ada", Pass)
    if not led:
        t.quietly("fay", Leave)
    t.quietly("ben", Pass)
    return t.quietly("fay", Pass) if led else t


def test_with_a_facilitator_an_exit_only_lights_the_button(table: Lay) -> None:
    """However long nobody taps."""
    t = all_passed(table)
    assert t.session.lit is not None
    assert t.session.lit.why == "all_passed"
    t >> after(minutes=60)
    assert t.phase == "circle"


def test_without_one_people_move_on_after_five_seconds(table: Lay) -> None:
    """Not earlier."""
    t = all_passed(table, led=False)
    assert "moving_on" in t.mine("ada").notices
    t >> after(seconds=4.999)
    t >> after(seconds=0.001) << sees(..., PhaseEntered, ...)
    assert t.phase == "closing"


def test_anybody_may_tap_to_stay(table: Lay) -> None:
    """Then nothing moves by itself; one tap is enough."""
    t = all_passed(table, led=False)
    assert "stay" in t.offers("ben")
    t >> does("ben", Stay) << sees(StayChosen)
    assert "stay" not in t.offers("ben")
    t >> after(minutes=60) << sees(LeadMissed)
    assert t.phase == "circle"


def test_with_a_facilitator_there_is_nothing_to_stay_for(table: Lay) -> None:
    """Nor before an exit is reached."""
    t = all_passed(table)
    t >> does("ada", Stay) << refuses(Code.NOT_NOW)
    t = table(small_format(brief_phase()), "ada")
    t >> does("ada", Stay) << refuses(Code.NOT_NOW)


def test_when_the_last_facilitator_leaves_a_lit_way_is_taken(table: Lay) -> None:
    """What was only light becomes a step: five seconds to tap "stay" are left all the same."""
    t = all_passed(table)
    t >> after(minutes=1)
    t >> does("fay", Leave) << sees(...)
    t >> after(seconds=4.999)
    t >> after(seconds=0.001) << sees(..., PhaseEntered, ...)


def test_the_last_phase_without_a_facilitator_ends_the_session(table: Lay) -> None:
    """There is nothing else to go on to."""
    flow = small_format(brief_phase(), round_phase())
    t = table(flow, "ada", facilitator="fay").quietly("fay", NextPhase)
    t.quietly("fay", Leave).quietly("ada", Pass)
    t >> after(seconds=5) << sees(...)
    assert t.session.closed == t.now
    assert next_instant(t.session) is None


def test_a_pause_ends_by_itself(table: Lay) -> None:
    """The one exception: with a facilitator too, at its usual time."""
    t = table(small_format(brief_phase(), PAUSE, round_phase("end")), "ada", facilitator="fay")
    t.quietly("fay", NextPhase)
    t >> after(seconds=59.999)
    t >> after(seconds=0.001) << sees(that(ExitReached, why="time_up"), ..., PhaseEntered, ...)
    assert t.phase == "end"


def test_an_undone_pause_ends_again(table: Lay) -> None:
    """Undo gives it back with its clock: its time is over, so it goes on at once."""
    t = table(small_format(brief_phase(), PAUSE, round_phase("end")), "ada", facilitator="fay")
    t.quietly("fay", NextPhase).quietly("fay", NextPhase)
    t >> after(minutes=2)
    t >> does("fay", Undo) << sees(...)
    t >> after(seconds=1) << sees(..., PhaseEntered, ...)


def test_time_lights_the_button_of_other_phases(table: Lay) -> None:
    """And more time puts the light out until that is over too."""
    t = table(small_format(TIMED, round_phase("end")), "ada", facilitator="fay")
    t >> after(minutes=5) << sees(that(ExitReached, why="time_up"))
    t.quietly("fay", Extend, minutes=1)
    assert t.session.lit is None
    t >> after(minutes=1) << sees(ExitReached)
    assert t.phase == "timed"


def test_the_planned_start_lights_the_way_in(table: Lay, triage: Format) -> None:
    """The lobby waits for a facilitator's tap."""
    t = table(triage, "ada", facilitator="fay", start=START)
    t >> after(seconds=1) << sees(that(ExitReached, why="start_time", at=START))
    assert t.phase == "lobby"


def test_nothing_moves_during_a_bell_and_the_rest_of_the_time_is_there_afterwards(
    table: Lay,
) -> None:
    """Silence is silence: five seconds count without it."""
    t = all_passed(table, led=False)
    t >> after(seconds=3)
    t >> does("ada", RingBell, seconds=30) << sees(TimerHeld)
    t >> after(seconds=30) << sees(TimerResumed)
    t >> after(seconds=1.999)
    t >> after(seconds=0.001) << sees(..., PhaseEntered, ...)


def test_a_held_clock_stops_time_up(table: Lay) -> None:
    """Nothing is due until somebody lets it run again."""
    t = table(small_format(TIMED), "ada", facilitator="fay").quietly("fay", Hold)
    assert next_instant(t.session) is None
    t >> after(minutes=30)


@pytest.mark.parametrize("command", [Tick])
def test_a_tick_too_early_or_twice_changes_nothing(table: Lay, command: type) -> None:
    """Two nodes may both send it."""
    t = table(small_format(TIMED), "ada", facilitator="fay")
    t >> does("", command) << sees()
    t.quietly("fay", Hold)
    t >> does("", command) << sees()
    t.quietly("fay", Close)
    t >> does("", command) << sees()


def test_an_empty_room_waits(table: Lay) -> None:
    """Nobody is moved on whom nobody sees."""
    t = all_passed(table, led=False)
    t.quietly("ada", Leave).quietly("ben", Leave)
    t >> after(minutes=10)
    assert t.phase == "circle"


def test_another_round_puts_the_light_out(table: Lay) -> None:
    """The reason is gone."""
    t = all_passed(table)
    t >> does("fay", AnotherRound) << sees(...)
    assert t.session.lit is None


def test_a_finished_talk_without_facilitator_goes_on(table: Lay) -> None:
    """The presenter's own tap is an exit like the others."""
    flow = small_format(brief_phase(collect=(OPEN_KEYWORD,)), topics_loop(talk_phase()), PAUSE)
    t = table(flow, "ada", "ben", facilitator="fay")
    t.given("ada", "trust")
    t.quietly("fay", NextPhase).quietly("fay", Leave).quietly("ada", Finish)
    t >> after(seconds=5) << sees(..., PhaseEntered, ...)
