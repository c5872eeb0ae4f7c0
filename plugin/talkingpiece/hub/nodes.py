"""Several servers, one room: what another node has kept is shown here as soon as it is told.

Nobody leads and nobody is sticky: any node serves any room, and the store decides races. A node
that hears nothing for a while is no danger, only behind: its next append conflicts, and it reads.
"""

import asyncio
import contextlib
import logging

from talkingpiece.core.ids import RoomId
from talkingpiece.hub.rooms import Rooms
from talkingpiece.sdk.ports import MISSED, Store

log = logging.getLogger(__name__)


class OtherNodes:
    """Listens to the store for as long as the server runs. *rooms*: those to be told."""

    def __init__(self, store: Store, rooms: Rooms) -> None:
        self._store = store
        self._rooms = rooms
        self._listening: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to listen."""
        self._listening = asyncio.create_task(self._listen())

    async def stop(self) -> None:
        """Hear no more."""
        if self._listening is not None:
            self._listening.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._listening

    async def _listen(self) -> None:
        try:
            async for news in self._store.watch():
                self._tell(*news)
        except Exception:
            # Rooms still learn by conflict; a fault here must not end the server.
            log.exception("listening to other nodes failed")

    def _tell(self, room: RoomId, seq: int) -> None:
        if (room, seq) == MISSED:
            for each in {**self._rooms.awake, **self._rooms.waking}:
                self._tell_one(each, None)
        else:
            self._tell_one(room, seq)

    def _tell_one(self, room: RoomId, seq: int | None) -> None:
        waking = self._rooms.waking.get(room)
        if waking is not None:  # it may have been read before this was kept
            waking.add_done_callback(lambda _: self._tell_awake(room, seq))
        self._tell_awake(room, seq)

    def _tell_awake(self, room: RoomId, seq: int | None) -> None:
        table = self._rooms.awake.get(room)
        if table is not None:
            table.room.hear(seq)
