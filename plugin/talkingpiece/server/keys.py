"""What handlers find in the application, in one place: `request.app[ROOMS]`."""

from collections.abc import Callable

from aiohttp import web

from talkingpiece.hub.clock import Clock
from talkingpiece.hub.connection import Departures
from talkingpiece.hub.rooms import Rooms
from talkingpiece.registry import Registry
from talkingpiece.rendering.locales import Catalogue
from talkingpiece.sdk.ports import Store
from talkingpiece.sealing import ServerKeys
from talkingpiece.server.assets import ASSETS
from talkingpiece.settings import Settings

ErrorPage = Callable[[web.Request, int, str, str], web.Response]
"""Makes the page for a person's browser from the status, a code and a sentence."""

SETTINGS = web.AppKey("settings", Settings)
REGISTRY = web.AppKey("registry", Registry)
CATALOGUE = web.AppKey("catalogue", Catalogue)
CLOCK = web.AppKey[Clock]("clock")
SERVER_KEYS = web.AppKey("server_keys", ServerKeys)
STORE = web.AppKey[Store]("store")
ROOMS = web.AppKey("rooms", Rooms)
DEPARTURES = web.AppKey("departures", Departures)
ERROR_PAGE = web.AppKey[ErrorPage]("error_page")
"""Set by the pages; without it, errors are JSON for everybody."""

__all__ = [
    "ASSETS",
    "CATALOGUE",
    "CLOCK",
    "DEPARTURES",
    "ERROR_PAGE",
    "REGISTRY",
    "ROOMS",
    "SERVER_KEYS",
    "SETTINGS",
    "STORE",
    "ErrorPage",
]
