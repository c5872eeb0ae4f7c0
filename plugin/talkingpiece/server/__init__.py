"""HTTP and WebSocket: the only room, with ``testing``, that imports aiohttp.

Here: the table of routes, the socket, who one is by one's token, pages and built assets,
security headers. The application only wires; it decides nothing about sessions.
"""
