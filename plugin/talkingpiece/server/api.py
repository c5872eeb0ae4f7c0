"""What pages ask for: making sessions, opening sheets and series, calendar files, QR codes, texts.

Refusals are `{"code", "sentence"}` with the sentence in the asker's language. Answers that hold
anything of a session are never stored by a browser or a proxy (`no-store`).
"""

import gzip
import hashlib
import secrets
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from aiohttp import web

from talkingpiece.core.gallery import room_for
from talkingpiece.core.ids import Ms
from talkingpiece.errors import NotIdentified, Refused, StoreUnavailable
from talkingpiece.hub.clock import Clock
from talkingpiece.hub.links import page_of
from talkingpiece.hub.rooms import Rooms
from talkingpiece.hub.sheets import Sheets
from talkingpiece.registry import Registry
from talkingpiece.rendering.calendar import calendar_file, see_first
from talkingpiece.rendering.choosing import families, wish_of
from talkingpiece.rendering.locales import Catalogue
from talkingpiece.rendering.pages import Pages
from talkingpiece.rendering.qr import qr_svg
from talkingpiece.rendering.sheets import html, markdown, paper
from talkingpiece.sdk.writing import our_version, write_declaration
from talkingpiece.server.bodies import (
    HOUR_MS,
    Coded,
    Dated,
    FileWanted,
    NewSession,
    Opening,
    Turned,
    check_times,
    read_body,
)
from talkingpiece.server.planning import held_at, planned
from talkingpiece.settings import Settings

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
NO_STORE = {"Cache-Control": "no-store"}
TAKEN = NO_STORE | {"X-Robots-Tag": "noindex", "Content-Disposition": "attachment"}
"""A file to be taken along: shown by no browser, found by no search engine."""


class RoomBudget:
    """How many rooms each address may open in an hour; addresses are forgotten with the hour."""

    def __init__(self, per_hour: int, clock: Clock) -> None:
        self._per_hour = per_hour
        self._clock = clock
        self._opened: dict[str, deque[Ms]] = {}

    def spend(self, address: str) -> None:
        """One more room from *address*; raises `Turned` (429) when that is too many."""
        now = self._clock.now()
        for known, times in list(self._opened.items()):
            while times and times[0] <= now - HOUR_MS:
                times.popleft()
            if not times:
                del self._opened[known]
        times = self._opened.setdefault(address, deque())
        if len(times) >= self._per_hour:
            raise Turned(429, "errors.busy")
        times.append(now)


class Api:
    """The handlers of `/api` and `/texts`; `routes()` for the table."""

    def __init__(
        self,
        *,
        rooms: Rooms,
        sheets: Sheets,
        registry: Registry,
        catalogue: Catalogue,
        pages: Pages,
        settings: Settings,
        clock: Clock,
    ) -> None:
        self._rooms = rooms
        self._sheets = sheets
        self._registry = registry
        self._catalogue = catalogue
        self._pages = pages
        self._settings = settings
        self._clock = clock
        self.budget = RoomBudget(settings.limits.rooms_per_hour, clock)
        self._texts: dict[str, tuple[str, bytes, bytes]] = {}

    def routes(self) -> Iterable[web.RouteDef]:
        """Every row of the table of routes that is served here."""
        return (
            web.get("/api/formats", self.answering(self.formats)),
            web.post("/api/sessions", self.answering(self.sessions)),
            web.post("/api/sheet", self.answering(self.sheet)),
            web.post("/api/sheet/erase", self.answering(self.erase_sheet)),
            web.post("/api/series", self.answering(self.series)),
            web.post("/api/format", self.answering(self.our_format)),
            web.post("/api/qr", self.answering(self.qr)),
            web.post("/api/calendar", self.answering(self.calendar)),
            web.get(r"/texts/{locale:[A-Za-z0-9-]{2,35}}.json", self.answering(self.texts)),
        )

    async def formats(self, request: web.Request) -> web.Response:
        """The formats offered for new sessions, in the reader's language; what fits first."""
        cards = self._pages.cards(self._locale(request), wish_of(dict(request.query)))
        grouped = families(cards) if request.query.get("families") else cards
        return as_json({"formats": grouped})

    async def sessions(self, request: web.Request) -> web.Response:
        """Make a session and hand out its links: paths with the token in the fragment."""
        wanted = await read_body(request, NewSession)
        check_times(wanted, self._clock.now())
        known_zone(wanted.zone)
        if wanted.language not in self._settings.locales:
            raise Turned(422, "errors.unknown_language")
        self._registry.refresh()
        chosen = self._registry.formats.get(wanted.format)
        if chosen is None:
            raise Turned(422, "refusals.format_unknown")
        if wanted.demo and not room_for(chosen):
            raise Turned(422, "errors.no_gallery")
        held = held_at(wanted, self._settings.jitsi_domains)
        self.budget.spend(request.remote or "")
        neutral = self._catalogue.say("home.title_neutral", wanted.language)
        plan = planned(wanted, held, neutral)
        links = await self._rooms.create(plan, chosen, wanted.series)
        page = page_of(links.room, plan.call, self._settings)
        return as_json(
            {
                "room": links.room,
                "title": plan.title,
                "facilitator": f"{page}{links.facilitator}",
                "invitation": f"{page}{links.invitation}",
                # The panel alone: on a phone, beside whatever call.
                "companion": f"/rooms/{links.room}#{links.invitation}",
                "series": f"/series#{links.series}",
                "gallery": links.gallery,
            }
        )

    async def sheet(self, request: web.Request) -> web.Response:
        """A personal sheet, for the page or as a file."""
        wanted = await read_body(request, FileWanted)
        known_zone(wanted.zone)
        opened = await self._sheets.open(wanted.token)
        locale = self._locale(request)
        shown = paper(opened.sheet, self._catalogue, locale, opened.forgotten)
        if wanted.format == "json":
            return as_json(shown)
        write = markdown if wanted.format == "markdown" else html
        return as_file(write(shown, self._catalogue, locale, wanted.zone), wanted.format)

    async def erase_sheet(self, request: web.Request) -> web.Response:
        """Erase a personal sheet at once."""
        wanted = await read_body(request, Opening)
        await self._sheets.erase(wanted.token)
        return web.Response(status=204, headers=NO_STORE)

    async def series(self, request: web.Request) -> web.Response:
        """What a series carries over to its next session."""
        wanted = await read_body(request, Opening)
        memory = await self._rooms.series(wanted.token)
        told = self._pages.next_time(memory, self._locale(request), self._clock.now())
        return as_json({"memory": memory, **told})

    async def our_format(self, request: web.Request) -> web.Response:
        """The format of a running session with its settings, as a file: our version of it."""
        wanted = await read_body(request, Opening)
        declared = (await self._rooms.facilitated(wanted.token))[0].format
        remarks = {
            language: self._catalogue.say("settings.our_version", language, title="{title}")
            for language in dict.fromkeys(("en", *declared.languages))
        }
        ours = our_version(declared, remarks)
        disposition = {"Content-Disposition": f'attachment; filename="{ours.id}.yaml"'}
        return web.Response(
            text=write_declaration(ours),
            content_type="application/yaml",
            charset="utf-8",
            headers=NO_STORE | disposition,
        )

    async def qr(self, request: web.Request) -> web.Response:
        """A link as a QR code. It is sent here in a body, so that no address holds it."""
        wanted = await read_body(request, Coded)
        return web.Response(
            text=qr_svg(wanted.text), content_type="image/svg+xml", headers=NO_STORE
        )

    async def calendar(self, request: web.Request) -> web.Response:
        """A neutral calendar file."""
        wanted = await read_body(request, Dated)
        known_zone(wanted.zone)
        if wanted.end <= wanted.start:
            raise Turned(422, "errors.end_before_start")
        file = calendar_file(
            title=self._catalogue.say("home.calendar_title", wanted.language),
            start=Ms(wanted.start),
            end=Ms(wanted.end),
            zone=wanted.zone,
            stamp=self._clock.now(),
            uid=secrets.token_hex(16),
            link=wanted.link,
            note=see_first(wanted.link, wanted.language, self._catalogue),
        )
        disposition = {"Content-Disposition": 'attachment; filename="talking-piece.ics"'}
        return web.Response(
            body=file, content_type="text/calendar", charset="utf-8", headers=NO_STORE | disposition
        )

    async def texts(self, request: web.Request) -> web.Response:
        """All words of the system in one language, kept by browsers until they change."""
        tag, body, small = self._words(self._pages.locale(request.match_info["locale"], ""))
        headers = {"ETag": f'"{tag}"', "Cache-Control": "public, max-age=300"}
        headers["Vary"] = "Accept-Encoding"
        headers["Access-Control-Allow-Origin"] = "*"  # a sandboxed panel has no origin
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            headers["Content-Encoding"], body = "gzip", small
        if any(each.value == tag for each in request.if_none_match or ()):
            return web.Response(status=304, headers=headers)
        return web.Response(body=body, content_type="application/json", headers=headers)

    def _words(self, locale: str) -> tuple[str, bytes, bytes]:
        """Their tag, they themselves, and they made small, once for all who ask."""
        if locale not in self._texts:
            body = msgspec.json.encode(self._catalogue.texts(locale))
            tag = hashlib.sha256(body).hexdigest()[:20]
            self._texts[locale] = (tag, body, gzip.compress(body, mtime=0))
        return self._texts[locale]

    def _locale(self, request: web.Request) -> str:
        wishes = request.headers.get("Accept-Language", "")
        return self._pages.locale(request.query.get("lang", ""), wishes)

    def answering(self, handler: Handler) -> Handler:
        """*handler*, with every refusal as JSON in the asker's language."""

        async def answer(request: web.Request) -> web.StreamResponse:
            values: Mapping[str, object] = {}
            try:
                return await handler(request)
            except Turned as turned:
                status, key, values = turned.status, turned.key, turned.values
            except NotIdentified as error:
                status, key = 401, _link_key(error.reason)
            except Refused as refused:
                status, key, values = 409, f"refusals.{refused.code.value}", refused.params
            except StoreUnavailable:
                status, key = 503, "refusals.store_unavailable"
            sentence = self._catalogue.say(key, self._locale(request), **values)
            return as_json({"code": key.split(".")[1], "sentence": sentence}, status=status)

        return answer


def known_zone(name: str) -> None:
    """Whether there is such a zone; raises `Turned` (422)."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Turned(422, "errors.unknown_zone") from None


def _link_key(reason: str) -> str:
    if reason.startswith("jitsi_"):
        return f"errors.{reason}"
    match reason:
        case "expired" | "key_gone" | "room_gone":
            return "errors.link_over"
        case "revoked":
            return "errors.link_revoked"
        case _:
            return "errors.link_unknown"


def as_json(content: Any, status: int = 200) -> web.Response:
    return web.Response(
        body=msgspec.json.encode(content),
        status=status,
        content_type="application/json",
        headers=NO_STORE,
    )


def as_file(text: str, kind: str) -> web.Response:
    """A text to be taken along; *kind* is `markdown` or `html`."""
    return web.Response(text=text, content_type=f"text/{kind}", charset="utf-8", headers=TAKEN)
