"""What happens in a poll. The log holds answers as briefly as the session does (decision 14)."""

from talkingpiece.core.asking import Event
from talkingpiece.core.ballots import Answer, Poll, Result
from talkingpiece.core.ids import PersonId


class PollOpened(Event, frozen=True, tag="poll_opened", kw_only=True):
    """People may answer from now on; a poll that was left unseen goes on with its answers."""

    poll: Poll


class QuestionWorded(Event, frozen=True, tag="question_worded", kw_only=True):
    """The facilitator put the question in words."""

    text: str


class AnswerGiven(Event, frozen=True, tag="answer_given", kw_only=True):
    """Somebody answered, or answered anew. Nobody but them sees it."""

    by: PersonId
    answer: Answer


class AnswersShown(Event, frozen=True, tag="answers_shown", kw_only=True):
    """Everybody sees what the poll came to."""

    result: Result
    objectors: tuple[PersonId, ...] = ()


class AnswersForgotten(Event, frozen=True, tag="answers_forgotten"):
    """Nothing needs single answers any more: they are gone, and the log is made anew."""


PollEvent = PollOpened | QuestionWorded | AnswerGiven | AnswersShown | AnswersForgotten
