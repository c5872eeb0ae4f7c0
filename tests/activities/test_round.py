"""The round as an activity: which command goes where. Its rules are tested in tests/core."""

import pytest

from talkingpiece.core.commands import (
    Add,
    AnotherRound,
    Answered,
    ComeBackLater,
    Decline,
    Enough,
    Finish,
    GivePiece,
    HandOn,
    Join,
    Leave,
    NextPerson,
    NextPhase,
    Pass,
    Speak,
    Volunteer,
)
from talkingpiece.core.events import (
    CircleTurned,
    ExitReached,
    ItemAdded,
    PersonJoined,
    PersonLeft,
    PieceGiven,
    RoundClosed,
    RoundOpened,
    Steered,
    TurnAwaited,
    TurnEnded,
    TurnGivenUp,
    TurnMissed,
    TurnPassed,
    TurnPutOff,
    TurnTaken,
)
from talkingpiece.core.options import TurnItems
from talkingpiece.errors import Code
from talkingpiece.testing.script import Lay, does, refuses, sees, that
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


@pytest.mark.parametrize(
    "command, events",
    [
        (Speak, (TurnTaken,)),
        (HandOn, (TurnEnded, PieceGiven)),
        (Finish, (TurnEnded, PieceGiven)),
        (Pass, (TurnPassed, PieceGiven)),
        (ComeBackLater, (TurnPutOff, PieceGiven)),
    ],
)
def test_the_commands_of_a_turn(table: Lay, command: type, events: tuple[type, ...]) -> None:
    """From the holder."""
    begun(table, round_phase(), "ada", "ben") >> does("ada", command) << sees(*events)


@pytest.mark.parametrize("command", [Volunteer, Answered, Decline, Enough])
def test_commands_that_need_another_round(table: Lay, command: type) -> None:
    """One that waits to begin, or one with answers."""
    begun(table, round_phase(), "ada", "ben") >> does("ada", command) << refuses(Code.NOT_NOW)


def test_whoever_leads(table: Lay) -> None:
    """Next person, give the piece, another round."""
    t = begun(table, round_phase(), "ada", "ben")
    t >> does("fay", NextPerson) << sees(Steered, TurnEnded, PieceGiven)
    t >> does("fay", GivePiece, to="fay") << sees(Steered, TurnMissed, PieceGiven)
    t.quietly("fay", Pass).quietly("ben", Pass)
    t >> does("fay", AnotherRound) << sees(Steered, RoundOpened, PieceGiven)


def test_beginning(table: Lay) -> None:
    """Where the round waits for it."""
    t = begun(table, round_phase(start="volunteer"), "ada", "ben")
    t >> does("ben", Volunteer) << sees(CircleTurned, that(PieceGiven, to="ben"))


def test_the_last_item_of_a_turn_ends_it(table: Lay) -> None:
    """One of two does not; what the round is not about never does."""
    items = TurnItems(kind="keyword", max=2)
    t = begun(table, round_phase(items=items, collect=(KEYWORD,)), "ada", "ben")
    t >> does("ada", Add, kind="private_note", text="hm") << sees(ItemAdded)
    t >> does("ada", Add, kind="keyword", text="one") << sees(ItemAdded)
    t >> does("ada", Add, kind="keyword", text="two") << sees(ItemAdded, TurnEnded, PieceGiven)


def test_answers_come_from_who_presents(table: Lay) -> None:
    """Answered or declined ends the turn, enough the round."""
    ask = passes_phase("ask", who="all_but_presenter", responder="presenter")
    form = small_format(brief_phase(collect=(OPEN_KEYWORD,)), topics_loop(ask))
    t = table(form, "pia", "ada", "ben", facilitator="fay")
    t.given("pia", "trust")
    t.quietly("fay", NextPhase)
    t >> does("pia", Answered) << sees(that(TurnEnded, by="ada"), PieceGiven)
    t >> does("pia", Decline) << sees(that(TurnEnded, by="ben"), PieceGiven)
    t >> does("pia", Enough) << sees(that(RoundClosed, why="presenter_done"), ExitReached)


def test_who_comes_and_goes(table: Lay) -> None:
    """To the end of the ring, and out of it."""
    t = begun(table, round_phase(), "ada", "ben")
    t >> does("cem", Join, name="cem") << sees(PersonJoined, that(TurnAwaited, by="cem"))
    t >> does("ada", Leave) << sees(PersonLeft, TurnGivenUp, that(PieceGiven, to="ben"))
