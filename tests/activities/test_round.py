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
    NextPerson,
    Pass,
    Speak,
    Volunteer,
)
from talkingpiece.core.events import (
    CircleTurned,
    ItemAdded,
    PieceGiven,
    RoundOpened,
    Steered,
    TurnEnded,
    TurnMissed,
    TurnPassed,
    TurnPutOff,
    TurnTaken,
)
from talkingpiece.core.options import TurnItems
from talkingpiece.errors import Code
from talkingpiece.testing.script import Lay, does, refuses, sees, that
from talkingpiece.testing.small import KEYWORD, begun, round_phase


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
