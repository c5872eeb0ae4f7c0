"""Who is lost and who is back, as the session is told of it: again, until it is kept.

Nobody asks for either by themselves, so nobody would ask again if the store was away just then:
whoever came back would sit there and be refused everything, and whoever left would be waited for.
"""

from talkingpiece.core import commands as c
from talkingpiece.core.ids import PersonId
from talkingpiece.hub.asked import Tell, Verdict
from talkingpiece.hub.clock import Clock
from talkingpiece.hub.presence import Presence
from talkingpiece.hub.room import Room
from talkingpiece.hub.timers import Beat

AGAIN_MS = 1_000
"""How long after a store was away it is asked to keep who is back."""


class Attendance:
    """Tells one room of the comings and goings of its people."""

    def __init__(self, room: Room, clock: Clock, grace_ms: int) -> None:
        """*grace_ms*: how long somebody may be away until they are lost."""
        self.presence = Presence(clock, grace_ms, self.lose)
        self._room = room
        self._again = Beat(clock, AGAIN_MS, self._look)

    def lose(self, person: PersonId) -> None:
        """*person* has been away for too long. Unkept, they are given that time once more."""

        def tell(verdict: Verdict) -> None:
            if verdict.unkept:
                self.presence.await_return(person)

        if self._room.ahead.closed is None:
            self._room.ask(c.Lose(), person, tell=tell)

    def come_back(self, person: PersonId, then: Tell | None = None) -> None:
        """*person* is back; *then* is called once, when that is kept or could not be."""

        def tell(verdict: Verdict) -> None:
            if verdict.unkept:
                self._again.start()
            if then is not None:
                then(verdict)

        self._room.ask(c.Return(), person, tell=tell)

    def look_round(self) -> None:
        """Whoever sits here and is taken for lost is back: another node had their last line."""
        for person in self.presence.missed(self._room.session):
            self.come_back(person)

    def stop(self) -> None:
        """The room is let go."""
        self._again.stop()

    def _look(self) -> bool:
        self.look_round()
        return False
