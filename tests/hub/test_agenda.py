"""The agenda of simulated people: on the clock, faster than the clock, and still."""

import pytest

from talkingpiece.hub.agenda import Agenda
from talkingpiece.hub.clock import VirtualClock


class Looked:
    """Whether somebody looks."""

    def __init__(self) -> None:
        self.at = True

    def __call__(self) -> bool:
        return self.at


@pytest.fixture
def looked() -> Looked:
    return Looked()


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
def agenda(clock: VirtualClock, looked: Looked) -> Agenda:
    return Agenda(clock, looked, pace=4)


async def test_acts_come_in_order_and_as_much_sooner_as_the_pace_says(
    agenda: Agenda, clock: VirtualClock, done: list[str]
) -> None:
    agenda.soon(8_000, lambda: done.append("second"))
    agenda.soon(4_000, lambda: done.append("first"))
    await clock.advance(999)
    assert done == []
    await clock.advance(1)
    assert done == ["first"]
    await clock.advance(1_000)
    assert done == ["first", "second"]


async def test_another_pace_moves_what_is_waiting_already(
    agenda: Agenda, clock: VirtualClock, done: list[str]
) -> None:
    """Eight minutes of talk do not have to be waited for by whoever taps "faster"."""
    agenda.soon(480_000, lambda: done.append("talked"))
    await clock.advance(60_000)  # four of its minutes
    agenda.go_at(16)
    await clock.advance(14_999)
    assert done == []
    await clock.advance(1)
    assert done == ["talked"]


async def test_time_that_nobody_saw_has_not_passed(
    agenda: Agenda, clock: VirtualClock, looked: Looked, done: list[str]
) -> None:
    """Whoever comes back finds the table as it was, not everything done at once."""
    agenda.soon(4_000, lambda: done.append("first"))
    agenda.soon(8_000, lambda: done.append("second"))
    looked.at = False
    await clock.advance(600_000)
    assert done == []
    looked.at = True
    await clock.advance(1_100)
    assert done == ["first"]
    await clock.advance(1_000)
    assert done == ["first", "second"]


async def test_a_stopped_agenda_does_nothing_more(
    agenda: Agenda, clock: VirtualClock, done: list[str]
) -> None:
    agenda.soon(1_000, lambda: done.append("never"))
    agenda.stop()
    await clock.advance(60_000)
    assert done == []
