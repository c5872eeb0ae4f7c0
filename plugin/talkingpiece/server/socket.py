"""The WebSocket: frames in, frames out. What they mean is the hub's business.

The first frame is a hello with a token. After it, a frame that is no message is refused, and the
connection, the room and everything in it live on.
"""

import asyncio
import logging
from urllib.parse import urlsplit

from aiohttp import WSCloseCode, WSMessage, WSMsgType, web

from talkingpiece.errors import NotIdentified, StoreUnavailable, WireError
from talkingpiece.hub import wire
from talkingpiece.hub.connection import Bucket, Connection
from talkingpiece.hub.gallery import Gallery
from talkingpiece.hub.table import Table
from talkingpiece.server.identity import Identified, identify
from talkingpiece.server.keys import CLOCK, DEPARTURES, ROOMS, SERVER_KEYS, SETTINGS
from talkingpiece.server.metrics import METRICS, Metrics
from talkingpiece.settings import Settings

log = logging.getLogger(__name__)

HELLO_SECONDS = 10
HEARTBEAT_SECONDS = 25
MAX_WAITING = 2000
"""So many may look at one room's arrival card at once; a program that opens more gets no further
than this, and those who have a seat do not notice."""
CUT_SECONDS = 5
"""How long a browser that lags too far behind may still take its goodbye."""
CLOSE_CODES: dict[wire.ByeCode, int] = {
    "not_identified": 4401,
    "protocol": 4400,
    "wire": 4400,
    "slow": 4009,
    "left": 4402,
    "removed": 4403,
    "elsewhere": 4409,
    "stopping": 1012,
    "gone": 4410,
}
_CLOSE_FRAME = 0x88


async def socket(request: web.Request) -> web.StreamResponse:
    """GET /socket."""
    app = request.app  # looked up anew each time it is asked for
    settings = app[SETTINGS]
    if not from_allowed_origin(request, settings):
        raise web.HTTPForbidden
    ws = web.WebSocketResponse(
        heartbeat=HEARTBEAT_SECONDS,
        compress=False,
        # Somewhat too large frames are refused by us, with a sentence; aiohttp just hangs up.
        max_msg_size=4 * settings.limits.max_frame_bytes,
    )
    await ws.prepare(request)
    try:
        who, hello = await _identified(ws, app)
    except NotIdentified as error:
        await _bye(ws, "not_identified", error.reason)
        return ws
    except WireError as error:
        await _bye(ws, "protocol" if error.code == "protocol" else "wire", error.code)
        return ws
    except StoreUnavailable:
        await _bye(ws, "stopping", "store_unavailable")
        return ws
    metrics = app[METRICS]
    connection = _connection(app, SocketSink(ws, request.transport, metrics), who)
    connection.known_as, connection.knocks = who.known_as, who.knocks
    place = who.table.gallery if who.watches else who.table
    try:
        _enter(who, connection, hello)
        await _listen(ws, connection, place, settings.limits.max_frame_bytes, metrics)
    except Exception:
        # Ours to repair; answered by closing, because an upgraded line takes no HTTP response.
        log.exception("a socket failed")
        await ws.close(code=WSCloseCode.INTERNAL_ERROR)
    finally:
        place.leave(connection)
    return ws


async def _identified(
    ws: web.WebSocketResponse, app: web.Application
) -> tuple[Identified, wire.Hello]:
    try:
        async with asyncio.timeout(HELLO_SECONDS):
            received = await ws.receive()
    except TimeoutError:
        raise WireError("no_hello") from None
    settings = app[SETTINGS]
    hello = _decoded(received, settings.limits.max_frame_bytes)
    if not isinstance(hello, wire.Hello):
        raise WireError("no_hello")
    now, hooked = app[CLOCK].now(), settings.jitsi_hooked
    return await identify(hello, app[ROOMS], app[SERVER_KEYS], now, hooked), hello


def _connection(app: web.Application, sink: "SocketSink", who: Identified) -> Connection:
    limits = app[SETTINGS].limits
    return Connection(
        sink,
        Bucket(limits.commands_per_second, limits.commands_burst),
        max_backlog=limits.max_backlog_bytes,
        facilitates=who.facilitates,
        departures=app[DEPARTURES],
    )


def _enter(who: Identified, connection: Connection, hello: wire.Hello) -> None:
    if who.watches:
        who.table.gallery.enter(connection, hello.locale)
    elif who.person is None and len(who.table.presence.arrivals) >= MAX_WAITING:
        connection.bye("stopping", "too_many")
    elif who.person is None:
        who.table.arrive(connection, hello.locale)
    else:
        who.table.take_seat(connection, who.person, hello.locale, hello.since)


async def _listen(
    ws: web.WebSocketResponse,
    connection: Connection,
    place: Table | Gallery,
    max_bytes: int,
    metrics: Metrics,
) -> None:
    async for received in ws:
        metrics.heard += 1
        if connection.closed:  # on its way out: nothing it still says is heard
            return
        try:
            message = _decoded(received, max_bytes)
        except WireError as error:
            metrics.misheard.inc()
            place.misheard(connection, error.code)
        else:
            place.hear(connection, message)


def _decoded(received: WSMessage, max_bytes: int) -> wire.AnyClientMessage:
    if received.type is not WSMsgType.TEXT:
        raise WireError("not_a_message")
    text: str = received.data
    if len(text) > max_bytes:
        raise WireError("too_large")
    return wire.decode(text)


def from_allowed_origin(request: web.Request, settings: Settings) -> bool:
    """Whether a browser's page may talk to us: our own, or one that may embed the widget.

    Programs that are no browsers send no origin; what protects a room is its token.
    """
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    if origin == "null":  # a sandboxed panel in the page of a site that may embed us
        return bool(settings.trusted_origins)
    public = urlsplit(settings.public_url)
    allowed = {*settings.trusted_origins, f"{public.scheme}://{public.netloc}"}
    return origin in allowed or urlsplit(origin).netloc == request.host


async def _bye(ws: web.WebSocketResponse, code: wire.ByeCode, reason: str) -> None:
    log.info("a socket was turned away", extra={"facts": {"code": code, "reason": reason}})
    if ws.closed:
        return
    await ws.send_str(wire.encode(wire.Bye(code=code, reason=reason)).decode())
    await ws.close(code=CLOSE_CODES[code])


class SocketSink:
    """A `hub.connection.Sink` over one socket.

    Frames that are made once for everybody go straight to the transport: aiohttp writes each of
    its own frames in one go, so ours never fall into the middle of one.
    """

    __slots__ = ("_closing", "_metrics", "_transport", "_ws")

    def __init__(
        self,
        ws: web.WebSocketResponse,
        transport: asyncio.Transport | None,
        metrics: Metrics,
    ) -> None:
        """*transport* is the request's; None if the browser has gone already."""
        self._ws = ws
        self._transport = transport
        self._metrics = metrics
        self._closing: asyncio.Task[bool] | None = None

    def write(self, frames: bytes) -> int:
        """Send whole frames; how many bytes the browser had still to take before these."""
        transport = self._transport
        if transport is None or transport.is_closing():
            return 0
        self._metrics.written += len(frames)
        lag = transport.get_write_buffer_size()
        transport.write(frames)  # a system call: nothing more than needed after it
        return lag

    def close(self, code: wire.ByeCode) -> None:
        """Close with the code of the reason; whoever lags is not waited for."""
        number = CLOSE_CODES[code]
        self._metrics.closed.labels(code).inc()
        transport = self._transport
        if code == "slow" and transport is not None:
            self.write(bytes((_CLOSE_FRAME, 2)) + number.to_bytes(2))
            asyncio.get_running_loop().call_later(CUT_SECONDS, transport.abort)
            return
        self._closing = asyncio.create_task(self._ws.close(code=number))
