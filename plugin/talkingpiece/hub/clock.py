"""The one clock of a server: what time it is, and waking up later.

Everything that waits in this house waits here, so that a test turns one clock and needs no sleeps.
"""

import asyncio
import heapq
import itertools
import time
from collections.abc import Awaitable, Callable
from typing import Protocol

from talkingpiece.core.ids import Ms

REANCHOR_SECONDS = 1
"""By how much the wall clock must be ahead before it is believed (sleep, a corrected clock)."""


class Timer(Protocol):
    """Something that will happen, unless it is cancelled."""

    def cancel(self) -> None:
        """It will not happen; cancelling twice, or too late, does nothing."""
        ...


class Clock(Protocol):
    """What time it is, in milliseconds since the epoch, UTC, never going back."""

    def now(self) -> Ms:
        """The instant."""
        ...

    def call_at(self, when: Ms, action: Callable[[], None]) -> Timer:
        """Call *action* at *when*, or as soon as possible if that is past."""
        ...


class RealClock:
    """The machine's clock. Runs with the monotonic one, so a clock set back stops no timer."""

    def __init__(self) -> None:
        self._anchor = time.time() - time.monotonic()

    def now(self) -> Ms:
        """The instant; jumps forward when the machine slept or its clock was set forward."""
        wall = time.time()
        steady = self._anchor + time.monotonic()
        if wall - steady > REANCHOR_SECONDS:
            self._anchor += wall - steady
            steady = wall
        return Ms(int(steady * 1000))

    def call_at(self, when: Ms, action: Callable[[], None]) -> Timer:
        """Call *action* at *when* in the running loop."""
        wait_ms = max(0, when - self.now())
        return asyncio.get_running_loop().call_later(wait_ms / 1000, action)


class _VirtualTimer:
    __slots__ = ("action", "cancelled")

    def __init__(self, action: Callable[[], None]) -> None:
        self.action = action
        self.cancelled = False

    def cancel(self) -> None:
        self.cancelled = True


async def _one_turn_of_the_loop() -> None:
    await asyncio.sleep(0)


class VirtualClock:
    """A clock that stands still until it is turned: two hours in milliseconds, for tests."""

    def __init__(self, start: int = 1_800_000_000_000) -> None:
        self._now = start
        self._timers: list[tuple[int, int, _VirtualTimer]] = []
        self._order = itertools.count()

    def now(self) -> Ms:
        """The instant at which the clock stands."""
        return Ms(self._now)

    def call_at(self, when: Ms, action: Callable[[], None]) -> Timer:
        """Call *action* when the clock is turned to *when*, or by the next turning if past."""
        timer = _VirtualTimer(action)
        heapq.heappush(self._timers, (max(when, self._now), next(self._order), timer))
        return timer

    async def advance(
        self, by_ms: int, settle: Callable[[], Awaitable[None]] = _one_turn_of_the_loop
    ) -> None:
        """Turn the clock: what becomes due happens in order, each at its own instant.

        After each timer *settle* is awaited, so that what it set going (a commit, a further
        timer) is over before the clock goes on.
        """
        if by_ms < 0:
            raise ValueError("a clock is not turned back")
        end = self._now + by_ms
        await settle()
        while self._timers and self._timers[0][0] <= end:
            when, _, timer = heapq.heappop(self._timers)
            if timer.cancelled:
                continue
            self._now = when
            timer.action()
            await settle()
        self._now = end
