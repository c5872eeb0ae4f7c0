"""The watcher of polls sees what goes wrong, and nothing where all is well."""

from msgspec.structs import replace

from talkingpiece.core import events as e
from talkingpiece.core.ballots import Answer, Poll, Result
from talkingpiece.core.ids import Ms, PersonId, PhaseId
from talkingpiece.core.people import Participant
from talkingpiece.core.poll_events import AnswerGiven, AnswersForgotten, AnswersShown, PollOpened
from talkingpiece.testing.secrecy import Secrecy

NAMES = tuple(PersonId(name) for name in ("ada", "ben", "cem", "dua"))
PEOPLE = {name: Participant(id=name, name=name, arrived=Ms(0)) for name in NAMES}
OPENED = PollOpened(poll=Poll(phase=PhaseId("rate"), topic=None))
RESULT = Result(
    phase=PhaseId("rate"), collected="rating", kind="scale", question="", counts={"3": 4}, votes=4,
    outcome="", withheld=False, at=Ms(0), sees="group_anon", keep="session", topic=None,
)  # fmt: skip


def seen(*events: e.AnyEvent) -> list[str]:
    """The rules that *events* broke."""
    broken: list[str] = []
    secrecy = Secrecy(lambda rule, what: broken.append(rule))
    for event in (OPENED, *events):
        secrecy.see(event, PEOPLE)
    return broken


def threes(*names: PersonId) -> list[e.AnyEvent]:
    """Each of them answers three."""
    return [AnswerGiven(by=name, answer=Answer({"3": 1})) for name in names]


def test_a_poll_as_it_should_be() -> None:
    """Four answers, four in the figures, and forgotten."""
    events = [*threes(*NAMES), AnswersShown(result=RESULT), AnswersForgotten(), e.Closed(at=Ms(1))]
    assert seen(*events) == []


def test_an_answer_counts_once() -> None:
    """Given anew, it takes the place of the one before."""
    twice = [*threes(*NAMES), *threes(NAMES[0])]
    assert seen(*twice, AnswersShown(result=RESULT)) == []
    assert seen(*threes(*NAMES[:3]), AnswersShown(result=RESULT)) == ["miscounted", "miscounted"]


def test_nobody_answers_afterwards_or_from_outside() -> None:
    """Shown is shown, and who is not here is not asked."""
    late = [*threes(*NAMES), AnswersShown(result=RESULT), *threes(NAMES[0])]
    assert seen(*late) == ["not_asked"]
    assert seen(*threes(PersonId("eve"))) == ["not_asked"]


def test_figures_of_few_tell_who_they_are() -> None:
    """Below four there are none."""
    few = replace(RESULT, counts={"3": 2}, votes=2)
    assert seen(*threes(*NAMES[:2]), AnswersShown(result=few)) == ["told"]
    assert seen(*threes(*NAMES[:2]), AnswersShown(result=replace(few, counts={}))) == []


def test_nothing_is_remembered_beyond_the_end() -> None:
    """Single answers are gone by then."""
    assert seen(*threes(*NAMES), e.Closed(at=Ms(1))) == ["remembered"]
