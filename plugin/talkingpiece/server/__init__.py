"""HTTP and WebSocket: the only room, with ``testing``, that imports aiohttp.

``app`` wires everything and decides nothing; ``running`` listens until a signal. ``routes`` is the
table of addresses: ``socket`` (with ``identity``: who one is, by one's token), ``pages`` and
``api``, ``assets``, ``health``, and ``testclock`` where a setting allows it; ``metrics`` has an
address of its own. ``middleware`` stands round every request, ``logs`` says what may be written
about it, ``keys`` is what handlers find in the application.
"""
