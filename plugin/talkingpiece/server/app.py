"""The application: wiring only, nothing is decided here."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial

from aiohttp import web

from talkingpiece.hub.clock import Clock, RealClock, VirtualClock
from talkingpiece.hub.comments import Comments
from talkingpiece.hub.connection import Departures
from talkingpiece.hub.greeting import Greeting
from talkingpiece.hub.harvests import Harvests
from talkingpiece.hub.nodes import OtherNodes
from talkingpiece.hub.rooms import Rooms
from talkingpiece.hub.sheets import Sheets
from talkingpiece.registry import Registry
from talkingpiece.rendering.locales import Catalogue
from talkingpiece.rendering.pages import Pages
from talkingpiece.sdk.ports import Store
from talkingpiece.sealing import ServerKeys, load_keys
from talkingpiece.server.api import Api
from talkingpiece.server.assets import Assets
from talkingpiece.server.ending import NODES_SECONDS, ROOMS_SECONDS, STORE_SECONDS, within
from talkingpiece.server.exchange import Exchange, minting
from talkingpiece.server.harvest import HarvestApi
from talkingpiece.server.health import STOPPING
from talkingpiece.server.keys import (
    ASSETS,
    CATALOGUE,
    CLOCK,
    DEPARTURES,
    ERROR_PAGE,
    REGISTRY,
    ROOMS,
    SERVER_KEYS,
    SETTINGS,
    STORE,
)
from talkingpiece.server.metrics import METRICS, Metrics, measured
from talkingpiece.server.middleware import add_headers, answer_errors
from talkingpiece.server.pages import Site, page_asset
from talkingpiece.server.rehearsals import Rehearsals, cast
from talkingpiece.server.routes import routes
from talkingpiece.server.switching import Switching
from talkingpiece.server.theme import THEME, Theme
from talkingpiece.settings import Settings
from talkingpiece.storage import open_store

MAX_BODY_BYTES = 64 * 1024
PRIVACIES = ("sealed", "pair", "group", "open")


async def create_app(
    settings: Settings,
    registry: Registry,
    clock: Clock | None = None,
    store: Store | None = None,
    keys: ServerKeys | None = None,
) -> web.Application:
    """The application, ready to run. A *store* that is given is not closed with it.

    Raises:
        SettingsError: the store cannot be opened, or the key file not be used.
    """
    app = web.Application(middlewares=[answer_errors], client_max_size=MAX_BODY_BYTES)
    clock = clock or _clock(settings)
    catalogue = Catalogue.load(registry.packs)
    app[SETTINGS] = settings
    app[STOPPING] = asyncio.Event()
    app[REGISTRY] = registry
    app[CLOCK] = clock
    app[CATALOGUE] = catalogue
    app[ASSETS] = Assets.find()
    app[SERVER_KEYS] = keys or load_keys(settings.key_file, clock.now())
    app[METRICS] = Metrics()
    app[DEPARTURES] = Departures()
    kept = store or await open_store(settings.store, settings.sync)
    app[STORE] = measured(kept, app[METRICS])
    app[ROOMS] = Rooms(
        app[STORE],
        app[SERVER_KEYS],
        registry,
        clock=clock,
        greeting=Greeting(
            registry,
            pacts(catalogue),
            settings.forget_after_hours,
            settings.jitsi_domains,
            minting(settings, clock),
        ),
        settings=settings,
        casts=partial(cast, catalogue) if settings.allow_simulated else None,
    )
    add_headers(app)
    app.add_routes(routes(settings))
    _add_pages(app)
    app.on_shutdown.append(_say_goodbye)
    app.cleanup_ctx.append(_sweeping)
    if store is None:
        app.on_cleanup.append(_close_store)
    return app


def _add_pages(app: web.Application) -> None:
    settings, assets = app[SETTINGS], app[ASSETS]
    theme = Theme(settings.theme)
    app.router.add_get(THEME, theme.respond)
    pages = Pages(
        app[CATALOGUE],
        app[REGISTRY],
        lambda name: page_asset(assets, name),
        locales=settings.locales,
        forget_hours=settings.forget_after_hours,
        rehearse=settings.allow_simulated,
        call_domain=next(iter(settings.jitsi_domains), ""),
        link_days=settings.link_days,
        memory_only=settings.store.startswith("memory:"),
        home=settings.public_url,
        theme=theme.url,
    )
    site = Site(pages, assets, settings)
    api = Api(
        rooms=app[ROOMS],
        sheets=Sheets(app[STORE], app[SERVER_KEYS], app[CLOCK]),
        registry=app[REGISTRY],
        catalogue=app[CATALOGUE],
        pages=pages,
        settings=settings,
        clock=app[CLOCK],
    )
    harvests = Harvests(app[STORE], app[SERVER_KEYS], app[CLOCK])
    harvest = HarvestApi(
        api=api,
        harvests=harvests,
        comments=Comments(app[STORE], app[CLOCK], harvests),
        registry=app[REGISTRY],
        catalogue=app[CATALOGUE],
        pages=pages,
    )
    app[ERROR_PAGE] = site.error_page
    switching = Switching(
        api=api, rooms=app[ROOMS], registry=app[REGISTRY], pages=pages, clock=app[CLOCK]
    )
    exchange = Exchange(api, app[ROOMS], app[STORE], settings, app[CLOCK])
    parts = (site, api, switching, harvest, exchange)
    app.add_routes([route for part in parts for route in part.routes()])
    if settings.allow_simulated:
        rehearsals = Rehearsals(
            api=api,
            rooms=app[ROOMS],
            registry=app[REGISTRY],
            catalogue=app[CATALOGUE],
            clock=app[CLOCK],
            locales=settings.locales,
        )
        app.add_routes(rehearsals.routes())


def pacts(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """The keys of each pact's sentences, in their order."""
    return {
        privacy: tuple(
            sorted(
                (key for key in catalogue.keys if key.startswith(f"pacts.{privacy}.")),
                key=lambda key: int(key.rpartition(".")[2]),
            )
        )
        for privacy in PRIVACIES
    }


def _clock(settings: Settings) -> Clock:
    real = RealClock()
    return VirtualClock(real.now()) if settings.allow_virtual_clock else real


async def _sweeping(app: web.Application) -> AsyncIterator[None]:
    others = OtherNodes(app[STORE], app[ROOMS])
    app[ROOMS].start()
    others.start()
    yield
    await within(NODES_SECONDS, "word of other nodes", others.stop())


async def _say_goodbye(app: web.Application) -> None:
    await within(ROOMS_SECONDS, "what rooms were keeping", app[ROOMS].stop())


async def _close_store(app: web.Application) -> None:
    await within(STORE_SECONDS, "the store to close", app[STORE].close())
