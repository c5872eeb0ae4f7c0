"""A store that misbehaves as a database behind a network does, and nodes that may die at it.

At every call it may be away, keep and then not be able to say so, take its time, or have somebody
else be first; its news come late, twice, or not at all. What is chosen comes from one seeded
chance, so a run that has failed fails again.
"""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeVar

from talkingpiece.core.ids import Ms, RoomId
from talkingpiece.errors import Conflict, StoreUnavailable
from talkingpiece.hub.clock import Timer, VirtualClock
from talkingpiece.sdk.ports import MISSED, Blob
from talkingpiece.storage import MemoryStore
from talkingpiece.storage.memory import Shelf

T = TypeVar("T")
News = tuple[RoomId, int]
LONGEST = 25
"""So many turns of the loop a call takes at most; others go on meanwhile."""


class Trouble:
    """What goes wrong, and how often, in one run; nothing once it is `over`."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.over = True
        self.away = chance.choice((0.03, 0.1, 0.25))
        self.silent = chance.choice((0.03, 0.1, 0.25))
        self.race = chance.choice((0.0, 0.05, 0.3))
        self.slow = chance.choice((0.1, 0.5))
        self.writes_only = chance.random() < 0.2
        """As on a full disk: everything can be read."""
        self.seen: list[str] = []
        """What befell each call, for whoever looks into a failed run."""

    async def call(self, name: str, does: Callable[[], Awaitable[T]], lose: Conflict | None) -> T:
        """Do it, in whatever way this call is troubled; *lose*: what a lost race would raise."""
        chance = self.chance
        for _ in range(1 if chance.random() > self.slow else chance.randint(2, LONGEST)):
            await asyncio.sleep(0)
        fate = "kept" if self.over else self._fate(name, lose)
        self.seen.append(f"{name} {fate}")
        if fate == "away":
            raise StoreUnavailable("troubled")
        if fate == "race":
            assert lose is not None
            raise lose
        done = await does()
        if fate == "silent":
            raise StoreUnavailable("troubled")
        for _ in range(chance.randint(0, 3)):  # the answer is on its way
            await asyncio.sleep(0)
        return done

    def _fate(self, name: str, lose: Conflict | None) -> str:
        if self.writes_only and name in ("read", "room", "sheet", "series"):
            return "kept"
        found = self.chance.random()
        if found < self.away:
            return "away"
        if found < self.away + self.silent:
            return "silent"
        if lose is not None and found < self.away + self.silent + self.race:
            return "race"
        return "kept"


class Ledger:
    """All groups that were ever kept, also those that a snapshot has replaced since."""

    def __init__(self) -> None:
        self.blobs: dict[RoomId, list[Blob]] = {}
        self.nodes: list[TroubledStore] = []

    def tell(self, teller: "TroubledStore", news: News) -> None:
        """A node has kept something: the others are told, sooner or later."""
        for node in self.nodes:
            if node is not teller:
                node.hear(news)


class TroubledStore(MemoryStore):
    """One node's way to the store that it shares with others."""

    def __init__(self, shelf: Shelf, trouble: Trouble, ledger: Ledger) -> None:
        super().__init__(shelf)
        self.dead = False
        """The node was killed: whoever waits in it goes no further."""
        self._trouble = trouble
        self._ledger = ledger
        self._heard: asyncio.Queue[News] = asyncio.Queue()
        self._late: list[News] = []
        self._misses = False
        ledger.nodes.append(self)

    async def append(self, room: RoomId, expected: int, sealed: bytes) -> int:
        async def does() -> int:
            seq = await MemoryStore.append(self, room, expected, sealed)
            self._ledger.blobs.setdefault(room, []).append(Blob(seq, sealed))
            self._ledger.tell(self, (room, seq))
            return seq

        return await self._call("append", does, Conflict(room, expected))

    async def compact(self, room: RoomId, expected: int, sealed: bytes) -> None:
        does = super().compact
        await self._call("compact", lambda: does(room, expected, sealed), Conflict(room, expected))

    async def put_series(
        self, series: str, expected_version: int, sealed: bytes, forget_after: Ms | None = None
    ) -> int:
        does = super().put_series
        return await self._call(
            "put_series",
            lambda: does(series, expected_version, sealed, forget_after),
            Conflict(series, expected_version),
        )

    async def set_generation(self, room: RoomId, generation: int) -> None:
        async def does() -> None:
            await MemoryStore.set_generation(self, room, generation)
            self._ledger.tell(self, (room, self._kept.rooms[room].seq))

        await self._call("set_generation", does)

    async def watch(self) -> AsyncIterator[News]:
        yield MISSED
        while True:
            yield await self._heard.get()

    def hear(self, news: News) -> None:
        """Another node has kept something: told now, twice, later, or never."""
        chance = self._trouble.chance
        fate = (
            "now" if self._trouble.over else chance.choice(("now", "now", "twice", "late", "lost"))
        )
        if fate in ("now", "twice"):
            self._heard.put_nowait(news)
        if fate in ("twice", "late"):
            self._late.append(news)
        self._misses |= fate == "lost"

    def be_told(self) -> None:
        """What was on its way comes; where some was lost, the line to the others is laid anew."""
        for news in self._late:
            self._heard.put_nowait(news)
        self._late.clear()
        if self._misses:
            self._heard.put_nowait(MISSED)
            self._misses = False

    async def _call(
        self, name: str, does: Callable[[], Awaitable[T]], lose: Conflict | None = None
    ) -> T:
        try:
            self._live_on()
            return await self._trouble.call(name, self._alive(does), lose)
        finally:
            self._live_on()

    def _alive(self, does: Callable[[], Awaitable[T]]) -> Callable[[], Awaitable[T]]:
        async def alive() -> T:
            self._live_on()
            return await does()

        return alive

    def _live_on(self) -> None:
        if self.dead:
            raise asyncio.CancelledError


def _troubled(name: str) -> Callable[..., Any]:
    async def method(self: TroubledStore, *args: Any) -> Any:
        return await self._call(name, lambda: getattr(MemoryStore, name)(self, *args))

    return method


for _name in ("create", "read", "room", "set_forget_after", "forget", "put_sheet", "sheet"):
    setattr(TroubledStore, _name, _troubled(_name))
for _name in ("forget_sheet", "series", "forget_series"):
    setattr(TroubledStore, _name, _troubled(_name))


class MortalClock:
    """A node's view of the one clock: nothing it was to do happens once it is dead."""

    def __init__(self, clock: VirtualClock) -> None:
        self.dead = False
        self._clock = clock

    def now(self) -> Ms:
        return self._clock.now()

    def call_at(self, when: Ms, action: Callable[[], None]) -> Timer:
        return self._clock.call_at(when, lambda: None if self.dead else action())
