"""In a large room, people who come or go at nearly the same moment are kept and shown together.

Everybody is shown who comes. Where hundreds sit and hundreds more arrive, that is the work of their
product; a wait that nobody notices makes it that of their sum. Small rooms wait for nothing, and in
a large one nobody who asks for anything else waits.
"""

from collections.abc import Callable

from talkingpiece.core import commands as c
from talkingpiece.core.ids import Ms
from talkingpiece.hub.clock import Clock, Timer

LARGE = 100
"""A room with more seats than this is large."""
TOGETHER_MS = 20
ENOUGH = 32
"""So many who have come are shown without waiting for more: the work is shared well enough."""
COMINGS = (c.Join, c.ArriveToFacilitate, c.Return, c.Leave, c.Lose)


class Crowd:
    """Says who waits for others. *over* is called when the wait is."""

    def __init__(self, clock: Clock, over: Callable[[], object]) -> None:
        self._clock = clock
        self._over = over
        self._timer: Timer | None = None
        self._waiting = 0

    def waits(self, command: object, seats: int) -> bool:
        """Whether *command* may wait for others like it, in a room of so many seats."""
        if seats <= LARGE or not isinstance(command, COMINGS):
            return False
        self._waiting += 1
        if self._waiting >= ENOUGH:
            return False
        if self._timer is None:
            due = Ms(self._clock.now() + TOGETHER_MS)
            self._timer = self._clock.call_at(due, self._call)
        return True

    @property
    def gathers(self) -> bool:
        """Whether somebody waits for others now."""
        return self._timer is not None

    def _call(self) -> None:
        self._timer, self._waiting = None, 0
        self._over()

    def stop(self) -> None:
        """Nobody waits any more."""
        self._waiting = 0
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
