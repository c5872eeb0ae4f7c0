"""A real room under any frame at all: right ones, nearly right ones, nonsense, at any moment.

Frames come in as a socket would hand them on. After so many of them the room must still answer,
everybody must see the same, and its log must read as the room is.
"""

import asyncio
import logging
import random
from typing import Any

import msgspec
from tests.hub.sinks import unframed
from tests.server import frames
from tests.server.any_frame import AnyFrame

from talkingpiece.core.ids import Ms
from talkingpiece.core.session import Plan
from talkingpiece.core.views import shared
from talkingpiece.errors import WireError
from talkingpiece.hub import wire
from talkingpiece.hub.clock import VirtualClock
from talkingpiece.hub.connection import Bucket, Connection
from talkingpiece.hub.greeting import Greeting
from talkingpiece.hub.logbook import Logbook
from talkingpiece.hub.patch import apply, diff
from talkingpiece.hub.rooms import Rooms
from talkingpiece.hub.seats import open_link
from talkingpiece.hub.table import Table
from talkingpiece.registry import Registry
from talkingpiece.sealing import ServerKeys, new_server_keys
from talkingpiece.settings import Settings
from talkingpiece.storage import MemoryStore

START = Ms(1_800_000_000_000)
HOUR_MS = 3_600_000
PEOPLE = 6
MANY = 1_000_000_000


class Sink:
    """Counts what goes out; *witness* keeps it, to be folded as the widget does."""

    def __init__(self, witness: bool) -> None:
        self.witness = witness
        self.frames: list[bytes] = []
        self.count = 0

    def write(self, frames: bytes) -> int:
        self.count += 1
        if self.witness:
            self.frames.append(frames)
        return 0

    def close(self, code: wire.ByeCode) -> None:
        pass


class Guest:
    """One line into the room. Whoever was seen out, or hung up, comes again as somebody else."""

    def __init__(self, table: Table, facilitates: bool, witness: bool) -> None:
        self.sink = Sink(witness)
        bucket = Bucket(MANY, MANY)
        self.line = Connection(self.sink, bucket, max_backlog=MANY, facilitates=facilitates)
        self.table = table
        self.view: dict[str, Any] = {}
        self.seq = 0
        table.arrive(self.line, "en")

    def say(self, frame: str | bytes) -> None:
        """As `server.socket` hands it on."""
        try:
            message = wire.decode(frame)
        except WireError as error:
            self.table.misheard(self.line, error.code)
        else:
            self.table.hear(self.line, message)

    def fold(self) -> None:
        """What was heard since, as the widget makes one view of it."""
        written, self.sink.frames = self.sink.frames, []
        for message in (one for frame in written for one in unframed(frame)):
            match message["t"]:
                case "see":
                    self.seq, self.view = message["seq"], message["view"]
                case "change":
                    assert message["prev"] == self.seq, "a change follows what was seen"
                    self.seq, self.view = message["seq"], apply(self.view, message["patch"])
                case "waiting":
                    self.view = {}
                case "refusal":
                    assert message["code"] != "plugin_failed"


class FuzzedRoom:
    """One room with people who send anything. The same *seed* sends the same."""

    def __init__(self, registry: Registry, settings: Settings, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  the same again
        self.clock = VirtualClock(START)
        self.registry = registry
        self.keys: ServerKeys = new_server_keys(START)
        self.store = MemoryStore()
        self.rooms = Rooms(
            self.store, self.keys, registry,
            clock=self.clock, greeting=Greeting(registry, {}, 24), settings=settings,
        )  # fmt: skip
        self.makes = AnyFrame(self.chance, registry)
        self.guests: list[Guest] = []
        self.sent = 0
        self.key = b""

    async def open(self, format_id: str) -> None:
        plan = Plan(start=START, end=Ms(START + 2 * HOUR_MS))
        made = await self.rooms.create(plan, self.registry.formats[format_id])
        link = open_link(self.keys, made.invitation, START, "invitation")
        self.key = link.key
        self.table = await self.rooms.wake(link)
        for number in range(PEOPLE):
            self._come(number)
        await self.rooms.settled()

    def _come(self, number: int) -> None:
        guest = Guest(self.table, facilitates=number == 0, witness=number < 2)
        self.guests[number : number + 1] = [guest]
        self.sent += 1
        name = f"Person {self.sent}"
        guest.say(frames.encoded({"t": "do", "id": f"join{self.sent}", "command": {
            "do": "join", "name": name}}))  # fmt: skip

    async def send(self, count: int) -> None:
        """So many frames, by anybody, while the time passes now and then."""
        for _ in range(count):
            number = self.chance.randrange(PEOPLE)
            if self.guests[number].line.closed or self.table.is_erased:
                if self.table.is_erased:
                    return
                self._come(number)
            self.sent += 1
            guest = self.guests[number]
            guest.say(self.makes.frame(self.table.session, self.clock.now()))
            if self.chance.random() < 0.3:
                await asyncio.sleep(0)
            if self.chance.random() < 0.01:
                await self.rooms.settled()
                by_ms = int(10 ** self.chance.uniform(1, 5.7))
                await self.clock.advance(by_ms, self.rooms.settled)
            if self.chance.random() < 0.002:
                self.table.leave(guest.line)
                self._come(number)

    async def is_well(self) -> None:
        """It answers, everybody sees what is kept, and its log reads as it is."""
        await asyncio.wait_for(self.rooms.settled(), 10)
        if self.table.is_erased:
            return
        witness = next((g for g in self.guests[:2] if not g.line.closed), None)
        if witness is not None:
            witness.fold()
            witness.say('{"t": "probe", "c": 1}')
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            answered = [m for frame in witness.sink.frames for m in unframed(frame)]
            assert any(message["t"] == "time" for message in answered), "it answers"
            witness.fold()
        for guest in self.guests[:2]:
            if not guest.line.closed and guest.line.sees:
                guest.fold()
                shown = shared(self.table.session, self.clock.now())
                now: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(shown))
                assert {**diff(guest.view, now), "seq": 0} == {"seq": 0}
        book = Logbook(self.store, self.table.session.room, self.key)
        assert (await book.read()).session == self.table.session

    async def close(self) -> None:
        await self.rooms.stop()


class Troubles(logging.Handler):
    """Remembers every line of the log that is an error: a crash that was caught is one as well."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.found.append(self.format(record))

    def __enter__(self) -> "Troubles":
        logging.getLogger("talkingpiece").addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger("talkingpiece").removeHandler(self)


async def fuzz(registry: Registry, settings: Settings, seed: int, count: int) -> FuzzedRoom:
    """One room under *count* frames, looked at every now and then; raises where it is not well."""
    room = FuzzedRoom(registry, settings, seed)
    formats = sorted(registry.formats)
    await room.open(formats[seed % len(formats)])
    left = count
    while left > 0 and not room.table.is_erased:
        await room.send(min(left, 500))
        left -= 500
        await room.is_well()
    await room.close()
    return room
