"""What one pass costs: deciding it, and deciding, keeping and showing it to everybody.

Without sockets: frames end in a sink that counts them. Figures are processor time, the median of
several runs. With more people the time and the bytes of a change may grow as they do and no
faster: the last columns say how much of both there is for each person.
"""

import asyncio
import statistics
import tempfile
import time
from pathlib import Path

import msgspec

from talkingpiece.core import commands as c
from talkingpiece.core.decide import play
from talkingpiece.core.ids import Ms, PersonId, PhaseId
from talkingpiece.core.session import Plan
from talkingpiece.hub import wire
from talkingpiece.hub.clock import RealClock
from talkingpiece.hub.connection import Bucket, Connection
from talkingpiece.hub.greeting import Greeting
from talkingpiece.hub.rooms import Rooms
from talkingpiece.hub.seats import open_link
from talkingpiece.hub.table import Table
from talkingpiece.registry import Registry
from talkingpiece.sealing import new_server_keys
from talkingpiece.settings import load_settings
from talkingpiece.storage import open_store

PEOPLE = (8, 40, 200, 1000)
RUNS = 5
CHANGES = 60
MANY = 1_000_000


class Counting:
    """A sink that counts what goes into it."""

    writes = 0
    size = 0

    def write(self, frames: bytes) -> int:
        Counting.writes += 1
        Counting.size += len(frames)
        return 0

    def close(self, code: wire.ByeCode) -> None:
        pass


class Bench:
    """One room with so many people in a round of keywords."""

    def __init__(self, rooms: Rooms, table: Table, registry: Registry) -> None:
        self.rooms = rooms
        self.table = table
        self.registry = registry
        self.lines: dict[PersonId, Connection] = {}
        self.asked = 0

    @classmethod
    async def open(cls, people: int, store: str, folder: Path) -> "Bench":
        registry, keys, clock = Registry.load(), new_server_keys(0), RealClock()
        settings = load_settings({"HOME": str(folder)}, folder)
        kept = await open_store(store)
        greeting = Greeting(registry, {}, 24)
        rooms = Rooms(kept, keys, registry, clock=clock, greeting=greeting, settings=settings)
        chosen = registry.formats["intervision_triage"]
        wide = msgspec.structs.replace(chosen.capacity, hard_max=MANY)
        now = clock.now()
        plan = Plan(start=now, end=Ms(now + 7_200_000))
        made = await rooms.create(plan, msgspec.structs.replace(chosen, capacity=wide))
        table = await rooms.wake(open_link(keys, made.invitation, now, "invitation"))
        bench = cls(rooms, table, registry)
        for number in range(people):
            await bench.join(number)
        first = next(iter(bench.lines.values()))
        await bench.ask(first, c.GoTo(step=table.session.step, phase=PhaseId("keywords")))
        return bench

    async def join(self, number: int) -> None:
        bucket = Bucket(MANY, MANY)
        line = Connection(Counting(), bucket, max_backlog=MANY, facilitates=number == 0)
        self.table.arrive(line, "en")
        await self.ask(line, c.Join(name=f"Person {number}"))
        assert line.person is not None
        self.lines[line.person] = line

    async def ask(self, line: Connection, command: c.AnyCommand) -> None:
        self.asked += 1
        self.table.hear(line, wire.Do(id=f"c{self.asked}", command=command))
        await self.rooms.settled()
        await asyncio.sleep(0)

    async def turn(self) -> None:
        """Whoever has the piece passes; when all have, there is another round."""
        session = self.table.session
        holder = session.piece.holder
        if holder is None:
            leads = self.lines[next(iter(self.lines))]
            await self.ask(leads, c.AnotherRound(step=session.step))
        else:
            await self.ask(self.lines[holder], c.Pass())

    def decide_us(self) -> float:
        """Deciding one pass and folding it in."""
        session = self.table.session
        holder = session.piece.holder
        assert holder is not None
        stamp = c.Stamp(actor=holder, at=Ms(session.clock.started + 1000))
        began = time.process_time()
        for _ in range(CHANGES):
            play(session, c.Pass(), stamp, self.registry)
        return (time.process_time() - began) / CHANGES * 1e6

    async def change_us(self) -> float:
        """Deciding, keeping and showing one pass."""
        began = time.process_time()
        for _ in range(CHANGES):
            await self.turn()
        return (time.process_time() - began) / CHANGES * 1e6


async def measure(people: int, kind: str) -> None:
    """Print one line for a room of so many."""
    with tempfile.TemporaryDirectory() as folder:
        store = f"sqlite:{folder}/rooms.db" if kind == "sqlite" else "memory:"
        bench = await Bench.open(people, store, Path(folder))
        decide = statistics.median(bench.decide_us() for _ in range(RUNS))
        Counting.writes = Counting.size = 0
        change = statistics.median([await bench.change_us() for _ in range(RUNS)])
        bytes_each = Counting.size / (RUNS * CHANGES) / people
        print(
            f"{people:6} {kind:>7} {decide:9.0f} us {change:9.0f} us {change / people:11.1f} us "
            f"{bytes_each:11.0f} B"
        )
        await bench.rooms.stop()


if __name__ == "__main__":
    print("people   store  decide a pass  keep and show  for each person  bytes to each")
    for how_many, where in ((8, "memory"), *((many, "sqlite") for many in PEOPLE)):
        asyncio.run(measure(how_many, where))
