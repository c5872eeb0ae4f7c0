"""Single answers live only while something needs them."""

from talkingpiece.core.commands import Close, NextPhase
from talkingpiece.core.conditions import holds
from talkingpiece.core.formats import Condition, Phase
from talkingpiece.core.poll_commands import Abstain, ShowAnswers, Vote
from talkingpiece.core.poll_memory import scores, voters
from talkingpiece.testing.script import Lay, Playbook
from talkingpiece.testing.small import brief_phase, poll_phase, round_phase, small_format

PEOPLE = ("ada", "ben", "cem", "dua", "eve")
WHY = round_phase("why", who="voters", order="by_score", start="extremes", facilitator_turn="none")


def rated(table: Lay, *later: Phase, **answers: str) -> Playbook:
    """Everybody has answered, and all is shown."""
    form = small_format(brief_phase(), poll_phase(), *later)
    t = table(form, *PEOPLE, facilitator="fay").quietly("fay", NextPhase)
    for who, choice in (answers or {"ada": "3", "ben": "1", "cem": "5", "dua": "2"}).items():
        t.quietly(who, Vote, choice=choice)
    return t.quietly("eve", Abstain).quietly("fay", ShowAnswers)


def kept(t: Playbook) -> int:
    """How many single answers the session remembers."""
    assert t.session.poll is not None
    return len(t.session.poll.answers)


def test_voters_are_those_who_are_in_the_figures(table: Lay) -> None:
    """Who is not concerned is asked nothing further."""
    assert voters(rated(table, WHY).session) == ("ada", "ben", "cem", "dua")


def test_scores_are_known_only_once_shown_and_not_of_few(table: Lay) -> None:
    """With three answers the order of speakers would tell what the figures do not."""
    t = rated(table, WHY)
    assert scores(t.session) == {"ada": 3, "ben": 1, "cem": 5, "dua": 2}
    assert scores(rated(table, WHY, ada="1", ben="3", cem="5").session) == {}
    assert voters(rated(table, WHY, ada="1", ben="3", cem="5").session) == ("ada", "ben", "cem")


def test_where_nothing_asks_why_they_go_with_the_poll(table: Lay) -> None:
    """Not a moment longer than needed."""
    t = rated(table, brief_phase("end")).quietly("fay", NextPhase)
    assert kept(t) == 0


def test_a_round_that_asks_why_keeps_them_and_one_phase_more_for_undo(table: Lay) -> None:
    """Then they are gone, also from what undo would bring back."""
    t = rated(table, WHY, brief_phase("themes"), brief_phase("end")).quietly("fay", NextPhase)
    assert kept(t) == 5
    t.quietly("fay", NextPhase)
    assert kept(t) == 5
    t.quietly("fay", NextPhase)
    assert kept(t) == 0
    assert t.session.undo is not None
    assert t.session.undo.poll is None


def test_the_end_forgets_them_in_any_case(table: Lay) -> None:
    """Nothing of them outlives a session."""
    t = rated(table, WHY).quietly("fay", NextPhase).quietly("fay", Close)
    assert kept(t) == 0


def test_what_was_decided_is_a_condition(table: Lay) -> None:
    """A later phase may depend on it; nothing is decided before all is shown."""
    agreed = Condition(var="poll.outcome", op="eq", value="consent")
    asked = poll_phase(kind="consent", decide="no_objection", sees="group_on_reveal")
    form = small_format(brief_phase(), asked, brief_phase("amend", when=Condition(not_=agreed)))
    t = table(form, *PEOPLE, facilitator="fay").quietly("fay", NextPhase)
    t.quietly("ada", Vote, choice="consent")
    assert not holds(t.session, agreed)
    t.quietly("ben", Vote, choice="consent").quietly("fay", ShowAnswers)
    assert holds(t.session, agreed)
    t.quietly("fay", NextPhase)
    assert t.session.closed is not None, "there is nothing to amend"
