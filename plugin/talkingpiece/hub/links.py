"""New links for a room: older ones open nothing any more, seats in use stay."""

from collections.abc import Awaitable, Callable

from msgspec.structs import replace

from talkingpiece.core.ids import RoomId
from talkingpiece.core.session import Session
from talkingpiece.hub import wire
from talkingpiece.hub.connection import Connection
from talkingpiece.hub.seats import Seats
from talkingpiece.platforms.jitsi.meetings import meeting
from talkingpiece.sdk.ports import Store
from talkingpiece.settings import Settings


def page_of(room: RoomId, call: str, settings: Settings) -> str:
    """The address of a session's page up to its token: in its *call*, beside it, or without one."""
    held = meeting(call) if call else None
    if held is not None and held.domain in settings.jitsi_hooked:
        return f"{held.url}#tp={room}."
    beside = held is not None and held.domain in settings.jitsi_domains
    return f"/rooms/{room}{'/call' if beside else ''}#"


def watching(seats: Seats) -> str:
    """Where those go who watch a demonstration: a page of its own, also where there is a call."""
    return f"/rooms/{seats.room}/watch#{seats.link('gallery')}"


class Links:
    """Makes the links of one room. Which generation is valid stands in the session."""

    def __init__(self, store: Store, seats: Seats, settings: Settings) -> None:
        self._store = store
        self._seats = seats
        self._settings = settings

    def renewal(self, session: Session, *askers: Connection) -> Callable[[], Awaitable[None]]:
        """Lets older links open nothing any more, then gives *askers* those that are valid now.

        Where it cannot be kept (`StoreUnavailable`), it is to be done again, which does no harm.
        """

        async def renew() -> None:
            await self._store.set_generation(self._seats.room, session.links)
            for asker in askers:
                asker.send(self.made(session))

        return renew

    def made(self, session: Session) -> wire.NewLinks:
        """The links that are valid now, to the page that the first ones led to."""
        seats = replace(self._seats, generation=session.links)
        page = page_of(seats.room, session.plan.call, self._settings)
        return wire.NewLinks(
            facilitator=f"{page}{seats.link('facilitator')}",
            invitation=f"{page}{seats.link('invitation')}",
            gallery=watching(seats) if session.plan.demo else "",
        )
