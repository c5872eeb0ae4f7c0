"""One person speaks for a time; the others listen."""

import pytest

from talkingpiece.core.commands import (
    Finish,
    HandOn,
    HandOver,
    Join,
    Leave,
    Lose,
    NextPerson,
    NextPhase,
    Pass,
    Return,
    Speak,
)
from talkingpiece.core.events import (
    ExitReached,
    PersonLeft,
    PersonReturned,
    PieceGiven,
    PresenterAwaited,
    RoundClosed,
    TimerHeld,
    TimerResumed,
    TurnGivenUp,
    TurnTaken,
)
from talkingpiece.errors import Code
from talkingpiece.testing.script import Lay, Playbook, does, refuses, sees, that
from talkingpiece.testing.small import (
    OPEN_KEYWORD,
    brief_phase,
    small_format,
    talk_phase,
    topics_loop,
)


def talking(table: Lay) -> Playbook:
    """ada presents; ben and fay listen."""
    form = small_format(brief_phase(collect=(OPEN_KEYWORD,)), topics_loop(talk_phase()))
    t: Playbook = table(form, "ada", "ben", facilitator="fay")
    t.given("ada", "trust")
    return t.quietly("fay", NextPhase)


def test_the_presenter_has_the_piece_until_they_are_done(table: Lay) -> None:
    """Speaking may be tapped; done lights the way on and moves nobody."""
    t = talking(table)
    assert t.holder == "ada"
    t >> does("ada", Speak) << sees(that(TurnTaken, by="ada"))
    t >> does("ada", Speak) << sees()
    t >> does("ada", Finish) << sees(that(RoundClosed, why="presenter_done"), ExitReached)
    assert t.phase == "present"
    t >> does("ada", Finish) << refuses(Code.NOT_YOUR_TURN)


def test_done_and_hand_on_are_the_same_here(table: Lay) -> None:
    """There is nobody to hand on to."""
    t = talking(table)
    t >> does("ada", HandOn) << sees(RoundClosed, ExitReached)


@pytest.mark.parametrize("command", [Speak, Finish, HandOn])
def test_others_only_listen(table: Lay, command: type) -> None:
    """Also whoever leads."""
    t = talking(table)
    t >> does("ben", command) << refuses(Code.NOT_YOUR_TURN)
    t >> does("fay", command) << refuses(Code.NOT_YOUR_TURN)


def test_turns_make_no_sense_in_a_talk(table: Lay) -> None:
    """Neither passing nor the next person."""
    t = talking(table)
    t >> does("ada", Pass) << refuses(Code.NOT_NOW)
    t >> does("fay", NextPerson) << refuses(Code.NOT_NOW)


def test_a_talk_waits_for_its_speaker(table: Lay) -> None:
    """Lost, the turn stays theirs; having left, it is theirs again when they come back."""
    t = talking(table)
    away, back = (TimerHeld, PresenterAwaited), (PresenterAwaited, TimerResumed)
    t >> does("ada", Lose) << sees(PersonLeft, *away)
    t >> does("ada", Return) << sees(PersonReturned, *back)
    t >> does("ada", Leave) << sees(PersonLeft, *away, that(TurnGivenUp, by="ada"))
    assert t.holder is None
    t >> does("ada", Return) << sees(PersonReturned, *back, that(PieceGiven, to="ada"))


def test_others_come_and_go_without_a_trace_in_the_talk(table: Lay) -> None:
    """The piece stays where it is."""
    t = talking(table)
    t >> does("ben", Leave) << sees(PersonLeft)
    t.quietly("cem", Join, name="cem")
    assert t.holder == "ada"


def test_after_the_talk_coming_back_gives_no_piece(table: Lay) -> None:
    """It is over."""
    t = talking(table).quietly("ada", Finish).quietly("ada", Lose)
    t >> does("ada", Return) << sees(PersonReturned, PresenterAwaited, TimerResumed)


def test_a_facilitator_s_talk_is_the_lead_s(table: Lay) -> None:
    """Whoever leads when it begins."""
    form = small_format(brief_phase(), talk_phase("frame", speaker="facilitator"))
    t = table(form, "ada", facilitator="fay").quietly("fay", NextPhase)
    assert t.holder == "fay"
    t >> does("fay", HandOver, to="ada") << refuses(Code.NO_SUCH_PERSON)


def test_a_talk_of_a_role_that_nobody_has_begins_with_nobody(table: Lay) -> None:
    """Outside a loop there is no presenter: whoever leads goes on."""
    t = table(small_format(brief_phase(), talk_phase()), "ada", facilitator="fay")
    t.quietly("fay", NextPhase)
    assert t.holder is None
    assert "close" in t.offers("fay")
