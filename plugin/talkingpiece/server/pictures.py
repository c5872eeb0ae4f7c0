"""The pictures of the formats offered, each at an address that changes with its content."""

from aiohttp import web

from talkingpiece.server.assets import FOR_EVER
from talkingpiece.server.keys import REGISTRY


async def picture(request: web.Request) -> web.Response:
    """The picture of a format, kept by browsers for ever; as what its bytes say it is."""
    found = request.app[REGISTRY].picture(request.match_info["name"])
    if found is None:
        raise web.HTTPNotFound
    return web.Response(
        body=found.content,
        content_type=f"image/{found.kind}",
        headers={"Cache-Control": FOR_EVER},
    )
