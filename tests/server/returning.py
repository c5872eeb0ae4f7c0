"""Somebody who comes back by themselves, as the widget does: same seat, same ids, what was missed.

Nothing that was asked is forgotten until the server has answered it, whatever happens to the line
or to the server meanwhile.
"""

import asyncio
import contextlib
import itertools
import random
from typing import Any

import aiohttp
from tests.server.house import Browser

PATIENCE = 0.5
"""Seconds of silence after a probe until the line is given up; a browser is more patient."""
LATEST = 60.0
"""A test fails after so many seconds without an answer."""


class Returning:
    """One person. `url` may change: a page is pointed at another node when its own is gone."""

    _numbers = itertools.count(1)

    def __init__(self, url: str, token: str, name: str) -> None:
        self.url = url
        self.name = name
        self.number = next(self._numbers)
        self.browser: Browser | None = None
        self.view: dict[str, Any] = {}
        self.mine: dict[str, Any] = {}
        self.acked: dict[str, int] = {}
        """What was answered as done, and as of which seq."""
        self.refused: dict[str, str] = {}
        self.unkept = 0
        """How often the server has said that it can keep nothing now."""
        self.came = 0
        """How often the line was laid."""
        self._token = token
        self._seat = ""
        self._seq = 0
        self._ids = 0
        self._pending: dict[str, tuple[dict[str, Any], asyncio.Future[None]]] = {}
        self._moved = asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        self._later: list[asyncio.Task[None]] = []
        self._chance = random.Random(self.number)  # noqa: S311

    @property
    def me(self) -> str:
        assert self.browser is not None
        return self.browser.me

    async def sit_down(self) -> None:
        self._running = asyncio.create_task(self._live())
        await self.ask("join", name=self.name)

    async def go(self) -> None:
        tasks = [task for task in (self._running, *self._later) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def ask(self, command: str, **fields: Any) -> str:
        """Ask, again and again under the same id, until there is an answer; the id."""
        self._ids += 1
        id_ = f"command-{self.number:04}-{self._ids:08}-random-enough"
        answered: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._pending[id_] = ({"do": command, **fields}, answered)
        await self._send(id_)
        async with asyncio.timeout(LATEST):  # not wait_for, which may miss that this is cancelled
            await answered
        return id_

    async def until(self, seq: int) -> None:
        """Until the view is at least as new as *seq*."""
        async with asyncio.timeout(LATEST):
            while self.seq < seq:
                self._moved.clear()
                await self._moved.wait()

    @property
    def seq(self) -> int:
        """The seq of what is seen now; 0 while there is no line."""
        return self.browser.seq if self.browser is not None and self.browser.view else 0

    async def _live(self) -> None:
        async with aiohttp.ClientSession() as http:
            while True:
                with contextlib.suppress(
                    aiohttp.ClientError, ConnectionError, TimeoutError, AssertionError
                ):
                    await self._once(http)
                self.browser = None
                await asyncio.sleep(self._chance.uniform(0.01, 0.05))

    async def _once(self, http: aiohttp.ClientSession) -> None:
        """From hello until the line breaks."""
        async with asyncio.timeout(5):
            ws = await http.ws_connect(f"{self.url}/socket")
        try:
            browser = Browser(ws)
            browser.view, browser.mine, browser.seq = self.view, self.mine, self._seq
            await browser.send(
                t="hello", protocol=1, token=self._token, seat=self._seat, since=self._seq
            )
            await self._hear(browser, ws)
        finally:
            await ws.close()

    async def _hear(self, browser: Browser, ws: aiohttp.ClientWebSocketResponse) -> None:
        probed = False
        while True:
            try:
                received = await ws.receive(PATIENCE)
            except TimeoutError:
                if probed:
                    return  # no sign of life
                await browser.send(t="probe", c=1.0)
                probed = True
                continue
            probed = False
            if received.type is not aiohttp.WSMsgType.TEXT:
                return
            message = browser.take(received.data)
            if message["t"] == "welcome":
                self.browser = browser
                self.came += 1
                for id_ in list(self._pending):
                    await self._send(id_)
            self._note(browser, message)

    def _note(self, browser: Browser, message: dict[str, Any]) -> None:
        self._seat = browser.seat or self._seat
        self.view, self.mine, self._seq = browser.view, browser.mine, browser.seq
        if message["t"] in ("done", "refusal"):
            if message["t"] == "done":
                self.acked[message["id"]] = message["seq"]
            else:
                self.refused[message["id"]] = message["code"]
            self.unkept += message.get("code") == "store_unavailable"
            if message.get("code") in ("store_unavailable", "too_many"):
                self._later.append(asyncio.create_task(self._again(message["id"])))
                return
            known = self._pending.pop(message["id"], None)
            if known is not None and not known[1].done():
                known[1].set_result(None)
        self._moved.set()

    async def _again(self, id_: str) -> None:
        """Not now, it was told: a person taps again."""
        await asyncio.sleep(0.05)
        await self._send(id_)

    async def _send(self, id_: str) -> None:
        browser = self.browser
        if browser is None or id_ not in self._pending:
            return
        with contextlib.suppress(ConnectionError, aiohttp.ClientError):
            await browser.send(t="do", id=id_, command=self._pending[id_][0])
