"""Personal sheets after the session: opened, and erased, by nothing but their private link."""

import msgspec

from talkingpiece.core.ids import Ms
from talkingpiece.core.sheets import Sheet
from talkingpiece.errors import NotIdentified
from talkingpiece.hub.clock import Clock
from talkingpiece.hub.seats import open_link
from talkingpiece.sdk.ports import Store
from talkingpiece.sealing import ServerKeys
from talkingpiece.storage import codec


class KeptSheet(msgspec.Struct, frozen=True, kw_only=True):
    """A sheet as it is kept, with the instant from which it is gone."""

    sheet: Sheet
    forgotten: Ms


class Sheets:
    """All personal sheets of a server; each has a key of its own, in its link."""

    def __init__(self, store: Store, keys: ServerKeys, clock: Clock) -> None:
        self._store = store
        self._keys = keys
        self._clock = clock

    async def open(self, text: str) -> KeptSheet:
        """The sheet that the token *text* opens.

        Raises:
            NotIdentified: the token does not open, or the sheet is gone (`room_gone`).
        """
        now = self._clock.now()
        token = open_link(self._keys, text, now, "sheet")
        sealed = await self._store.sheet(token.room)
        if sealed is None:
            raise NotIdentified("room_gone")
        kept = codec.decode_sheet(sealed, token.key, token.room, KeptSheet)
        if kept.forgotten <= now:  # due, but not yet swept away
            raise NotIdentified("room_gone")
        return kept

    async def erase(self, text: str) -> None:
        """Erase the sheet that the token *text* opens, for good; one that is gone is no error.

        Raises:
            NotIdentified: the token does not open.
        """
        token = open_link(self._keys, text, self._clock.now(), "sheet")
        await self._store.forget_sheet(token.room)
