"""``talkingpiece serve``: the server, until it is told to stop."""

import argparse
import asyncio
import contextlib
import sys
from collections.abc import Callable

from talkingpiece.registry import Registry
from talkingpiece.server.ending import LOOP_SECONDS, at_most
from talkingpiece.server.logs import set_up
from talkingpiece.server.running import run as run_server
from talkingpiece.settings import Settings, load_settings


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command; each wins over the setting of its name."""
    parser.add_argument("--host", help="address to listen on (setting: host)")
    parser.add_argument("--port", type=int, help="port to listen on, 0 for a free one")
    parser.add_argument("--store", help="where sessions are kept: sqlite:<file>, or memory:")


def run(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl+C or SIGTERM."""
    return serve(load_settings(host=arguments.host, port=arguments.port, store=arguments.store))


def serve(settings: Settings) -> int:
    """Serve with these settings until told to stop."""
    set_up(settings.log_level)
    registry = Registry.load(settings.formats_dir, locales=settings.locales)
    runner = asyncio.Runner(loop_factory=_loop())
    try:
        with contextlib.suppress(KeyboardInterrupt):
            runner.run(run_server(settings, registry, _say_where))
    finally:
        with at_most(LOOP_SECONDS):
            runner.close()
    return 0


def _say_where(url: str) -> None:
    """On standard output, for people and scripts; the log goes to standard error."""
    print(f"Talking Piece is ready: {url}  (Ctrl+C stops it)", flush=True)


def _loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """The quickest that there is here: that of uvloop, with the sockets of aiofastnet."""
    if sys.platform == "win32":
        return None
    try:
        import aiofastnet  # noqa: PLC0415  not on every platform
        import uvloop  # noqa: PLC0415
    except ImportError:
        return None
    return aiofastnet.loop_factory(uvloop.new_event_loop)
