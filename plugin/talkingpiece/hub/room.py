"""One room, an actor: decide and queue at once, commit the group, and only then show it.

Nothing awaits between a command's arrival and its place in the queue, so there are no locks. What
queues up while a commit runs is committed as the next group. `session` is what is committed, and
all that anybody is ever shown; `ahead` is what it will be once the queue is committed.
"""

import asyncio
import logging
import random
from collections.abc import Sequence

from talkingpiece.core.commands import AnyCommand, HouseCommand, Stamp
from talkingpiece.core.decide import HOUSE, play
from talkingpiece.core.events import Record
from talkingpiece.core.grammar import Grammar
from talkingpiece.core.ids import Ms, PersonId
from talkingpiece.core.session import Session
from talkingpiece.errors import Code, Conflict, NotIdentified, Refused, StoreUnavailable
from talkingpiece.hub.asked import Asked, Audience, Tell, Verdict
from talkingpiece.hub.clock import Clock, Timer
from talkingpiece.hub.compaction import Compaction
from talkingpiece.hub.crowd import Crowd
from talkingpiece.hub.logbook import Kept, Logbook, scoped
from talkingpiece.hub.recent import Recent

log = logging.getLogger(__name__)

ATTEMPTS = 5
"""So often a group that lost the race against another node is decided again."""
AGAIN_MS = 1000
"""How long after a store was away a room looks whether it is back."""
_lot = random.Random().getrandbits  # noqa: S311  decides who begins; it guards nothing


class Room:
    """One awake room."""

    def __init__(
        self, logbook: Logbook, kept: Kept, grammar: Grammar, clock: Clock, audience: Audience
    ) -> None:
        self.session = kept.session
        """The session as committed."""
        self._logbook = logbook
        self._grammar = grammar
        self._clock = clock
        self._audience = audience
        self.ahead = kept.session
        """The session as it will be once what is queued is committed. Never to be shown."""
        self._recent = Recent(kept.recent)
        self._queue: list[Asked] = []
        self._committing: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._crowd = Crowd(clock, self._begin)
        self._stale = self._news = self._stopped = False
        self._again: Timer | None = None
        self._compaction = Compaction(clock, self._attend)
        self._compaction.due(kept.session, (), logbook.loose)

    @property
    def kept(self) -> Kept:
        """All that is known of what is committed."""
        return Kept(session=self.session, recent=self._recent.kept())

    @property
    def busy(self) -> bool:
        """Whether something is queued or being committed."""
        return self._committing is not None or bool(self._queue)

    def ask(
        self,
        command: AnyCommand | HouseCommand,
        actor: PersonId = HOUSE,
        command_id: str = "",
        tell: Tell | None = None,
    ) -> None:
        """Decide *command* now and queue it; *tell* is called once, after the commit."""
        stamp = Stamp(actor=actor, at=self._clock.now(), seed=_lot(31), id=command_id)
        asked = Asked(command, stamp, tell)
        self._decide(asked)
        self._queue.append(asked)
        if not self._crowd.waits(command, len(self.ahead.people)):
            self._begin()

    def hear(self, seq: int | None) -> None:
        """Another node has appended up to group *seq* (None: perhaps): read it, and show it."""
        if self._stopped or (seq is not None and seq <= self._logbook.seq):
            return
        self._stale = True
        self._attend()

    async def abreast(self) -> None:
        """Return when all that others had kept before this was asked is known here.

        Raises:
            StoreUnavailable: it cannot be read now.
        """
        self.hear(None)
        await asyncio.wait([self._begin()])
        if self._stale:
            raise StoreUnavailable("what others have kept")

    def stop(self) -> None:
        """The room is let go: other nodes are not followed, nor is a store that is away."""
        self._stopped = True
        self._compaction.stop()
        if self._again is not None:
            self._again.cancel()

    async def settled(self) -> None:
        """Return when nothing is queued any more."""
        while self.busy:
            await asyncio.wait([self._begin()])

    def _attend(self) -> None:
        """There is something to be done, although nobody here asks for anything."""
        self._news = True
        self._begin()

    def _begin(self) -> asyncio.Task[None]:
        """Commit what is queued, now."""
        self._crowd.stop()
        if self._committing is None:
            if self._loop is None:  # asking for the loop is a system call
                self._loop = asyncio.get_running_loop()
            self._committing = self._loop.create_task(self._commit_all())
        return self._committing

    def _decide(self, asked: Asked) -> None:
        """Find out what follows, on top of everything queued before."""
        asked.events, asked.refused = (), None
        actor, command_id = asked.stamp.actor, asked.stamp.id
        if self._recent.has(actor, command_id):
            return  # had its effect already: answered as done once more
        try:
            decided = play(self.ahead, asked.command, asked.stamp, self._grammar)
        except Refused as refused:
            asked.refused = refused
            return
        except Exception:
            # A fault of a format, or of ours, refuses one command; the room goes on.
            log.exception("deciding %s failed", type(asked.command).__name__)
            asked.refused = Refused(Code.PLUGIN_FAILED)
            return
        asked.events, self.ahead = decided
        if command_id:
            self._recent.add(actor, command_id)

    async def _commit_all(self) -> None:
        try:
            while self._news or (self._queue and not self._crowd.gathers):
                self._news = False
                await (self._commit_next() if self._queue else self._look())
        finally:
            self._committing = None

    async def _commit_next(self) -> None:
        """Commit what is queued as one group; what is asked meanwhile waits for the next."""
        try:
            for _ in range(ATTEMPTS):
                if self._stale:
                    await self._catch_up()
                group = tuple(self._queue)
                session, had = self.ahead, self._recent.queued
                try:
                    if records := self._records(group):
                        await self._logbook.append(records)
                except Conflict:
                    self._stale = True
                    continue
                del self._queue[: len(group)]
                self._recent.keep(had)
                self._conclude(group, session)
                await self._compact(group)
                return
            log.warning("a group lost the race %d times", ATTEMPTS)
            await self._drop()
        except StoreUnavailable as error:
            log.warning("dropped a group: %s", error)
            await self._drop()
        except NotIdentified:
            self._erased()
        except Exception:
            log.exception("committing failed")
            await self._drop()

    async def _look(self) -> None:
        """Catch up with what is kept, as far as it can be read now."""
        try:
            if self._stale:
                await self._catch_up()
            await self._compact()
        except StoreUnavailable as error:
            log.warning("could not read what is kept: %s", error)
            self._look_again()
        except NotIdentified:
            self._erased()
        except Exception:
            log.exception("reading what is kept failed")

    def _look_again(self) -> None:
        """A store that is away may be back when nobody here asks for anything."""
        if self._stopped or self._again is not None:
            return

        def look() -> None:
            self._again = None
            self.hear(None)

        self._again = self._clock.call_at(Ms(self._clock.now() + AGAIN_MS), look)

    def _records(self, group: Sequence[Asked]) -> list[Record]:
        seq = self.session.seq
        records: list[Record] = []
        for asked in group:
            mark = scoped(asked.stamp.actor, asked.stamp.id) if asked.stamp.id else ""
            for event in asked.events:
                seq += 1
                records.append(Record(seq=seq, event=event, id=mark))
                mark = ""
        return records

    def _conclude(self, group: Sequence[Asked], session: Session) -> None:
        """*group* is kept: show it, then tell those who asked."""
        self.session = session
        self._show(group)
        for asked in group:
            if asked.tell is not None:
                asked.tell(Verdict(seq=session.seq, refused=asked.refused))

    async def _catch_up(self) -> None:
        """Read what others have appended, and decide what is queued again on top of it."""
        before = self.session.seq
        self._stale = False  # before reading: what is told meanwhile may not be in it
        try:
            # Without the ids that are known here: only those are wanted which are new.
            kept = await self._logbook.read(Kept(session=self.session))
        except BaseException:
            self._stale = True
            raise
        self.session = self.ahead = kept.session
        self._recent.drop()
        self._recent.hear(kept.recent)
        for asked in self._queue:
            self._decide(asked)
        if self.session.seq != before:
            self._show(())

    def _show(self, group: Sequence[Asked]) -> None:
        try:
            self._audience.committed(group)
        except Exception:
            # What is kept is kept: those who asked are told so, even if it cannot be shown.
            log.exception("showing failed")

    async def _drop(self) -> None:
        """Nothing that is queued was kept, as far as is known: back to what certainly is."""
        dropped, self._queue = self._queue, []
        self._stale = True
        self.ahead = self.session
        self._recent.drop()
        await self._look()
        self._refuse(dropped)

    def _erased(self) -> None:
        dropped, self._queue = self._queue, []
        self._stale = True
        self._refuse(dropped)
        self._audience.erased()

    def _refuse(self, dropped: Sequence[Asked]) -> None:
        refused = Refused(Code.STORE_UNAVAILABLE)
        for asked in dropped:
            if asked.tell is not None:
                asked.tell(Verdict(seq=self.session.seq, refused=refused))

    async def _compact(self, group: Sequence[Asked] = ()) -> None:
        events = [event for asked in group for event in asked.events]
        if not self._compaction.due(self.session, events, self._logbook.loose):
            return
        try:
            await self._logbook.compact(self.kept)
        except (Conflict, StoreUnavailable) as error:
            self._stale |= isinstance(error, Conflict)
            self._compaction.later()
        else:
            self._compaction.done()
