"""The line between browsers and a server, which can be told to be late, torn, dead or slow."""

import asyncio
import contextlib
import socket
from dataclasses import dataclass, field

CHUNK = 4096
NARROW = 8192
"""Bytes that the line itself holds, so that what is not read waits at the server."""


@dataclass(eq=False)
class Pair:
    """One browser's connection and ours to the server for it."""

    sides: tuple[asyncio.StreamWriter, asyncio.StreamWriter]
    dead: bool = False
    """Half open: takes what comes, passes nothing on, and never says so."""

    def tear(self) -> None:
        for side in self.sides:
            side.transport.abort()


@dataclass
class FaultyLine:
    """A port of its own. *delay* and *slow* may be set at any time, for all that flows."""

    to_port: int
    port: int = 0
    delay: float = 0
    """Seconds that everything takes, each way."""
    slow: float = 0
    """Seconds between two small pieces on the way down; the browser reads no quicker."""
    closed: bool = False
    """Nobody is let through."""
    pairs: set[Pair] = field(default_factory=set)
    _server: asyncio.Server | None = None
    _pumps: set[asyncio.Task[None]] = field(default_factory=set)

    async def __aenter__(self) -> "FaultyLine":
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        self.drop()
        pumps = list(self._pumps)
        for pump in pumps:
            pump.cancel()
        await asyncio.gather(*pumps, return_exceptions=True)
        async with asyncio.timeout(5):
            while self.pairs:  # noqa: ASYNC110  each says when it is over
                await asyncio.sleep(0)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def drop(self) -> None:
        """Tear every connection, without a goodbye."""
        for pair in list(self.pairs):
            pair.tear()

    def half_open(self) -> None:
        """All that are connected now hear nothing any more, and nobody hears them."""
        for pair in self.pairs:
            pair.dead = True

    async def _accept(self, down: asyncio.StreamReader, to_page: asyncio.StreamWriter) -> None:
        if self.closed:
            to_page.transport.abort()
            return
        raw = socket.socket()
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, NARROW)
        raw.setblocking(False)
        loop = asyncio.get_running_loop()
        try:
            await loop.sock_connect(raw, ("127.0.0.1", self.to_port))
        except OSError:  # the server is not there
            raw.close()
            to_page.transport.abort()
            return
        up, to_server = await asyncio.open_connection(sock=raw, limit=CHUNK)
        pair = Pair((to_page, to_server))
        self.pairs.add(pair)
        ways = ((down, to_server, False), (up, to_page, True))
        pumps = [asyncio.create_task(self._pump(pair, *way)) for way in ways]
        self._pumps.update(pumps)
        await asyncio.wait(pumps)
        self._pumps.difference_update(pumps)
        pair.tear()
        self.pairs.discard(pair)

    async def _pump(
        self, pair: Pair, source: asyncio.StreamReader, target: asyncio.StreamWriter, down: bool
    ) -> None:
        with contextlib.suppress(ConnectionError, OSError):
            while piece := await source.read(CHUNK):
                if self.delay:
                    await asyncio.sleep(self.delay)
                while down and self.slow:
                    await asyncio.sleep(self.slow)
                    if self.slow:
                        break
                if not pair.dead:
                    target.write(piece)
                    await target.drain()
        if not pair.dead:
            pair.tear()
