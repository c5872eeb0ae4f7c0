"""What came of a session, for several people: read by its link alone, or taken along as a file."""

from collections.abc import Iterable

from aiohttp import web

from talkingpiece.hub.harvests import HarvestGone, Harvests
from talkingpiece.registry import Registry
from talkingpiece.rendering.harvest import html, leaflet, markdown
from talkingpiece.rendering.locales import Catalogue
from talkingpiece.rendering.pages import Pages
from talkingpiece.server.api import NO_STORE, Api, as_file, as_json, known_zone
from talkingpiece.server.bodies import FileWanted, Opening, Turned, read_body


class HarvestApi:
    """The handlers of `/api/harvest`."""

    def __init__(
        self,
        *,
        api: Api,
        harvests: Harvests,
        registry: Registry,
        catalogue: Catalogue,
        pages: Pages,
    ) -> None:
        self._api = api
        self._harvests = harvests
        self._registry = registry
        self._catalogue = catalogue
        self._pages = pages

    def routes(self) -> Iterable[web.RouteDef]:
        """Every row of the table of routes that is served here."""
        return (
            web.post("/api/harvest", self._api.answering(self.read)),
            web.post("/api/harvest/unpublish", self._api.answering(self.unpublish)),
        )

    async def read(self, request: web.Request) -> web.Response:
        """Notes or a page: for the page as JSON, or as a file."""
        wanted = await read_body(request, FileWanted)
        known_zone(wanted.zone)
        try:
            harvest, kept, keeps = await self._harvests.open(wanted.token)
        except HarvestGone:
            raise Turned(410, "errors.harvest_gone") from None
        wishes = request.headers.get("Accept-Language", "")
        locale = self._pages.locale(request.query.get("lang", ""), wishes)
        shown = leaflet(
            harvest,
            self._catalogue,
            locale,
            forgotten=kept.forgotten,
            published=kept.published,
            keeps=keeps,
            more=self._registry.minutes(harvest, locale),
        )
        if wanted.format == "json":
            return as_json(shown)
        write = markdown if wanted.format == "markdown" else html
        return as_file(write(shown, self._catalogue, locale, wanted.zone), wanted.format)

    async def unpublish(self, request: web.Request) -> web.Response:
        """Take a published page away, by the link of whoever keeps it."""
        wanted = await read_body(request, Opening)
        await self._harvests.take_away(wanted.token)
        return web.Response(status=204, headers=NO_STORE)
