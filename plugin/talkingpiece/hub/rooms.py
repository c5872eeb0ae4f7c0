"""All rooms of a server: makes them, wakes sleeping ones by a token, lets idle ones go.

A room's key is on no disk: it is in memory while the room is awake, and inside tokens. So a room
that sleeps can be opened by nobody but whoever brings a link to it (decision 17).
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from random import SystemRandom

import msgspec

from talkingpiece.core.decide import open_session
from talkingpiece.core.events import Record
from talkingpiece.core.formats import Format
from talkingpiece.core.ids import Ms, PersonId, RoomId
from talkingpiece.core.rehearsing import KEPT_MS
from talkingpiece.core.session import Item, Plan, Session
from talkingpiece.core.sheets import SeriesMemory, carried_items, next_plan
from talkingpiece.errors import Code, NotIdentified, Refused, StoreUnavailable
from talkingpiece.hub.clock import Clock, Timer
from talkingpiece.hub.farewell import Farewell, SeriesLink
from talkingpiece.hub.greeting import Greeting
from talkingpiece.hub.links import Links, watching
from talkingpiece.hub.logbook import Logbook
from talkingpiece.hub.rehearsal import Cast, Rehearsal
from talkingpiece.hub.seats import Seats, check_link, open_link
from talkingpiece.hub.table import Table
from talkingpiece.hub.timers import Beat
from talkingpiece.registry import Registry
from talkingpiece.sdk.ports import Store
from talkingpiece.sealing import ServerKeys, Token, new_id, new_key, seal_token
from talkingpiece.settings import Settings
from talkingpiece.storage import codec

log = logging.getLogger(__name__)

IDLE_MS = 600_000
"""So long a room stays awake when nobody is connected."""
SWEEP_MS = 600_000
"""How often what is past its time is erased."""
SERIES_MS = 366 * 86_400_000
"""How long a series' link opens; what the series keeps is forgotten earlier, `link_days` after
the last session or the next date."""


class Created(msgspec.Struct, frozen=True, kw_only=True):
    """A new room, and the tokens for the fragments of its links."""

    room: RoomId
    facilitator: str
    invitation: str
    series: str
    gallery: str = ""


class Rooms:
    """The rooms of one server, awake and asleep."""

    def __init__(
        self,
        store: Store,
        keys: ServerKeys,
        registry: Registry,
        *,
        clock: Clock,
        greeting: Greeting,
        settings: Settings,
        casts: Callable[[str], Cast] | None = None,
    ) -> None:
        """*casts*: who sits in rehearsals of a language; None where there are no rehearsals."""
        self.awake: dict[RoomId, Table] = {}
        self.waking: dict[RoomId, asyncio.Task[None]] = {}
        self._store = store
        self._keys = keys
        self._registry = registry
        self._clock = clock
        self._greeting = greeting
        self._settings = settings
        self._casts = casts
        self._idle: dict[RoomId, Timer] = {}
        self._sweeping = Beat(clock, SWEEP_MS, self._sweep)
        self._sweeps: set[asyncio.Task[None]] = set()

    # --- making -------------------------------------------------------------------------------

    async def create(self, plan: Plan, chosen: Format, series: str = "") -> Created:
        """Make a room for *plan*. *series* is the token of the series that it continues.

        Raises:
            NotIdentified: *series* does not open.
            StoreUnavailable: it could not be kept.
        """
        now = self._clock.now()
        link: SeriesLink | None = None
        items: tuple[Item, ...] = ()
        if series:
            token = open_link(self._keys, series, now, "series")
            link = SeriesLink(series=token.room, key=token.key)
            memory = await self._memory(token)
            if memory is not None:
                plan = next_plan(memory, plan)
                items = carried_items(memory, now, chosen)
        kept_ms = KEPT_MS if plan.rehearsal else self._settings.forget_after_ms
        plan = msgspec.structs.replace(plan, kept_ms=kept_ms)
        room, key = RoomId(new_id()), new_key()
        links_until = 0 if plan.rehearsal else now + self._settings.link_ms
        expires = Ms(max(links_until, plan.end + kept_ms))
        farewell = self._farewell(room, key, plan)
        if link is not None:
            await farewell.link_series(link, expires)
        events = open_session(room, plan, chosen, now, items)
        await self._store.create(room, 0, expires)
        records = [Record(seq=seq, event=event) for seq, event in enumerate(events, 1)]
        await Logbook(self._store, room, key).append(records)
        seats = Seats(keys=self._keys, room=room, key=key, generation=0, expires=expires)
        return Created(
            room=room,
            facilitator=seats.link("facilitator"),
            invitation=seats.link("invitation"),
            series=self._series_token(link or farewell.own_series(), now),
            gallery=watching(seats) if plan.demo else "",
        )

    async def series(self, text: str) -> SeriesMemory | None:
        """What the series behind a token carries over; None before its first session has ended.

        Raises:
            NotIdentified: the token does not open.
        """
        return await self._memory(open_link(self._keys, text, self._clock.now(), "series"))

    async def _memory(self, token: Token) -> SeriesMemory | None:
        found = await self._store.series(token.room)
        if found is None:
            return None
        version, sealed = found
        return codec.decode_series(sealed, token.key, token.room, version, SeriesMemory)

    def _series_token(self, link: SeriesLink, now: Ms) -> str:
        expires = now + SERIES_MS
        token = Token(kind="series", room=link.series, key=link.key, expires=expires)
        return seal_token(self._keys, token)

    def _farewell(self, room: RoomId, key: bytes, plan: Plan) -> Farewell:
        return Farewell(
            self._store,
            self._keys,
            room,
            key,
            forget_after_ms=plan.kept_ms,
            link_ms=self._settings.link_ms,
        )

    # --- waking -------------------------------------------------------------------------------

    async def wake(self, token: Token) -> Table:
        """The room that *token* opens, read from the store if it sleeps.

        Raises:
            NotIdentified: `room_gone`, `revoked`, or `altered`.
            StoreUnavailable: the store cannot be read now, or too many rooms are awake.
        """
        room = RoomId(token.room)
        row = await self._store.room(room)
        if row is None:
            raise NotIdentified("room_gone")
        check_link(token, row.generation)
        while room not in self.awake:  # it may have been let go again before we go on
            waking = self.waking.get(room)
            if waking is None:
                waking = self.waking[room] = asyncio.create_task(self._wake(token))
                waking.add_done_callback(lambda task: self._woken(room, task))
            await asyncio.shield(waking)
        check_link(token, self.awake[room].session.links)  # known here before the store has kept it
        return self.awake[room]

    def _woken(self, room: RoomId, task: asyncio.Task[None]) -> None:
        del self.waking[room]
        if not task.cancelled():
            task.exception()  # told to whoever still waits; nobody may

    async def _wake(self, token: Token) -> None:
        room = RoomId(token.room)
        if len(self.awake) >= self._settings.limits.max_rooms:
            self._let_idle_go()
            if len(self.awake) >= self._settings.limits.max_rooms:
                raise StoreUnavailable("this server (too many rooms are awake)")
        logbook = Logbook(self._store, room, token.key)
        kept = await logbook.read()
        seats = Seats(
            keys=self._keys,
            room=room,
            key=token.key,
            generation=token.generation,
            expires=Ms(token.expires),
        )
        table = Table(
            logbook,
            kept,
            grammar=self._registry,
            clock=self._clock,
            greeting=self._greeting,
            farewell=self._farewell(room, token.key, kept.session.plan),
            seats=seats,
            links=Links(self._store, seats, self._settings),
            grace_ms=self._settings.presence_grace_ms,
            emptied=lambda: self._emptied(room),
        )
        self.awake[room] = table
        table.start()
        if kept.session.plan.rehearsal and self._casts is not None:
            cast = self._casts(kept.session.plan.language)
            Rehearsal(table, self._clock, cast, SystemRandom()).start()
        self._emptied(room)

    async def facilitated(self, text: str) -> tuple[Session, PersonId]:
        """The session behind the seat *text*, and whose seat it is: for facilitators.

        Raises:
            NotIdentified: the token does not open.
            Refused: `not_the_facilitator`.
        """
        token = open_link(self._keys, text, self._clock.now(), "seat")
        session = (await self.wake(token)).session
        person = session.people.get(PersonId(token.person or ""))
        if person is None or person.removed:
            raise NotIdentified("revoked")
        if person.role != "facilitator":
            raise Refused(Code.NOT_THE_FACILITATOR)
        return session, person.id

    # --- letting go ---------------------------------------------------------------------------

    def start(self) -> None:
        """Begin to erase what is past its time."""
        self._sweep()
        self._sweeping.start()

    async def stop(self) -> None:
        """Say goodbye to everybody, and finish what is being kept."""
        self._sweeping.stop()
        for timer in self._idle.values():
            timer.cancel()
        for table in self.awake.values():
            table.stop("stopping")
        await self.settled()
        self.awake.clear()

    async def settled(self) -> None:
        """Return when nothing is under way in any room."""
        await asyncio.sleep(0)
        while waiting := self._under_way():
            await asyncio.gather(*waiting)

    def _under_way(self) -> list[Awaitable[object]]:
        busy: list[Awaitable[object]] = [t.settled() for t in self.awake.values() if t.busy]
        return [*busy, *self._sweeps]

    def _emptied(self, room: RoomId) -> None:
        table = self.awake.get(room)
        if table is not None and table.is_erased:
            del self.awake[room]
            return
        if room in self._idle:
            self._idle.pop(room).cancel()
        due = Ms(self._clock.now() + IDLE_MS)
        self._idle[room] = self._clock.call_at(due, lambda: self._let_go(room))

    def _let_go(self, room: RoomId) -> None:
        self._idle.pop(room, None)
        table = self.awake.get(room)
        if table is None or table.presence:
            return
        if table.busy or table.errands.owed:
            self._emptied(room)
            return
        table.stop("stopping")
        del self.awake[room]

    def _let_idle_go(self) -> None:
        for room in list(self._idle):
            self._let_go(room)

    def _sweep(self) -> bool:
        task = asyncio.create_task(self._erase_due())
        self._sweeps.add(task)
        task.add_done_callback(self._sweeps.discard)
        return True

    async def _erase_due(self) -> None:
        try:
            erased = await self._store.forget_due(self._clock.now())
        except StoreUnavailable as error:
            log.warning("could not erase what is past its time: %s", error)
            return
        for table in filter(None, map(self.awake.get, map(RoomId, erased.rooms))):
            table.erased()
