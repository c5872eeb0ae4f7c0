"""The watcher can fail: for each promise, a stream of events that breaks it."""

from collections.abc import Callable

import msgspec
import pytest

from talkingpiece.activities import BUILT_IN
from talkingpiece.core import events as e
from talkingpiece.core.commands import (
    AnotherRound,
    Finish,
    HandOn,
    JustListen,
    Leave,
    Lose,
    NextPerson,
    NextPhase,
    Pass,
    Return,
    Undo,
    Withdraw,
)
from talkingpiece.core.grammar import ActivityKind
from talkingpiece.core.ids import Ms, PersonId
from talkingpiece.core.sheets import SeriesMemory, series_memory
from talkingpiece.testing.fairness import watch
from talkingpiece.testing.script import Playbook, after, does, sees
from talkingpiece.testing.small import (
    OPEN_KEYWORD,
    brief_phase,
    passes_phase,
    round_phase,
    small_format,
    talk_phase,
    topics_loop,
)

Events = list[e.AnyEvent]
FORMAT = small_format(
    brief_phase(collect=(OPEN_KEYWORD,)),
    passes_phase("passes"),
    topics_loop(talk_phase(), round_phase("react", who="all_but_presenter")),
    round_phase("closing"),
    reserve_closing=8,
)


class Kinds:
    """The activities that are built in."""

    def kind(self, use: str) -> ActivityKind:
        return BUILT_IN[use]


def evening() -> Playbook:
    """A whole session: passes, one topic with its reactions, closing; one topic is left over."""
    table = Playbook(FORMAT, Kinds(), minutes=60).seated("ada", "ben", facilitator="fay")
    table.given("ada", "trust")
    table.given("ben", "scope")
    table.quietly("ben", Withdraw, item="i2").given("ben", "pace")
    table.quietly("fay", NextPhase)
    for tap in (HandOn, Pass, Pass, Pass):
        table.quietly(str(table.holder), tap)
    table.quietly("fay", NextPhase).quietly("ada", Finish).quietly("fay", NextPhase)
    table.quietly("ben", HandOn).quietly("fay", Pass)
    table >> after(minutes=48) << sees(...)
    table.quietly("fay", NextPhase)
    for _ in range(3):
        table.quietly(str(table.holder), Pass)
    return table.quietly("fay", NextPhase)


EVENING = evening()
MEMORY = series_memory(EVENING.session)


def broken(events: Events, memory: SeriesMemory = MEMORY) -> set[str]:
    """The rules that *events* break."""
    return {violation.rule for violation in watch(events, memory)}


def places(kind: type[e.Event]) -> list[int]:
    """Where events of this kind stand in the evening."""
    return [number for number, event in enumerate(EVENING.events) if isinstance(event, kind)]


def replaced(number: int, **changes: object) -> Events:
    """The evening with one event changed."""
    events = list(EVENING.events)
    events[number] = msgspec.structs.replace(events[number], **changes)
    return events


def without(*numbers: int) -> Events:
    """The evening without some of its events."""
    return [event for number, event in enumerate(EVENING.events) if number not in numbers]


def with_(number: int, *more: e.AnyEvent) -> Events:
    """The evening with more events before one of its own."""
    return [*EVENING.events[:number], *more, *EVENING.events[number:]]


def given(to: str) -> e.PieceGiven:
    """The piece goes to somebody."""
    return e.PieceGiven(to=PersonId(to), at=Ms(EVENING.now))


def test_a_fair_evening_breaks_nothing() -> None:
    """The one that all others are doctored from."""
    assert MEMORY.topics_left == 1
    assert watch(EVENING.events, MEMORY) == ()


closed_passes, closed_react, closed_closing = places(e.RoundClosed)[0], *places(e.RoundClosed)[2:]
first_given = places(e.PieceGiven)[0]

DOCTORED: dict[str, tuple[str, Callable[[], Events]]] = {
    "a second holder": ("two_holders", lambda: with_(first_given + 1, given("ben"))),
    "the presenter is asked to react": (
        "not_theirs",
        lambda: with_(closed_react, given("ada")),
    ),
    "somebody ends a turn that is another's": (
        "not_theirs",
        lambda: replaced(places(e.TurnEnded)[0], by=PersonId("ben")),
    ),
    "a tour ends before all had a turn": (
        "skipped",
        lambda: without(*range(closed_closing - 2, closed_closing)),
    ),
    "a turn twice in one round": (
        "doubled",
        lambda: with_(closed_react, given("ben"), e.TurnEnded(by=PersonId("ben"))),
    ),
    "all passed is said too early": (
        "ended_early",
        lambda: with_(places(e.TurnEnded)[0] + 1, e.RoundClosed(why="all_passed")),
    ),
    "all passed is overlooked": ("not_ended", lambda: with_(closed_passes, given("ada"))),
    "the last phase is never reached": (
        "no_closing",
        lambda: EVENING.events[: places(e.PhaseEntered)[-1]],
    ),
    "nobody closes": ("no_closing", lambda: without(places(e.Closed)[0])),
    "the end is late": (
        "late",
        lambda: replaced(places(e.Closed)[0], at=Ms(EVENING.session.plan.end + 1)),
    ),
    "a topic is begun without the time for it": (
        "reserve",
        lambda: replaced(places(e.PhaseEntered)[2], at=Ms(EVENING.session.plan.end - 700_000)),
    ),
    "the topic ends in the time kept for closing": (
        "reserve",
        lambda: replaced(places(e.PhaseEntered)[-1], at=Ms(EVENING.session.plan.end - 400_000)),
    ),
}


@pytest.mark.parametrize("name", DOCTORED)
def test_the_watcher_sees(name: str) -> None:
    """Each doctored evening breaks the rule it was doctored for."""
    rule, doctored = DOCTORED[name]
    assert rule in broken(doctored())


def test_a_topic_that_nobody_keeps_is_lost() -> None:
    """Neither done nor withdrawn, and the series knows nothing of it."""
    forgetful = msgspec.structs.replace(MEMORY, topics=())
    (violation,) = watch(EVENING.events, forgetful)
    assert violation.rule == "topic_lost"
    assert "topic_lost after" in str(violation)


def test_two_topics_with_the_same_word_are_two() -> None:
    """One of them kept is not both."""
    table = Playbook(FORMAT, Kinds(), minutes=60).seated("ada", "ben", facilitator="fay")
    table.given("ada", "trust")
    table.given("ben", "trust")
    memory = series_memory(table.session)
    half = msgspec.structs.replace(memory, topics=memory.topics[:1])
    assert "topic_lost" not in broken(table.events, memory)
    assert "topic_lost" in broken(table.events, half)


def test_coming_going_and_undoing_are_no_violations() -> None:
    """Everything that changes who has to be asked is followed."""
    table = Playbook(FORMAT, Kinds(), minutes=60).seated("ada", "ben", "cem", facilitator="fay")
    table.quietly("fay", NextPhase).quietly("ada", Pass)
    table.quietly("ben", Lose).quietly("fay", NextPerson).quietly("ben", Return)
    table.quietly("cem", JustListen).quietly("ben", Leave).quietly("fay", Pass)
    table.quietly("fay", AnotherRound).quietly("ada", HandOn)
    table.quietly("fay", NextPhase).quietly("fay", Undo).quietly("fay", Pass)
    table >> does("cem", JustListen, on=False) << sees(...)
    rules = broken(table.events, series_memory(table.session))
    assert rules <= {"no_closing"}
