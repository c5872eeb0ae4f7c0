"""What happens by itself: in time, and never in a hurry without effect."""

import msgspec

from talkingpiece.core.decide import open_session
from talkingpiece.core.evolve import replay
from talkingpiece.core.formats import Format
from talkingpiece.core.ids import Ms, RoomId
from talkingpiece.core.session import Plan, Session
from talkingpiece.hub.clock import VirtualClock
from talkingpiece.hub.timers import AGAIN_MS, Beat, Ticker


def planned(plan: Plan, intervision: Format, in_ms: int) -> Session:
    later = msgspec.structs.replace(plan, start=Ms(plan.start + in_ms))
    return replay(open_session(RoomId("room"), later, intervision, plan.start))


async def test_a_tick_comes_at_its_instant(
    clock: VirtualClock, plan: Plan, intervision: Format
) -> None:
    ticks: list[int] = []
    ticker = Ticker(clock, lambda: ticks.append(clock.now() - plan.start))
    ticker.follow(planned(plan, intervision, 60_000))
    await clock.advance(59_999)
    assert ticks == []
    await clock.advance(10)
    assert ticks == [60_000]


async def test_what_was_due_in_sleep_comes_at_once(
    clock: VirtualClock, plan: Plan, intervision: Format
) -> None:
    session = planned(plan, intervision, 60_000)
    await clock.advance(3_600_000)
    ticks: list[int] = []
    Ticker(clock, lambda: ticks.append(clock.now())).follow(session)
    await clock.advance(0)
    assert ticks == [clock.now()]


async def test_a_tick_without_effect_is_not_repeated_in_a_hurry(
    clock: VirtualClock, plan: Plan, intervision: Format
) -> None:
    """Should the core say "now" and then do nothing, the loop is not kept busy by it."""
    session = planned(plan, intervision, 0)
    ticks: list[int] = []

    def tick() -> None:
        ticks.append(clock.now() - plan.start)
        ticker.follow(session)

    ticker = Ticker(clock, tick)
    ticker.follow(session)
    await clock.advance(3 * AGAIN_MS)
    assert ticks == [0, AGAIN_MS, 2 * AGAIN_MS, 3 * AGAIN_MS]
    ticker.stop()
    await clock.advance(3 * AGAIN_MS)
    assert len(ticks) == 4


async def test_a_beat_goes_on_as_long_as_it_is_wanted(clock: VirtualClock) -> None:
    beats: list[int] = []

    def beat() -> bool:
        beats.append(1)
        return len(beats) < 3

    heart = Beat(clock, 100, beat)
    heart.start()
    heart.start()
    await clock.advance(10_000)
    assert len(beats) == 3
    heart.start()
    heart.stop()
    await clock.advance(10_000)
    assert len(beats) == 3
