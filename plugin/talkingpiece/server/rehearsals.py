"""Rehearsing alone: makes a session whose other people are simulated.

Only where the setting `allow_simulated` says so (`talkingpiece demo`, `make run`).
"""

from collections.abc import Iterable

from aiohttp import web

from talkingpiece.core.ids import MINUTE_MS, Ms
from talkingpiece.core.session import Plan
from talkingpiece.hub.clock import Clock
from talkingpiece.hub.rehearsal import Cast
from talkingpiece.hub.rooms import Rooms
from talkingpiece.registry import Registry
from talkingpiece.rendering.locales import Catalogue
from talkingpiece.server.api import Api, as_json, known_zone
from talkingpiece.server.bodies import NewRehearsal, Turned, read_body

BEGINS_MS = 30_000
"""Time to see the others arrive; whoever rehearses may begin earlier, or later."""
KINDS = (
    "keyword", "topic", "goal", "discussion_item", "case_offer", "observation", "focus",
    "question", "perspective", "takeaway", "next_action", "note",
)  # fmt: skip
"""What simulated people write, each with words of its own in `kernel_strings.yaml`."""


class Rehearsals:
    """The handler of `/api/rehearsals`."""

    def __init__(
        self,
        *,
        api: Api,
        rooms: Rooms,
        registry: Registry,
        catalogue: Catalogue,
        clock: Clock,
        locales: tuple[str, ...],
    ) -> None:
        self._api = api
        self._rooms = rooms
        self._registry = registry
        self._catalogue = catalogue
        self._clock = clock
        self._locales = locales

    def routes(self) -> Iterable[web.RouteDef]:
        """The one row of the table of routes."""
        return (web.post("/api/rehearsals", self._api.answering(self.rehearse)),)

    async def rehearse(self, request: web.Request) -> web.Response:
        """Make a rehearsal as long as the format usually is; the link to facilitate it."""
        wanted = await read_body(request, NewRehearsal)
        known_zone(wanted.zone)
        if wanted.language not in self._locales:
            raise Turned(422, "errors.unknown_language")
        self._registry.refresh()
        chosen = self._registry.formats.get(wanted.format)
        if chosen is None:
            raise Turned(422, "refusals.format_unknown")
        self._api.budget.spend(request.remote or "")
        start = self._clock.now() + BEGINS_MS
        plan = Plan(
            title=self._catalogue.say("rehearsal.title", wanted.language),
            start=Ms(start),
            end=Ms(start + chosen.duration[1] * MINUTE_MS),
            zone=wanted.zone,
            language=wanted.language,
            rehearsal=True,
        )
        links = await self._rooms.create(plan, chosen)
        facilitator = f"/rooms/{links.room}#{links.facilitator}"
        return as_json({"room": links.room, "title": plan.title, "facilitator": facilitator})


def cast(catalogue: Catalogue, language: str) -> Cast:
    """Who comes to a rehearsal in *language*, and what they write."""

    def listed(name: str) -> tuple[str, ...]:
        keys = (key for key in catalogue.keys if key.startswith(f"rehearsal.{name}."))
        numbered = sorted(keys, key=lambda key: int(key.rpartition(".")[2]))
        return tuple(catalogue.say(key, language) for key in numbered)

    names = (catalogue.say("rehearsal.simulated", language, name=name) for name in listed("name"))
    return Cast(names=tuple(names), words={kind: listed(kind) for kind in KINDS})
