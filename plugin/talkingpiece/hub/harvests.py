"""What leaves a room for several people: notes behind a link, and pages that are published.

Each has a key of its own, derived from the room's, in its link and nowhere else. A page that is
taken back is gone: its link then finds nothing.
"""

import msgspec

from talkingpiece.core.harvest import audience, harvest_of, output_named, shared_outputs
from talkingpiece.core.harvested import Harvest
from talkingpiece.core.harvesting import may_fetch
from talkingpiece.core.ids import Ms, PersonId
from talkingpiece.core.session import Session
from talkingpiece.errors import Code, NotIdentified, Refused
from talkingpiece.hub import wire
from talkingpiece.hub.clock import Clock
from talkingpiece.hub.seats import open_link
from talkingpiece.sdk.ports import Store
from talkingpiece.sealing import ServerKeys, Token, derive, derive_id, seal_token
from talkingpiece.storage import codec

KEEPER = PersonId("keeper")
"""Stands in the link of whoever may take the page away."""


class KeptHarvest(msgspec.Struct, frozen=True, kw_only=True):
    """A harvest as it is kept, with the instant from which it is gone.

    Without a harvest it was taken away by its link, and the room does not write it again by itself.
    """

    harvest: Harvest | None
    forgotten: Ms
    published: bool = False
    """It is a page for everybody; else notes, or the draft of a page."""
    moved: str = ""
    """The token of the page that came of this draft: its link leads there."""


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """What a link has opened."""

    harvest: Harvest
    kept: KeptHarvest
    token: Token
    """The token that opens it: the link's own, or where a draft leads to that of the page."""

    @property
    def keeps(self) -> bool:
        """Whether whoever has the link may take the page away."""
        return self.token.person == KEEPER


def comments_of(key: bytes) -> str:
    """Where the comments of the page with this *key* are kept."""
    return derive_id(key, "comments")


class HarvestGone(Exception):
    """The page was taken away, or its time is over."""


class Publisher:
    """Writes what leaves one room for several people, and makes the links to it."""

    def __init__(self, store: Store, keys: ServerKeys, key: bytes, link_ms: int) -> None:
        """*key* is the room's; *link_ms*: how long links open, and pages are kept."""
        self._store = store
        self._keys = keys
        self._key = key
        self._link_ms = link_ms

    async def link(
        self, session: Session, person: PersonId, name: str, now: Ms, forgotten: Ms
    ) -> wire.SheetLink:
        """The link to the output *name* for *person*; notes are written as they are now.

        Facilitators get the draft of a page that is not published. *forgotten*: when notes are
        gone. Raises `Refused` (`not_now`) where there is nothing, or nothing for them.
        """
        output = output_named(session, name)
        harvest = harvest_of(session, output) if output is not None else None
        if output is None or harvest is None or not may_fetch(session, person, output):
            raise Refused(Code.NOT_NOW)
        if audience(output) == "public" and name in session.published:
            kept = await self._kept("page", name)
            if kept is None:  # the store was away, or we were, when it was published
                await self.publish(session, name)
            elif kept.harvest is None:
                raise Refused(Code.NOT_NOW)
            page = self._url("page", name, now)
            keeps = session.people[person].role == "facilitator"
            mine = self._url("page", name, now, KEEPER) if keeps else page
            return wire.SheetLink(url=mine, output=name, page=page)
        await self._put("note", name, KeptHarvest(harvest=harvest, forgotten=forgotten))
        return wire.SheetLink(url=self._url("note", name, now), output=name)

    async def publish(self, session: Session, name: str) -> None:
        """Write the page as it is now; take away one that is not published any more.

        It is kept as long as links open, counted from the end of the session. The link of its
        draft leads to the page from now on.
        """
        output = output_named(session, name)
        harvest = harvest_of(session, output) if output is not None else None
        if harvest is None or name not in session.published:
            await self._store.forget_sheet(self._place("note", name))
            await self._store.forget_sheet(self._place("page", name))
            await self._store.forget_series(comments_of(derive(self._key, "page", name)))
            return
        assert session.closed is not None
        until = Ms(session.closed + self._link_ms)
        await self._put("page", name, KeptHarvest(harvest=harvest, forgotten=until, published=True))
        _, _, page = self._url("page", name, session.closed).partition("#")
        await self._put("note", name, KeptHarvest(harvest=None, forgotten=until, moved=page))

    async def follow(self, session: Session, forgotten: Ms) -> None:
        """Bring notes and pages up to date; a page that was taken away by its link stays away."""
        for output in shared_outputs(session):
            harvest = harvest_of(session, output)
            page = await self._kept("page", output.id)
            if page is not None and page.harvest is not None:
                await self.publish(session, output.id)
            elif harvest is not None and await self._is_noted(output.id):
                kept = KeptHarvest(harvest=harvest, forgotten=forgotten)
                await self._put("note", output.id, kept)

    async def _is_noted(self, name: str) -> bool:
        """Whether there are notes, or a draft that did not become a page."""
        kept = await self._kept("note", name)
        return kept is not None and kept.harvest is not None

    async def _kept(self, purpose: str, name: str) -> KeptHarvest | None:
        place = self._place(purpose, name)
        sealed = await self._store.sheet(place)
        if sealed is None:
            return None
        return codec.decode_sheet(sealed, derive(self._key, purpose, name), place, KeptHarvest)

    async def _put(self, purpose: str, name: str, kept: KeptHarvest) -> None:
        place = self._place(purpose, name)
        sealed = codec.encode_sheet(kept, derive(self._key, purpose, name), place)
        await self._store.put_sheet(place, sealed, kept.forgotten)

    def _place(self, purpose: str, name: str) -> str:
        return derive_id(self._key, purpose, name)

    def _url(self, purpose: str, name: str, now: Ms, person: PersonId | None = None) -> str:
        token = Token(
            kind="harvest",
            room=self._place(purpose, name),
            key=derive(self._key, purpose, name),
            expires=now + self._link_ms,
            person=person,
        )
        return f"/harvest#{seal_token(self._keys, token)}"


class Harvests:
    """All pages and notes of a server, opened by their links alone."""

    def __init__(self, store: Store, keys: ServerKeys, clock: Clock) -> None:
        self._store = store
        self._keys = keys
        self._clock = clock

    async def open(self, text: str) -> Opened:
        """What the token *text* opens; the draft of a page that is published opens the page.

        Raises:
            NotIdentified: the token does not open.
            HarvestGone: it was taken away, or its time is over.
        """
        now = self._clock.now()
        token = open_link(self._keys, text, now, "harvest")
        sealed = await self._store.sheet(token.room)
        if sealed is None:
            raise HarvestGone
        kept = codec.decode_sheet(sealed, token.key, token.room, KeptHarvest)
        if kept.forgotten <= now:  # due, but not yet swept away
            raise HarvestGone
        if kept.moved:
            return await self.open(kept.moved)
        if kept.harvest is None:
            raise HarvestGone
        return Opened(harvest=kept.harvest, kept=kept, token=token)

    async def take_away(self, text: str) -> None:
        """Take a published page away, for good; one that is gone is no error.

        Raises:
            NotIdentified: the token does not open, or is not that of whoever keeps the page.
        """
        token = open_link(self._keys, text, self._clock.now(), "harvest")
        if token.person != KEEPER:
            raise NotIdentified("wrong_kind")
        sealed = await self._store.sheet(token.room)
        if sealed is not None:
            kept = codec.decode_sheet(sealed, token.key, token.room, KeptHarvest)
            gone = msgspec.structs.replace(kept, harvest=None)
            place = codec.encode_sheet(gone, token.key, token.room)
            await self._store.put_sheet(token.room, place, kept.forgotten)
            await self._store.forget_series(comments_of(token.key))
