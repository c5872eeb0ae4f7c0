"""The turn engine with whoever leads, begins, or answers (A3.2, A3.7)."""

import pytest

from talkingpiece.core.commands import (
    Add,
    Answered,
    Decline,
    Enough,
    Finish,
    GivePiece,
    HandOn,
    Join,
    Leave,
    Lose,
    NextPerson,
    NextPhase,
    Pass,
    Volunteer,
)
from talkingpiece.core.events import (
    Admitted,
    CircleTurned,
    ExitReached,
    ItemAdded,
    PersonJoined,
    PersonLeft,
    PieceGiven,
    RoundClosed,
    Steered,
    TurnAwaited,
    TurnEnded,
    TurnGivenUp,
    TurnMissed,
)
from talkingpiece.core.options import TurnTime
from talkingpiece.errors import Code
from talkingpiece.testing.script import Lay, Playbook, does, refuses, sees, that
from talkingpiece.testing.small import (
    KEYWORD,
    OPEN_KEYWORD,
    begun,
    brief_phase,
    passes_phase,
    round_phase,
    small_format,
    topics_loop,
)


def questions(table: Lay) -> Playbook:
    """A round of questions about pia's topic: pia answers, ada, ben and fay ask."""
    ask = passes_phase("clarify", who="all_but_presenter", responder="presenter",
                       responder_time=TurnTime(45, 90), kind="question")  # fmt: skip
    opening = brief_phase(collect=(OPEN_KEYWORD,))
    laid = table(small_format(opening, topics_loop(ask)), "pia", "ada", "ben", facilitator="fay")
    laid.given("pia", "balance")
    return laid.quietly("fay", NextPhase)


def test_next_person_ends_the_turn_and_counts_as_spoken(table: Lay) -> None:
    """The facilitator's large button."""
    t = begun(table, round_phase(), "ada", "ben")
    t >> does("fay", NextPerson) << sees(Steered, TurnEnded, that(PieceGiven, to="ben"))


def test_next_person_after_the_round_is_refused(table: Lay) -> None:
    """There is nobody next."""
    t = begun(table, round_phase(), "ada", "ben")
    t.quietly("ada", Pass).quietly("ben", Pass).quietly("fay", Pass)
    t >> does("fay", NextPerson) << refuses(Code.NOT_NOW)


def test_giving_the_piece_skips_nobody(table: Lay) -> None:
    """Whoever held it is next, then all others as before."""
    t = begun(table, round_phase(), "ada", "ben", "cem")
    t >> does("fay", GivePiece, to="cem") << sees(Steered, TurnMissed, that(PieceGiven, to="cem"))
    assert t.session.piece.queue == ("ada", "ben", "fay")


def test_nobody_is_given_the_piece_twice_in_a_round(table: Lay) -> None:
    """Who has had a turn waits for the next round."""
    t = begun(table, round_phase(), "ada", "ben")
    t.quietly("ada", HandOn)
    t >> does("fay", GivePiece, to="ada") << refuses(Code.NOT_NOW)
    t >> does("fay", GivePiece, to="zoe") << refuses(Code.NO_SUCH_PERSON)


def test_giving_the_piece_to_a_listening_latecomer_admits_them(table: Lay) -> None:
    """A8: a facilitator may tap "give a turn"."""
    t = begun(table, round_phase(late="listen"), "ada", "ben")
    t.quietly("cem", Join, name="cem")
    (
        t
        >> does("fay", GivePiece, to="cem")
        << sees(Steered, Admitted, TurnAwaited, TurnMissed, that(PieceGiven, to="cem"))
    )


def test_a_round_may_wait_for_whoever_likes_to_begin(table: Lay) -> None:
    """`volunteer`: nobody holds the piece; the circle turns to who begins."""
    t = begun(table, round_phase(start="volunteer", facilitator_turn="normal"), "ada", "ben")
    assert t.holder is None
    t >> does("ben", HandOn) << refuses(Code.NOT_YOUR_TURN)
    (
        t
        >> does("ben", Volunteer)
        << sees(that(CircleTurned, order=("ben", "fay", "ada")), that(PieceGiven, to="ben"))
    )
    t >> does("ada", Volunteer) << refuses(Code.NOT_NOW)


def test_the_facilitator_may_say_who_begins(table: Lay) -> None:
    """`facilitator_pick`, and nobody is missed by it."""
    t = begun(table, round_phase(start="facilitator_pick"), "ada", "ben")
    t >> does("fay", GivePiece, to="ben") << sees(Steered, CircleTurned, that(PieceGiven, to="ben"))
    assert t.session.piece.queue == ("fay", "ada")


def test_who_is_away_is_neither_picked_to_begin_nor_given_the_piece(table: Lay) -> None:
    """No button offers it, and a stale one is refused."""
    t = begun(table, round_phase(start="facilitator_pick"), "ada", "ben", "cem")
    t.quietly("ben", Lose)
    t >> does("fay", GivePiece, to="ben") << refuses(Code.NOT_NOW)
    assert {"give_piece_ada", "give_piece_cem"} <= t.offers("fay")
    assert "give_piece_ben" not in t.offers("fay")
    t.quietly("ada", Volunteer)
    t >> does("fay", GivePiece, to="ben") << refuses(Code.NOT_NOW)
    assert "give_piece_ben" not in t.offers("fay")


def test_next_person_begins_a_round_that_nobody_begins(table: Lay) -> None:
    """Nobody is left waiting for a volunteer."""
    t = begun(table, round_phase(start="volunteer"), "ada", "ben")
    t >> does("fay", NextPerson) << sees(Steered, that(PieceGiven, to="ada"))


def test_who_comes_or_goes_before_anybody_began_starts_nothing(table: Lay) -> None:
    """The circle still waits."""
    t = begun(table, round_phase(start="volunteer"), "ada", "ben")
    t >> does("cem", Join, name="cem") << sees(PersonJoined, TurnAwaited)
    t >> does("ada", Leave) << sees(PersonLeft, TurnGivenUp)
    assert t.holder is None
    t >> does("cem", Volunteer) << sees(CircleTurned, that(PieceGiven, to="cem"))


@pytest.mark.parametrize(
    "who, command", [("ada", HandOn), ("pia", Answered), ("pia", Decline), ("fay", NextPerson)]
)
def test_asker_presenter_and_facilitator_may_end_question_and_answer(
    table: Lay, who: str, command: type
) -> None:
    """They are one turn, and one tap ends it (A3.7, decision 12)."""
    t = questions(table)
    assert t.holder == "ada"
    t >> does(who, command) << sees(..., that(TurnEnded, by="ada"), that(PieceGiven, to="ben"))


def test_the_presenter_is_never_asked_to_ask(table: Lay) -> None:
    """Who answers does not sit in the circle of who asks."""
    t = questions(table)
    assert t.session.piece.order == ("ada", "ben", "fay")
    t >> does("pia", HandOn) << refuses(Code.NOT_YOUR_TURN)


def test_enough_ends_the_questions_early(table: Lay) -> None:
    """The presenter's own tap; the button on is lit, with that reason."""
    t = questions(table)
    (
        t
        >> does("pia", Enough)
        << sees(that(RoundClosed, why="presenter_done"), that(ExitReached, why="presenter_done"))
    )
    t >> does("pia", Enough) << refuses(Code.NOT_NOW)
    t >> does("cem", Join, name="cem") << sees(PersonJoined)


@pytest.mark.parametrize("command", [Answered, Decline, Enough])
def test_only_the_presenter_answers(table: Lay, command: type) -> None:
    """Neither the asker nor the facilitator in the presenter's name."""
    t = questions(table)
    t >> does("ada", command) << refuses(Code.NOT_NOW)
    t >> does("fay", command) << refuses(Code.NOT_NOW)


def test_a_question_does_not_end_before_its_answer(table: Lay) -> None:
    """Where somebody answers, writing the question down does not hand on."""
    ask = passes_phase("clarify", who="all_but_presenter", responder="presenter", kind="question",
                       collect=(KEYWORD, ),)  # fmt: skip
    t = table(small_format(brief_phase(collect=(OPEN_KEYWORD,)), topics_loop(ask)), "pia", "ada",
              facilitator="fay")  # fmt: skip
    t.given("pia", "balance")
    t.quietly("fay", NextPhase)
    t >> does("ada", Add, kind="keyword", text="more") << sees(ItemAdded)
    assert t.holder == "ada"


def test_commands_of_other_activities_make_no_sense_in_a_round(table: Lay) -> None:
    """`Finish` is taken for "hand on"; what belongs nowhere is refused."""
    t = begun(table, round_phase(), "ada", "ben")
    t >> does("ada", Finish) << sees(TurnEnded, that(PieceGiven, to="ben"))
    t >> does("ben", Answered) << refuses(Code.NOT_NOW)
