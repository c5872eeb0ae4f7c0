"""Who is connected. Live and noisy, so it is no part of the session, and nobody replays it.

Several sockets of one person are one seat. Whoever has none for longer than the grace time is
lost, which the room tells the session; a seat token coming back ends that at any time.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from talkingpiece.core.events import AnyEvent
from talkingpiece.core.ids import Ms, PersonId
from talkingpiece.core.session import Session
from talkingpiece.hub.clock import Clock, Timer
from talkingpiece.hub.connection import Connection


class Company(Protocol):
    """Who looks on: the simulated people of a rehearsal, the gallery of a demonstration."""

    def see(self, events: Sequence[AnyEvent]) -> None:
        """This has happened, and is kept."""
        ...

    def stop(self) -> None:
        """The room is let go."""
        ...


class Presence:
    """The connections of one room. *lose* is called for whoever stays away too long."""

    def __init__(self, clock: Clock, grace_ms: int, lose: Callable[[PersonId], None]) -> None:
        self.arrivals: set[Connection] = set()
        """With a link and without a seat: people looking at the arrival card."""
        self.seats: dict[PersonId, set[Connection]] = {}
        """Whoever has at least one connection."""
        self.seating = 0
        """Another number whenever a connection sits down, moves or is gone."""
        self.company: list[Company] = []
        self._clock = clock
        self._grace_ms = grace_ms
        self._lose = lose
        self._grace: dict[PersonId, Timer] = {}
        self._stopped = False
        self._looked_over: object = None

    def __bool__(self) -> bool:
        """Whether anybody is connected; simulated people are company for nobody but them."""
        return any(not connection.simulated for connection in self.connections())

    def connections(self) -> Iterator[Connection]:
        """Everybody's, also of those who have not sat down."""
        for seat in list(self.seats.values()):
            yield from list(seat)
        yield from list(self.arrivals)

    def arrive(self, connection: Connection) -> None:
        """Somebody has the page open."""
        self.arrivals.add(connection)

    def sit(self, connection: Connection, person: PersonId) -> None:
        """*person* has (one more) connection."""
        self.arrivals.discard(connection)
        connection.person = person
        self.seats.setdefault(person, set()).add(connection)
        self.seating += 1
        grace = self._grace.pop(person, None)
        if grace is not None:
            grace.cancel()

    def move(self, person: PersonId, to: PersonId) -> tuple[Connection, ...]:
        """All connections of *person* are *to*'s from now on; these connections."""
        moved = tuple(self.seats.pop(person, ()))
        for connection in moved:
            self.sit(connection, to)
        return moved

    def missed(self, session: Session) -> list[PersonId]:
        """Who has a connection here, and is taken for lost: another node had their last one."""
        people = session.people
        return [p for p in self.seats if not people[p].here and not people[p].removed]

    def removed(self, session: Session) -> list[PersonId]:
        """Who has a connection here, and was removed since this was asked before."""
        people, looked_over = session.people, self._looked_over
        self._looked_over = people
        return [] if people is looked_over else [p for p in self.seats if people[p].removed]

    def leave(self, connection: Connection) -> None:
        """A connection is gone; the last one of a seat starts the grace time."""
        self.arrivals.discard(connection)
        person = connection.person
        seat = self.seats.get(person) if person is not None else None
        if person is None or seat is None:
            return
        seat.discard(connection)
        self.seating += 1
        if not seat:
            del self.seats[person]
            self.await_return(person)

    def await_return(self, person: PersonId) -> None:
        """*person* has no connection: lost after the grace time, unless they come back."""
        if self._stopped or person in self.seats or person in self._grace:
            return
        due = Ms(self._clock.now() + self._grace_ms)
        self._grace[person] = self._clock.call_at(due, lambda: self._over(person))

    def stop(self) -> None:
        """Nobody is lost any more: the room is let go."""
        self._stopped = True
        for company in self.company:
            company.stop()
        for timer in self._grace.values():
            timer.cancel()
        self._grace.clear()

    def _over(self, person: PersonId) -> None:
        del self._grace[person]
        self._lose(person)
