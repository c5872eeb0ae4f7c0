"""A table over two nodes on one PostgreSQL, while nodes are restarted, killed, or cut off.

People reach each node over a line that leads to whichever node is there, as a load balancer does.
"""

import asyncio
import time
from contextlib import AsyncExitStack
from pathlib import Path

from tests.server.faulty_line import FaultyLine
from tests.server.killing import NAMES, Worker, check
from tests.server.nursery import Nursery
from tests.server.process import Process

from talkingpiece.hub.rooms import Created


class Nodes:
    """Two of them with one key file, and everybody at work."""

    def __init__(self, folder: Path, store: str) -> None:
        settings = {"store": store, "limits_rooms_per_hour": "1000000"}
        self.processes = [Process(folder, **settings) for _ in range(2)]
        self.nurseries = [Nursery(folder, process.environ) for process in self.processes]
        self.lines = [FaultyLine(process.port) for process in self.processes]
        self.people: list[Worker] = []
        self._stack = AsyncExitStack()
        self._working: list[asyncio.Task[None]] = []
        self._made: Created | None = None

    async def begin(self) -> None:
        for line in self.lines:
            await self._stack.enter_async_context(line)
        self._made = await self.processes[0].room()
        for nursery in self.nurseries:
            await asyncio.to_thread(nursery.start)
        for number, name in enumerate(NAMES):
            token = self._made.invitation if number else self._made.facilitator
            self.people.append(Worker(self.lines[number % 2].url, token, name))
            await self.people[-1].sit_down()
        lead = self.people[0]
        await lead.ask("go_to", step=lead.view["step"], phase="keywords")
        self._working = [asyncio.create_task(person.work()) for person in self.people]

    async def answered(self, since: float) -> float:
        """Seconds since *since* until each of them has been answered anew."""
        before = [len(person.acked) for person in self.people]
        async with asyncio.timeout(60):
            for person, had in zip(self.people, before, strict=True):
                while len(person.acked) <= had:  # noqa: ASYNC110  whoever answers first
                    await asyncio.sleep(0.005)
        return time.perf_counter() - since

    async def told_that_nothing_is_kept(self) -> None:
        """Until each of them has heard so once more."""
        before = [person.unkept for person in self.people]
        async with asyncio.timeout(60):
            for person, had in zip(self.people, before, strict=True):
                while person.unkept <= had:  # noqa: ASYNC110  whoever hears it first
                    await asyncio.sleep(0.005)

    async def restart(self, node: int, *, gently: bool) -> float:
        """Its people are led to the other one meanwhile; how long until all were answered."""
        began = time.perf_counter()
        self.lines[node].to_port = self.processes[1 - node].port
        stop = self.nurseries[node].stop if gently else self.nurseries[node].kill
        stopping = asyncio.create_task(asyncio.to_thread(stop))
        took = await self.answered(began)
        await stopping
        self.lines[node].drop()
        await asyncio.to_thread(self.nurseries[node].start)
        self.lines[node].to_port = self.processes[node].port
        self.lines[node].drop()
        await self.answered(began)
        return took

    async def end(self) -> None:
        """Nothing was lost or doubled, and everybody sees the same."""
        for person in self.people:
            person.stop = True
        await asyncio.wait_for(asyncio.gather(*self._working), 60)
        assert self._made is not None
        await check(self.people, self.processes[0].settings, self._made)

    async def close(self) -> None:
        for task in self._working:
            task.cancel()
        await asyncio.gather(*self._working, return_exceptions=True)
        for person in self.people:
            await person.go()
        await self._stack.aclose()
        for nursery in self.nurseries:
            await asyncio.to_thread(nursery.end)
