"""What leaves a room: each person's own sheet, what the series keeps, and when all else is gone.

A sheet has its own key, so that it outlives the room's: whoever has its link opens it and nothing
else. A series keeps only what is labelled so, under its own key (decision 17).
"""

from collections.abc import Iterable

import msgspec

from talkingpiece.core.ids import Ms, PersonId, RoomId
from talkingpiece.core.session import Session
from talkingpiece.core.sheets import SeriesMemory, series_memory, sheet_of
from talkingpiece.errors import Code, Conflict, Refused, StoreUnavailable
from talkingpiece.hub import wire
from talkingpiece.hub.connection import Connection
from talkingpiece.hub.harvests import Publisher
from talkingpiece.hub.sheets import KeptSheet
from talkingpiece.sdk.ports import Store
from talkingpiece.sealing import ServerKeys, Token, derive, derive_id, seal_token
from talkingpiece.storage import codec

PAIR_SHEETS_MS = 30 * 86_400_000
"""Sheets of a pair live longer than a sealed session's (decision 30)."""


class SeriesLink(msgspec.Struct, frozen=True, kw_only=True):
    """Which series a room belongs to, and its key; kept sealed under the room's key."""

    series: str
    key: bytes


class Farewell:
    """Writes what outlives one room."""

    def __init__(
        self,
        store: Store,
        keys: ServerKeys,
        room: RoomId,
        key: bytes,
        *,
        forget_after_ms: int,
        link_ms: int,
    ) -> None:
        self._store = store
        self._keys = keys
        self._room = room
        self._key = key
        self._forget_after_ms = forget_after_ms
        self._link_ms = link_ms
        self.pages = Publisher(store, keys, key, link_ms)

    async def give(self, session: Session, asker: Connection, output: str, now: Ms) -> None:
        """Send *asker* the link to their sheet, or to an *output*, or say why there is none."""
        try:
            asker.send(await self._link(session, asker.person, output, now))
        except StoreUnavailable:
            asker.refuse("", Refused(Code.STORE_UNAVAILABLE))
        except Refused as refused:
            asker.refuse("", refused)

    async def _link(
        self, session: Session, person: PersonId | None, output: str, now: Ms
    ) -> wire.SheetLink:
        """Raises `Refused` (`not_now`) where there is nothing for *person*."""
        if person is not None and output:
            until = self._sheet_forgotten(session)
            return await self.pages.link(session, person, output, now, until)
        url = await self.sheet_link(session, person, now) if person is not None else None
        if url is None:
            raise Refused(Code.NOT_NOW)
        return wire.SheetLink(url=url)

    async def sheet_link(self, session: Session, person: PersonId, now: Ms) -> str | None:
        """Write *person*'s sheet as it is now; its private link, or None if it is empty."""
        if not await self.put_sheet(session, person):
            return None
        token = Token(
            kind="sheet",
            room=derive_id(self._key, "sheet", person),
            key=derive(self._key, "sheet", person),
            expires=now + self._link_ms,
        )
        return f"/sheet#{seal_token(self._keys, token)}"

    async def put_sheet(self, session: Session, person: PersonId) -> bool:
        """Write *person*'s sheet over an earlier one; False if there is nothing on it."""
        sheet = sheet_of(session, person)
        if sheet is None:
            return False
        sheet_id = derive_id(self._key, "sheet", person)
        kept = KeptSheet(sheet=sheet, forgotten=self._sheet_forgotten(session))
        sealed = codec.encode_sheet(kept, derive(self._key, "sheet", person), sheet_id)
        await self._store.put_sheet(sheet_id, sealed, kept.forgotten)
        return True

    async def write_pages(self, session: Session, named: Iterable[str] = ()) -> None:
        """Write the *named* pages, or take them away; bring notes and all others up to date."""
        for name in named:
            await self.pages.publish(session, name)
        await self.pages.follow(session, self._sheet_forgotten(session))

    async def close(self, session: Session) -> None:
        """The session is over: write every sheet, the series, and when the room is forgotten.

        The last comes last, so that a room without it is known to need this again.
        """
        assert session.closed is not None
        if await self.done(session):
            return
        for person in session.people:
            await self.put_sheet(session, person)
        if not session.plan.rehearsal:
            await self._put_series(session)
        await self._store.set_forget_after(self._room, self.forgotten(session))

    async def erase(self) -> None:
        """Delete the room now. Sheets stay with whoever has their links, and the series stays."""
        await self._store.forget(self._room)

    async def done(self, session: Session) -> bool:
        """Whether `close` has been through, perhaps on another node."""
        row = await self._store.room(self._room)
        return row is None or row.forget_after == self.forgotten(session)

    def forgotten(self, session: Session) -> Ms:
        """From when on nothing is left of a closed session in its room."""
        assert session.closed is not None
        return Ms(session.closed + self._forget_after_ms)

    async def link_series(self, link: SeriesLink, forget_after: Ms) -> None:
        """Remember that the room continues a series."""
        place = derive_id(self._key, "series link")
        sealed = codec.encode_sheet(link, derive(self._key, "series link"), place)
        await self._store.put_sheet(place, sealed, forget_after)

    def own_series(self) -> SeriesLink:
        """The series that begins with this room."""
        return SeriesLink(series=derive_id(self._key, "series"), key=derive(self._key, "series"))

    async def _put_series(self, session: Session) -> None:
        link = await self._series()
        sealed_until = max(session.next_date or 0, session.closed or 0) + self._link_ms
        while True:  # again where another session of the series was first
            version, old = await self._store.series(link.series) or (0, b"")
            before = old and codec.decode_series(old, link.key, link.series, version, SeriesMemory)
            memory = series_memory(session, before or None)
            sealed = codec.encode_series(memory, link.key, link.series, version + 1)
            try:
                await self._store.put_series(link.series, version, sealed, Ms(sealed_until))
            except Conflict:
                continue
            return

    async def _series(self) -> SeriesLink:
        place = derive_id(self._key, "series link")
        sealed = await self._store.sheet(place)
        if sealed is None:
            return self.own_series()
        return codec.decode_sheet(sealed, derive(self._key, "series link"), place, SeriesLink)

    def _sheet_forgotten(self, session: Session) -> Ms:
        """From when on a sheet is gone: counted from the end, the planned one until it is over."""
        end = session.closed if session.closed is not None else session.plan.end
        pair = session.format.privacy == "pair"
        return Ms(end + (PAIR_SHEETS_MS if pair else self._forget_after_ms))
