"""How soon the arrival card can be used, beside a very small page with a socket in the same run.

A ratio, because machines differ. Both are loaded by turns, each time in a browser context of its
own without any cache, and both servers are processes of their own. A page is usable one frame
after what it asked for over its socket stands on it: the small page says that it has joined, ours
shows the session's title, what is agreed here, a field for one's name, and a button to join that
can be pressed. The field can be written in somewhat sooner; that is told, and no part of the ratio.

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
TITLE = "Tuesday circle"
DEMO_SERVER = Path(__file__).parent / "small_page.py"
ROOT_OF_OURS = "document.querySelector('talking-piece')?.shadowRoot"
FIELD = f"{ROOT_OF_OURS}?.querySelector('input[name=name]')?.closest('[hidden]') === null"
"""One can write one's name."""
CARD = (
    f"{FIELD} && {ROOT_OF_OURS}.querySelectorAll('[data-part=pact] li').length > 2"
    f" && {ROOT_OF_OURS}.querySelector('h1').textContent.includes('{TITLE}')"
    f" && {ROOT_OF_OURS}.querySelector('[data-part=join]:enabled')"
)
"""Everything the session says of itself is there, and one can come in."""
OURS = {"writable": FIELD, "usable": CARD}
SMALL = {"usable": "document.getElementById('ready')"}

WATCH = """
const everything = {childList: true, subtree: true, characterData: true, attributes: true};
const watcher = new MutationObserver(look);
const awaited = [AWAITED];
window.seen = {};
function look() {
  observe(document.querySelector("talking-piece")?.shadowRoot);
  while (awaited.length && awaited[0][1]()) {
    const [name] = awaited.shift();
    requestAnimationFrame(() => { window.seen[name] = performance.now(); });
  }
  if (!awaited.length) watcher.disconnect();
}
function observe(root) {  // what stands in a shadow is seen as soon
  if (root && !observed.has(root)) watcher.observe(root, everything);
  observed.add(root);
}
const observed = new Set();
observe(document);
const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (how) {
  const root = attach.call(this, how);
  observe(root);
  return root;
};
"""


async def load(browser: Browser, url: str, awaited: dict[str, str]) -> dict[str, float]:
    """Milliseconds from asking for a page until each of *awaited* is there, one after the other."""
    context = await browser.new_context()
    page = await context.new_page()
    looks = ", ".join(f'["{name}", () => {found}]' for name, found in awaited.items())
    await page.add_init_script(WATCH.replace("AWAITED", looks))
    await page.goto(url)
    seen: dict[str, float] = {}
    while len(seen) < len(awaited):  # no script may be made of a string in there, so none waits
        await asyncio.sleep(0.05)
        seen = await page.evaluate("window.seen")
    await context.close()
    return seen


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
    plan = {"title": TITLE, "format": FORMAT, "language": "en", "zone": "Europe/Paris"}
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
    all_ours: list[dict[str, float]] = []
    all_small: list[dict[str, float]] = []
    for turn in range(1, ROUNDS + 1):
        for _ in range(LOADS):
            all_ours.append(await load(browser, ours, OURS))
            all_small.append(await load(browser, small, SMALL))
        say(f"round {turn}", all_ours[-LOADS:], all_small[-LOADS:])
    say("all", all_ours, all_small)


def say(what: str, ours: list[dict[str, float]], small: list[dict[str, float]]) -> None:
    """One line of the table: medians, and what they are to each other."""
    mine, theirs = [one["usable"] for one in ours], [one["usable"] for one in small]
    usable, joined = statistics.median(mine), statistics.median(theirs)
    print(
        f"{what:>8}: usable after {usable:.0f} ms, the small page {joined:.0f} ms: "
        f"{usable / joined:.2f} (quickest {min(mine):.0f} and {min(theirs):.0f}; "
        f"writable after {statistics.median(one['writable'] for one in ours):.0f} ms)"
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
