"""A real room under any frame at all: right ones, nearly right ones, nonsense, at any moment.

Frames come in as a socket would hand them on. After so many of them the room must still answer,
everybody must see the same, and its log must read as the room is.
"""

import asyncio
import json
import logging
import random
import string
from typing import Any

import msgspec
from tests.hub.sinks import unframed
from tests.server import frames

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
STRANGE = (
    "", " ", "\x00", "\u202etxt", "<img src=x onerror=alert(1)>", "{{7*7}}", "../../etc/passwd",
    "\U0001f600" * 9, "\ud800", "\udc00x", "\ufeff", "a" * 5000, "__proto__", "constructor",
    "None", "-1", "\n" * 40,
)  # fmt: skip
RARE = {"leave": 0.1, "close": 0.02, "erase": 0.1, "remove": 0.1, "renew_links": 0.2, "hold": 0.3}
"""How often something that ends a scene is sent, of the times it could be."""


class Sink:
    """Counts what goes out; *witness* keeps it, to be folded as the widget does."""

    def __init__(self, witness: bool) -> None:
        self.witness = witness
        self.frames: list[bytes] = []
        self.count = 0

    def write(self, frames: bytes) -> None:
        self.count += 1
        if self.witness:
            self.frames.append(frames)

    def backlog(self) -> int:
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
        self.kinds = list(frames.commands().values())
        self.maker = frames.Maker(self.chance, self._word)
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
            guest.say(self._frame())
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

    # --- what is sent ---------------------------------------------------------------------------

    def _frame(self) -> str | bytes:
        kind = self.chance.random()
        if kind < 0.75:
            return self._do()
        if kind < 0.9:
            return self._spoilt(self._do())
        if kind < 0.95:
            return self.chance.choice(
                ('{"t":"whole"}', '{"t":"probe","c":1e308}', '{"t":"sheet"}', '{"t":"whole"}',
                 '{"t":"hello","protocol":1,"token":""}')
            )  # fmt: skip
        return self._noise()

    def _do(self) -> str:
        kind = self.chance.choice(self.kinds)
        while self.chance.random() > RARE.get(str(kind.tag), 1):
            kind = self.chance.choice(self.kinds)
        command = self.maker.command(kind)
        if "step" in command and self.chance.random() < 0.9:
            command["step"] = self.table.session.step
        if command["do"] == "set_next_date":
            command["at"] = self.clock.now() + self.chance.randint(-HOUR_MS, 30 * 24 * HOUR_MS)
        for name in [name for name in command if name not in ("do", "step")]:
            if self.chance.random() < 0.15:
                del command[name]
        id_ = f"f{self.sent}" if self.chance.random() < 0.95 else f"f{self.chance.randint(1, 99)}"
        return frames.encoded({"t": "do", "id": id_, "command": command})

    def _word(self, place: str) -> str:
        """Mostly something that is there, so that much of it is not refused at the door."""
        session = self.table.session
        there = {
            "item": session.items, "part": session.items, "into": session.items,
            "topic": session.items, "person": session.people, "owner": session.people,
            "seat": session.people, "kind": self._given(), "phase": self._phases(),
            "after": self._phases(), "role": session.format.roles,
            "format": self.registry.formats, "lane": self._lanes(), "choice": self._choices(),
            "to": {**session.people, **session.items},
        }  # fmt: skip
        known = list(there.get(place, ()))
        if known and self.chance.random() < 0.9:
            return str(self.chance.choice(known))
        if self.chance.random() < 0.5:
            return self.chance.choice(STRANGE)
        return "".join(self.chance.choices(string.ascii_letters + " äß\u2028", k=12))

    def _given(self) -> list[str]:
        return [*(what.kind for what in self.table.session.phase.collect), "private_note"]

    def _phases(self) -> list[str]:
        return [phase.id for phase in self.table.session.format.phases()]

    def _lanes(self) -> list[str]:
        return list(getattr(self.table.session.phase.options, "lanes", None) or [""])

    def _choices(self) -> list[str]:
        return [*(str(n) for n in range(6)), "yes", "no", "up", "down", *self.table.session.items]

    def _spoilt(self, text: str) -> str:
        """One thing is wrong with it."""
        message = json.loads(text)
        command = message["command"]
        match self.chance.randrange(5):
            case 0:
                command[self.chance.choice(list(command))] = self._junk(3)
            case 1:
                command["more"] = self._junk(3)
            case 2:
                message[self.chance.choice(list(message))] = self._junk(3)
            case 3:
                at = self.chance.randrange(len(text))
                return text[:at] + self.chance.choice('"{}[],:\\x\x00é') + text[at + 1 :]
            case _:
                return text[: self.chance.randrange(len(text))]
        return json.dumps(message)

    def _junk(self, depth: int) -> Any:
        """Any JSON at all."""
        kind = self.chance.randrange(8 if depth else 6)
        match kind:
            case 0:
                return None
            case 1:
                return self.chance.random() < 0.5
            case 2:
                return self.chance.choice((0, -1, 2**31, 2**63, 2**64, -(2**70), 10**40))
            case 3:
                return self.chance.choice((0.5, 1e308, -1e-300))
            case 4 | 5:
                return self._word("")
            case 6:
                return [self._junk(depth - 1) for _ in range(self.chance.randrange(4))]
            case _:
                return {self._word(""): self._junk(depth - 1) for _ in range(2)}

    def _noise(self) -> str | bytes:
        """Bytes, or characters, or JSON that is no message."""
        match self.chance.randrange(4):
            case 0:
                return self.chance.randbytes(self.chance.randrange(1, 200))
            case 1:
                return "".join(chr(self.chance.randrange(1, 0xD7FF)) for _ in range(40))
            case 2:
                return self.chance.choice("[{") * self.chance.choice((10, 3000))
            case _:
                return json.dumps(self._junk(4))


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
