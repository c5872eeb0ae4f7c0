"""A poll on the screens: what everybody sees, and what only I see of it."""

from talkingpiece.core import polls
from talkingpiece.core.ballots import Poll, Result
from talkingpiece.core.ids import PersonId
from talkingpiece.core.options import PollOptions, RoundOptions
from talkingpiece.core.poll_shown import Ballot, PollShown
from talkingpiece.core.session import Session

SHOWN_TO_ALL = ("group", "group_anon", "group_on_reveal", "public")
"""Labels under which a result stands in the shared view."""


def shared_poll(session: Session) -> PollShown | None:
    """The running poll, or its figures while a round asks why; None where there is neither."""
    poll, options = session.poll, session.phase.options
    if isinstance(options, PollOptions):
        return _running(session, polls.current(session), options)
    asks_why = isinstance(options, RoundOptions) and options.who == "voters"
    if poll is None or poll.result is None or not asks_why or poll.form != session.format.id:
        return None
    return _figures(session, poll.result, poll)


def _running(session: Session, poll: Poll, options: PollOptions) -> PollShown:
    if poll.result is not None:
        return _figures(session, poll.result, poll)
    scale, is_open = options.scale, options.secret == "open"
    return PollShown(
        kind=options.kind,
        question=poll.question,
        asks=_asks(options),
        options=polls.choices(session),
        low=scale.low if scale else "",
        high=scale.high if scale else "",
        submitted=polls.submitted(session),
        awaited=len(polls.awaited(session)),
        weak=polls.is_weak(session),
        counts=polls.standing(session) if is_open else {},
    )


def _asks(options: PollOptions) -> str:
    return "" if options.question in polls.WORDED_LIVE else options.question


def _figures(session: Session, result: Result, poll: Poll) -> PollShown:
    """What everybody may see of a result by its label."""
    phase = next(phase for phase in session.format.phases() if phase.id == result.phase)
    options = phase.options
    assert isinstance(options, PollOptions)
    visible = result.sees in SHOWN_TO_ALL
    return PollShown(
        kind=result.kind,
        phase=result.phase,
        question=result.question,
        asks=_asks(options),
        options=tuple(result.counts) if visible else (),
        low=options.scale.low if options.scale else "",
        high=options.scale.high if options.scale else "",
        shown_at=result.at,
        counts=result.counts if visible else {},
        votes=result.votes,
        withheld=result.withheld,
        outcome=result.outcome if visible else "",
        objectors=poll.objectors,
    )


def ballot(session: Session, person: PersonId) -> Ballot | None:
    """What *person* answered, while the poll is open; afterwards the figures speak for all."""
    options = session.phase.options
    if not isinstance(options, PollOptions) or polls.current(session).result is not None:
        return None
    poll = polls.current(session)
    answer = poll.answers.get(person)
    marks = answer.marks if answer is not None else {}
    left = polls.budget(options) - sum(marks.values()) if options.kind == "dots" else 0
    return Ballot(
        marks=marks,
        answered=answer is not None and answer.done,
        left=left,
        asked=polls.may_answer(session, person),
    )
