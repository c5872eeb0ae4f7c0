"""How a poll changes the session: one fold per event of `poll_events`."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from talkingpiece.core import poll_events as pe
from talkingpiece.core.ballots import Poll, Result
from talkingpiece.core.ids import ItemId
from talkingpiece.core.session import Session


def _opened(session: Session, event: pe.PollOpened) -> Session:
    return replace(session, poll=event.poll)


def _worded(session: Session, event: pe.QuestionWorded) -> Session:
    return replace(session, poll=session.poll and replace(session.poll, question=event.text))


def _answered(session: Session, event: pe.AnswerGiven) -> Session:
    poll = session.poll
    if poll is None:
        return session
    return replace(session, poll=replace(poll, answers={**poll.answers, event.by: event.answer}))


def _shown(session: Session, event: pe.AnswersShown) -> Session:
    """Dots stay with their items. What was seen cannot be unseen, so there is nothing to undo.

    The way on is not lit any more, for there is something to look at first.
    """
    result, items = event.result, dict(session.items)
    if result.kind == "dots":
        for item, dots in result.counts.items():
            items[ItemId(item)] = replace(items[ItemId(item)], dots=dots)
    poll = session.poll and replace(session.poll, result=result, objectors=event.objectors)
    others = (r for r in session.results if _same(r) != _same(result))
    results = (*others, result)
    return replace(session, poll=poll, results=results, items=items, lit=None, undo=None)


def _same(result: Result) -> tuple[str, str | None, str]:
    return result.phase, result.topic, result.question


def _forgotten(session: Session, event: pe.AnswersForgotten) -> Session:
    """What the undo point knows of them is gone as well."""
    poll = session.poll and replace(session.poll, answers={}, objectors=())
    undo = session.undo and replace(session.undo, poll=None)
    return replace(session, poll=poll, undo=undo)


def after_undo(now: Poll | None, before: Poll | None) -> Poll | None:
    """The poll after a step is taken back, with all answers that people gave since."""
    if now is None or before is None:
        return now or before
    return now if now.place == before.place else before


def without_fleeting(session: Session) -> Session:
    """The results that outlive their phase."""
    return replace(session, results=tuple(r for r in session.results if r.keep != "none"))


FOLDS: dict[type, Callable[[Session, Any], Session]] = {
    pe.PollOpened: _opened,
    pe.QuestionWorded: _worded,
    pe.AnswerGiven: _answered,
    pe.AnswersShown: _shown,
    pe.AnswersForgotten: _forgotten,
}
