"""Runs the application until a signal: listens, says where, and stops gently."""

import asyncio
import errno
import gc
import signal
from collections.abc import Callable

from aiohttp import web

from talkingpiece.errors import SettingsError
from talkingpiece.registry import Registry
from talkingpiece.server.app import create_app
from talkingpiece.server.ending import ALL_SECONDS, SOCKETS_SECONDS, at_most
from talkingpiece.server.health import STOPPING
from talkingpiece.server.keys import ROOMS
from talkingpiece.server.metrics import METRICS, metrics_app, place_of
from talkingpiece.settings import Settings

BACKLOG = 2048
"""How many browsers may come back at the same moment, after a restart."""
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104  shown as localhost, not bound here


async def run(settings: Settings, registry: Registry, listening: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM. *listening* is told the address to open.

    Raises:
        SettingsError: the address is taken, the store or the key file cannot be used.
    """
    app = await create_app(settings, registry)
    shown = metrics_app(app[METRICS], app[ROOMS])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=SOCKETS_SECONDS)
    figures = web.AppRunner(shown, access_log=None, shutdown_timeout=SOCKETS_SECONDS)
    try:
        await runner.setup()
        site = web.TCPSite(runner, settings.host, settings.port, backlog=BACKLOG)
        try:
            await site.start()
        except OSError as error:
            raise _cannot_listen(settings, error) from error
        await _show_figures(figures, settings)
        _less_garbage()
        stopped = _on_signal()
        listening(settings.public_url or _address(runner, settings))
        await stopped.wait()
        app[STOPPING].set()
        await asyncio.sleep(settings.drain_seconds)
    finally:
        with at_most(ALL_SECONDS):
            await runner.cleanup()
            await figures.cleanup()


async def _show_figures(figures: web.AppRunner, settings: Settings) -> None:
    """On an address of their own, if there is one."""
    place = place_of(settings.metrics)
    if place is None:
        return
    await figures.setup()
    try:
        await web.TCPSite(figures, *place).start()
    except OSError as error:
        why = f"cannot listen on {settings.metrics}: {error.strerror}"
        raise SettingsError("metrics", why) from error


def _cannot_listen(settings: Settings, error: OSError) -> SettingsError:
    place = f"{settings.host}:{settings.port}"
    match error.errno:
        case errno.EADDRINUSE:
            why = f"something listens on {place} already; stop it, or choose another port"
        case errno.EACCES:
            why = f"may not listen on {place}; choose a port above 1023"
        case _:
            why = f"cannot listen on {place}: {error.strerror}"
    return SettingsError("port", why)


def _address(runner: web.AppRunner, settings: Settings) -> str:
    """The address as people type it; with port 0 the one that the machine gave."""
    port = runner.addresses[0][1]
    host = "localhost" if settings.host in EVERYWHERE else settings.host
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _on_signal() -> asyncio.Event:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, stopped.set)
        except NotImplementedError:  # Windows: Ctrl+C raises KeyboardInterrupt instead
            break
    return stopped


def _less_garbage() -> None:
    """What is loaded stays; collecting looks at what sessions make, and less often."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
