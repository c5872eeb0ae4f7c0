"""New links for a room: older ones open nothing any more, seats in use stay."""

import contextlib

from msgspec.structs import replace

from talkingpiece.core.session import Session
from talkingpiece.errors import StoreUnavailable
from talkingpiece.hub import wire
from talkingpiece.hub.connection import Connection
from talkingpiece.hub.seats import Seats
from talkingpiece.sdk.ports import Store


class Links:
    """Makes the links of one room. Which generation is valid stands in the session."""

    def __init__(self, store: Store, seats: Seats) -> None:
        self._store = store
        self._seats = seats

    async def renew(self, session: Session, asker: Connection | None = None) -> None:
        """Let older links open nothing any more, then give *asker* those that are valid now.

        Doing it again does no harm. What could not be kept is made up for by a second tap, or when
        the room wakes up again.
        """
        with contextlib.suppress(StoreUnavailable):
            await self._store.set_generation(self._seats.room, session.links)
            if asker is not None:
                asker.send(self.made(session))

    def made(self, session: Session) -> wire.NewLinks:
        """The links that are valid now: paths, with the token in the fragment."""
        seats = replace(self._seats, generation=session.links)
        room = f"/rooms/{seats.room}"
        return wire.NewLinks(
            facilitator=f"{room}#{seats.link('facilitator')}",
            invitation=f"{room}#{seats.link('invitation')}",
        )
