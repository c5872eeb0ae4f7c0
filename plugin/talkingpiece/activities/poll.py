"""Everybody answers, and all answers are shown at once. The rules are in `core.polls`."""

from talkingpiece.core import commands as c
from talkingpiece.core import poll_commands as pc
from talkingpiece.core import polls
from talkingpiece.core.formats import Reason
from talkingpiece.core.grammar import ActivityKind, Moment
from talkingpiece.core.ids import Ms
from talkingpiece.core.session import Session
from talkingpiece.errors import Code, Refused


class Poll(ActivityKind):
    """Choice, dots, thumbs, scale or consent: secret until all are shown."""

    name = "poll"

    def begin(self, moment: Moment) -> None:
        """People may answer."""
        polls.open_poll(moment)

    def handle(self, moment: Moment, command: c.AnyCommand) -> None:
        """Answers, the facilitator's words, and the moment at which all are shown."""
        match command:
            case pc.Vote():
                polls.vote(moment, command)
            case pc.Abstain():
                polls.abstain(moment)
            case pc.WordQuestion():
                polls.word_question(moment, command)
            case pc.ShowAnswers():
                polls.show_answers(moment)
            case _:
                raise Refused(Code.NOT_NOW)

    def comes_first(self, moment: Moment) -> bool:
        """Where nobody leads, the answers are shown before the session goes on."""
        poll = polls.current(moment.session)
        if poll.result is not None or not poll.answers:
            return False
        polls.show_answers(moment)
        return True

    def ended(self, session: Session, at: Ms) -> Reason | None:
        """`all_submitted`: everybody who is asked and here has answered."""
        if "all_submitted" not in session.phase.exit:
            return None
        waits = polls.awaited(session)
        answered = polls.current(session).result is None and polls.submitted(session) == len(waits)
        return "all_submitted" if waits and answered else None
