"""A poll on the screens."""

import pytest

from talkingpiece.core.commands import NextPhase
from talkingpiece.core.options import Scale
from talkingpiece.core.poll_commands import ShowAnswers, Vote
from talkingpiece.core.poll_shown import PollShown
from talkingpiece.testing.script import Lay, Playbook
from talkingpiece.testing.small import begun, brief_phase, poll_phase, round_phase, small_format

PEOPLE = ("ada", "ben", "cem", "dua")


def shown(t: Playbook) -> PollShown:
    """The poll as everybody sees it."""
    poll = t.view().poll
    assert poll is not None
    return poll


def voted(t: Playbook) -> Playbook:
    """Four answers."""
    for who, choice in zip(PEOPLE, ("1", "4", "4", "5"), strict=True):
        t.quietly(who, Vote, choice=choice)
    return t


def test_before_it_is_shown_there_is_only_how_many(table: Lay) -> None:
    """And what is asked, and what the ends mean."""
    scale = Scale(min=1, max=5, low="worst", high="best")
    t = voted(begun(table, poll_phase(scale=scale), *PEOPLE))
    poll = shown(t)
    assert (poll.submitted, poll.awaited) == (4, 5)
    assert (poll.low, poll.high) == ("worst", "best")
    assert poll.counts == {}
    assert poll.votes == 0


def test_a_fist_is_a_nought(table: Lay) -> None:
    """Only where the scale has one."""
    scale = Scale(min=1, max=5, fist=True)
    assert shown(begun(table, poll_phase(scale=scale), *PEOPLE)).options[0] == "0"


def test_what_is_shown_are_the_figures(table: Lay) -> None:
    """Every number has its count, also those that nobody gave."""
    t = voted(begun(table, poll_phase(), *PEOPLE)).quietly("fay", ShowAnswers)
    assert shown(t).counts == {"1": 1, "2": 0, "3": 0, "4": 2, "5": 1}
    assert shown(t).votes == 4


@pytest.mark.parametrize("sees, visible", [("group_on_reveal", True), ("facilitators", False)])
def test_the_label_says_who_sees_figures(table: Lay, sees: str, visible: bool) -> None:
    """What is not for the group is not in what the group sees."""
    t = voted(begun(table, poll_phase(sees=sees), *PEOPLE)).quietly("fay", ShowAnswers)
    assert bool(shown(t).counts) is visible


def test_an_open_poll_shows_its_figures_as_they_come(table: Lay) -> None:
    """Where the declaration says so, and still nobody's name."""
    t = voted(begun(table, poll_phase(kind="scale", secret="open"), *PEOPLE))
    assert shown(t).counts["4"] == 2


def test_the_round_that_asks_why_has_the_figures_in_sight(table: Lay) -> None:
    """And no later phase."""
    why = round_phase("why", who="voters")
    form = small_format(brief_phase(), poll_phase(), why, brief_phase("end"))
    t = table(form, *PEOPLE, facilitator="fay").quietly("fay", NextPhase)
    voted(t).quietly("fay", ShowAnswers).quietly("fay", NextPhase)
    assert shown(t).counts["4"] == 2
    t.quietly("fay", NextPhase)
    assert t.view().poll is None


def test_my_answer_is_mine(table: Lay) -> None:
    """It stands in my part until all are shown."""
    t = voted(begun(table, poll_phase(), *PEOPLE))
    ballot = t.mine("ada").ballot
    assert ballot is not None
    assert (ballot.marks, ballot.answered, ballot.asked) == ({"1": 1}, True, True)
    t.quietly("fay", ShowAnswers)
    assert t.mine("ada").ballot is None
