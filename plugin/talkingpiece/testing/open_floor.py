"""What an open talk promises, watched from its events alone: fair hands, and no endless talk."""

from collections.abc import Callable

from talkingpiece.core import events as e
from talkingpiece.core import floor_events as fe
from talkingpiece.core.formats import Phase
from talkingpiece.core.ids import PersonId
from talkingpiece.core.options import DiscussOptions

Broken = Callable[[str, str], None]
"""Says which promise was broken, and how."""


class OpenFloor:
    """Counts hands, turns and steps for itself.

    The rules: `jumped_queue` (somebody speaks again before one who waits and has spoken less,
    without a facilitator's word), `not_raised` (the floor goes by itself to somebody whose hand is
    down), `endless` (a talk is made longer more often than its steps say).
    """

    def __init__(self, broken: Broken, phase: Callable[[], Phase]) -> None:
        self._broken = broken
        self._phase = phase
        self._hands: list[PersonId] = []
        self._spoken: dict[PersonId, int] = {}
        self._away: set[PersonId] = set()
        self._steps = 0
        self._steered = False

    def see(self, event: e.AnyEvent) -> None:
        """One more event of the session, before it has changed the phase."""
        match event:
            case e.PhaseEntered() | e.Undone():
                self._hands, self._spoken, self._steps = [], {}, 0
                self._steered = False  # the tap that led here gives nobody the floor
            case e.PersonLeft():
                self._away.add(event.person)
            case e.PersonReturned():
                self._away.discard(event.person)
            case e.Steered():
                self._steered = True
            case e.PieceGiven():
                self._steered = False
            case fe.HandRaised():
                self._hands.append(event.by)
            case fe.HandLowered():
                self._hands.remove(event.by)
            case fe.SeatTaken() if event.by in self._hands:
                self._hands.remove(event.by)
            case fe.FloorTaken():
                self._taken(event.by, self._phase())
            case fe.TalkExtended():
                self._extended(self._phase())
            case _:
                pass

    def _taken(self, by: PersonId, phase: Phase) -> None:
        options = phase.options
        assert isinstance(options, DiscussOptions)
        if not self._steered and by not in self._hands:
            self._broken("not_raised", f"{by} has the floor and did not ask for it")
        turns = self._spoken.get(by, 0)
        if options.queue_order == "least_spoken_first" and not self._steered:
            here = (person for person in self._hands if person not in self._away)
            less = [person for person in here if self._spoken.get(person, 0) < turns]
            for person in less:
                self._broken("jumped_queue", f"{by} speaks again, and {person} waits")
        self._spoken[by] = turns + 1
        self._hands = [person for person in self._hands if person != by]

    def _extended(self, phase: Phase) -> None:
        options = phase.options
        most = options.extend.max if isinstance(options, DiscussOptions) and options.extend else 0
        self._steps += 1
        if self._steps > most:
            self._broken("endless", f"made longer {self._steps} times, of {most}")
