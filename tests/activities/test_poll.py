"""A poll is played by its own commands, and by no others."""

import pytest

from talkingpiece.core.commands import Command, NextPerson, NextPhase, Pass
from talkingpiece.core.events import ExitReached, PhaseEntered
from talkingpiece.core.poll_commands import ShowAnswers, Vote
from talkingpiece.core.poll_events import AnswerGiven
from talkingpiece.errors import Code
from talkingpiece.testing.script import Lay, does, refuses, sees, that
from talkingpiece.testing.small import begun, poll_phase, small_format


@pytest.mark.parametrize("who, command", [("ada", Pass), ("fay", NextPerson)])
def test_what_belongs_to_rounds_is_refused(table: Lay, who: str, command: type[Command]) -> None:
    """Nobody holds a piece here."""
    t = begun(table, poll_phase(), "ada", "ben")
    t >> does(who, command) << refuses(Code.NOT_NOW)


def test_the_way_on_is_lit_by_the_last_answer_where_the_format_says_so(table: Lay) -> None:
    """And only there."""
    t = begun(table, poll_phase(), "ada")
    t.quietly("fay", Vote, choice="1")
    t >> does("ada", Vote, choice="2") << sees(AnswerGiven, that(ExitReached, why="all_submitted"))
    t = begun(table, poll_phase(exit=("facilitator",)), "ada")
    t.quietly("fay", Vote, choice="1")
    t >> does("ada", Vote, choice="2") << sees(AnswerGiven)


def test_whoever_leads_may_go_on_without_showing_anything(table: Lay) -> None:
    """What was not shown stays unseen."""
    form = small_format(poll_phase("first"), poll_phase("second"))
    t = table(form, "ada", facilitator="fay").quietly("ada", Vote, choice="2")
    t >> does("fay", NextPhase) << sees(..., that(PhaseEntered), ...)
    assert t.session.results == ()


def test_a_poll_may_be_the_first_phase(table: Lay) -> None:
    """Somebody waits for the others with a question in front of them."""
    t = table(small_format(poll_phase("first")), "ada", facilitator="fay")
    t.quietly("ada", Vote, choice="2").quietly("fay", ShowAnswers)
    assert t.session.results != ()
