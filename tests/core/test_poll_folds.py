"""How a poll changes the session."""

from msgspec.structs import replace

from talkingpiece.core.ballots import Answer, Poll
from talkingpiece.core.commands import GoTo, NextPhase
from talkingpiece.core.ids import PersonId, PhaseId
from talkingpiece.core.poll_commands import ShowAnswers, Vote, WordQuestion
from talkingpiece.core.poll_folds import after_undo
from talkingpiece.testing.script import Lay, Playbook
from talkingpiece.testing.small import brief_phase, poll_phase, small_format

POLL = Poll(phase=PhaseId("rate"), topic=None)
LATER = replace(POLL, answers={PersonId("ada"): Answer({"1": 1})})
OTHER = replace(POLL, phase=PhaseId("vote"))


def test_undo_keeps_what_people_answered_since() -> None:
    """It takes back steps, not answers."""
    assert after_undo(LATER, POLL) == LATER


def test_undo_brings_back_the_poll_of_the_phase_it_leads_to() -> None:
    """A poll that came later gives way; one that was never there stays for the next try."""
    assert after_undo(OTHER, POLL) == POLL
    assert after_undo(LATER, None) == LATER


def asked(table: Lay, question: str) -> Playbook:
    """The same poll for a second time, with *question*."""
    form = small_format(brief_phase(), poll_phase(), brief_phase("end"))
    t = table(form, "ada", "ben", facilitator="fay").quietly("fay", NextPhase)
    for words in ("How is it?", question):
        t.quietly("fay", WordQuestion, text=words).quietly("ada", Vote, choice="2")
        t.quietly("fay", ShowAnswers).quietly("fay", NextPhase)
        t.quietly("fay", GoTo, phase="vote")
    return t


def test_the_same_question_has_one_result_and_another_its_own(table: Lay) -> None:
    """Asked once more, the newer answers stand."""
    assert len(asked(table, "How is it?").session.results) == 1
    assert len(asked(table, "And at home?").session.results) == 2
