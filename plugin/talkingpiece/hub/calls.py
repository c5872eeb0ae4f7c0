"""The call a room is held in, as far as its browsers tell: who is who there, and who may moderate.

Live and noisy, like presence: no part of the session, and kept nowhere. The server holds the wish
for each microphone, browsers act on it (decision 25). At the level `server` one browser, the
steward, lets the call's own moderation follow; everything that is unclear leaves the floor open.
"""

from collections.abc import Callable, Iterator

import msgspec

from talkingpiece.core.ids import Ms, PersonId
from talkingpiece.core.microphones import microphone
from talkingpiece.core.rules import Level
from talkingpiece.core.session import Session
from talkingpiece.errors import Code, Refused
from talkingpiece.hub import wire
from talkingpiece.hub.clock import Clock
from talkingpiece.hub.connection import Connection
from talkingpiece.hub.reasons import WhyNot
from talkingpiece.hub.seats import is_known
from talkingpiece.hub.timers import Beat

ASK_MS = 1_000
SILENT_MS = 3_500
"""A steward who says nothing for so long is followed by somebody else: within five seconds."""


class State(msgspec.Struct, frozen=True, kw_only=True):
    """What the room's call comes to: the level in force, who acts for all, and what hinders it."""

    level: Level
    steward: Connection | None = None
    why: WhyNot = ""


class Calls:
    """Who of one room is in its call. `show` after every change of the session or of the call."""

    def __init__(
        self,
        clock: Clock,
        place: Callable[[Session, PersonId], wire.CallPlace],
        recorded: Callable[[bool], None] = lambda on: None,
    ) -> None:
        """*place* says where the call is, or raises `Refused`; *recorded* hears of recordings."""
        self._clock = clock
        self._watch = Beat(clock, ASK_MS, self._ask)
        self._session: Session | None = None
        self._heard = Ms(0)
        """When the steward has said something, whatever it was."""
        self._silent: set[Connection] = set()
        self._place = place
        self._tell_recorded = recorded
        self._recorded = False
        self._inside: dict[Connection, wire.InCall] = {}
        self._shown: dict[Connection, wire.Calling] = {}
        self._steward: Connection | None = None
        self._claimed = False
        """Moderation was switched on for the table, so it is for the table to switch it off."""

    def sign(self, connection: Connection) -> None:
        """A browser has said something, so its line holds."""
        if connection is self._steward:
            self._heard = self._clock.now()
        if connection in self._silent:
            self._silent.discard(connection)
            if self._session is not None:
                self.show(self._session)

    def stop(self) -> None:
        """The room is let go."""
        self._watch.stop()

    def _ask(self) -> bool:
        """A line may break without a word: who acts for all is asked every second."""
        if self._steward is None or not self._claimed:
            return False
        self._steward.send(wire.Still())
        if self._clock.now() - self._heard >= SILENT_MS and self._session is not None:
            self._silent.add(self._steward)
            self.show(self._session)
        return True

    def hear(
        self, session: Session, connection: Connection, said: wire.InCall | wire.EnterCall
    ) -> None:
        """A browser asks for the call, has joined or left it, or knows more about it."""
        if connection.person is None:
            connection.refuse("", Refused(Code.NOT_HERE))
        elif isinstance(said, wire.EnterCall):
            try:
                connection.send(self._place(session, connection.person))
            except Refused as refused:
                connection.refuse("", refused)
        else:
            before = self._inside.get(connection)
            if said.id and not self._is_taken(connection, said.id):
                self._inside[connection] = said
            else:
                self.forget(connection)
            if before is not None and before.moderation and not said.moderation:
                self._claimed = False
            self._hear_recording()
            self.show(session)

    def _is_taken(self, connection: Connection, participant: str) -> bool:
        """Whether somebody else has said that this is them: everybody can read everybody's id."""
        return any(
            said.id == participant and other.person != connection.person and not other.closed
            for other, said in self._inside.items()
        )

    def _hear_recording(self) -> None:
        """Jitsi tells everybody; whoever hears it first tells the table."""
        recorded = any(said.recording for said in self._inside.values())
        if recorded != self._recorded and self._inside:
            self._recorded = recorded
            self._tell_recorded(recorded)

    def leave(self, session: Session, connection: Connection) -> None:
        """A browser is gone; whatever it saw to is somebody else's now."""
        self.forget(connection)
        self.show(session)

    def forget(self, connection: Connection) -> None:
        """A browser is no more in the call."""
        self._inside.pop(connection, None)
        self._shown.pop(connection, None)
        self._silent.discard(connection)

    def show(self, session: Session) -> None:
        """Tell everybody in the call what is new for them."""
        self._session = session
        if not self._inside:
            self._steward = None
            return
        for connection in [each for each in self._inside if each.closed]:
            self.forget(connection)
        state = self._state(session)
        if state.steward is not self._steward:
            self._steward, self._heard = state.steward, self._clock.now()
        seats = {said.id: person for said, person in self._people(session)}
        floor = self._floor(session, state)
        self._claimed = self._claimed or bool(floor)
        moderation: wire.Moderation = "on" if floor else "off" if self._claimed else ""
        if self._claimed:
            self._watch.start()
        for connection in self._inside:
            acts = connection is state.steward
            calling = wire.Calling(
                level=state.level,
                steward=acts,
                moderation=moderation,
                floor=floor if acts else {},
                seats=seats,
                verified=tuple(sorted(filter(is_known, seats.values()))),
                why=state.why,
            )
            if self._shown.get(connection) != calling:
                self._shown[connection] = calling
                connection.send(calling)

    def _people(self, session: Session) -> Iterator[tuple[wire.InCall, PersonId]]:
        for connection, said in self._inside.items():
            person = connection.person
            if person is not None and session.people[person].here:
                yield said, person

    def _state(self, session: Session) -> State:
        """The level in force. Without anybody who leads, nobody's microphone is touched."""
        if session.closed is not None or not session.led:
            why: WhyNot = "no_facilitator" if session.closed is None else ""
            return State(level="guide", steward=self._elected(session), why=why)
        if session.level != "server":
            # Whoever switched moderation on switches it off: a steward stays for as long as needed.
            return State(level=session.level, steward=self._elected(session))
        steward = self._elected(session)
        if steward is None:
            return State(level="self", why=self._why_not(session))
        known = {person for _, person in self._people(session)}
        if any(p.id not in known and self._may_speak(session, p.id) for p in session.here()):
            return State(level="server", steward=steward, why="holder_unknown")
        return State(level="server", steward=steward)

    def _may_speak(self, session: Session, person: PersonId) -> bool:
        return microphone(session, person).state == "open"

    def _floor(self, session: Session, state: State) -> dict[str, wire.MicState]:
        """What the steward sees to, by the call's ids; empty where the floor is open to all."""
        if state.level != "server" or state.why:
            return {}
        wishes = {said.id: microphone(session, p).state for said, p in self._people(session)}
        closes = any(microphone(session, p.id).state == "closed" for p in session.here())
        return wishes if closes else {}

    def _elected(self, session: Session) -> Connection | None:
        """The browser that acts: the one that did, else the lead's, a facilitator's, anybody's."""
        able = [
            connection
            for connection, said in self._inside.items()
            if said.moderator and said.binds and not said.breakout and connection.person is not None
        ]
        # Whoever is silent has perhaps gone without a word; with nobody else, they may come back.
        able = [each for each in able if each not in self._silent] or able
        if self._claimed and self._steward in able:
            return self._steward

        def rank(connection: Connection) -> tuple[bool, bool, int]:
            person = session.people[connection.person]  # type: ignore[index]
            place = session.ring.index(person.id) if person.id in session.ring else 0
            return session.lead != person.id, person.role != "facilitator", place

        return min(able, key=rank, default=None)

    def _why_not(self, session: Session) -> WhyNot:
        moderators = [said for said in self._inside.values() if said.moderator]
        if not moderators:
            return "nobody_moderates"
        return "breakout" if any(said.breakout for said in moderators) else "everybody_moderates"
