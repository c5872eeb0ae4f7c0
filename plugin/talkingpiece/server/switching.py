"""What a facilitator sees before the form of a running session is changed; for them alone."""

from collections.abc import Iterable

from aiohttp import web

from talkingpiece.core.switch_preview import preview
from talkingpiece.hub.clock import Clock
from talkingpiece.hub.rooms import Rooms
from talkingpiece.registry import Registry
from talkingpiece.rendering.pages import Pages
from talkingpiece.server.api import Api, as_json
from talkingpiece.server.bodies import SwitchWanted, Turned, read_body


class Switching:
    """The handler of `/api/switch`."""

    def __init__(
        self, *, api: Api, rooms: Rooms, registry: Registry, pages: Pages, clock: Clock
    ) -> None:
        self._api = api
        self._rooms = rooms
        self._registry = registry
        self._pages = pages
        self._clock = clock

    def routes(self) -> Iterable[web.RouteDef]:
        """The one row of the table of routes."""
        return (web.post("/api/switch", self._api.answering(self.look)),)

    async def look(self, request: web.Request) -> web.Response:
        """What comes along to another format and what stops, with the phases of that format.

        Nothing of the session changes. *token* is the facilitator's seat.
        """
        wanted = await read_body(request, SwitchWanted)
        session, person = await self._rooms.facilitated(wanted.token)
        self._registry.refresh()
        target = self._registry.formats.get(wanted.format)
        if target is None:
            raise Turned(422, "refusals.format_unknown")
        card = self._pages.card(target, self._pages.locale(wanted.language, ""))
        told = preview(session, target, person, self._clock.now())
        return as_json({"preview": told, "card": card})
