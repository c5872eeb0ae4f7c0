"""A web server that answers like a Jitsi, and like one that is set up wrongly."""

from typing import Any

from aiohttp import web

from talkingpiece.platforms.jitsi.deployment import COMMANDS
from talkingpiece.platforms.jitsi.snippets import Snippet

MECHANISMS = "<stream:features><mechanism>ANONYMOUS</mechanism></stream:features>"
MODERATION = "<identity category='component' type='av_moderation' name='avmoderation.x'/>"
HOOK = f"<script>{Snippet(door='ssi', platform='docker', domain='x').hook()}</script>"


class JitsiStandIn:
    """What it answers, by attributes that a test changes."""

    def __init__(self, **changed: Any) -> None:
        self.status = 200
        self.headers: dict[str, str] = {}
        self.page = f'<html>{HOOK}<script src="libs/app.bundle.min.js?v=8922"></script>'
        self.api = "class JitsiMeetExternalAPI " + " ".join([*COMMANDS, "set-meeting-timer"])
        self.api_status = 200
        self.config = "var config = {}; config.hosts = {}; config.hosts.domain = 'meet.jitsi';"
        self.manifest = '{"talkingpiece": {"protocol": 1}}'
        self.manifest_status = 200
        self.trusted = True
        self.bosh = [MECHANISMS, "<success/>", "", "", MODERATION, ""]
        self.asked: list[str] = []
        for name, value in changed.items():
            assert hasattr(self, name), name
            setattr(self, name, value)

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/external_api.js", self._api)
        app.router.add_get("/config.js", self._config)
        app.router.add_get("/facilitate/manifest.json", self._manifest)
        app.router.add_get("/facilitate/panel/{room}", self._panel)
        app.router.add_post("/http-bind", self._bosh)
        app.router.add_get("/{room}", self._page)
        return app

    async def _page(self, request: web.Request) -> web.StreamResponse:
        """As nginx does: without a charset, and in pieces."""
        headers = {"Content-Type": "text/html"} | self.headers
        response = web.StreamResponse(status=self.status, headers=headers)
        await response.prepare(request)
        for piece in (self.page[:7], self.page[7:]):
            await response.write(piece.encode())
        return response

    async def _api(self, _: web.Request) -> web.Response:
        return web.Response(status=self.api_status, text=self.api)

    async def _config(self, _: web.Request) -> web.Response:
        return web.Response(status=200 if self.config else 404, text=self.config)

    async def _manifest(self, _: web.Request) -> web.Response:
        return web.Response(status=self.manifest_status, text=self.manifest)

    async def _panel(self, request: web.Request) -> web.Response:
        known = request.host if self.trusted else "elsewhere.example.org"
        policy = f"default-src 'none'; frame-ancestors 'self' https://{known}"
        return web.Response(text="", headers={"Content-Security-Policy": policy})

    async def _bosh(self, request: web.Request) -> web.Response:
        self.asked.append(await request.text())
        if not self.bosh:
            raise web.HTTPNotFound
        answer = self.bosh[min(len(self.asked), len(self.bosh)) - 1]
        return web.Response(text=f"<body sid='s-1'>{answer}</body>", content_type="text/xml")
