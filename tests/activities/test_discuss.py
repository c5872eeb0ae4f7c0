"""People talk freely: the rules are those of the floor, whose tests are in tests/core."""

import pytest
from tests.core.talks import BY_LEAD, talking

from talkingpiece.core.commands import Command, Finish, Pass, Speak, Volunteer
from talkingpiece.core.events import ExitReached, TurnEnded
from talkingpiece.core.floor_commands import ExtendTalk, HoldThumb, RaiseHand
from talkingpiece.errors import Code
from talkingpiece.testing.script import Lay, does, refuses, sees


def test_done_and_hand_on_are_the_same_here(table: Lay) -> None:
    """The floor goes to the next hand, or to nobody."""
    t = talking(table).quietly("ada", RaiseHand)
    t >> does("ada", Finish) << sees(TurnEnded, ExitReached)


@pytest.mark.parametrize("command", [Pass, Volunteer])
def test_what_belongs_to_rounds_makes_no_sense_here(table: Lay, command: type[Command]) -> None:
    """Nothing to pass, nothing to begin."""
    t = talking(table)
    t >> does("ada", command) << refuses(Code.NOT_NOW)


def test_nobody_speaks_or_votes_out_of_turn(table: Lay) -> None:
    """And only whoever leads makes a talk longer."""
    t = talking(table, extend=BY_LEAD)
    t >> does("ada", Speak) << refuses(Code.NOT_YOUR_TURN)
    t >> does("ada", HoldThumb, thumb="up") << refuses(Code.NOT_NOW)
    t >> does("ada", ExtendTalk) << refuses(Code.NOT_THE_FACILITATOR)
