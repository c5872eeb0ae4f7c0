"""When the log of a room becomes a snapshot."""

from collections.abc import Callable, Sequence

from talkingpiece.core.events import AnyEvent, Closed, PhaseLeft
from talkingpiece.core.floor_events import ThumbsCounted
from talkingpiece.core.ids import Ms
from talkingpiece.core.poll_events import AnswersForgotten
from talkingpiece.core.session import Session
from talkingpiece.core.switch_events import FormatResumed, FormatSwitched
from talkingpiece.core.switching import pact_of
from talkingpiece.hub.clock import Clock, Timer

ENDS = {PhaseLeft, Closed, FormatSwitched, FormatResumed}
"""What ends or suspends a phase."""
SECRETS = {AnswersForgotten, ThumbsCounted}
"""What single answers and single thumbs must not outlive."""
ENOUGH = 200
"""After so many events, as soon as nobody has asked for anything for a moment."""
AT_MOST = 1000
"""After so many events in any case."""
QUIET_MS = 1000


class Compaction:
    """Where confidentiality asks for it, no record outlives its phase (decision 14).

    Single answers of a poll and single thumbs do so nowhere. All else waits until nobody does.
    """

    def __init__(self, clock: Clock, quiet: Callable[[], object]) -> None:
        """*quiet* is called when it is time although nothing has been kept just now."""
        self._clock = clock
        self._quiet = quiet
        self._uncompacted = 0
        self._due = False
        self._asked = Ms(0)
        self._timer: Timer | None = None

    def due(self, session: Session, events: Sequence[AnyEvent]) -> bool:
        """Whether it is time, now that *events* are kept; it stays so until `done`."""
        self._uncompacted += len(events)
        guarded = pact_of(session) in ("sealed", "pair")
        kinds = {type(event) for event in events}
        over = guarded and not kinds.isdisjoint(ENDS)
        secret = not kinds.isdisjoint(SECRETS)
        self._due |= over or secret or self._uncompacted >= AT_MOST
        if self._uncompacted >= ENOUGH and not self._due:
            self._asked = self._clock.now()
            self._wait()
        return self._due

    def done(self) -> None:
        """The log is a snapshot now."""
        self._due = False
        self._uncompacted = 0
        self.stop()

    def stop(self) -> None:
        """The room is let go."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _wait(self) -> None:
        if self._timer is None:
            self._timer = self._clock.call_at(Ms(self._asked + QUIET_MS), self._look)

    def _look(self) -> None:
        self._timer = None
        if self._clock.now() < self._asked + QUIET_MS:  # somebody has asked meanwhile
            self._wait()
            return
        self._due = True
        self._quiet()
