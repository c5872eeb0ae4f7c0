"""Those who watch a demonstration: they are shown the form, and heard with nothing.

They have no seat, are in no log, and get no frame that others get.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from talkingpiece.core import commands as c
from talkingpiece.core.events import AnyEvent
from talkingpiece.core.gallery import is_demonstration, room_for, shown
from talkingpiece.core.gallery_shown import GalleryShown
from talkingpiece.core.ids import Ms
from talkingpiece.errors import Code, Refused
from talkingpiece.hub import wire
from talkingpiece.hub.clock import Clock, Timer
from talkingpiece.hub.connection import Connection, frame
from talkingpiece.hub.greeting import HEARTBEAT_MS
from talkingpiece.hub.wording import OutsideWording

if TYPE_CHECKING:
    from talkingpiece.hub.table import Table


BACK_MS = 20_000
"""So long those who watched may take to come back, after the room slept or a server died."""


class Gallery:
    """The gallery of one room; it looks on as `presence.Company` does."""

    def __init__(self, table: "Table", wording: OutsideWording, clock: Clock) -> None:
        self._table = table
        self._clock = clock
        self._wording = wording
        self._watchers: set[Connection] = set()
        self._shown: GalleryShown | None = None
        self._awaited: Timer | None = None
        if table.session.gallery.watching:
            self._awaited = clock.call_at(Ms(clock.now() + BACK_MS), self._count_anew)
        table.presence.company.append(self)

    def enter(self, connection: Connection, locale: str) -> None:
        """Somebody has the page open; no more of them than the format has room for."""
        session = self._table.session
        if not is_demonstration(session) or len(self._watchers) >= room_for(session.format):
            connection.bye("stopping", "too_many")
            return
        self._watchers.add(connection)
        now = self._clock.now()
        connection.send(wire.Welcome(protocol=wire.PROTOCOL, now=now, heartbeat_ms=HEARTBEAT_MS))
        self._wording.follow(session)
        self._wording.tell(connection, locale)
        connection.send(self._watched(shown(session)))
        self._count()

    def hear(self, connection: Connection, message: wire.AnyClientMessage) -> None:
        """The clock is told; everything else is for people at the table."""
        if not connection.bucket.take():
            return
        if isinstance(message, wire.Probe):
            connection.send(wire.Time(c=message.c, s=self._clock.now()))
            return
        command_id = message.id if isinstance(message, wire.Do) else ""
        connection.refuse(command_id, Refused(Code.NOT_HERE))

    def misheard(self, connection: Connection, code: str) -> None:
        """A frame was no message."""
        self._table.misheard(connection, code)

    def leave(self, connection: Connection) -> None:
        """A page is closed."""
        connection.gone()
        if connection in self._watchers:
            self._watchers.discard(connection)
            self._count()

    def see(self, events: Sequence[AnyEvent]) -> None:
        """Something has happened: show it, where the form shows it."""
        if not self._watchers:
            return
        session = self._table.session
        if session.gallery.watching < len(self._watchers):
            self._count()  # another node has counted, and these are not with it
        if self._wording.follow(session):
            for watcher in self._watchers:
                self._wording.tell(watcher, watcher.locale)
        now = shown(session)
        if now != self._shown:
            self._shown = now
            finished = frame(wire.encode(self._watched(now)))
            for watcher in self._watchers:
                watcher.send_frame(finished)

    def stop(self) -> None:
        """The room is let go: those who watch come back by themselves."""
        if self._awaited is not None:
            self._awaited.cancel()
        for watcher in list(self._watchers):
            watcher.bye("stopping")
        self._watchers.clear()

    def _watched(self, now: GalleryShown) -> wire.Watched:
        return wire.Watched(shown=now, now=self._clock.now())

    def _count_anew(self) -> None:
        """Whoever has not come back does not watch any more."""
        self._awaited = None
        self._count()

    def _count(self) -> None:
        session, now = self._table.session, len(self._watchers)
        if self._awaited is not None and now < session.gallery.watching:
            return  # the others may be on their way back
        if session.closed is None:
            self._table.room.ask(c.CountWatchers(now=now))
