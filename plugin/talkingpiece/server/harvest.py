"""What came of a session, for several people: read by its link alone, or taken along as a file."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from aiohttp import web

from talkingpiece.hub.comments import Comments, TooManyComments
from talkingpiece.hub.harvests import HarvestGone, Harvests
from talkingpiece.registry import Registry
from talkingpiece.rendering.harvest import Remark, html, leaflet, markdown
from talkingpiece.rendering.locales import Catalogue
from talkingpiece.rendering.pages import Pages
from talkingpiece.server.api import NO_STORE, Api, as_file, as_json, known_zone
from talkingpiece.server.bodies import (
    CommentLookedAt,
    FileWanted,
    NewComment,
    Opening,
    Turned,
    read_body,
)


@contextmanager
def _gone() -> Iterator[None]:
    """What is not there any more is answered with a sentence."""
    try:
        yield
    except HarvestGone:
        raise Turned(410, "errors.harvest_gone") from None


class HarvestApi:
    """The handlers of `/api/harvest`."""

    def __init__(
        self,
        *,
        api: Api,
        harvests: Harvests,
        comments: Comments,
        registry: Registry,
        catalogue: Catalogue,
        pages: Pages,
    ) -> None:
        self._api = api
        self._harvests = harvests
        self._comments = comments
        self._registry = registry
        self._catalogue = catalogue
        self._pages = pages

    def routes(self) -> Iterable[web.RouteDef]:
        """Every row of the table of routes that is served here."""
        return (
            web.post("/api/harvest", self._api.answering(self.read)),
            web.post("/api/harvest/comment", self._api.answering(self.comment)),
            web.post("/api/harvest/comment/looked-at", self._api.answering(self.looked_at)),
            web.post("/api/harvest/unpublish", self._api.answering(self.unpublish)),
        )

    async def read(self, request: web.Request) -> web.Response:
        """Notes or a page: for the page as JSON, or as a file."""
        wanted = await read_body(request, FileWanted)
        known_zone(wanted.zone)
        with _gone():
            opened = await self._harvests.open(wanted.token)
        wishes = request.headers.get("Accept-Language", "")
        locale = self._pages.locale(request.query.get("lang", ""), wishes)
        shown = leaflet(
            opened.harvest,
            self._catalogue,
            locale,
            forgotten=opened.kept.forgotten,
            published=opened.kept.published,
            keeps=opened.keeps,
            more=self._registry.minutes(opened.harvest, locale),
            comments=[
                Remark(id=one.id, text=one.text, name=one.name, shown=one.shown)
                for one in await self._comments.of(opened)
            ],
        )
        if wanted.format == "json":
            return as_json(shown)
        write = markdown if wanted.format == "markdown" else html
        return as_file(write(shown, self._catalogue, locale, wanted.zone), wanted.format)

    async def comment(self, request: web.Request) -> web.Response:
        """Somebody answers a published page; whoever keeps it looks first."""
        wanted = await read_body(request, NewComment)
        words, name = wanted.text.strip(), " ".join(wanted.name.split())
        if not words:
            raise Turned(422, "errors.comment_empty")
        with _gone():
            try:
                await self._comments.write(wanted.token, words, name)
            except TooManyComments:
                raise Turned(429, "errors.comments_wait") from None
        return web.Response(status=204, headers=NO_STORE)

    async def looked_at(self, request: web.Request) -> web.Response:
        """Show a comment, hide it, or erase it, by the link of whoever keeps the page."""
        wanted = await read_body(request, CommentLookedAt)
        with _gone():
            if wanted.do == "remove":
                await self._comments.remove(wanted.token, wanted.comment)
            else:
                shown = wanted.do == "show"
                await self._comments.show(wanted.token, wanted.comment, shown=shown)
        return web.Response(status=204, headers=NO_STORE)

    async def unpublish(self, request: web.Request) -> web.Response:
        """Take a published page away, by the link of whoever keeps it."""
        wanted = await read_body(request, Opening)
        await self._harvests.take_away(wanted.token)
        return web.Response(status=204, headers=NO_STORE)
