"""What is remembered of single answers, for how long, and what a round may make of it.

Kept only while a round goes by them: who voted, from both ends, objectors first. Nothing of it
ever leaves the core.
"""

from talkingpiece.core.formats import Phase, Step
from talkingpiece.core.grammar import Moment
from talkingpiece.core.ids import PersonId
from talkingpiece.core.options import DiscussOptions, PollOptions, RoundOptions
from talkingpiece.core.poll_events import AnswersForgotten
from talkingpiece.core.session import Session


def forget(moment: Moment, *, at_the_end: bool = False) -> None:
    """The running phase is being left: single answers go, unless something still needs them.

    They stay while undo may come back to where they are needed: to a poll that was left, or not
    yet entered again, before anything was shown; to the round that asked why.
    """
    session = moment.session
    poll = session.poll
    if poll is None or not poll.answers:
        return
    ahead = (session.phase, *_later(session))
    unseen = poll.result is None and any(phase.id == poll.phase for phase in ahead)
    needed = unseen or any(map(_asks_why, ahead))
    if at_the_end or not needed:
        moment.add(AnswersForgotten())


def _later(session: Session) -> tuple[Phase, ...]:
    """The phases after the running one, also those of the running loop."""
    index = session.cursor.path[0]
    flow = session.format.flow
    step = flow[index]
    rest = () if isinstance(step, Step) else step.do[session.cursor.path[1] + 1 :]
    for later in flow[index + 1 :]:
        rest = (*rest, *((later.phase,) if isinstance(later, Step) else later.do))
    return rest


def _asks_why(phase: Phase) -> bool:
    """Whether a phase goes by single answers: who voted, from both ends, objectors first."""
    options = phase.options
    if isinstance(options, RoundOptions):
        return options.who == "voters" or options.order == "by_score"
    return isinstance(options, DiscussOptions) and options.queue_order == "objectors_first"


def voters(session: Session) -> tuple[PersonId, ...]:
    """Those who marked something in the last poll, in the order of the ring."""
    answers = session.poll.answers if session.poll is not None else {}
    return tuple(p for p in session.ring if p in answers and answers[p].marks)


def scores(session: Session) -> dict[PersonId, int]:
    """What each voter gave on a scale in the last poll. Never leaves the core.

    Empty where too few answered for the figures to be shown, or where answers are anonymous for
    ever: then the order would tell them.
    """
    poll = session.poll
    if poll is None or poll.result is None or poll.result.withheld:
        return {}
    asked = next((p.options for p in session.format.phases() if p.id == poll.phase), None)
    anonymous = isinstance(asked, PollOptions) and asked.secret == "anonymous"
    if poll.result.kind != "scale" or anonymous:
        return {}
    return {p: int(next(iter(poll.answers[p].marks))) for p in voters(session)}
