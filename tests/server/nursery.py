"""Servers that are there at once: a process that has read everything forks one when asked to.

`kill -9` of such a child is the death of a whole server process; what starts anew has nothing of
it but the files. Run as a program with a port: each line on standard input starts a server, and
its process id is the answer. That of a server that listens; at the end of the input all is over.
"""

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from talkingpiece.registry import Registry
from talkingpiece.rendering.locales import Catalogue
from talkingpiece.server.logs import set_up
from talkingpiece.server.running import run
from talkingpiece.settings import Settings, load_settings

HANGS_SECONDS = 60
"""A server that was told to stop and is there after so long would be there for ever."""


def main() -> None:
    """Read everything once, then fork whenever there is a line."""
    settings = load_settings()
    registry, catalogue = Registry.load(), Catalogue.load()
    Catalogue.load = lambda packs=None: catalogue  # type: ignore[method-assign,assignment]
    for _ in sys.stdin:
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            _serve(settings, registry, writing)
        os.close(writing)
        with os.fdopen(reading) as listening:
            told = listening.read()
        print(child if told else 0, flush=True)  # noqa: T201  the answer
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them


def _serve(settings: Settings, registry: Registry, telling: int) -> None:
    def listening(_: str) -> None:
        os.write(telling, b"!")
        os.close(telling)

    sys.stdin.close()
    set_up(settings.log_level)
    try:
        asyncio.run(run(settings, registry, listening))
    finally:
        os._exit(1)


class Nursery:
    """One server after the other, on the same port with the same files."""

    def __init__(self, folder: Path, environ: dict[str, str]) -> None:
        self._folder = folder
        self._environ = environ
        self._log = (folder / "server.log").open("a")
        self._parent = subprocess.Popen(
            [sys.executable, __file__], cwd=folder, env=environ, text=True, stderr=self._log,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        self._child = 0

    def start(self) -> None:
        """A server that listens."""
        assert self._parent.stdin is not None
        assert self._parent.stdout is not None
        self._parent.stdin.write("start\n")
        self._parent.stdin.flush()
        self._child = int(self._parent.stdout.readline())
        assert self._child, "it did not come to listen; see server.log"

    def kill(self) -> None:
        """Without a warning."""
        if self._child:
            os.kill(self._child, signal.SIGKILL)
            while _is_there(self._child):
                pass
            self._child = 0

    def stop(self) -> None:
        """Gently: its people are told, and what is under way is kept."""
        if self._child:
            os.kill(self._child, signal.SIGTERM)
            hangs = time.monotonic() + HANGS_SECONDS
            while _is_there(self._child):
                assert time.monotonic() < hangs, "told to stop, it does not; see server.log"
                time.sleep(0.005)
            self._child = 0

    def end(self) -> None:
        """All of it."""
        if self._child:
            self.kill()
        assert self._parent.stdin is not None
        self._parent.stdin.close()
        self._parent.wait(10)
        assert self._parent.stdout is not None
        self._parent.stdout.close()
        self._log.close()


def _is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    main()
