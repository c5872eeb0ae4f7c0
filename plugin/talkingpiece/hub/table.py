"""A room with the people round it: who comes and goes, asks, is answered, and is shown what.

Here a connection's messages become commands of the room, and what the room has committed becomes
frames. Here too are the room's two timers: the next instant at which something happens by itself,
and a slow beat for what facilitators see of the time.
"""

import secrets
from collections.abc import Callable, Sequence

from talkingpiece.core import commands as c
from talkingpiece.core.difference import Difference
from talkingpiece.core.grammar import Grammar
from talkingpiece.core.ids import PersonId
from talkingpiece.core.session import Session
from talkingpiece.errors import Code, Refused
from talkingpiece.hub import wire
from talkingpiece.hub.asked import Asked, Verdict
from talkingpiece.hub.attendance import Attendance
from talkingpiece.hub.broadcast import Broadcast
from talkingpiece.hub.calls import Calls
from talkingpiece.hub.clock import Clock
from talkingpiece.hub.connection import Connection
from talkingpiece.hub.errands import Errands
from talkingpiece.hub.farewell import Farewell
from talkingpiece.hub.gallery import Gallery
from talkingpiece.hub.greeting import Greeting
from talkingpiece.hub.links import Links
from talkingpiece.hub.logbook import Kept, Logbook
from talkingpiece.hub.room import Room
from talkingpiece.hub.seats import Seats
from talkingpiece.hub.timers import Beat, Ticker

REFRESH_MS = 30_000
"""How often facilitators' figures and honest waiting times are brought up to date."""
UNGUESSABLE = 20
"""A client's command id of this length is random enough to name the seat it asked for."""


class Table:
    """One awake room and everybody connected to it."""

    def __init__(
        self,
        logbook: Logbook,
        kept: Kept,
        *,
        grammar: Grammar,
        clock: Clock,
        greeting: Greeting,
        farewell: Farewell,
        seats: Seats,
        links: Links,
        grace_ms: int,
        emptied: Callable[[], None],
    ) -> None:
        """*emptied* is called whenever the last connection has gone, or the room is erased."""
        self.is_erased = False
        self._clock = clock
        self._greeting = greeting
        self._farewell = farewell
        self.seats = seats
        self._emptied = emptied
        self.room = Room(logbook, kept, grammar, clock, self)
        self._attendance = Attendance(self.room, clock, grace_ms)
        self.presence = self._attendance.presence
        self._broadcast = Broadcast(self.presence)
        self._ticker = Ticker(clock, self._tick)
        self._beat = Beat(clock, REFRESH_MS, self._beaten)
        self.errands = Errands(farewell, clock, lambda: self.session)
        self._links = links
        self._wording = greeting.wording(kept.session)
        self._followed = kept.session
        self.gallery = Gallery(self, greeting.outside(kept.session), clock)
        self._calls = Calls(
            clock, greeting.call, lambda on: self.room.ask(c.NoticeRecording(on=on))
        )

    @property
    def session(self) -> Session:
        """The session as committed."""
        return self.room.session

    @property
    def busy(self) -> bool:
        """Whether something is being kept at the moment."""
        return self.room.busy or self.errands.busy

    def start(self) -> None:
        """Wake up: nobody is connected yet, and some instants may have passed in sleep."""
        for person in self.session.here():
            if person.widget:  # a phone has no connection to come back
                self.presence.await_return(person.id)
        self._ticker.follow(self.session)
        if self.session.links:
            self.errands.insist("links", self._links.renewal(self.session))
        if self.session.closed is not None:
            self.errands.start()

    def stop(self, code: wire.ByeCode) -> None:
        """Say goodbye to everybody; no timer goes off any more."""
        for connection in self.presence.connections():
            connection.bye(code)
        self.presence.stop()
        for own in self._ticker, self._beat, self._attendance, self.errands, self._calls, self.room:
            own.stop()

    async def settled(self) -> None:
        """Return when nothing is under way any more."""
        while self.busy:
            await self.room.settled()
            await self.errands.settled()

    # --- coming and going ---------------------------------------------------------------------

    def arrive(self, connection: Connection, locale: str) -> None:
        """Somebody opens the page with a link and without a seat."""
        self.presence.arrive(connection)
        now, facilitates = self._clock.now(), connection.facilitates
        connection.send(self._greeting.arriving(self.session, now, facilitates=facilitates))
        self._wording.tell(connection, locale)
        self._refresh()

    def take_seat(
        self, connection: Connection, person: PersonId, locale: str, since: int = 0
    ) -> None:
        """*person* is back, or has opened one more tab; *since*: the last seq they have seen."""
        if self.room.ahead.people[person].removed:
            connection.bye("removed")
            return
        self.presence.sit(connection, person)
        connection.send(self._greeting.seated(self.session, person, self._clock.now()))
        self._wording.tell(connection, locale)
        if self.room.ahead.people[person].here:
            self._broadcast.resume(self.session, connection, since, self._clock.now())
        else:
            self._come_back(connection, person)
        self._beat.start()

    def _come_back(self, connection: Connection, person: PersonId) -> None:
        self._attendance.come_back(person, lambda verdict: self._show_whole(connection))

    def leave(self, connection: Connection) -> None:
        """A connection is gone."""
        connection.gone()
        self.presence.leave(connection)
        self._calls.leave(self.session, connection)
        if self.presence:
            self._refresh()
        else:
            self._broadcast.forget_shown()
            self._emptied()

    # --- asking -------------------------------------------------------------------------------

    def hear(self, connection: Connection, message: wire.AnyClientMessage) -> None:
        """One message of an identified connection."""
        self._calls.sign(connection)
        command_id = message.id if isinstance(message, wire.Do) else ""
        if not connection.bucket.take():
            connection.refuse(command_id, Refused(Code.TOO_MANY, max=connection.bucket.burst))
            return
        match message:
            case wire.Do(command=command) if connection.person is not None:
                self._do(connection, connection.person, command, command_id)
            case wire.Do(command=c.Join() as join):
                self._join(connection, join, command_id)
            case wire.Do():
                connection.refuse(command_id, Refused(Code.NOT_HERE))
            case wire.Whole():
                self._show_whole(connection)
            case wire.Sheet():
                self.errands.give(connection, message.output)
            case wire.Probe():
                connection.send(wire.Time(c=message.c, s=self._clock.now()))
            case wire.InCall() | wire.EnterCall():
                self._calls.hear(self.session, connection, message)
            case wire.Hello():
                connection.send(wire.Refusal(id="", code="not_a_message"))

    def _do(
        self, connection: Connection, person: PersonId, command: c.AnyCommand, command_id: str
    ) -> None:
        def tell(verdict: Verdict) -> None:
            self._answer(connection, command_id, verdict)
            if verdict.refused is None and isinstance(command, c.Leave):
                self._bid_farewell(person, "left")
            elif verdict.refused is None and isinstance(command, c.RenewLinks):
                self.errands.insist("links", self._links.renewal(self.session, connection))

        self.room.ask(command, person, command_id, tell)

    def misheard(self, connection: Connection, code: str) -> None:
        """A frame was no message; too many of them are not even answered."""
        if connection.bucket.take():
            connection.send(wire.Refusal(id="", code=code))

    def _join(self, connection: Connection, join: c.Join, command_id: str) -> None:
        if connection.joining:
            connection.refuse(command_id, Refused(Code.ALREADY_HERE))
            return
        connection.joining = True
        command = connection.sits_down(join)
        # A join that is sent again after a loss asks for the same seat, so nobody sits twice.
        known = command_id if len(command_id) >= UNGUESSABLE else secrets.token_hex(16)
        person = connection.known_as or self.seats.person(known)

        def tell(verdict: Verdict) -> None:
            connection.joining = False
            if verdict.refused is None:
                self._sit_down(connection, person)
            self._answer(connection, command_id, verdict)

        self.room.ask(command, person, command_id, tell)

    def _sit_down(self, connection: Connection, person: PersonId) -> None:
        """*person* has just joined, or asks again for the seat they have had since."""
        seated = self.room.ahead.people[person]
        if connection.closed:  # gone while the seat was being kept
            self.presence.await_return(person)
            return
        if seated.removed:
            connection.bye("removed")
            return
        self.presence.sit(connection, person)
        connection.send(wire.Seated(seat=self.seats.token(person), me=person))
        if seated.here:
            self._show_whole(connection)
        else:
            self._come_back(connection, person)
        self._refresh()
        self._beat.start()

    def _answer(self, connection: Connection, command_id: str, verdict: Verdict) -> None:
        if verdict.refused is not None:
            connection.refuse(command_id, verdict.refused)
        else:
            connection.send(wire.Done(id=command_id, seq=verdict.seq))

    # --- showing ------------------------------------------------------------------------------

    def committed(self, group: Sequence[Asked]) -> None:
        """Show what is kept now, and see to what follows from it."""
        session = self.room.session
        difference = Difference(self._followed, session)
        if not difference.words_alone:
            self._ticker.follow(session)
            self._wording.follow_with(session, self.presence.connections())
            self._see_out(session)
        if not group:
            self._attendance.look_round()
        if self.presence.seats:
            self._broadcast.show(session, self._clock.now(), difference)
        self._calls.show(session)
        if session.closed is not None:
            self.errands.after_the_end(group, self.erased)
        for company in self.presence.company:
            company.see([event for asked in group for event in asked.events])
        self._followed = session  # last: what failed half-way is followed anew with the next

    def erased(self) -> None:
        """The room has been forgotten while people were in it."""
        self.is_erased = True
        self.stop("gone")
        self._emptied()

    def _see_out(self, session: Session) -> None:
        """Whoever was removed is shown nothing any more; who turned out to be Noor sits there."""
        for person in self.presence.removed(session):
            seat = session.people[person].seat
            if seat is None:
                self._bid_farewell(person, "removed")
            else:
                self._change_seats(person, seat)

    def _bid_farewell(self, person: PersonId, code: wire.ByeCode) -> None:
        for connection in list(self.presence.seats.get(person, ())):
            connection.bye(code)

    def _change_seats(self, newcomer: PersonId, seat: PersonId) -> None:
        """Whoever came without their token has their old seat again, and its token."""
        for connection in self.presence.move(newcomer, seat):
            connection.send(wire.Seated(seat=self.seats.token(seat), me=seat))
            connection.sees = False  # shown everything anew, after others see what has changed

    def _show_whole(self, connection: Connection) -> None:
        if connection.person is not None and not connection.closed:
            self._broadcast.whole(self.session, connection, self._clock.now())

    def _refresh(self) -> None:
        self._broadcast.refresh(self.session, self._clock.now())

    # --- what happens by itself -----------------------------------------------------------------

    def _tick(self) -> None:
        self.room.ask(c.Tick(), tell=lambda verdict: self._ticker.follow(self.session))

    def _beaten(self) -> bool:
        self._refresh()
        return bool(self.presence.seats)
