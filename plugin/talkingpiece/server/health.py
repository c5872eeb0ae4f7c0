"""Whether the server is well: for load balancers and for whoever installs a format."""

import asyncio

from aiohttp import web

from talkingpiece import __version__
from talkingpiece.core.ids import RoomId
from talkingpiece.server.keys import REGISTRY, ROOMS, STORE

NO_ROOM = RoomId("")
STOPPING = web.AppKey("stopping", asyncio.Event)
"""Set as soon as the server has been told to stop."""


async def health(request: web.Request) -> web.Response:
    """GET /health. 503 while nothing can be kept. Says nothing about any room."""
    registry = request.app[REGISTRY]
    await request.app[STORE].room(NO_ROOM)  # raises StoreUnavailable
    return web.json_response(
        {
            "status": "ok",
            "version": __version__,
            "formats": sorted(registry.formats),
            "set_aside": [aside.name for aside in registry.set_aside],
            "rooms_awake": len(request.app[ROOMS].awake),
        }
    )


async def ready(request: web.Request) -> web.Response:
    """GET /ready. 503 while nobody should be sent here: the store is away, or it is stopping."""
    if request.app[STOPPING].is_set():
        raise web.HTTPServiceUnavailable
    await request.app[STORE].room(NO_ROOM)  # raises StoreUnavailable
    return web.json_response({"status": "ready"})
