"""What people may ask while a poll is open."""

from typing import Annotated

import msgspec

from talkingpiece.core.asking import Command, Id, Text
from talkingpiece.core.leading import Steering


class Vote(Command, frozen=True, tag="vote", kw_only=True):
    """My answer; it may be changed until all are shown. *dots*: how many of mine lie there."""

    choice: Id
    dots: Annotated[int, msgspec.Meta(ge=0, le=100)] = 1


class Abstain(Command, frozen=True, tag="abstain"):
    """Not concerned, or rather not: counts as answered, and stands in no figure."""


class WordQuestion(Command, frozen=True, tag="word_question", kw_only=True):
    """The facilitator puts the question in words, before anybody has answered."""

    text: Text


class ShowAnswers(Steering, frozen=True, tag="show_answers"):
    """Show all answers at once. It cannot be unseen, so there is no undo."""


class AskTurn(Command, frozen=True, tag="ask_turn"):
    """I'd like to say something too, in a round in which only a sample of us is asked."""


class GoByRota(Command, frozen=True, tag="go_by_rota"):
    """Whose turn it is in the series: let them have the role."""


class CountVotes(Command, frozen=True, tag="count_votes"):
    """Count the votes on who takes the role, without those who have not voted."""


PollCommand = Vote | Abstain | WordQuestion | ShowAnswers | AskTurn | CountVotes | GoByRota
