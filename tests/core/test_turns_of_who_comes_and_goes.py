"""The turn engine while people join, leave, are lost, come back or just listen (A3.6)."""

import pytest

from talkingpiece.core.commands import (
    Admit,
    HandOn,
    Join,
    JustListen,
    Leave,
    Lose,
    NextPerson,
    Pass,
    Remove,
    Return,
    Volunteer,
)
from talkingpiece.core.events import (
    Admitted,
    ExitReached,
    ListeningChosen,
    PersonJoined,
    PersonLeft,
    PersonReturned,
    PieceGiven,
    RoundClosed,
    Steered,
    TurnAwaited,
    TurnEnded,
    TurnGivenUp,
    TurnMissed,
)
from talkingpiece.testing.script import Lay, does, sees, that
from talkingpiece.testing.small import (
    begun,
    passes_phase,
    round_phase,
)


def test_newcomers_sit_at_the_end_and_never_before_who_waits(table: Lay) -> None:
    """A3.6, also behind the facilitator of the running round."""
    t = begun(table, round_phase(), "ada", "ben")
    t >> does("cem", Join, name="cem") << sees(PersonJoined, TurnAwaited)
    assert t.session.piece.queue == ("ben", "fay", "cem")


@pytest.mark.parametrize("seen_out", [False, True])
def test_when_the_holder_leaves_the_turn_moves_on(table: Lay, seen_out: bool) -> None:
    """Leaving and being seen out are the same for the ring."""
    t = begun(table, round_phase(), "ada", "ben")
    deed = does("fay", Remove, person="ada") if seen_out else does("ada", Leave)
    t >> deed << sees(PersonLeft, that(TurnGivenUp, by="ada"), that(PieceGiven, to="ben"))
    assert "ada" not in t.session.piece.order


def test_a_round_that_was_begun_goes_on_when_whoever_began_leaves(table: Lay) -> None:
    """Nobody is asked once more who starts; with nobody left the round is over."""
    t = begun(table, round_phase(start="volunteer", facilitator_turn="none"), "ada", "ben")
    t.quietly("ada", Volunteer)
    t >> does("ada", Leave) << sees(PersonLeft, TurnGivenUp, that(PieceGiven, to="ben"))
    t >> does("ben", Leave) << sees(PersonLeft, TurnGivenUp, RoundClosed, ExitReached)


def test_when_somebody_else_leaves_the_holder_keeps_the_piece(table: Lay) -> None:
    """Only the ring gets smaller."""
    t = begun(table, round_phase(), "ada", "ben", "cem")
    t >> does("cem", Leave) << sees(PersonLeft, TurnGivenUp)
    assert t.holder == "ada"


def test_the_last_one_who_had_not_passed_leaves_and_all_have_passed(table: Lay) -> None:
    """Absent people do not block the end of a round of passes."""
    t = begun(table, passes_phase(), "ada", "ben")
    t.quietly("ada", Pass).quietly("ben", Pass)
    (
        t
        >> does("fay", JustListen)
        << sees(ListeningChosen, TurnGivenUp, that(RoundClosed, why="all_passed"), ExitReached)
    )


def test_a_lost_holder_is_waited_for_and_takes_up_the_turn(table: Lay) -> None:
    """The same seat, the same turn; the facilitator may also go on (A3.3, A3.6)."""
    t = begun(table, round_phase(), "ada", "ben")
    t >> does("ada", Lose) << sees(PersonLeft)
    assert "holder_away" in t.mine("fay").notices
    t >> does("ada", Return) << sees(PersonReturned)
    t >> does("ada", HandOn) << sees(TurnEnded, that(PieceGiven, to="ben"))


def test_a_turn_lost_for_good_can_be_taken_up_in_the_same_round(table: Lay) -> None:
    """The facilitator passed on; back again, the person is next."""
    t = begun(table, round_phase(), "ada", "ben", "cem")
    t.quietly("ada", Lose)
    t >> does("fay", NextPerson) << sees(Steered, TurnMissed, that(PieceGiven, to="ben"))
    t >> does("ada", Return) << sees(PersonReturned)
    t >> does("ben", HandOn) << sees(TurnEnded, that(PieceGiven, to="ada"))


def test_a_round_does_not_wait_for_who_is_away_at_its_end(table: Lay) -> None:
    """And opens again when they come back: they have not had their turn."""
    t = begun(table, round_phase(), "ada", "ben")
    t.quietly("ada", Lose).quietly("fay", NextPerson).quietly("ben", HandOn)
    t >> does("fay", HandOn) << sees(TurnEnded, that(RoundClosed, why="round_done"), ExitReached)
    t >> does("ada", Return) << sees(PersonReturned, TurnAwaited, that(PieceGiven, to="ada"))


def test_nobody_who_had_a_turn_gets_another_by_leaving_and_coming_back(table: Lay) -> None:
    """Nobody speaks twice in one round, whichever door they use (A3.10)."""
    t = begun(table, round_phase(), "ada", "ben", "cem")
    t.quietly("ada", HandOn).quietly("ben", HandOn)
    t.quietly("ada", Leave)
    t >> does("ada", Return) << sees(PersonReturned)
    t.quietly("ben", JustListen, on=True)
    t >> does("ben", JustListen, on=False) << sees(ListeningChosen)
    t.quietly("cem", HandOn)
    t >> does("fay", HandOn) << sees(TurnEnded, that(RoundClosed, why="round_done"), ExitReached)


def test_without_a_facilitator_a_lost_turn_does_not_stop_the_others(table: Lay) -> None:
    """Nobody is there who could decide: the piece moves, the turn can be taken up."""
    t = begun(table, round_phase(), "ada", "ben")
    t.quietly("fay", Leave)
    t >> does("ada", Lose) << sees(PersonLeft, TurnMissed, that(PieceGiven, to="ben"))
    t >> does("ada", Return) << sees(PersonReturned)
    t >> does("ben", HandOn) << sees(TurnEnded, that(PieceGiven, to="ada"))


def test_when_the_last_facilitator_goes_a_turn_that_waits_moves_on(table: Lay) -> None:
    """A lost holder is not waited for by nobody."""
    t = begun(table, round_phase(), "ada", "ben")
    t.quietly("ada", Lose)
    t >> does("fay", Leave) << sees(..., that(TurnMissed, by="ada"), that(PieceGiven, to="ben"))


def test_just_listening_gives_the_turn_up_and_coming_in_again_is_the_end_of_the_ring(
    table: Lay,
) -> None:
    """One tap, no reason, undone at any time (A3.1)."""
    t = begun(table, round_phase(), "ada", "ben", "cem")
    t >> does("ada", JustListen) << sees(ListeningChosen, TurnGivenUp, that(PieceGiven, to="ben"))
    t >> does("ada", JustListen, on=False) << sees(ListeningChosen, that(TurnAwaited, by="ada"))
    assert t.session.piece.queue == ("cem", "fay", "ada")


def test_who_comes_late_listens_until_a_facilitator_gives_a_turn(table: Lay) -> None:
    """`late: listen`; one tap of a facilitator gives a full seat."""
    t = begun(table, round_phase(late="listen"), "ada", "ben")
    t >> does("cem", Join, name="cem") << sees(that(PersonJoined))
    assert "cem" not in t.session.piece.order
    t >> does("fay", Admit, person="cem") << sees(Admitted, that(TurnAwaited, by="cem"))
