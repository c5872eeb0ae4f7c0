"""A real server process is killed in the middle of a round, under six open pages."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect
from tests.browser.house import House
from tests.browser.table import Table
from tests.browser.words import FORMAT

NAMES = ("Annabel", "Bartholomew", "Clementine", "Desdemona", "Ezekiel", "Felicitas")
WORDS = ("zebrafinch", "quicksilver", "marmalade")
NOTE = "a note about nightingales"
BACK_WITHIN_MS = 5_000
"""From the port listening to everybody in their seats."""
HOUR_MS = 3_600_000


class Process:
    """`talkingpiece serve` with its files in one folder, on one port."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self.running: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it; returns once it says that it listens."""
        environ = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "TALKINGPIECE_PORT": str(self.port),
        }
        with (self.folder / "server.log").open("a") as log:
            self.running = subprocess.Popen(
                [sys.executable, "-m", "talkingpiece", "serve"],
                cwd=self.folder, env=environ, stdout=subprocess.PIPE, stderr=log, text=True,
            )  # fmt: skip
        assert self.running.stdout is not None
        assert str(self.port) in self.running.stdout.readline()

    def kill(self) -> None:
        """Without a warning: nothing can be written down any more."""
        assert self.running is not None
        self.running.send_signal(signal.SIGKILL)
        self.running.wait(10)
        assert self.running.stdout is not None
        self.running.stdout.close()

    async def session(self) -> dict[str, Any]:
        now = int(time.time() * 1000)
        plan = {"title": "Lighthouse", "format": FORMAT, "start": now, "end": now + 2 * HOUR_MS}
        asked = plan | {"zone": "UTC", "language": "en"}
        async with (
            aiohttp.ClientSession(self.url, headers={"Origin": self.url}) as web,
            web.post("/api/sessions", json=asked) as answer,
        ):
            answer.raise_for_status()
            made: dict[str, Any] = await answer.json()
            return made


@pytest_asyncio.fixture(loop_scope="session")
async def process(tmp_path: Path) -> AsyncIterator[Process]:
    process = Process(tmp_path)
    await asyncio.to_thread(process.start)
    yield process
    process.kill()


@pytest_asyncio.fixture(loop_scope="session")
async def table(process: Process, browser: Browser, tmp_path: Path) -> AsyncIterator[Table]:
    """Six people in the round of keywords: three words are given, the fourth person holds."""
    made = await process.session()
    house = House.at(tmp_path, browser)
    table = Table(*[await house.seat(name) for name in NAMES])
    lead, *others = table.seats
    await lead.join(process.url + made["facilitator"])
    for seat in others:
        await seat.join(process.url + made["invitation"])
    await lead.choose("goto_keywords")
    for seat, word in zip(others, WORDS, strict=False):
        await seat.give("keyword", word)
    for seat in table.seats:
        seat.forgive("WebSocket", "ERR_CONNECTION_REFUSED")
    yield table
    for seat in table.seats:
        await seat.context.close()
    assert house.troubles() == []


@pytest.mark.slow
async def test_killed_in_mid_round(process: Process, table: Table) -> None:
    """All six are back in their seats with the same turn; nothing is lost, nothing is doubled."""
    lead, *others = table.seats
    circle = [*others, lead]
    had = " ".join(NAMES[1:4])
    await table.circle(*circle, holder=others[3], had=had)
    await others[0].note(table.secret(NOTE, others[0]))
    seats = [seat.me for seat in table.seats]

    process.kill()
    for seat in table.seats:
        await expect(seat.part("connection")).to_have_attribute("data-online", "false")
    # Tapped while there is no server: kept by the page, and done once.
    await others[3].tap("pass", answered=False)
    await asyncio.to_thread(process.start)
    listening = time.monotonic()

    async def is_back(seat: Any) -> None:
        online = seat.panel.locator('[data-part="connection"][data-online="true"]')
        await expect(online).to_be_attached(timeout=BACK_WITHIN_MS)
        await expect(seat.part("holder").locator("strong")).to_have_text(
            others[4].name, timeout=BACK_WITHIN_MS
        )

    await table.all(is_back)
    seconds = time.monotonic() - listening
    print(f"\nback in their seats {seconds:.2f} s after the port listened")  # noqa: T201 (a figure)
    assert [seat.me for seat in table.seats] == seats
    await table.circle(*circle, holder=others[4], had=f"{had} {others[3].name}")
    for seat in table.but(others[0]):
        words = seat.part("topics").locator("[data-item] .text")
        await expect(words).to_have_text(list(WORDS))
    await expect(others[0].card(NOTE)).to_be_visible()
    await table.keeps_secrets()
    _nothing_is_readable(process.folder)


def _nothing_is_readable(folder: Path) -> None:
    """No name, no word, no note stands in any file: database, write-ahead log, server's log."""
    kept = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert any(path.name.endswith(".db") for path in kept)
    assert any(path.name.endswith("-wal") for path in kept)
    found = [
        (path.name, secret)
        for path, bytes_ in kept.items()
        for secret in (*NAMES, *WORDS, NOTE, "nightingales", "Lighthouse")
        if secret.encode() in bytes_
    ]
    assert found == []
    log = (folder / "server.log").read_text()
    assert all(json.loads(line) for line in log.splitlines())
