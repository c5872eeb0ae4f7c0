"""When the log of a room becomes a snapshot."""

from collections.abc import Sequence

from talkingpiece.core.events import AnyEvent, Closed, PhaseLeft
from talkingpiece.core.floor_events import ThumbsCounted
from talkingpiece.core.poll_events import AnswersForgotten
from talkingpiece.core.session import Session
from talkingpiece.core.switch_events import FormatResumed, FormatSwitched
from talkingpiece.core.switching import pact_of

ENDS = {PhaseLeft, Closed, FormatSwitched, FormatResumed}
"""What ends or suspends a phase."""
SECRETS = {AnswersForgotten, ThumbsCounted}
"""What single answers and single thumbs must not outlive."""
COMPACT_EVERY = 200
"""After so many events in any case."""


class Compaction:
    """Where confidentiality asks for it, no record outlives its phase (decision 14).

    Single answers of a poll and single thumbs do so nowhere.
    """

    def __init__(self) -> None:
        self._uncompacted = 0
        self._due = False

    def due(self, session: Session, events: Sequence[AnyEvent]) -> bool:
        """Whether it is time, now that *events* are kept; it stays so until `done`."""
        self._uncompacted += len(events)
        guarded = pact_of(session) in ("sealed", "pair")
        kinds = {type(event) for event in events}
        over = guarded and not kinds.isdisjoint(ENDS)
        secret = not kinds.isdisjoint(SECRETS)
        self._due |= over or secret or self._uncompacted >= COMPACT_EVERY
        return self._due

    def done(self) -> None:
        """The log is a snapshot now."""
        self._due = False
        self._uncompacted = 0
