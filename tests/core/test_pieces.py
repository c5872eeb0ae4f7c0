"""How the piece moves: the folds of a turn, one event after the other."""

import pytest

from talkingpiece.core import events as e
from talkingpiece.core.evolve import evolve
from talkingpiece.core.ids import Ms, PersonId
from talkingpiece.core.session import Piece, Session
from talkingpiece.testing.script import Lay
from talkingpiece.testing.small import begun, passes_phase

ADA, BEN, FAY = PersonId("ada"), PersonId("ben"), PersonId("fay")
NOW = Ms(99)


@pytest.fixture
def round_(table: Lay) -> Session:
    """ada holds the piece; ben and fay wait."""
    return begun(table, passes_phase(), "ada", "ben").session


def after(session: Session, *events: e.AnyEvent) -> Piece:
    """The piece after some events."""
    for event in events:
        session = evolve(session, event)
    return session.piece


def test_spoke_and_passed_leave_the_same_mark(round_: Session) -> None:
    """Only who passed since the last contribution is known, for as long as that matters."""
    spoke = after(round_, e.TurnEnded(by=ADA))
    passed = after(round_, e.TurnPassed(by=ADA))
    assert spoke.contributors == passed.contributors == (ADA,)
    assert spoke.had == passed.had == (ADA,)
    assert (spoke.passed, passed.passed) == ((), (ADA,))
    assert after(round_, e.TurnPassed(by=ADA), e.TurnEnded(by=BEN)).passed == ()


def test_put_off_and_missed_are_still_to_come(round_: Session) -> None:
    """At the end, or first of all; neither is a turn that was had."""
    later = after(round_, e.TurnPutOff(by=ADA))
    assert (later.queue, later.had, later.contributors) == ((BEN, FAY, ADA), (), ())
    missed = after(round_, e.TurnMissed(by=ADA))
    assert (missed.queue, missed.had, missed.holder) == ((ADA, BEN, FAY), (), None)


def test_giving_starts_the_time_of_the_turn(round_: Session) -> None:
    """Also to somebody who was not in the circle."""
    dua = PersonId("dua")
    piece = after(round_, e.TurnEnded(by=ADA), e.PieceGiven(to=dua, at=NOW))
    assert (piece.holder, piece.since, piece.speaking, piece.given) == (dua, NOW, False, 0)
    assert piece.order[-1] == dua
    assert after(round_, e.TurnTaken(by=ADA)).speaking


def test_giving_up_leaves_the_circle(round_: Session) -> None:
    """The holder's turn is over with it; anybody else's place only."""
    assert after(round_, e.TurnGivenUp(by=ADA)).holder is None
    piece = after(round_, e.TurnGivenUp(by=BEN))
    assert (piece.holder, piece.order, piece.queue) == (ADA, (ADA, FAY), (FAY,))


def test_somebody_awaited_opens_a_closed_round(round_: Session) -> None:
    """The light goes out with it."""
    closed = evolve(round_, e.RoundClosed(why="all_passed"))
    lit = evolve(closed, e.ExitReached(why="all_passed", at=NOW))
    again = evolve(lit, e.TurnAwaited(by=ADA))
    assert (again.piece.closed, again.lit) == (None, None)
    running = evolve(evolve(round_, e.ExitReached(why="time_up", at=NOW)), e.TurnAwaited(by=ADA))
    assert running.lit is not None


def test_passes_count_over_rounds_but_not_over_an_end(round_: Session) -> None:
    """A tour of passes may begin in one round and end in the next."""
    order = (ADA, BEN, FAY)
    on = after(round_, e.TurnPassed(by=ADA), e.RoundOpened(order=order))
    assert (on.passed, on.had, on.round) == ((ADA,), (), 2)
    anew = after(round_, e.TurnPassed(by=ADA), e.RoundClosed(why="max_rounds"),
                 e.RoundOpened(order=order))  # fmt: skip
    assert anew.passed == ()


def test_a_turned_circle_is_the_same_circle(round_: Session) -> None:
    """Everybody is still to come."""
    piece = after(round_, e.CircleTurned(order=(BEN, FAY, ADA)))
    assert piece.order == piece.queue == (BEN, FAY, ADA)


def test_warmth_is_an_instant_and_ends_with_the_turn(round_: Session) -> None:
    """No name, no number."""
    warm = evolve(round_, e.Warmed(at=NOW))
    assert warm.warm_at == NOW
    assert evolve(warm, e.TurnEnded(by=ADA)).warm_at is None
