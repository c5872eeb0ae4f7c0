"""Live rooms, with asyncio but without HTTP.

Each room is an actor: a command is decided and queued at once, what queued during the last
commit is committed as one group, and only what is committed is shown. One shared frame per
change for everyone, a small private one for whom it concerns.
Start with ``wire`` (the messages), then ``room``.
Not here: what a command means (``core``), sockets (``server``), databases (``storage``).
"""
