"""Handlers of the pages. They look at nothing but the address and the languages asked for."""

import gzip
import json
from collections.abc import Iterable
from importlib import resources

from aiohttp import web

from talkingpiece.hub.wire import PROTOCOL
from talkingpiece.rendering.choosing import wish_of
from talkingpiece.rendering.manifest import ENTRY_POINTS, web_manifest
from talkingpiece.rendering.pages import WRITTEN_IN, Asset, Pages
from talkingpiece.server.assets import Assets
from talkingpiece.server.middleware import STEERS, call_headers, room_headers
from talkingpiece.server.policy import content_policy
from talkingpiece.settings import Settings

ROOM = r"/rooms/{room:[A-Za-z0-9_-]{4,64}}"
"""Ids of rooms are url-safe and random; whether there is such a room, no address tells."""

PANEL = ROOM.replace("/rooms/", "/panel/")

HEADERS = {"Cache-Control": "no-cache", "Vary": "Accept-Language"}


def page_asset(assets: Assets, name: str) -> Asset:
    """What pages put into their tags for the built file *name*."""
    built = assets.asset(name)
    text = assets.text(name) if name in WRITTEN_IN else ""
    return Asset(assets.url(name), built.integrity if built is not None else "", text)


class Site:
    """The pages; `routes()` for the table, `error_page` for the middleware."""

    def __init__(self, pages: Pages, assets: Assets, settings: Settings) -> None:
        self._pages = pages
        self._settings = settings
        self._call_headers = call_headers(settings)
        self._assets = assets
        place = resources.files("talkingpiece.rendering") / "templates" / "icon.svg"
        self._icon = place.read_bytes()

    def routes(self) -> Iterable[web.RouteDef]:
        """Every row of the table of routes that is served here."""
        return (
            web.get("/", self.home),
            web.get(ROOM, self.room),
            web.get(f"{ROOM}/call", self.call),
            web.get(f"{ROOM}/watch", self.watch),
            web.get(PANEL, self.panel),
            web.get("/sheet", self.sheet),
            web.get("/series", self.series),
            web.get("/harvest", self.harvest),
            web.get("/about", self.about),
            web.get("/help", self.about),
            web.get("/privacy", self.privacy),
            web.get("/manifest.json", self.manifest),
            web.get("/icon.svg", self.icon),
        )

    async def home(self, request: web.Request) -> web.Response:
        """The home page: start a session."""
        return _page(self._pages.home(self._locale(request), wish_of(dict(request.query))))

    async def room(self, request: web.Request) -> web.Response:
        """The room page; the same for every room there is or is not."""
        html = self._pages.room(self._locale(request), request.match_info["room"])
        written = filter(None, map(self._assets.asset, WRITTEN_IN))
        policy = content_policy(self._settings, styles=[style.integrity for style in written])
        headers = HEADERS | room_headers(request) | {"Content-Security-Policy": policy}
        headers["Content-Type"] = "text/html; charset=utf-8"
        body = html.encode()
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            # Here and now: to ask a thread for it takes longer than the tenth of a millisecond.
            body = gzip.compress(body, 6)
            headers["Content-Encoding"] = "gzip"
        return web.Response(body=body, headers=headers)

    async def call(self, request: web.Request) -> web.Response:
        """The room page with the call beside the panel; the call itself is told at the table."""
        response = _page(self._pages.call(self._locale(request), request.match_info["room"]))
        response.headers.update(self._call_headers)
        return response

    async def watch(self, request: web.Request) -> web.Response:
        """The page of those who watch a demonstration, without anything of it."""
        response = _page(self._pages.watch(self._locale(request), request.match_info["room"]))
        response.headers.update(STEERS)
        return response

    async def panel(self, request: web.Request) -> web.Response:
        """The panel by itself, for a frame in a call; only sites that are trusted may hold it."""
        return _page(self._pages.panel(self._locale(request), request.match_info["room"]))

    async def sheet(self, request: web.Request) -> web.Response:
        """The personal sheet's page, without the sheet."""
        return _page(self._pages.sheet(self._locale(request)))

    async def series(self, request: web.Request) -> web.Response:
        """The page of a series, without what it carries."""
        return _page(self._pages.series(self._locale(request)))

    async def harvest(self, request: web.Request) -> web.Response:
        """The page of what came of a session, without what came of it."""
        return _page(self._pages.harvest(self._locale(request)))

    async def about(self, request: web.Request) -> web.Response:
        """How a session goes, and what is kept."""
        return _page(self._pages.about(self._locale(request)))

    async def privacy(self, request: web.Request) -> web.Response:
        """What is kept of a session, told from the labels of each format."""
        return _page(self._pages.privacy(self._locale(request)))

    async def manifest(self, _: web.Request) -> web.Response:
        """The web app manifest, with addresses and integrity of what is served here."""
        found = {name: page_asset(self._assets, name) for name, _what in ENTRY_POINTS.values()}
        served = {
            name: {"url": asset.url, "integrity": asset.integrity}
            for name, asset in found.items()
            if asset.integrity
        }
        return web.Response(
            text=json.dumps(web_manifest(PROTOCOL, served), ensure_ascii=False),
            content_type="application/manifest+json",
            headers={"Cache-Control": "no-cache"},
        )

    async def icon(self, _: web.Request) -> web.Response:
        """The icon, also the favicon."""
        headers = {"Cache-Control": "public, max-age=86400"}
        return web.Response(body=self._icon, content_type="image/svg+xml", headers=headers)

    def error_page(
        self, request: web.Request, status: int, code: str, sentence: str
    ) -> web.Response:
        """An error in human words; *code* and *sentence* are for programs, a page has its own."""
        response = _page(self._pages.error(self._locale(request), status))
        response.set_status(status)
        return response

    def _locale(self, request: web.Request) -> str:
        wishes = request.headers.get("Accept-Language", "")
        return self._pages.locale(request.query.get("lang", ""), wishes)


def _page(html: str) -> web.Response:
    return web.Response(text=html, content_type="text/html", charset="utf-8", headers=HEADERS)
