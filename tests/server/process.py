"""A real server process with its files in one folder, for tests that kill it."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import aiohttp
from tests.server.house import HOUR_MS, Browser

from talkingpiece.core.ids import Ms
from talkingpiece.core.session import Plan
from talkingpiece.hub.clock import RealClock
from talkingpiece.hub.rooms import Created
from talkingpiece.registry import Registry
from talkingpiece.server.app import create_app
from talkingpiece.server.keys import ROOMS, STORE
from talkingpiece.settings import Settings, load_settings


class Process:
    """`talkingpiece serve`; *more* are settings, by the names of their variables."""

    def __init__(self, folder: Path, **more: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.environ = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "TALKINGPIECE_PORT": str(self.port),
            "TALKINGPIECE_PRESENCE_GRACE_SECONDS": "60",
            "TALKINGPIECE_LIMITS_COMMANDS_PER_SECOND": "10000",
            "TALKINGPIECE_LIMITS_COMMANDS_BURST": "10000",
            **{f"TALKINGPIECE_{name.upper()}": value for name, value in more.items()},
        }
        self.running: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def settings(self) -> Settings:
        """As the process reads them."""
        return load_settings(self.environ, self.folder)

    def start(self) -> None:
        """Start it, and return once it says that it listens."""
        with (self.folder / "server.log").open("a") as log:
            self.running = subprocess.Popen(
                [sys.executable, "-m", "talkingpiece", "serve"],
                cwd=self.folder, env=self.environ, stdout=subprocess.PIPE, stderr=log, text=True,
            )  # fmt: skip
        assert self.running.stdout is not None
        assert str(self.port) in self.running.stdout.readline()

    def stop(self, number: signal.Signals) -> int:
        assert self.running is not None
        self.running.send_signal(number)
        code = self.running.wait(10)
        assert self.running.stdout is not None
        self.running.stdout.close()
        return code

    def end(self) -> None:
        """Whatever state it is in, it is gone afterwards."""
        if self.running is not None and self.running.poll() is None:
            self.stop(signal.SIGKILL)

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """`talkingpiece` with these words, beside the server."""
        return subprocess.run(
            [sys.executable, "-m", "talkingpiece", *words],
            cwd=self.folder, env=self.environ, capture_output=True, text=True, check=False,
        )  # fmt: skip

    async def room(self) -> Created:
        """Make a room in the files, as the server would."""
        registry = Registry.load()
        app = await create_app(self.settings, registry)
        now = RealClock().now()
        plan = Plan(title="Lighthouse", start=now, end=Ms(now + 2 * HOUR_MS))
        made = await app[ROOMS].create(plan, registry.formats["intervision_triage"])
        await app[STORE].close()
        return made

    def readable(self) -> bytes:
        """Every byte of every file, as somebody with the disk would read them."""
        return b"".join(p.read_bytes() for p in sorted(self.folder.rglob("*")) if p.is_file())


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


async def connect(http: aiohttp.ClientSession, **hello: object) -> Browser:
    """A browser that has said hello and was told the words of the format."""
    browser = Browser(await http.ws_connect("/socket"))
    await browser.send(**{"t": "hello", "protocol": 1, "token": "", **hello})
    await browser.until("texts")
    return browser
