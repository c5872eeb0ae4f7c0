"""What a poll promises, watched from its events alone: one answer each, and none told."""

from collections.abc import Callable, Mapping

from talkingpiece.core import events as e
from talkingpiece.core import poll_events as pe
from talkingpiece.core.ballots import LEAST_SHOWN, Answer, Result
from talkingpiece.core.ids import PersonId
from talkingpiece.core.people import Participant

Broken = Callable[[str, str], None]
"""Says which promise was broken, and how."""


class Secrecy:
    """Counts for itself what people answered, and holds every result against it.

    The rules: `not_asked` (an answer from somebody who is not at the table, or after all was
    shown), `miscounted` (a result that is not what people gave, once each), `told` (figures of so
    few that they name people), `remembered` (single answers outlive the session).
    """

    def __init__(self, broken: Broken) -> None:
        self._broken = broken
        self._answers: dict[PersonId, Answer] = {}
        self._open = False

    def see(self, event: e.AnyEvent, people: Mapping[PersonId, Participant]) -> None:
        """One more event; *people* as they were before it."""
        match event:
            case pe.PollOpened():
                self._answers, self._open = dict(event.poll.answers), True
            case pe.AnswerGiven():
                self._answered(event, people)
            case pe.AnswersShown():
                self._open = False
                self._shown(event.result, people)
            case pe.AnswersForgotten():
                self._answers, self._open = {}, False
            case e.Closed() if self._answers:
                self._broken("remembered", f"{len(self._answers)} answers outlive the session")
            case _:
                pass

    def voters(self) -> set[PersonId]:
        """Those who are in the figures of the last poll."""
        return {person for person, one in self._answers.items() if one.marks}

    def _answered(self, event: pe.AnswerGiven, people: Mapping[PersonId, Participant]) -> None:
        person = people.get(event.by)
        if not self._open or person is None or not person.here or person.late != "join":
            self._broken("not_asked", f"{event.by} answers and may not")
        self._answers[event.by] = event.answer

    def _shown(self, result: Result, people: Mapping[PersonId, Participant]) -> None:
        valid = [a for person, a in self._answers.items() if not people[person].removed]
        given = [answer for answer in valid if answer.marks]
        if result.votes != len(given):
            self._broken("miscounted", f"{result.votes} answers are counted, {len(given)} given")
        marks = sum(sum(answer.marks.values()) for answer in given)
        counted = sum(result.counts.values())
        few = result.sees == "group_anon" and 0 < result.votes < LEAST_SHOWN
        if few and result.counts:
            self._broken("told", f"figures of {result.votes} people are shown")
        if not few and (counted > marks or (result.kind != "dots" and counted != marks)):
            self._broken("miscounted", f"{counted} marks are counted, {marks} given")
