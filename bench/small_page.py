"""A page of one line that opens a socket and says that it is ready: `small_page.py --port 9811`."""

import argparse

from aiohttp import web

PAGE = (
    "<!doctype html><meta charset=utf-8><title>small</title><b id=t>…</b><script type=module>"
    "const ws = new WebSocket(`ws://${location.host}/ws`);"
    "ws.onopen = () => ws.send('join'); ws.onmessage = () => { t.textContent = t.id = 'ready'; };"
    "</script>"
)


async def page(_: web.Request) -> web.Response:
    """The whole page."""
    return web.Response(text=PAGE, content_type="text/html")


async def socket(request: web.Request) -> web.WebSocketResponse:
    """Says what it hears."""
    ws = web.WebSocketResponse()
    await ws.prepare(request)
    async for message in ws:
        await ws.send_str(message.data)
    return ws


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    app = web.Application()
    app.add_routes([web.get("/", page), web.get("/ws", socket)])
    web.run_app(app, host="127.0.0.1", port=parser.parse_args().port, print=None, access_log=None)
