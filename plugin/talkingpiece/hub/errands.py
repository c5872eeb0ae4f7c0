"""A room's errands: what it writes beside its log, without anybody waiting for it."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine, Sequence
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


class Errands:
    """Runs the errands of one room. *session* is asked for what is committed."""

    def __init__(self, farewell: Farewell, clock: Clock, session: Callable[[], Session]) -> None:
        self._farewell = farewell
        self._clock = clock
        self._session = session
        self._again = Beat(clock, AGAIN_MS, self._closes)
        self._running: set[asyncio.Task[None]] = set()
        self._writing = asyncio.Lock()

    @property
    def busy(self) -> bool:
        """Whether one is under way."""
        return bool(self._running)

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

    def close(self) -> None:
        """The session is over: write what outlives it, now or as soon as the store can."""
        self._closes()

    def give(self, asker: Connection, output: str) -> None:
        """Send *asker* the link to their sheet, or to an *output*, or say why there is none."""
        self.run(self._give(asker, output))

    async def _give(self, asker: Connection, output: str) -> None:
        async with self._writing:  # a page that has just been published is written first
            await self._farewell.give(self._session(), asker, output, self._clock.now())

    def _follow(self, group: Sequence[Asked]) -> None:
        """Write the pages that were published or taken back, and keep all others up to date."""
        events = [event for asked in group for event in asked.events]
        named = tuple({e.output for e in events if isinstance(e, Published | Unpublished)})
        if named or any(isinstance(event, CHANGING) for event in events):
            self.run(self._write_pages(named))

    async def _write_pages(self, named: tuple[str, ...]) -> None:
        """One after the other, as the session is when each is written."""
        async with self._writing:
            with contextlib.suppress(StoreUnavailable):  # whoever asks for its link is told
                await self._farewell.write_pages(self._session(), named)

    def after_the_end(self, group: Sequence[Asked], erased: Callable[[], None]) -> None:
        """See to what outlives the session, and to what was asked of it since: *group*."""
        self.close()
        self._follow(group)
        for asked in group:
            if asked.events and isinstance(asked.command, NOTING):
                self.rewrite_sheet(asked.stamp.actor)
            elif isinstance(asked.command, c.Erase) and asked.refused is None:
                self.erase(erased)

    def rewrite_sheet(self, person: PersonId) -> None:
        """Something was added to a sheet that has been written already."""
        self.run(self._put_sheet(person))

    def erase(self, erased: Callable[[], None]) -> None:
        """Delete the room now; *erased* is called when nothing of it is left."""
        self.run(self._erase(erased))

    async def _erase(self, erased: Callable[[], None]) -> None:
        with contextlib.suppress(StoreUnavailable):  # then when its time has come
            await self._farewell.close(self._session())  # what outlives the room is written first
            await self._farewell.erase()
            erased()

    def _closes(self) -> bool:
        self.run(self._close())
        return False

    async def _close(self) -> None:
        try:
            await self._farewell.close(self._session())
        except StoreUnavailable:
            self._again.start()

    async def _put_sheet(self, person: PersonId) -> None:
        with contextlib.suppress(StoreUnavailable):  # written again when its link is asked for
            await self._farewell.put_sheet(self._session(), person)

    def _over(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("an errand of a room failed", exc_info=task.exception())
