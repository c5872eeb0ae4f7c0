"""One browser's line: what goes out in one write per tick, and how often it may ask.

The hub knows no sockets: it hands finished frames to a `Sink`. A frame from the server is not
masked (RFC 6455, 5.1), so its bytes are the same for everybody and are made once.
"""

import asyncio
import logging
import secrets
import time
from collections.abc import Callable
from typing import Protocol

from msgspec.structs import replace

from talkingpiece.core import commands as c
from talkingpiece.core.ids import PersonId
from talkingpiece.errors import Refused
from talkingpiece.hub import wire

log = logging.getLogger(__name__)

_TEXT_FRAME = 0x81


def frame(payload: bytes) -> bytes:
    """*payload* as one whole WebSocket text frame (RFC 6455, 5.2), the same for every client."""
    size = len(payload)
    if size < 126:
        head = bytes((_TEXT_FRAME, size))
    elif size < 65_536:
        head = bytes((_TEXT_FRAME, 126)) + size.to_bytes(2)
    else:
        head = bytes((_TEXT_FRAME, 127)) + size.to_bytes(8)
    return head + payload


class Sink(Protocol):
    """Where frames go: a socket, or a list in a test."""

    def write(self, frames: bytes) -> int:
        """Send whole frames; never waits. Writing to a socket that is gone does nothing.

        Return how many bytes the other side had still to take before these.
        """
        ...

    def close(self, code: wire.ByeCode) -> None:
        """Close, after what was written has gone out, or could not."""
        ...


class Bucket:
    """A rate: *per_second* lastingly, *burst* at once after a silence.

    Counted in real time, whatever the sessions' clock says: it is the machine that is protected.
    """

    def __init__(
        self, per_second: int, burst: int, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self.burst = burst
        self._per_second = per_second
        self._seconds = seconds
        self._level = float(burst)
        self._seen = seconds()

    def take(self) -> bool:
        """Whether one more is within the rate."""
        now = self._seconds()
        self._level = min(self.burst, self._level + (now - self._seen) * self._per_second)
        self._seen = now
        if self._level < 1:
            return False
        self._level -= 1
        return True


class Departures:
    """Who has something to write at the end of this turn of the loop: one call for all of them.

    The connections of one server share it.
    """

    def __init__(self) -> None:
        self._waiting: list[Connection] = []

    def add(self, connection: "Connection") -> None:
        """*connection* is flushed when this turn of the loop is over."""
        waiting = self._waiting
        if not waiting:  # asking for the loop is a system call
            asyncio.get_running_loop().call_soon(self._flush)
        waiting.append(connection)

    def _flush(self) -> None:
        waiting, self._waiting = self._waiting, []
        # All is gathered before the first is written: each write is a call of the system, and
        # what runs between two of them runs more slowly.
        gathered = [connection.gathered() for connection in waiting]
        for connection, frames in zip(waiting, gathered, strict=True):
            try:
                if frames:
                    connection.write(frames)
            except Exception:
                log.exception("writing to one of many failed")


class Connection:
    """One socket in a room. *person* is None until somebody sits down with it."""

    __slots__ = (
        "_closed", "_departures", "_max_backlog", "_outbox", "_sink", "bucket",
        "facilitates", "id", "joining", "knocks", "known_as", "locale", "person", "sees",
    )  # fmt: skip
    simulated = False
    """No browser is at its end: it keeps no room awake."""

    def __init__(
        self,
        sink: Sink,
        bucket: Bucket,
        *,
        max_backlog: int,
        facilitates: bool = False,
        departures: Departures | None = None,
    ) -> None:
        """*departures*: those of the server; without them it leaves by itself."""
        self.id = secrets.token_hex(4)
        """For the log: random, says nothing about room or person."""
        self.bucket = bucket
        self.facilitates = facilitates
        """Came with a facilitator link."""
        self.knocks = False
        """Came from the call without a link."""
        self.known_as: PersonId | None = None
        """Whom a call's token has named; they sit down as nobody else."""
        self.person: PersonId | None = None
        self.locale = "en"
        self.joining = False
        """Asked to sit down; the answer is not committed yet."""
        self.sees = False
        """Has the whole view, so that changes follow it."""
        self._sink = sink
        self._max_backlog = max_backlog
        self._departures = departures or Departures()
        self._outbox: list[bytes] = []
        self._closed = False

    @property
    def closed(self) -> bool:
        """Nothing goes out any more."""
        return self._closed

    def sits_down(self, join: c.Join) -> c.Join | c.ArriveToFacilitate:
        """*join* as the link it came with makes it: to facilitate, or to be let in first."""
        if self.facilitates:
            return c.ArriveToFacilitate(name=join.name, locale=join.locale)
        return replace(join, knocks=self.knocks)

    def send(self, message: wire.AnyServerMessage) -> None:
        """Send a message to this browser alone, in order with everything else of this tick."""
        self.send_frame(frame(wire.encode(message)))

    def refuse(self, command_id: str, refused: Refused) -> None:
        """Say no to one command, to whoever asked alone."""
        self.send(wire.Refusal(id=command_id, code=refused.code.value, params=refused.params))

    def send_frame(self, finished: bytes) -> None:
        """Send a finished frame; what is sent in one turn of the loop goes out as one write."""
        if self._closed:
            return
        outbox = self._outbox
        if not outbox:
            self._departures.add(self)
        outbox.append(finished)

    def gathered(self) -> bytes:
        """Take out what has gathered."""
        outbox = self._outbox
        frames = outbox[0] if len(outbox) == 1 else b"".join(outbox)
        outbox.clear()
        return frames

    def write(self, frames: bytes) -> None:
        """Write frames. A browser that lags too far behind is cut off: it comes back."""
        if self._sink.write(frames) > self._max_backlog:
            self.bye("slow")

    def bye(self, code: wire.ByeCode, reason: str = "") -> None:
        """Say why, then close."""
        if self._closed:
            return
        self._closed = True
        self._outbox.append(frame(wire.encode(wire.Bye(code=code, reason=reason))))
        frames, self._outbox = b"".join(self._outbox), []
        self._sink.write(frames)
        self._sink.close(code)

    def gone(self) -> None:
        """The browser has gone by itself: nothing is sent any more."""
        self._closed = True
        self._outbox.clear()
