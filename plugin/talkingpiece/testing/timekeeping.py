"""What is promised about time, watched from events alone: an end, a reserve, protected minutes."""

from collections.abc import Callable, Collection, Sequence

from talkingpiece.core import events as e
from talkingpiece.core.formats import ForEach, Format, Phase, Step
from talkingpiece.core.ids import MINUTE_MS, Ms, PersonId
from talkingpiece.core.options import ArrangeOptions
from talkingpiece.core.session import Cursor, Item

Broken = Callable[[str, str], None]
"""Says which promise was broken, and how."""
NEW_TOPIC_MARGIN = 1.2
"""A new topic needs this many times the least minutes of its phases (formats.md A4)."""
ROUNDING_MINUTES = 0.01


class Timekeeping:
    """Holds every way through a session against its plan.

    The rules: `no_closing` (a session that ends before a step that it owes), `late` (closed after
    the planned end), `reserve` (a topic begun, or the last one over, with less time than the format
    keeps free), `squeezed` (time that is protected begins with less than its least left).
    """

    def __init__(self, broken: Broken, planned_end: Callable[[], Ms]) -> None:
        self._broken = broken
        self._planned_end = planned_end
        self._closed: Ms | None = None
        self._owed: list[str] = []

    def _left(self, at: Ms) -> float:
        """How many minutes there are until the planned end."""
        return (self._planned_end() - at) / MINUTE_MS

    def entered(self, event: e.PhaseEntered, format_: Format, before: Cursor) -> None:
        """A phase begins; *before* is where the session stood."""
        cursor, left = event.cursor, self._left(event.at)
        step, here = format_.flow[cursor.path[0]], cursor.path[0]
        if isinstance(step, ForEach) and cursor.item != before.item:
            needed = _least_left(step, format_.reserve_closing)
            if left < needed:
                self._broken("reserve", f"a topic begun with {left:.1f} of {needed:.1f} min")
        loop = format_.flow[before.path[0]]
        # A loop that goes on until its list is empty does not count the minutes of a topic (D1).
        over = isinstance(loop, ForEach) and loop.until != "list_empty" and here > before.path[0]
        if over and left < format_.reserve_closing:
            self._broken("reserve", f"{left:.1f} min left when the last topic was over")
        phases = _still(format_, cursor)
        if phases[0].protected_time:
            least = sum(phase.minutes[0] for phase in phases if phase.protected_time)
            if left < least - ROUNDING_MINUTES:
                self._broken("squeezed", f"{phases[0].id} with {left:.1f} of {least} min")

    def closed(
        self,
        event: e.Closed,
        format_: Format,
        cursor: Cursor,
        open_: Sequence[Item],
        here: Collection[PersonId],
    ) -> None:
        """The session ends at *cursor*: what comes after it may be missing only for a reason.

        *open_*: what nobody has taken up yet; *here*: who is at the table.
        """
        self._closed, left = event.at, self._left(event.at)
        for step in format_.flow[cursor.path[0] + 1 :]:
            if isinstance(step, ForEach):
                time = left >= _least_left(step, format_.reserve_closing)  # else none begins (A4)
                if time and _goes_on(step, format_, open_, here):
                    self._owed.append(step.for_each)
            elif not _is_spared(step, format_, open_):
                self._owed.append(step.phase.id)

    def end(self) -> None:
        """All events have been seen."""
        if self._closed is None:
            self._broken("no_closing", "nobody closed")
        elif self._owed:
            self._broken("no_closing", f"{', '.join(self._owed)} was never reached")
        elif (left := self._left(self._closed)) < 0:
            self._broken("late", f"closed {-left:.1f} min after the planned end")


def _still(format_: Format, cursor: Cursor) -> list[Phase]:
    """The running phase and those that follow it, without the loops that are still to come."""
    step, here = format_.flow[cursor.path[0]], cursor.path[0]
    phases = list(step.do[cursor.path[1] :]) if isinstance(step, ForEach) else [step.phase]
    return phases + [s.phase for s in format_.flow[here + 1 :] if isinstance(s, Step)]


def _least_left(loop: ForEach, reserve: int) -> float:
    """How many minutes there have to be left when a topic begins (A4).

    Phases that are off cost nothing; until its list is empty a loop asks for the reserve only (D1).
    """
    least = sum(phase.minutes[0] for phase in loop.do if phase.default_on)
    return reserve + (0 if loop.until == "list_empty" else NEW_TOPIC_MARGIN * least)


def _goes_on(
    loop: ForEach, format_: Format, open_: Sequence[Item], here: Collection[PersonId]
) -> bool:
    """Whether a loop still has something to go through: no topic without its owner (A8)."""
    kind = format_.lists[loop.for_each].item
    return any(i.kind == kind and (loop.role == "none" or i.owner in here) for i in open_)


def _is_spared(step: Step, format_: Format, open_: Sequence[Item]) -> bool:
    """Whether a session may end without this step.

    What is optional is left out for want of time (A4), `when` and `repeat` have conditions of
    their own (D1), and a step that ends with its list has nothing to do once that is empty (D3).
    """
    phase = step.phase
    if phase.optional or phase.when is not None or step.repeat is not None:
        return True
    options = phase.options
    if not isinstance(options, ArrangeOptions) or "list_empty" not in phase.exit:
        return False
    kind = format_.lists[options.list].item
    return not any(item.kind == kind for item in open_)
