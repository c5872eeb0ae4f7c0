"""How soon the arrival card can be used, beside a very small page with a socket in the same run.

A ratio, because machines differ. Both are loaded by turns, each time in a browser context of its
own without any cache, and both servers are processes of their own. A page is usable one frame
after what it asked for over its socket stands on it: the small page says that it has joined, ours
shows the session's title, what is agreed here, and the button to join.

The small page is served by the command in `TALKINGPIECE_DEMO_SERVER`, which is told a `--port`;
without one, a page of one line that opens a socket and says that it is ready stands in for it.
"""

import asyncio
import os
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
from playwright.async_api import Browser, async_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # the browsers of the tests are the browsers of the figures

from tests.browser.conftest import ARGUMENTS  # noqa: E402
from tests.browser.words import FORMAT  # noqa: E402
from tests.conftest import chromium_path  # noqa: E402

ROUNDS = int(os.environ.get("ROUNDS", "3"))
LOADS = 15
OUR_PORT = 9810
DEMO_PORT = 9811
DEMO_SERVER = Path(__file__).parent / "small_page.py"
CARD = (
    "[...document.querySelector('talking-piece')?.shadowRoot"
    "?.querySelectorAll('[data-part=pact] li, [data-part=join], h1') ?? []].length > 2"
)
SMALL = "document.getElementById('ready')"


WATCH = """
const everything = {childList: true, subtree: true, characterData: true, attributes: true};
const watcher = new MutationObserver(look);
function look() {
  if (!(READY)) return;
  watcher.disconnect();
  requestAnimationFrame(() => { window.usable = performance.now(); });
}
watcher.observe(document, everything);
const attach = Element.prototype.attachShadow;  // what stands in a shadow is seen as soon
Element.prototype.attachShadow = function (how) {
  const root = attach.call(this, how);
  watcher.observe(root, everything);
  return root;
};
"""


async def usable_after(browser: Browser, url: str, ready: str) -> float:
    """Milliseconds from asking for a page until *ready* is there, in a browser of its own."""
    context = await browser.new_context()
    page = await context.new_page()
    await page.add_init_script(WATCH.replace("READY", ready))
    await page.goto(url)
    took = 0.0
    while not took:  # our pages let no script be made of a string, so nobody can wait in there
        await asyncio.sleep(0.05)
        took = await page.evaluate("window.usable || 0")
    await context.close()
    return took


@asynccontextmanager
async def served(command: list[str], url: str, **environ: str) -> AsyncIterator[None]:
    """A server in a process of its own, once it answers at *url*, until it is no longer needed."""
    inherited = {name: value for name, value in os.environ.items() if "TALKINGPIECE" not in name}
    running = await asyncio.create_subprocess_exec(
        *command, env=inherited | environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        async with asyncio.timeout(30), aiohttp.ClientSession() as client:
            while not await _answers(client, url):  # noqa: ASYNC110 (nobody tells)
                await asyncio.sleep(0.1)
        yield
    finally:
        running.terminate()
        await running.wait()


async def _answers(client: aiohttp.ClientSession, url: str) -> bool:
    try:
        async with client.get(url) as answer:
            return answer.ok
    except aiohttp.ClientError:
        return False


async def invitation(url: str) -> str:
    """The link to a session that begins in five minutes."""
    start = int(time.time() * 1000) + 300_000
    plan = {"title": "Tuesday circle", "format": FORMAT, "language": "en", "zone": "Europe/Paris"}
    plan |= {"start": start, "end": start + 7_200_000}
    async with (
        aiohttp.ClientSession(headers={"Origin": url}) as client,
        client.post(f"{url}/api/sessions", json=plan) as answer,
    ):
        answer.raise_for_status()
        made = await answer.json()
    return url + str(made["invitation"])


async def compare(browser: Browser, ours: str, small: str) -> None:
    """Load both by turns, and print every round and all of them."""
    all_ours: list[float] = []
    all_small: list[float] = []
    for turn in range(1, ROUNDS + 1):
        for _ in range(LOADS):
            all_ours.append(await usable_after(browser, ours, CARD))
            all_small.append(await usable_after(browser, small, SMALL))
        say(f"round {turn}", all_ours[-LOADS:], all_small[-LOADS:])
    say("all", all_ours, all_small)


def say(what: str, ours: list[float], small: list[float]) -> None:
    """One line of the table: medians, and what they are to each other."""
    mine, theirs = statistics.median(ours), statistics.median(small)
    print(
        f"{what:>8}: usable after {mine:.0f} ms, the small page {theirs:.0f} ms: "
        f"{mine / theirs:.2f} (quickest {min(ours):.0f} and {min(small):.0f})"
    )


async def main() -> None:
    """Both servers, one browser."""
    url, small = f"http://127.0.0.1:{OUR_PORT}", f"http://127.0.0.1:{DEMO_PORT}/"
    given = shlex.split(os.environ.get("TALKINGPIECE_DEMO_SERVER", ""))
    demo = [*(given or [sys.executable, str(DEMO_SERVER)]), "--port", str(DEMO_PORT)]
    ourselves = [sys.executable, "-m", "talkingpiece", "serve", "--port", str(OUR_PORT)]
    with tempfile.TemporaryDirectory() as folder:
        place = {"HOME": folder, "XDG_STATE_HOME": folder, "XDG_CONFIG_HOME": f"{folder}/config"}
        async with (
            served(demo, small),
            served(ourselves, f"{url}/health", **place),
            async_playwright() as playwright,
        ):
            path = chromium_path()
            browser = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
            await compare(browser, await invitation(url), small)
            await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
