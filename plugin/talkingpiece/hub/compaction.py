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

Kinds = frozenset[type[AnyEvent]]


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
        self._stopped = False

    def due(
        self, session: Session, events: Sequence[AnyEvent], others: Kinds = frozenset()
    ) -> bool:
        """Whether it is time, now that *events* are kept; it stays so until `done`.

        *others*: what else the log holds since its last snapshot. Whoever kept that sees to it; in
        a quiet moment it is done here, because they may have died before they could.
        """
        self._uncompacted += len(events)
        mine = frozenset(type(event) for event in events)
        self._due |= must_go(session, mine) or self._uncompacted >= AT_MOST
        if not self._due and (self._uncompacted >= ENOUGH or must_go(session, others)):
            self.later()
        return self._due

    def later(self) -> None:
        """Look again in a quiet moment, also where it could not be done just now."""
        self._asked = self._clock.now()
        self._wait()

    def done(self) -> None:
        """The log is a snapshot now."""
        self._due = False
        self._uncompacted = 0
        self._cancel()

    def stop(self) -> None:
        """The room is let go."""
        self._stopped = True
        self._cancel()

    def _cancel(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _wait(self) -> None:
        if self._timer is None and not self._stopped:
            self._timer = self._clock.call_at(Ms(self._asked + QUIET_MS), self._look)

    def _look(self) -> None:
        self._timer = None
        if self._clock.now() < self._asked + QUIET_MS:  # somebody has asked meanwhile
            self._wait()
            return
        self._due = True
        self._quiet()


def must_go(session: Session, kinds: Kinds) -> bool:
    """Whether single records of these *kinds* may not stay."""
    if kinds.isdisjoint(ENDS):
        return not kinds.isdisjoint(SECRETS)
    return pact_of(session) in ("sealed", "pair") or not kinds.isdisjoint(SECRETS)
