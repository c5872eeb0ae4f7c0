"""The playbook: what it lets through, and what it does not."""

import pytest

from talkingpiece.activities import BUILT_IN
from talkingpiece.core.commands import NextPhase, Pass
from talkingpiece.core.events import ExitReached, PieceGiven, RoundClosed, TurnPassed
from talkingpiece.core.grammar import ActivityKind
from talkingpiece.errors import Code
from talkingpiece.testing.script import Playbook, after, does, refuses, sees, that
from talkingpiece.testing.small import brief_phase, round_phase, small_format

FORMAT = small_format(brief_phase(exit=("start_time", "facilitator")), round_phase())


class Kinds:
    """The activities that are built in."""

    def kind(self, use: str) -> ActivityKind:
        return BUILT_IN[use]


def a_round() -> Playbook:
    """Two people and a facilitator, in whose round ada holds the piece."""
    return (
        Playbook(FORMAT, Kinds()).seated("ada", "ben", facilitator="fay").quietly("fay", NextPhase)
    )


def test_a_conversation_that_goes_as_expected() -> None:
    """Deeds, events, refusals, offers: everything a test of a format needs."""
    with a_round() as table:
        table >> does("ada", Pass) << sees(TurnPassed, that(PieceGiven, to="ben"))
        table >> does("ada", Pass) << refuses(Code.NOT_YOUR_TURN)
        table >> does("ben", Pass) << sees(...)
        table >> does("fay", Pass) << sees(..., that(RoundClosed, why="round_done"), ExitReached)
        assert "another_round" in table.offers("fay")
        assert table.mine("ben").turn == "listener"
        assert (table.phase, table.holder) == ("circle", None)


@pytest.mark.parametrize(
    "expected",
    [
        sees(TurnPassed),
        sees(TurnPassed, that(PieceGiven, to="fay")),
        sees(TurnPassed, PieceGiven, ExitReached),
        sees(),
        sees(ExitReached, ...),
        refuses(Code.NOT_NOW),
    ],
)
def test_any_other_answer_fails_and_tells_the_whole_conversation(expected: object) -> None:
    """One event too many or too few, another person, or a refusal that did not come."""
    table = a_round()
    with pytest.raises(AssertionError) as failure:
        table >> does("ada", Pass) << expected  # type: ignore[operator]
    told = str(failure.value)
    assert ">> fay: NextPhase()" in told
    assert "<< PieceGiven(to='ben')" in told


def test_a_refusal_that_nobody_expects_fails() -> None:
    """Also another code than the one that came."""
    table = a_round()
    with pytest.raises(AssertionError, match="not_your_turn"):
        table >> does("ben", Pass) << sees(...)
    with pytest.raises(AssertionError, match="not_your_turn"):
        table >> does("ben", Pass) << refuses(Code.NOT_HERE)


def test_a_script_that_is_not_finished_fails() -> None:
    """At the end, and before the next step."""
    with pytest.raises(AssertionError, match="the script stops here"), a_round() as table:
        table >> does("ada", Pass)
    table = a_round()
    table >> does("ada", Pass)
    with pytest.raises(AssertionError, match="the script stops here"):
        table >> does("ben", Pass)


def test_an_error_inside_is_not_hidden_by_an_unfinished_script() -> None:
    """What went wrong first is what is told."""
    table = a_round()
    table >> does("ada", Pass)
    assert table.__exit__(ZeroDivisionError, ZeroDivisionError(), None) is None


def test_time_passes_and_what_is_due_happens_at_its_instant() -> None:
    """The clock of a script is virtual; the house ticks when something is due."""
    table = Playbook(FORMAT, Kinds()).seated("ada", facilitator="fay")
    begun = table.now
    table >> after(minutes=1) << sees(that(ExitReached, at=begun, why="start_time"))
    assert table.now == begun + 60_000
    table >> after(seconds=30)
    table.finished()
