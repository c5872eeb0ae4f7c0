"""Those who watch a demonstration: they are shown the form, and heard with nothing.

They have no seat, are in no log, and get no frame that others get.
"""

import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING

from talkingpiece.core import gallery_commands as c
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
"""So long other nodes may take to say that they are still there.

After the room slept or a server died, those who watched may come back for as long.
"""


class Gallery:
    """The gallery of one room; it looks on as `presence.Company` does."""

    def __init__(self, table: "Table", wording: OutsideWording, clock: Clock) -> None:
        self._table = table
        self._clock = clock
        self._wording = wording
        self._watchers: set[Connection] = set()
        self._shown: GalleryShown | None = None
        self._node = secrets.token_hex(4)
        self._asking: Timer | None = None
        self._look_round()
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
        self._look_round()
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
            self._look_round()
            self._count()

    def see(self, events: Sequence[AnyEvent]) -> None:
        """Something has happened: show it, where the form shows it."""
        if not self._watchers:
            return
        session = self._table.session
        if self._node in session.gallery.doubted or self._node not in session.gallery.counts:
            self._count()  # another node asks who is still here, or has given this one up
        self._wording.follow_with(session, self._watchers)
        now = shown(session)
        if now != self._shown:
            self._shown = now
            finished = frame(wire.encode(self._watched(now)))
            for watcher in self._watchers:
                watcher.send_frame(finished)

    def stop(self) -> None:
        """The room is let go: those who watch come back by themselves."""
        if self._asking is not None:
            self._asking.cancel()
        for watcher in list(self._watchers):
            watcher.bye("stopping")
        self._watchers.clear()

    def _watched(self, now: GalleryShown) -> wire.Watched:
        return wire.Watched(shown=now, now=self._clock.now())

    def _look_round(self) -> None:
        """Ask the other nodes that have counted, one of which may have died since."""
        session = self._table.session
        others = session.gallery.counts.keys() - {self._node}
        if others and self._asking is None and session.closed is None:
            self._table.room.ask(c.AskNodes(by=self._node))
            due = Ms(self._clock.now() + BACK_MS)
            self._asking = self._clock.call_at(due, self._give_up)

    def _give_up(self) -> None:
        """Who has not answered is not there any more; nor does anybody watch there."""
        self._asking = None
        self._table.room.ask(c.GiveUpNodes())

    def _count(self) -> None:
        if self._table.session.closed is None:
            self._table.room.ask(c.CountWatchers(now=len(self._watchers), by=self._node))
