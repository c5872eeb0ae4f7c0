"""The table of routes."""

from aiohttp import web

from talkingpiece.hub import wire
from talkingpiece.server import testclock
from talkingpiece.server.assets import static
from talkingpiece.server.health import health, ready
from talkingpiece.server.pictures import picture
from talkingpiece.server.socket import socket
from talkingpiece.settings import Settings


def routes(settings: Settings) -> list[web.RouteDef]:
    """Every address of the server. Tokens stand in fragments, so none of these carries one."""
    table = [
        web.get(wire.PATH, socket),
        web.get("/health", health),
        web.get("/ready", ready),
        web.get("/static/{name}", static),
        web.get("/pictures/{name}", picture),
    ]
    if settings.allow_virtual_clock:
        table += testclock.routes()
    return table
