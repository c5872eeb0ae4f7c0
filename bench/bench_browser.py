"""The panel in a real browser: two hours of it, and how soon it can be used.

Prints what the page holds on to at the beginning, in the middle and at the end of a simulated
session of two hours, and its long tasks. Then how long the room's page takes until it can be used,
beside a very small page with a socket in the same run: a ratio, because machines differ. Such a
page is served by the command in `TALKINGPIECE_DEMO_SERVER`, which is told a `--port`; without one,
a page of one line that opens a socket and says that it is ready stands in for it.
"""

import asyncio
import os
import shlex
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random

from aiohttp import web
from playwright.async_api import Browser, async_playwright, expect

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # the browsers of the tests are the browsers of the figures

from tests.browser.conftest import ARGUMENTS, PATIENCE_MS  # noqa: E402
from tests.browser.footprint import footprint, long_tasks, watch_long_tasks  # noqa: E402
from tests.browser.house import House  # noqa: E402
from tests.browser.stranger import Stranger, rehearse  # noqa: E402
from tests.conftest import chromium_path  # noqa: E402

from talkingpiece.hub import rooms  # noqa: E402

EVERY_MINUTES = 20
TWO_HOURS = 120
LOADS = 15
DEMO_PORT = 9811
DEMO_PAGE = (
    "<!doctype html><meta charset=utf-8><title>demo</title><b id=t>…</b><script type=module>"
    "const ws = new WebSocket(`ws://${location.host}/ws`);"
    "ws.onopen = () => ws.send('join'); ws.onmessage = () => { t.textContent = t.id = 'ready'; };"
    "</script>"
)


class Evening(Stranger):
    """Takes two hours, and weighs the page every twenty minutes."""

    patience = 80
    step_minutes = 0.2
    most_steps = 4000
    measures_scrolling = False

    async def goes_through(self) -> None:
        self.begun = self.house.clock.now()
        self.rows: list[tuple[float, int, int, int]] = []
        await super().goes_through()

    async def _moment(self) -> str:
        minutes = (self.house.clock.now() - self.begun) / 60_000
        if minutes >= len(self.rows) * EVERY_MINUTES:
            found = await footprint(self.seat)
            self.rows.append((minutes, found.heap, found.nodes, found.listeners))
        return await super()._moment()

    async def _goes_on(self) -> None:
        """Nobody is in a hurry: what is left of the two hours passes before the end."""
        minutes = (self.house.clock.now() - self.begun) / 60_000
        if await self.seat.offer("next_phase").count() or minutes >= TWO_HOURS:
            await super()._goes_on()
        else:
            await self.house.minutes_pass(1)


async def two_hours(browser: Browser, folder: Path) -> None:
    """A rehearsal at people's own pace."""
    rooms.SystemRandom = lambda: Random(5)  # type: ignore[assignment,misc]  # noqa: S311
    quick = {"limits.commands_per_second": 1000, "limits.commands_burst": 1000}
    async with House.at(folder, browser, allow_simulated=True, **quick) as house:
        seat = await rehearse(house)
        await watch_long_tasks(seat)
        await seat.reload()
        await expect(seat.part("panel")).to_be_visible()
        await seat.sends({"do": "set_pace", "pace": 1})
        evening = Evening(house, seat)
        await evening.goes_through()
        print(f"{'minute':>8} {'heap kB':>9} {'nodes':>7} {'listeners':>10}")
        for minutes, heap, nodes, listeners in evening.rows:
            print(f"{minutes:8.0f} {heap / 1000:9.0f} {nodes:7d} {listeners:10d}")
        tasks = await long_tasks(seat)
        later = tasks[1:] if tasks else tasks
        print(f"tasks over 50 ms: {len(tasks)}, of which while loading: {len(tasks) - len(later)}")
        print("longest: " + (f"{max(tasks):.0f} ms" if tasks else "none"))


async def usable_after(browser: Browser, url: str, ready: str) -> float:
    """Milliseconds from asking for a page until *ready* is there, in a browser of its own."""
    context = await browser.new_context()
    page = await context.new_page()
    await page.add_init_script(
        "const at = new MutationObserver(look); function look() {"
        f" const found = {ready}; if (found) {{ at.disconnect();"
        " requestAnimationFrame(() => { window.usable = performance.now(); }); } }"
        "document.addEventListener('readystatechange', look);"
        "at.observe(document, {childList: true, subtree: true, characterData: true,"
        " attributes: true}); setInterval(look, 1);"
    )
    await page.goto(url)
    took = 0.0
    while not took:  # our pages let no script be made of a string, so nobody can wait in there
        await asyncio.sleep(0.05)
        took = await page.evaluate("window.usable || 0")
    await context.close()
    return took


async def served_demo() -> tuple[str, object]:
    """The small page, and what serves it."""
    command = shlex.split(os.environ.get("TALKINGPIECE_DEMO_SERVER", ""))
    if command:
        command += ["--port", str(DEMO_PORT)]
        running = await asyncio.to_thread(
            subprocess.Popen, command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        await asyncio.sleep(2)  # a server of others says nothing when it listens
        return f"http://127.0.0.1:{DEMO_PORT}/", running

    async def page(request: web.Request) -> web.Response:
        return web.Response(text=DEMO_PAGE, content_type="text/html")

    async def socket(request: web.Request) -> web.WebSocketResponse:
        ws = web.WebSocketResponse()
        await ws.prepare(request)
        async for message in ws:
            await ws.send_str(message.data)
        return ws

    app = web.Application()
    app.add_routes([web.get("/", page), web.get("/ws", socket)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", DEMO_PORT).start()
    return f"http://127.0.0.1:{DEMO_PORT}/", runner


async def first_use(browser: Browser, folder: Path) -> None:
    """The arrival card beside the small page, one after the other, many times."""
    demo, serving = await served_demo()
    panel = (
        "document.querySelector('talking-piece')?.shadowRoot?"
        ".querySelector('[data-part=\"arrival\"]')"
    )
    async with House.at(folder, browser) as house:
        links = await house.session()
        ours, theirs = [], []
        for _ in range(LOADS):
            ours.append(await usable_after(browser, links.invitation, panel))
            theirs.append(await usable_after(browser, demo, "document.getElementById('ready')"))
    for name, of in (("median", statistics.median), ("best", min)):
        mine, small = of(ours), of(theirs)
        print(
            f"usable ({name}) after {mine:.0f} ms, the small page {small:.0f}: {mine / small:.2f}"
        )
    if isinstance(serving, subprocess.Popen):
        serving.terminate()


async def main() -> None:
    """Everything, in one browser."""
    expect.set_options(timeout=PATIENCE_MS)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        with tempfile.TemporaryDirectory() as folder:
            await first_use(browser, Path(folder) / "use")
            await two_hours(browser, Path(folder) / "evening")
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
