"""The timers of an awake room: what happens by itself, and a slow beat for what shows the time."""

from collections.abc import Callable

from talkingpiece.core.deadlines import next_instant
from talkingpiece.core.ids import Ms
from talkingpiece.core.session import Session
from talkingpiece.hub.clock import Clock, Timer

AGAIN_MS = 1_000
"""The least time to the next tick when one has changed nothing."""


class Ticker:
    """Calls *tick* at the next instant at which something happens by itself."""

    def __init__(self, clock: Clock, tick: Callable[[], None]) -> None:
        self._clock = clock
        self._tick = tick
        self._timer: Timer | None = None
        self._due_at = Ms(0)
        self._ticked_at_seq = 0
        self._seq = 0

    def follow(self, session: Session) -> None:
        """The session is this one now: call again after every commit and every tick."""
        self._seq = session.seq
        instant = next_instant(session)
        if instant is None:
            self.stop()
            return
        now = self._clock.now()
        least = now + AGAIN_MS if self._ticked_at_seq == session.seq else now
        due = Ms(max(instant, least))
        if self._timer is None or due != self._due_at:
            self.stop()
            self._due_at = due
            self._timer = self._clock.call_at(due, self._due)

    def stop(self) -> None:
        """No tick until `follow` is called again."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _due(self) -> None:
        self._timer = None
        self._ticked_at_seq = self._seq
        self._tick()


class Beat:
    """Calls *beat* every *every_ms*, as long as it answers that it is still wanted."""

    def __init__(self, clock: Clock, every_ms: int, beat: Callable[[], bool]) -> None:
        self._clock = clock
        self._every_ms = every_ms
        self._beat = beat
        self._timer: Timer | None = None

    def start(self) -> None:
        """Begin, unless it is going already."""
        if self._timer is None:
            due = Ms(self._clock.now() + self._every_ms)
            self._timer = self._clock.call_at(due, self._due)

    def stop(self) -> None:
        """End."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _due(self) -> None:
        self._timer = None
        if self._beat():
            self.start()
