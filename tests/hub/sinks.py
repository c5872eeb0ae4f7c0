"""What a room stands between, made to measure: a socket that is a list, a store that hesitates."""

import asyncio
import json
from typing import Any

from talkingpiece.core.ids import PersonId, RoomId
from talkingpiece.errors import Conflict, StoreUnavailable
from talkingpiece.hub import wire
from talkingpiece.hub.connection import Bucket, Connection
from talkingpiece.hub.patch import apply
from talkingpiece.sdk.ports import RoomRow
from talkingpiece.storage import MemoryStore


def unframed(frames: bytes) -> list[dict[str, Any]]:
    """The messages in some whole text frames."""
    found = []
    while frames:
        assert frames[0] == 0x81, "one whole text frame"
        size, start = frames[1], 2
        if size == 126:
            size, start = int.from_bytes(frames[2:4]), 4
        elif size == 127:
            size, start = int.from_bytes(frames[2:10]), 10
        found.append(json.loads(frames[start : start + size]))
        frames = frames[start + size :]
    return found


class ListSink:
    """Keeps every write; *lag* is what the other side has not taken."""

    def __init__(self) -> None:
        self.writes: list[bytes] = []
        self.lag = 0
        self.closed: wire.ByeCode | None = None

    def write(self, frames: bytes) -> int:
        self.writes.append(frames)
        return self.lag

    def close(self, code: wire.ByeCode) -> None:
        self.closed = code

    @property
    def messages(self) -> list[dict[str, Any]]:
        return [message for write in self.writes for message in unframed(write)]


class Line:
    """A connection with a list for a socket, folding what it hears as the widget does."""

    def __init__(self, *, facilitates: bool = False, burst: int = 100) -> None:
        self.sink = ListSink()
        self.connection = Connection(
            self.sink, Bucket(10, burst), max_backlog=1000, facilitates=facilitates
        )
        self._read = 0
        self.view: dict[str, Any] = {}
        self.mine: dict[str, Any] = {}
        self.seq = 0

    @property
    def me(self) -> PersonId:
        assert self.connection.person is not None
        return self.connection.person

    async def heard(self) -> list[dict[str, Any]]:
        """What has arrived since last asked."""
        for _ in range(3):
            await asyncio.sleep(0)
        writes = self.sink.writes[self._read :]
        self._read += len(writes)
        new = [message for write in writes for message in unframed(write)]
        for message in new:
            if message["t"] == "see":
                self.seq, self.view, self.mine = message["seq"], message["view"], message["mine"]
            if message["t"] == "change":
                assert message["prev"] == self.seq
                self.seq, self.view = message["seq"], apply(self.view, message["patch"])
            if message["t"] == "mine":
                self.mine = apply(self.mine, message["patch"])
        return new


class HeldStore(MemoryStore):
    """A store in memory that can be held up, fail, or fail only to say that it has kept."""

    def __init__(self) -> None:
        super().__init__()
        self.open = asyncio.Event()
        self.open.set()
        self.groups = 0
        """How many groups were kept."""
        self.out_of_order = False
        self.silent = False
        """Keeps, and then cannot say so."""
        self.races = 0
        """So many times somebody else seems to have been first."""
        self.rowless = False
        """Groups can be read, and then the store is away before the room's row is."""

    async def append(self, room: RoomId, expected: int, sealed: bytes) -> int:
        await self.open.wait()
        if self.out_of_order:
            raise StoreUnavailable("held")
        if self.races:
            self.races -= 1
            raise Conflict(room, expected)
        seq = await super().append(room, expected, sealed)
        self.groups += 1
        if self.silent:
            raise StoreUnavailable("held")
        return seq

    async def read(self, room: RoomId, after: int) -> Any:
        if self.out_of_order:
            raise StoreUnavailable("held")
        return await super().read(room, after)

    async def room(self, room: RoomId) -> RoomRow | None:
        if self.rowless:
            raise StoreUnavailable("held")
        return await super().room(room)
