"""A table at work whose server is killed again and again, at any instant.

Afterwards: every command that was acknowledged is there, once, and everybody sees what a replay of
the log gives.
"""

import asyncio
import random
import time
from pathlib import Path
from typing import Any

import msgspec
from tests.server.nursery import Nursery
from tests.server.process import Process
from tests.server.returning import Returning

from talkingpiece.core.ids import RoomId
from talkingpiece.core.session import Session
from talkingpiece.core.views import shared
from talkingpiece.hub.clock import RealClock
from talkingpiece.hub.logbook import Logbook
from talkingpiece.hub.rooms import Created
from talkingpiece.sealing import load_keys, open_token
from talkingpiece.settings import Settings
from talkingpiece.storage import open_store

NAMES = ("Fay", "Ann", "Bob", "Cai")
WORDS = 150
"""Notes a person may have; then they change words instead."""


class Worker(Returning):
    """Writes notes and takes turns without a pause."""

    def __init__(self, url: str, token: str, name: str) -> None:
        super().__init__(url, token, name)
        self.wrote: list[str] = []
        """The text of every note whose writing was acknowledged."""
        self.stop = False

    async def work(self) -> None:
        number = 0
        while not self.stop:
            number += 1
            if number <= WORDS:
                text = f"{self.name} {number}"
                asked = await self.ask("add", kind="private_note", text=text)
                assert asked in self.acked, self.refused[asked]
                self.wrote.append(text)
            else:
                await self.ask("rename", name=f"{self.name} {number}")
            if self.view.get("piece", {}).get("holder") == self.me_or_none:
                await self.ask("pass")
            elif self.name == "Fay" and number % 5 == 0 and "step" in self.view:
                await self.ask("another_round", step=self.view["step"])

    @property
    def me_or_none(self) -> str | None:
        return self.browser.me if self.browser is not None else None


class Killing:
    """One room on one store. *store* is a setting; None is the file of the folder."""

    def __init__(self, folder: Path, seed: int, store: str | None = None) -> None:
        more = {"store": store} if store else {}
        self.process = Process(folder, limits_rooms_per_hour="1000000", **more)
        self.nursery = Nursery(folder, self.process.environ)
        self.chance = random.Random(seed)  # noqa: S311  the same instants, more or less
        self.people: list[Worker] = []
        self.back: list[float] = []
        """Seconds from each kill until everybody had been answered again."""

    async def run(self, kills: int) -> None:
        """So many kills under load; raises if anything was lost or doubled."""
        self.nursery.start()
        made = await self.process.room()
        self.people = [
            Worker(self.process.url, made.invitation if n else made.facilitator, name)
            for n, name in enumerate(NAMES)
        ]
        for person in self.people:
            await person.sit_down()
        await self.people[0].ask("go_to", step=self.people[0].view["step"], phase="keywords")
        working = [asyncio.create_task(person.work()) for person in self.people]
        for _ in range(kills):
            await asyncio.sleep(self.chance.uniform(0.02, 0.3))
            await self._kill()
        for person in self.people:
            person.stop = True
        await asyncio.wait_for(asyncio.gather(*working), 60)
        await check(self.people, self.process.settings, made)

    async def _kill(self) -> None:
        before = [len(person.acked) for person in self.people]
        began = time.perf_counter()
        await asyncio.to_thread(self.nursery.kill)
        await asyncio.to_thread(self.nursery.start)
        async with asyncio.timeout(30):
            for person, had in zip(self.people, before, strict=True):
                while len(person.acked) <= had:  # noqa: ASYNC110  whoever answers first
                    await asyncio.sleep(0.005)
        self.back.append(time.perf_counter() - began)

    async def end(self) -> None:
        for person in self.people:
            await person.go()
        await asyncio.to_thread(self.nursery.end)


async def check(people: list[Worker], settings: Settings, made: Created) -> None:
    """What each wrote is there once; all see the same; it is what the log says."""
    last = await people[0].ask("rename", name="Fay at last")
    for person in people:
        await person.until(people[0].acked[last])
    await asyncio.sleep(0.05)
    session = await _replayed(settings, made)
    for person in people:
        mine = [i.text for i in session.items.values() if i.owner == person.me]
        notes = [text for text in mine if text.startswith(f"{person.name} ")]
        assert len(set(notes)) == len(notes), "nothing is there twice"
        lost = sorted(set(person.wrote) - set(notes))
        assert not lost, f"acknowledged and lost: {lost}"
    shown = shared(session, RealClock().now())
    wanted: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(shown))
    for person in people:
        assert {**person.view, "seq": 0} == {**wanted, "seq": 0}
    assert len(session.people) == len(people), "nobody sits twice"


async def _replayed(settings: Settings, made: Created) -> Session:
    """The session as the log alone gives it."""
    token = open_token(load_keys(settings.key_file, 0), made.invitation, 0)
    store = await open_store(settings.store)
    kept = await Logbook(store, RoomId(made.room), token.key).read()
    await store.close()
    return kept.session
