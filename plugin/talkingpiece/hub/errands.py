"""A room's errands: what it writes beside its log, without anybody waiting for it.

What was promised when a command was kept is not forgotten because the store was away just then: it
is owed, and tried again until it is done.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any

from talkingpiece.core import commands as c
from talkingpiece.core.events import ItemEdited, ItemMoved, Renamed
from talkingpiece.core.harvest_events import Credited, LeftOut, Published, Unpublished
from talkingpiece.core.ids import PersonId
from talkingpiece.core.session import Session
from talkingpiece.errors import StoreUnavailable
from talkingpiece.hub.asked import Asked
from talkingpiece.hub.clock import Clock
from talkingpiece.hub.connection import Connection
from talkingpiece.hub.farewell import Farewell
from talkingpiece.hub.timers import Beat

log = logging.getLogger(__name__)

NOTING = (c.Add, c.Edit, c.Withdraw, c.Restore)
AGAIN_MS = 60_000
"""When what leaves the room could not be written: how long until it is tried again."""

CHANGING = (ItemEdited, ItemMoved, Renamed, Credited, LeftOut)
"""What may change a page that is published already: it is, after the end."""


Errand = Callable[[], Awaitable[None]]
"""What is done as the session is then. Twice must do no harm: a store may do what it cannot say."""


class Errands:
    """Runs the errands of one room. *session* is asked for what is committed."""

    def __init__(self, farewell: Farewell, clock: Clock, session: Callable[[], Session]) -> None:
        self._farewell = farewell
        self._clock = clock
        self._session = session
        self._again = Beat(clock, AGAIN_MS, self._make_good)
        self._owed: dict[str, Errand] = {}
        self._running: set[asyncio.Task[None]] = set()
        self._writing = asyncio.Lock()

    @property
    def busy(self) -> bool:
        """Whether one is under way."""
        return bool(self._running)

    @property
    def owed(self) -> bool:
        """Whether one could not be done yet."""
        return bool(self._owed)

    async def settled(self) -> None:
        """Return when none is under way."""
        while self._running:
            await asyncio.wait(self._running)

    def stop(self) -> None:
        """Try nothing again."""
        self._again.stop()

    def run(self, errand: Coroutine[Any, Any, None]) -> None:
        """Begin *errand* now."""
        task = asyncio.create_task(errand)
        self._running.add(task)
        task.add_done_callback(self._over)

    def insist(self, name: str, errand: Errand) -> None:
        """Do *errand* now or as soon as the store can, in the place of an owed one of this name."""
        self.run(self._insist(name, errand))

    def start(self) -> None:
        """The room wakes up after its end: make up for what was cut off."""
        self.close()
        self.insist("pages", self._write_pages)

    def close(self) -> None:
        """The session is over: write what outlives it."""
        self.insist("close", lambda: self._farewell.close(self._session()))

    def give(self, asker: Connection, output: str) -> None:
        """Send *asker* the link to their sheet, or to an *output*, or say why there is none."""
        self.run(self._give(asker, output))

    async def _give(self, asker: Connection, output: str) -> None:
        async with self._writing:  # a page that has just been published is written first
            await self._farewell.give(self._session(), asker, output, self._clock.now())

    def after_the_end(self, group: Sequence[Asked], erased: Callable[[], None]) -> None:
        """See to what outlives the session, and to what was asked of it since: *group*."""
        self.close()
        done = [asked for asked in group if asked.refused is None]
        self._follow(done)
        for asked in done:
            if isinstance(asked.command, NOTING):
                self.rewrite_sheet(asked.stamp.actor)
            elif isinstance(asked.command, c.Erase):
                self.erase(erased)

    def _follow(self, done: Sequence[Asked]) -> None:
        """Write the pages that were published or taken back, and keep all others up to date.

        Also where something had had its effect already: whoever asks for it again was not told
        so, and what should have followed may have been cut off with that.
        """
        events = [event for asked in done for event in asked.events]
        named = sorted({e.output for e in events if isinstance(e, Published | Unpublished)})
        again = any(asked.stamp.id and not asked.events for asked in done)
        if named or again or any(isinstance(event, CHANGING) for event in events):
            self.insist(" ".join(("pages", *named)), lambda: self._write_pages(named))

    async def _write_pages(self, named: Sequence[str] = ()) -> None:
        """One after the other, as the session is when each is written."""
        async with self._writing:
            await self._farewell.write_pages(self._session(), named)

    def rewrite_sheet(self, person: PersonId) -> None:
        """Something was added to a sheet that has been written already."""
        self.insist(f"sheet {person}", lambda: self._put_sheet(person))

    async def _put_sheet(self, person: PersonId) -> None:
        await self._farewell.put_sheet(self._session(), person)

    def erase(self, erased: Callable[[], None]) -> None:
        """Delete the room, now or as soon as it can be; *erased* is called when nothing is left."""
        self.insist("erase", lambda: self._erase(erased))

    async def _erase(self, erased: Callable[[], None]) -> None:
        await self._farewell.close(self._session())  # what outlives the room is written first
        await self._farewell.erase()
        erased()

    async def _insist(self, name: str, errand: Errand) -> None:
        try:
            await errand()
        except StoreUnavailable as error:
            log.warning("an errand of a room is put off: %s", error)
            self._owed[name] = errand
            self._again.start()
        else:
            if self._owed.get(name) is errand:  # a later one may be owed by now
                del self._owed[name]

    def _make_good(self) -> bool:
        """Try once more what is owed."""
        for name, errand in list(self._owed.items()):
            self.insist(name, errand)
        return False

    def _over(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("an errand of a room failed", exc_info=task.exception())
