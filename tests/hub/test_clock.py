"""One clock: real ones never go back, virtual ones do things in order."""

import asyncio
import time

import pytest

from talkingpiece.core.ids import Ms
from talkingpiece.hub import clock as module
from talkingpiece.hub.clock import RealClock, VirtualClock


async def test_what_is_due_happens_in_order_each_at_its_own_instant() -> None:
    clock = VirtualClock(1000)
    happened: list[tuple[str, int]] = []

    def note(what: str) -> None:
        happened.append((what, clock.now()))

    clock.call_at(Ms(1300), lambda: note("third"))
    clock.call_at(Ms(1100), lambda: note("first"))
    clock.call_at(Ms(1100), lambda: note("second"))
    clock.call_at(Ms(1501), lambda: note("not yet"))
    await clock.advance(500)
    assert happened == [("first", 1100), ("second", 1100), ("third", 1300)]
    assert clock.now() == 1500


async def test_a_timer_may_set_the_next_one_within_the_same_turning() -> None:
    clock = VirtualClock(0)
    seen: list[int] = []

    def again() -> None:
        seen.append(clock.now())
        clock.call_at(Ms(clock.now() + 100), again)

    clock.call_at(Ms(100), again)
    await clock.advance(350)
    assert seen == [100, 200, 300]


async def test_what_is_cancelled_does_not_happen() -> None:
    clock = VirtualClock(0)
    timer = clock.call_at(Ms(10), lambda: pytest.fail("cancelled"))
    timer.cancel()
    timer.cancel()
    await clock.advance(100)


async def test_what_is_past_happens_at_the_next_turning() -> None:
    clock = VirtualClock(1000)
    seen: list[int] = []
    clock.call_at(Ms(5), lambda: seen.append(clock.now()))
    assert seen == []
    await clock.advance(0)
    assert seen == [1000]


async def test_between_two_timers_everything_settles() -> None:
    clock = VirtualClock(0)
    log: list[str] = []

    async def settle() -> None:
        log.append("settled")

    clock.call_at(Ms(1), lambda: log.append("one"))
    clock.call_at(Ms(2), lambda: log.append("two"))
    await clock.advance(5, settle)
    assert log == ["settled", "one", "settled", "two", "settled"]


async def test_a_clock_is_not_turned_back() -> None:
    with pytest.raises(ValueError, match="back"):
        await VirtualClock().advance(-1)


async def test_the_real_clock_calls_when_it_is_time() -> None:
    clock = RealClock()
    called = asyncio.Event()
    clock.call_at(clock.now(), called.set)
    await asyncio.wait_for(called.wait(), 1)
    assert abs(clock.now() - time.time() * 1000) < 1000


def test_the_real_clock_goes_on_when_the_machine_has_slept(monkeypatch: pytest.MonkeyPatch) -> None:
    """The monotonic clock stands still in sleep; the wall clock has moved on."""
    clock = RealClock()
    before = clock.now()
    wall = time.time() + 3_600
    monkeypatch.setattr(module.time, "time", lambda: wall)
    assert clock.now() - before >= 3_600_000


def test_the_real_clock_never_goes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = RealClock()
    before = clock.now()
    wall = time.time() - 3_600
    monkeypatch.setattr(module.time, "time", lambda: wall)
    assert clock.now() >= before
