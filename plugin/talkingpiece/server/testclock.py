"""Turning the clock from outside: for tests only, where a setting allows it.

The server answers when everything that became due meanwhile has happened and is kept.
"""

import msgspec
from aiohttp import web

from talkingpiece.errors import WireError
from talkingpiece.hub.clock import VirtualClock
from talkingpiece.server.keys import CLOCK, ROOMS


class Advance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """By how much the clock is turned."""

    advance_ms: int


async def read(request: web.Request) -> web.Response:
    """GET /test/clock."""
    return web.json_response({"now": request.app[CLOCK].now()})


async def turn(request: web.Request) -> web.Response:
    """POST /test/clock."""
    try:
        advance = msgspec.json.decode(await request.read(), type=Advance)
    except msgspec.DecodeError:
        raise WireError("not_a_message") from None
    clock = request.app[CLOCK]
    assert isinstance(clock, VirtualClock)
    await clock.advance(advance.advance_ms, request.app[ROOMS].settled)
    return web.json_response({"now": clock.now()})


def routes() -> list[web.RouteDef]:
    """The two addresses."""
    return [web.get("/test/clock", read), web.post("/test/clock", turn)]
