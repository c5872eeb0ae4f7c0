"""A poll: secret until all are shown, changed at will until then, and nobody waits in vain."""

import pytest
from tests.core.polling import PEOPLE, answered, counts, running

from talkingpiece.core.commands import AddSeat, Leave, Lose, NextPhase, Remove, Return
from talkingpiece.core.events import (
    ExitReached,
    PersonLeft,
)
from talkingpiece.core.poll_commands import Abstain, ShowAnswers, Vote
from talkingpiece.core.poll_events import (
    AnswerGiven,
)
from talkingpiece.core.polls import awaited, choices, submitted
from talkingpiece.errors import Code
from talkingpiece.testing.script import Lay, Playbook, does, refuses, sees, that
from talkingpiece.testing.small import (
    OPEN_KEYWORD,
    brief_phase,
    poll_phase,
    small_format,
)

# --- answering --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kind, more, expected",
    [
        ("scale", {}, ("1", "2", "3", "4", "5")),
        ("roman", {}, ("up", "sideways", "down")),
        ("consent", {}, ("consent", "object")),
        ("choice", {"options": ("tea", "coffee")}, ("tea", "coffee")),
    ],
)
def test_what_can_be_chosen(
    table: Lay, kind: str, more: dict[str, object], expected: tuple[str, ...]
) -> None:
    """Each kind has its options; anything else is refused."""
    t = running(table, kind=kind, **more)
    assert choices(t.session) == expected
    t >> does("ada", Vote, choice=expected[0]) << sees(AnswerGiven)
    t >> does("ada", Vote, choice="nonsense") << refuses(Code.NO_SUCH_ITEM)


def test_an_answer_may_be_changed_until_all_are_shown(table: Lay) -> None:
    """Afterwards it stands."""
    t = answered(running(table), ada="1", ben="4", cem="4", dua="4")
    t >> does("ada", Vote, choice="5") << sees(AnswerGiven)
    t >> does("ada", Vote, choice="5") << sees()
    t.quietly("fay", ShowAnswers)
    assert counts(t) == {"1": 0, "2": 0, "3": 0, "4": 3, "5": 1}
    t >> does("ada", Vote, choice="1") << refuses(Code.NOT_NOW)


def test_not_concerned_counts_as_answered_and_stands_in_no_figure(table: Lay) -> None:
    """An equal tap: it lights the way on as any other answer does."""
    t = answered(running(table, audience="self_declared"), ada="3", ben="3", cem="4", dua="5")
    t >> does("fay", Abstain) << sees(AnswerGiven, that(ExitReached, why="all_submitted"))
    t.quietly("fay", ShowAnswers)
    assert sum(counts(t).values()) == 4


def test_somebody_who_was_not_concerned_may_be_after_all(table: Lay) -> None:
    """And the other way round."""
    t = answered(running(table), ada="", ben="2")
    answered(t, ada="2", ben="")
    assert t.mine("ada").ballot is not None
    assert t.mine("ada").ballot.marks == {"2": 1}  # type: ignore[union-attr]
    assert t.mine("ben").ballot.marks == {}  # type: ignore[union-attr]
    assert t.mine("ben").ballot.answered  # type: ignore[union-attr]


def test_who_is_not_asked_does_not_answer(table: Lay) -> None:
    """A poll may be for one role."""
    t = running(table, audience="facilitators")
    t >> does("ada", Vote, choice="1") << refuses(Code.NOT_NOW)
    assert awaited(t.session) == ("fay",)
    assert "abstain" not in t.offers("ada")


# --- dots ---------------------------------------------------------------------------------------


def dotting(table: Lay, **poll: object) -> Playbook:
    """Three topics lie there."""
    asked = poll_phase(kind="dots", sees="group_on_reveal", **poll)  # type: ignore[arg-type]
    form = small_format(brief_phase(collect=(OPEN_KEYWORD,)), asked)
    t = table(form, *PEOPLE, facilitator="fay")
    for who, text in zip(PEOPLE, ("trust", "pace", "tools"), strict=False):
        t.given(who, text)
    return t.quietly("fay", NextPhase)


def test_dots_are_spread_or_stacked_within_the_budget(table: Lay) -> None:
    """And not one more."""
    t = dotting(table, dots=3, stack=True)
    t >> does("ada", Vote, choice="i1", dots=2) << sees(that(AnswerGiven, by="ada"))
    assert t.mine("ada").ballot.left == 1  # type: ignore[union-attr]
    t >> does("ada", Vote, choice="i2", dots=2) << refuses(Code.TOO_MANY, max=3)
    t >> does("ada", Vote, choice="i2") << sees(AnswerGiven)
    assert submitted(t.session) == 1
    t >> does("ada", Vote, choice="i1", dots=1) << sees(AnswerGiven)
    assert submitted(t.session) == 0


def test_without_stacking_there_is_one_dot_on_each(table: Lay) -> None:
    """Where the format spreads them."""
    t = dotting(table, dots=2)
    t >> does("ada", Vote, choice="i1", dots=2) << refuses(Code.TOO_MANY, max=1)


def test_whoever_says_that_s_all_keeps_the_dots_they_put(table: Lay) -> None:
    """Nobody has to use them up."""
    t = dotting(table, dots=3, stack=True)
    t.quietly("ada", Vote, choice="i3")
    t >> does("ada", Abstain) << sees(AnswerGiven)
    assert submitted(t.session) == 1
    assert t.mine("ada").ballot.marks == {"i3": 1}  # type: ignore[union-attr]


def test_shown_dots_stay_with_their_items(table: Lay) -> None:
    """Everybody sees how many, nobody whose."""
    t = dotting(table, dots=3, stack=True)
    t.quietly("ada", Vote, choice="i2", dots=2).quietly("ben", Vote, choice="i2")
    t.quietly("fay", ShowAnswers)
    assert {key: item.dots for key, item in t.view().items.items()} == {"i1": 0, "i2": 3, "i3": 0}


# --- when all have answered -------------------------------------------------------------------


def test_all_have_answered(table: Lay) -> None:
    """The last answer lights the way; showing is still a tap of its own."""
    t = answered(running(table), fay="3", ada="3", ben="4", cem="4")
    t >> does("dua", Vote, choice="1") << sees(AnswerGiven, that(ExitReached, why="all_submitted"))
    assert t.session.poll is not None
    assert t.session.poll.result is None


def test_nobody_waits_for_who_is_away(table: Lay) -> None:
    """Lost or gone: the others are complete without them."""
    t = answered(running(table), fay="3", ada="3", ben="4", cem="4")
    t >> does("dua", Lose) << sees(PersonLeft, that(ExitReached, why="all_submitted"))


def test_a_seat_without_widget_is_not_waited_for(table: Lay) -> None:
    """Whoever is on the phone says their number aloud, or not."""
    t = running(table).quietly("fay", AddSeat, name="Tante Ida")
    assert len(awaited(t.session)) == 5


def test_who_leaves_keeps_their_answer_in_the_count(table: Lay) -> None:
    """As their words stay: a count that changed with their going would tell what they said."""
    t = answered(running(table), ada="1", ben="4", cem="4", dua="5")
    t.quietly("ada", Leave).quietly("fay", ShowAnswers)
    assert counts(t)["1"] == 1


def test_who_was_seen_out_is_not_counted(table: Lay) -> None:
    """A facilitator said so, and everybody saw it."""
    t = answered(running(table), ada="1", ben="4", cem="4", dua="5", fay="5")
    t.quietly("fay", Remove, person="ada").quietly("fay", ShowAnswers)
    assert counts(t)["1"] == 0


def test_who_comes_back_finds_their_answer(table: Lay) -> None:
    """A lost connection costs nobody their vote, and gives nobody a second one."""
    t = answered(running(table), ada="2")
    t.quietly("ada", Lose).quietly("ada", Return)
    assert t.mine("ada").ballot.marks == {"2": 1}  # type: ignore[union-attr]
    t.quietly("ada", Vote, choice="3")
    assert len(t.session.poll.answers) == 1  # type: ignore[union-attr]
