"""Roads to a house that has no certificate: browsers reach it at an https name of the tests'.

Playwright stands where a reverse proxy would: requests and sockets of a browser to `https://name`
are handed on to the house, under a path or not, and come to nothing while it is closed.
"""

import asyncio
from contextlib import suppress
from urllib.parse import urlsplit

import aiohttp
from playwright.async_api import BrowserContext, Route, WebSocketRoute
from tests.browser.house import House

HOPS = {"content-length", "transfer-encoding", "connection", "content-encoding"}


class Road:
    """From *address* (`https://circle.test`, `https://jitsi.test/facilitate`) to *house*."""

    def __init__(self, address: str, house: House) -> None:
        self.address = address.rstrip("/")
        self.house = house
        self.asked: list[str] = []
        """Every path that was asked for, sockets too."""
        self.referrers: set[str] = set()
        """The pages that requests said they came from."""
        self.received: list[str] = []
        """Every frame that came down a socket."""
        self.instead: dict[str, str] = {}
        """Path → a page that stands there instead, by somebody who means no good."""

    async def opens_to(self, context: BrowserContext) -> None:
        await context.route(f"{self.address}/**", self.carry)
        wss = self.address.replace("https://", "wss://")
        await context.route_web_socket(f"{wss}/**", self._sockets)

    async def carry(self, route: Route, _: object = None) -> None:
        """Hand on one request."""
        path = route.request.url.removeprefix(self.address).partition("#")[0]
        self.asked.append(path)
        if path in self.instead:
            await route.fulfill(body=self.instead[path], content_type="text/html")
            return
        sent = await route.request.all_headers()
        self.referrers.add(sent.get("referer", ""))
        headers = {**sent, "host": urlsplit(self.address).netloc}
        try:
            async with (
                aiohttp.ClientSession(self.house.url, auto_decompress=True) as session,
                session.request(
                    route.request.method, path, data=route.request.post_data_buffer,
                    headers={k: v for k, v in headers.items() if not k.startswith(":")},
                ) as answer,
            ):  # fmt: skip
                kept = {k: v for k, v in answer.headers.items() if k.lower() not in HOPS}
                await route.fulfill(status=answer.status, headers=kept, body=await answer.read())
        except aiohttp.ClientError:
            await route.fulfill(status=502, body="Bad Gateway")

    async def _sockets(self, browser: WebSocketRoute) -> None:
        path = urlsplit(browser.url).path.removeprefix(urlsplit(self.address).path)
        self.asked.append(path)
        session = aiohttp.ClientSession()
        try:
            line = await session.ws_connect(f"{self.house.url}{path}")
        except aiohttp.ClientError:
            await session.close()
            await browser.close(code=1013)
            return
        browser.on_message(lambda text: _up(line, str(text)))
        browser.on_close(lambda *_: asyncio.ensure_future(line.close()))
        self._carrying = asyncio.ensure_future(self._down(session, line, browser))

    async def _down(
        self, session: aiohttp.ClientSession, line: aiohttp.ClientWebSocketResponse,
        browser: WebSocketRoute,
    ) -> None:  # fmt: skip
        async with session:
            async for message in line:
                self.received.append(message.data)
                browser.send(message.data)
        with suppress(Exception):  # the page may be gone
            await browser.close(code=line.close_code or 1006)


async def _up(line: aiohttp.ClientWebSocketResponse, text: str) -> None:
    """Hand on what a page says.

    A house that has just closed hears nothing more. Raised here, Playwright would tell the next
    call that happens to be made: that of a page's own promise, which would then never be kept.
    """
    with suppress(ConnectionError, aiohttp.ClientError):
        await line.send_str(text)
