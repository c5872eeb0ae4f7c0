"""A whole server for one test, on a clock that the test turns, and the browsers of its people."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from zoneinfo import ZoneInfo

import aiohttp
from aiohttp import web
from playwright.async_api import Browser, ViewportSize
from tests.browser.seats import Seat
from tests.browser.words import FORMAT, Words

from talkingpiece.core.ids import MINUTE_MS, Ms
from talkingpiece.hub.clock import Clock, VirtualClock
from talkingpiece.registry import Registry
from talkingpiece.rendering.locales import Catalogue
from talkingpiece.server.app import create_app
from talkingpiece.server.keys import ROOMS
from talkingpiece.settings import Settings, load_settings

ZONE = "Europe/Paris"
FIVE_TO_SEVEN = Ms(int(datetime(2099, 3, 10, 18, 55, tzinfo=ZoneInfo(ZONE)).timestamp() * 1000))
"""When a house opens its doors: a Tuesday evening, five minutes before the session.

Far ahead, because a browser's own clock cannot be turned, and a session has to end after it.
"""
PANEL: ViewportSize = {"width": 320, "height": 640}
PAGE: ViewportSize = {"width": 1000, "height": 700}


@dataclass(frozen=True)
class Links:
    """The links of one session, as whole addresses."""

    room: str
    facilitator: str
    invitation: str
    series: str


@dataclass
class House:
    """The server, started and stopped with `async with`; seats are opened in the one browser."""

    browser: Browser
    settings: Settings
    clock: Clock = field(default_factory=lambda: VirtualClock(FIVE_TO_SEVEN))
    seats: list[Seat] = field(default_factory=list)
    registry: Registry = field(default_factory=cache(Registry.load))
    catalogue: Catalogue = field(default_factory=cache(Catalogue.load))
    format_id: str = FORMAT
    """What is played here."""
    port: int = 0
    _runner: web.AppRunner | None = None

    @classmethod
    def at(cls, folder: Path, browser: Browser, **settings: object) -> Self:
        """A house whose database and keys lie in *folder*."""
        environ = {"HOME": str(folder), "TALKINGPIECE_CONFIG": ""}
        chosen = load_settings(environ, folder, allow_virtual_clock=True, **settings)
        return cls(browser, chosen)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        for seat in self.seats:
            await seat.context.close()
        await self.stop()

    async def start(self) -> None:
        """Open the doors, on the same port as before if there was one."""
        app = await create_app(self.settings, self.registry, self.clock)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Close the doors, as a server does that is asked to stop."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def post(self, path: str, **body: Any) -> dict[str, Any]:
        """Ask the server for something, as the home page does."""
        headers = {"Origin": self.url}
        async with (
            aiohttp.ClientSession(self.url, headers=headers) as session,
            session.post(path, json=body) as answer,
        ):
            answer.raise_for_status()
            return await answer.json()

    async def session(self, minutes: int = 120, **more: Any) -> Links:
        """Plan a session that begins in five minutes."""
        start = self.clock.now() + 5 * MINUTE_MS
        plan = {
            "title": "Tuesday circle",
            "format": self.format_id,
            "start": start,
            "end": start + minutes * MINUTE_MS,
            "zone": ZONE,
            "language": "en",
        }
        made = await self.post("/api/sessions", **(plan | more))
        whole = {name: self.url + made[name] for name in ("facilitator", "invitation", "series")}
        return Links(room=made["room"], **whole)

    async def minutes_pass(self, minutes: float) -> None:
        """Turn the clock; what becomes due meanwhile has happened when this returns."""
        await self.post("/test/clock", advance_ms=int(minutes * MINUTE_MS))

    async def has_lost(self, seat: Seat) -> None:
        """The server has noticed that somebody's page is gone, which nobody else can see yet."""
        assert self._runner is not None
        tables = self._runner.app[ROOMS].awake.values()
        async with asyncio.timeout(30):
            while any(seat.me in t.presence.seats for t in tables):  # noqa: ASYNC110 (nobody tells)
                await asyncio.sleep(0)

    async def it_is(self, time: str) -> None:
        """Turn the clock to a time of this evening: `it_is("20:36")`."""
        now = datetime.fromtimestamp(self.clock.now() / 1000, ZoneInfo(ZONE))
        hour, minute = map(int, time.split(":"))
        wanted = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
        await self.minutes_pass((wanted - now).total_seconds() / 60)

    async def seat(
        self,
        name: str,
        locale: str = "en-GB",
        viewport: ViewportSize = PANEL,
        scheme: str = "dark",
    ) -> Seat:
        """A person with a browser of their own: nothing is shared with anybody else's."""
        context = await self.browser.new_context(
            locale=locale,
            timezone_id=ZONE,
            viewport=viewport,
            color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion="reduce",
        )
        words = Words(locale, self.catalogue, self.registry, self.format_id)
        seat = Seat(name, context, await context.new_page(), words)
        self.seats.append(seat)
        return seat

    def troubles(self) -> list[str]:
        """What went wrong in anybody's page."""
        return [f"{seat}: {trouble}" for seat in self.seats for trouble in seat.unforgiven()]
