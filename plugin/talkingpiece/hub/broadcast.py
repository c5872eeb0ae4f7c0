"""Showing: one shared patch per change for everybody, and a small private one for whom it concerns.

Bytes per change grow with the number of people, never with its square (decision 21). What was
last shown is kept here, and patches are made against it, so that applying every patch always
gives the whole view.
"""

from collections import deque
from collections.abc import Mapping, Sequence

import msgspec

from talkingpiece.core.concerned import concerned
from talkingpiece.core.difference import Difference
from talkingpiece.core.ids import Ms, PersonId
from talkingpiece.core.people import Participant
from talkingpiece.core.remembered import remembered
from talkingpiece.core.session import Session
from talkingpiece.core.shown import Mine, View
from talkingpiece.core.views import mine, shared
from talkingpiece.hub import wire
from talkingpiece.hub.built import built, changes, reworded
from talkingpiece.hub.connection import Connection, frame
from talkingpiece.hub.presence import Presence

KEPT_CHANGES = 128
"""So many shared frames are kept for clients that come back after a short loss."""

_encoder = msgspec.json.Encoder()


class _Change(msgspec.Struct, frozen=True):
    prev: int
    seq: int
    frame: bytes


class _Part(msgspec.Struct, frozen=True, gc=False):
    """What a person's own part was when last shown."""

    own: Mine
    changed: int
    """Whoever has seen this seq has the part as it is here."""


class _Following(msgspec.Struct, frozen=True):
    """All are in step, and changes follow these, until somebody comes, goes or is let in."""

    seating: int
    people: Mapping[PersonId, Participant]
    connections: Sequence[Connection]


class Broadcast:
    """What the people of one room have been shown so far."""

    def __init__(self, presence: Presence) -> None:
        self._presence = presence
        self._view: View | None = None
        self._view_bytes: bytes | None = None
        self._last: tuple[Session, View] | None = None
        self._difference: Difference | None = None
        self._seq = 0
        self._looked = 0
        self._first = 0
        self._parts: dict[PersonId, _Part] = {}
        self._shown: Session | None = None
        self._in_step: set[PersonId] = set()
        self._following: _Following | None = None
        self._changes: deque[_Change] = deque(maxlen=KEPT_CHANGES)

    def show(self, session: Session, at: Ms, difference: Difference | None = None) -> None:
        """Show what has changed to everybody: the view to those at the table, to each their part.

        *difference*: what lies between the session before and this one, where that is known.
        A person's part goes before the shared change, so that whoever has seen a seq has their
        part of it too.
        """
        self._difference = difference or self._difference
        arriving = len(self._presence.arrivals)
        finished = self._change(session, at)
        known = session.seq if finished is not None else session.seq + 1
        following, self._following = self._following, None  # whatever fails: looked at anew
        if following is not None and following.seating != self._presence.seating:
            following = None
        behind = self._behind(session, following)
        for person in behind:
            self._show_part(session, person, at, arriving, known)
        self._in_step.update(behind)
        if following is None or following.people is not session.people:
            following = self._show_all(session, at, finished)
        elif finished is not None:
            for connection in following.connections:
                connection.send_frame(finished)
        self._following = following

    def refresh(self, session: Session, at: Ms) -> None:
        """Show private parts that depend on the time, or on who has the page open."""
        arriving = len(self._presence.arrivals)
        for person in _of_the_time(session):
            if person in self._presence.seats:
                self._show_part(session, person, at, arriving, session.seq + 1)

    def whole(self, session: Session, connection: Connection, at: Ms) -> None:
        """Show everything to one browser; from now on changes follow."""
        person = connection.person
        assert person is not None
        if _waits(session, person):
            own = mine(session, person, at, len(self._presence.arrivals))
            connection.sees = False
            connection.send(wire.Waiting(mine=own, now=at))
            return
        self._change(session, at)
        part = self._up_to_date(session, person, at)
        if self._view_bytes is None:
            self._view_bytes = _encoder.encode(self._view)
        connection.sees = True
        whole = {
            "t": "see",
            "seq": self._seq,
            "view": msgspec.Raw(self._view_bytes),
            "mine": part.own,
            "now": at,
        }
        connection.send_frame(frame(_encoder.encode(whole)))

    def resume(self, session: Session, connection: Connection, since: int, at: Ms) -> None:
        """Show what a browser has missed after *since*: changes if that is enough, else all."""
        person = connection.person
        assert person is not None
        self._change(session, at)  # nobody at the table may have been there to see it happen
        missed = None if _waits(session, person) else self._missed(since)
        if missed is None or self._up_to_date(session, person, at).changed > since:
            self.whole(session, connection, at)
            return
        connection.sees = True
        for change in missed:
            connection.send_frame(change.frame)

    def forget_shown(self) -> None:
        """Nobody is connected: what was shown need not be kept up to date any more."""
        self._seq = self._looked = 0
        self._parts.clear()
        self._shown = self._last = self._view = self._difference = self._following = None
        self._in_step.clear()
        self._changes.clear()

    def _change(self, session: Session, at: Ms) -> bytes | None:
        """Bring what is shown up to date; the frame for those who had what was shown before."""
        if session.seq == self._looked:
            return None
        self._looked = session.seq
        last, view = self._last, self._view
        since = None if last is None else (self._since(last[0], session), last[1])
        whole = shared(session, at, since)
        self._last = session, whole
        if view is None:
            changed = {}
        elif since is not None and since[0].words_alone:
            changed = reworded(whole, view, [item.id for item in since[0].reworded or ()])
        else:
            changed = changes(whole, view)
        if self._seq and changed.keys() <= {"seq"}:
            return None  # a private note is nobody else's business, not even that there is one
        prev, self._seq = self._seq, session.seq
        self._view, self._view_bytes = whole, None
        if prev == 0:
            self._first = session.seq
            return None
        patch = msgspec.Raw(_encoder.encode(changed))
        finished = frame(wire.encode(wire.Change(seq=self._seq, prev=prev, patch=patch)))
        self._changes.append(_Change(prev, self._seq, finished))
        return finished

    def _since(self, before: Session, session: Session) -> Difference:
        """What all see and what concerns whom are nearly always asked of the same two sessions."""
        known = self._difference
        if known is None or known.before is not before or known.after is not session:
            known = self._difference = Difference(before, session)
        return known

    def _missed(self, since: int) -> list[_Change] | None:
        """The changes after *since*, or None where they are not all known here."""
        if since == self._seq and since > self._first:
            return []
        missed = [change for change in self._changes if change.seq > since]
        return missed if missed and missed[0].prev == since else None

    def _up_to_date(self, session: Session, person: PersonId, at: Ms) -> _Part:
        """A person's part as it is now, shown to their other browsers too."""
        self._show_part(session, person, at, len(self._presence.arrivals), session.seq + 1)
        return self._parts[person]

    def _behind(self, session: Session, following: "_Following | None") -> list[PersonId]:
        """Those at the table whose part may not be as it was when last shown."""
        before, seats = self._shown, self._presence.seats
        whom = None if before is None else concerned(self._since(before, session))
        self._shown = session
        if whom is None:
            self._in_step.clear()
            return list(seats)
        self._in_step -= whom
        if following is not None:
            return [person for person in whom if person in seats]
        return [person for person in seats if person not in self._in_step]

    def _show_all(self, session: Session, at: Ms, finished: bytes | None) -> "_Following":
        """Show a change to everybody, all of it to whoever has just been let in."""
        connections = []
        for person, seat in self._presence.seats.items():
            waiting = _waits(session, person)
            for connection in seat:
                if waiting:
                    connection.sees = False
                    continue
                connections.append(connection)
                if not connection.sees:
                    self.whole(session, connection, at)
                elif finished is not None:
                    connection.send_frame(finished)
        return _Following(self._presence.seating, session.people, connections)

    def _show_part(
        self, session: Session, person: PersonId, at: Ms, arriving: int, known: int
    ) -> None:
        """Show a part if it has changed; whoever has seen the seq *known* will have it."""
        if not self._in_step:
            self._shown = session  # the first to be shown anything since everybody was away
        if session is self._shown:
            self._in_step.add(person)
        else:
            self._in_step.discard(person)
            self._following = None
        own = mine(session, person, at, arriving)
        part = self._parts.get(person)
        if part is not None and part.own == own:
            return
        self._parts[person] = _Part(own, session.seq if part is None else known)
        seat = self._presence.seats[person]
        seeing = [one for one in seat if one.sees or own.waiting]
        if not seeing:
            return
        message: wire.AnyServerMessage = wire.Waiting(mine=own, now=at)
        if not own.waiting:
            patch = built(own) if part is None else changes(own, part.own)
            message = wire.MineChange(patch=msgspec.Raw(_encoder.encode(patch)))
        finished = frame(wire.encode(message))
        for connection in seeing:
            connection.send_frame(finished)


@remembered
def _of_the_time(session: Session) -> tuple[PersonId, ...]:
    """Whose part depends on the time, or on who has the page open."""
    return tuple(
        person.id
        for person in session.people.values()
        if person.role == "facilitator" or person.late == "wait"
    )


def _waits(session: Session, person: PersonId) -> bool:
    """Outside the door: sees their own part, and nothing of the table."""
    return session.people[person].late == "wait"
