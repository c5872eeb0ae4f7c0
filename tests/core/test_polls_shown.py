"""A poll is shown all at once, cannot be unseen, and leaves figures and nothing else."""

import msgspec
import pytest
from tests.core.polling import PEOPLE, answered, counts, running

from talkingpiece.core.commands import GoTo, NextPhase, Undo
from talkingpiece.core.events import (
    ExitReached,
    PhaseEntered,
)
from talkingpiece.core.ids import PersonId
from talkingpiece.core.poll_commands import ShowAnswers, Vote, WordQuestion
from talkingpiece.core.poll_events import (
    AnswerGiven,
    AnswersForgotten,
    AnswersShown,
    PollOpened,
    QuestionWorded,
)
from talkingpiece.core.polls import LOOK_MS, submitted
from talkingpiece.errors import Code
from talkingpiece.testing.script import Lay, Playbook, after, does, refuses, sees, that
from talkingpiece.testing.small import (
    begun,
    brief_phase,
    poll_phase,
    small_format,
)

# --- showing ----------------------------------------------------------------------------------


def test_showing_is_the_lead_s_and_asks_first(table: Lay) -> None:
    """It cannot be unseen: no step that could be taken back."""
    t = running(table)
    assert "show_answers" not in t.offers("fay")
    t >> does("fay", ShowAnswers) << refuses(Code.TOO_EARLY)
    answered(t, ada="3")
    assert t.mine("fay").offers["show_answers"].confirm is not None
    t >> does("ada", ShowAnswers) << refuses(Code.NOT_THE_FACILITATOR)
    t >> does("fay", ShowAnswers) << sees(AnswersShown)
    t >> does("fay", Undo) << refuses(Code.NOTHING_TO_UNDO)
    t >> does("fay", ShowAnswers) << refuses(Code.NOT_NOW)


def test_few_answers_to_an_anonymous_question_are_not_shown(table: Lay) -> None:
    """Below four a histogram would name people; what is decided is known all the same."""
    t = answered(running(table, kind="roman", decide="majority"), ada="up", ben="up", cem="down")
    t.quietly("fay", ShowAnswers)
    poll = t.view().poll
    assert poll is not None
    assert poll.withheld
    assert (poll.counts, poll.outcome) == ({}, "up")


def test_objections_are_heard_by_name_where_the_label_lets_them(table: Lay) -> None:
    """Only objections, and only in a consent that says so."""
    for sees_, heard in (("group_on_reveal", ("ben",)), ("group_anon", ())):
        t = running(table, kind="consent", sees=sees_, decide="no_objection")
        answered(t, ada="consent", ben="object", cem="consent", dua="consent")
        t.quietly("fay", ShowAnswers)
        poll = t.view().poll
        assert poll is not None
        assert (poll.objectors, poll.outcome) == (heard, "object")


def test_without_a_facilitator_all_is_shown_looked_at_and_left(table: Lay) -> None:
    """Nothing moves on before the figures have been seen (D3)."""
    form = small_format(
        brief_phase(exit=("time_up", "facilitator")), poll_phase(), brief_phase("end")
    )
    t = table(form, *PEOPLE)
    t >> after(minutes=6) << sees(ExitReached, ..., PhaseEntered, PollOpened)
    answered(t, ada="3", ben="4", cem="4")
    t >> does("dua", Vote, choice="4") << sees(AnswerGiven, ExitReached)
    t >> after(seconds=6) << sees(AnswersShown)
    t >> after(seconds=LOOK_MS / 1000 - 2) << sees()
    t >> after(seconds=3) << sees(ExitReached)
    t >> after(seconds=6) << sees(AnswersForgotten, ..., PhaseEntered)


def test_without_a_facilitator_and_without_answers_it_just_goes_on(table: Lay) -> None:
    """There is nothing to show."""
    form = small_format(
        brief_phase(exit=("time_up", "facilitator")), poll_phase(), brief_phase("end")
    )
    t = table(form, *PEOPLE)
    t >> after(minutes=6) << sees(...)
    t >> after(minutes=6) << sees(that(ExitReached, why="time_up"), ..., PhaseEntered)


# --- the question -----------------------------------------------------------------------------


def test_the_facilitator_words_the_question_until_somebody_has_answered(table: Lay) -> None:
    """Afterwards it would be another question than the one that was answered."""
    t = running(table)
    t >> does("ada", WordQuestion, text="?") << refuses(Code.NOT_THE_FACILITATOR)
    t >> does("fay", WordQuestion, text="How is it?") << sees(QuestionWorded)
    assert t.view().poll is not None
    assert t.view().poll.question == "How is it?"  # type: ignore[union-attr]
    answered(t, ada="3")
    t >> does("fay", WordQuestion, text="And now?") << refuses(Code.NOT_NOW)
    assert "word_question" not in t.offers("fay")


def test_a_question_of_the_format_is_not_reworded(table: Lay) -> None:
    """Only where the format leaves it to whoever is there."""
    t = running(table, question="mentoring_frame", kind="choice", options=("a", "b"))
    t >> does("fay", WordQuestion, text="?") << refuses(Code.NOT_NOW)


# --- undo, and the end of the phase -----------------------------------------------------------


def test_a_poll_that_was_left_by_mistake_goes_on_with_its_answers(table: Lay) -> None:
    """What people added stays: with undo, and by going there again."""
    form = small_format(brief_phase(), poll_phase(), brief_phase("end"))
    t = table(form, *PEOPLE, facilitator="fay").quietly("fay", NextPhase)
    answered(t, ada="3", ben="4")
    t.quietly("fay", NextPhase).quietly("fay", Undo)
    assert submitted(t.session) == 2
    t.quietly("fay", NextPhase)
    t.quietly("fay", Undo)
    answered(t, cem="5", dua="5").quietly("fay", ShowAnswers)
    assert counts(t) == {"1": 0, "2": 0, "3": 1, "4": 1, "5": 2}


def test_a_poll_that_is_taken_back_and_opened_again_goes_on(table: Lay) -> None:
    """Undo of entering it, then entering it once more."""
    t = answered(running(table), ada="3").quietly("fay", Undo).quietly("fay", NextPhase)
    assert submitted(t.session) == 1


def test_asked_again_it_begins_afresh(table: Lay) -> None:
    """Once all has been shown, the next time is another poll."""
    form = small_format(brief_phase(), poll_phase(), brief_phase("end"))
    t = table(form, *PEOPLE, facilitator="fay").quietly("fay", NextPhase)
    answered(t, ada="3", ben="4", cem="1", dua="2").quietly("fay", ShowAnswers)
    t.quietly("fay", NextPhase).quietly("fay", GoTo, phase="vote")
    assert submitted(t.session) == 0
    assert t.view().poll.shown_at is None  # type: ignore[union-attr]


@pytest.mark.parametrize("keep, left", [("none", 0), ("session", 1), ("harvest", 1)])
def test_what_survives_is_the_label_s_to_say_and_never_an_answer(
    table: Lay, keep: str, left: int
) -> None:
    """The figures as long as they are kept; single answers go with the phase."""
    flow = (brief_phase(), poll_phase(keep=keep), brief_phase("end"))
    t = table(small_format(*flow, privacy="open"), *PEOPLE, facilitator="fay")
    t.quietly("fay", NextPhase)
    answered(t, ada="3", ben="4", cem="1", dua="2").quietly("fay", ShowAnswers)
    t.quietly("fay", NextPhase)
    assert len(t.session.results) == left
    assert t.session.poll is not None
    assert t.session.poll.answers == {}


def test_nobody_s_answer_is_on_anybody_else_s_screen(table: Lay) -> None:
    """Not before it is shown, and not after."""
    t = running(table)
    before = {who: _screen(t, who) for who in ("", "ben", "fay")}
    t.quietly("ada", Vote, choice="1")
    one = {who: _screen(t, who) for who in ("", "ben", "fay")}
    t.quietly("ada", Vote, choice="5")
    five = {who: _screen(t, who) for who in ("", "ben", "fay")}
    assert one == five
    assert one != before


def _screen(t: Playbook, who: str) -> bytes:
    seen = t.view() if not who else t.mine(who)
    return msgspec.json.encode(msgspec.structs.replace(seen, seq=0) if not who else seen)  # type: ignore[type-var]


def test_so_few_are_told_that_secrecy_is_weak(table: Lay) -> None:
    """Three voters are easy to guess (experience.md 34)."""
    few = begun(table, poll_phase(), "ada", "ben")
    assert few.view().poll.weak  # type: ignore[union-attr]
    assert not running(table).view().poll.weak  # type: ignore[union-attr]
    assert PersonId("fay") in few.session.people
