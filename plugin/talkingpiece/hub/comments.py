"""What readers of a published page answer: questions, and tips of their own (formats.md B3).

They stand beside the page, under a key derived from the page's. Whoever has its link may write;
nobody but the keeper of the page reads a comment before the keeper has shown it.
"""

import secrets
from collections.abc import Callable

import msgspec

from talkingpiece.core.ids import Ms
from talkingpiece.errors import Conflict, NotIdentified
from talkingpiece.hub.clock import Clock
from talkingpiece.hub.harvests import HarvestGone, Harvests, Opened, comments_of
from talkingpiece.sdk.ports import Store
from talkingpiece.sealing import derive
from talkingpiece.storage import codec

MAX_WAITING = 50
"""So many comments wait for the keeper; then nobody can write until some were looked at."""
MAX_COMMENTS = 300
ID_BYTES = 8


class Comment(msgspec.Struct, frozen=True, kw_only=True):
    """What one reader wrote; *name* only if they put one."""

    id: str
    at: Ms
    text: str
    name: str = ""
    shown: bool = False
    """The keeper of the page has let it onto the page."""


class TooManyComments(Exception):
    """So many wait to be looked at that no more are taken."""


All = tuple[Comment, ...]


class Comments:
    """The comments of all published pages of a server, reached by the links of the pages."""

    def __init__(self, store: Store, clock: Clock, harvests: Harvests) -> None:
        self._store = store
        self._clock = clock
        self._harvests = harvests

    async def of(self, opened: Opened) -> All:
        """The comments of the page that is open, oldest first.

        Those that nobody has looked at yet are for the keeper's link only.
        """
        if not opened.kept.published:
            return ()
        _, all_ = await self._read(opened)
        return tuple(one for one in all_ if opened.keeps or one.shown)

    async def write(self, text: str, words: str, name: str) -> None:
        """Somebody who has the link of a published page answers it; the keeper looks first.

        Raises:
            TooManyComments: too many wait already.
            HarvestGone: the page is not there, or not published.
            NotIdentified: the token does not open.
        """
        one = Comment(id=secrets.token_hex(ID_BYTES), at=self._clock.now(), text=words, name=name)

        def add(all_: All) -> All:
            waiting = sum(not each.shown for each in all_)
            if waiting >= MAX_WAITING or len(all_) >= MAX_COMMENTS:
                raise TooManyComments
            return (*all_, one)

        await self._change(await self._page(text), add)

    async def show(self, text: str, comment: str, *, shown: bool) -> None:
        """The keeper lets a comment onto the page, or takes it off again. Raises as `remove`."""

        def turn(each: Comment) -> Comment:
            return msgspec.structs.replace(each, shown=shown) if each.id == comment else each

        await self._change(await self._own(text), lambda all_: tuple(map(turn, all_)))

    async def remove(self, text: str, comment: str) -> None:
        """The keeper erases a comment; one that is gone is no error.

        Raises:
            NotIdentified: the token does not open, or is not the keeper's.
            HarvestGone: the page is not there, or not published.
        """

        def without(all_: All) -> All:
            return tuple(one for one in all_ if one.id != comment)

        await self._change(await self._own(text), without)

    async def _page(self, text: str) -> Opened:
        opened = await self._harvests.open(text)
        if not opened.kept.published:
            raise HarvestGone
        return opened

    async def _own(self, text: str) -> Opened:
        page = await self._page(text)
        if not page.keeps:
            raise NotIdentified("wrong_kind")
        return page

    async def _change(self, page: Opened, change: Callable[[All], All]) -> None:
        """Put *change* in the place of what is there, again if somebody else was first."""
        key, place = _key(page), comments_of(page.token.key)
        while True:
            version, all_ = await self._read(page)
            sealed = codec.encode_series(change(all_), key, place, version + 1)
            try:
                await self._store.put_series(place, version, sealed, page.kept.forgotten)
            except Conflict:
                continue
            return

    async def _read(self, page: Opened) -> tuple[int, All]:
        place = comments_of(page.token.key)
        found = await self._store.series(place)
        if found is None:
            return 0, ()
        version, sealed = found
        return version, codec.decode_series(sealed, _key(page), place, version, All)


def _key(page: Opened) -> bytes:
    return derive(page.token.key, "comments")
