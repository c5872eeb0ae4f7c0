"""What simulated people mean to do, on a time of their own: so many times faster than the clock.

It stands still while nobody looks, and goes on where it stopped. All waiting is done by the
server's one clock.
"""

import heapq
import itertools
from collections.abc import Callable

from talkingpiece.core.ids import Ms
from talkingpiece.hub.clock import Clock, Timer

LOOK_AGAIN_MS = 1_000
"""While the agenda stands still: how long until it looks whether it may go on."""


class Agenda:
    """Acts in the order of their instants. *goes* is asked before each whether time passes now."""

    def __init__(self, clock: Clock, goes: Callable[[], bool], pace: int = 1) -> None:
        self._clock = clock
        self._goes = goes
        self._pace = pace
        self._since: Ms = clock.now()
        self._passed = 0.0
        """The agenda's own time at *since*."""
        self._acts: list[tuple[float, int, Callable[[], None]]] = []
        self._order = itertools.count()
        self._timer: Timer | None = None

    def soon(self, wait_ms: float, act: Callable[[], None]) -> None:
        """Do *act* after *wait_ms* of the agenda's own time."""
        due = self._own_time() + max(wait_ms, 0)
        heapq.heappush(self._acts, (due, next(self._order), act))
        self._wait()

    def go_at(self, pace: int) -> None:
        """From now on *pace* times as fast as the clock; what is waiting comes sooner or later."""
        self._passed, self._since = self._own_time(), self._clock.now()
        self._pace = pace
        self._wait()

    def stop(self) -> None:
        """Nothing of it happens any more."""
        self._acts.clear()
        self._cancel()

    def _own_time(self) -> float:
        return self._passed + (self._clock.now() - self._since) * self._pace

    def _cancel(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _wait(self) -> None:
        self._cancel()
        if self._acts:
            rest = max(0.0, self._acts[0][0] - self._own_time())
            self._call_in(rest / self._pace)

    def _call_in(self, ms: float) -> None:
        self._timer = self._clock.call_at(Ms(self._clock.now() + round(ms)), self._due)

    def _due(self) -> None:
        self._timer = None
        if not self._acts:
            return
        due, _, act = self._acts[0]
        self._passed = min(due, self._own_time())  # the time that nobody saw has not passed
        self._since = self._clock.now()
        if not self._goes():
            self._call_in(LOOK_AGAIN_MS)
            return
        heapq.heappop(self._acts)
        act()
        if self._timer is None:
            self._wait()
