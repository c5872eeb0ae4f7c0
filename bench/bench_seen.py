"""How soon a change is on everybody's screen, and how far apart their clocks are, in Chromium.

Beside a very small page in the same run, both over a line that takes 80 ms give or take 15 each
way, and both also over one that takes nothing. One page changes something forty times, five times a
second; each of four others stamps the frame after which it is seen. All are on one machine, so
their clocks ought to agree on the server's time. `TALKINGPIECE_DEMO_SERVER` as for
`bench_first_use.py`; the small page has to speak the broadcast rig's protocol.
"""

import asyncio
import itertools
import os
import random
import shlex
import statistics
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from bench_first_use import DEMO_PORT, OUR_PORT, invitation, served  # noqa: E402
from tests.browser.conftest import ARGUMENTS  # noqa: E402
from tests.conftest import chromium_path  # noqa: E402
from tests.server.faulty_line import FaultyLine  # noqa: E402

CHANGES, EVERY_SECONDS, PAGES = 40, 0.2, 4
DELAY, JITTER = 0.080, 0.015
NOW = "performance.timeOrigin + performance.now()"
STAMP = """
window.painted = {};
const found = /zz[0-9a-f]{8}/g;
function look(node) {
  for (const word of (node.textContent || "").match(found) || []) {
    if (word in painted) continue;
    painted[word] = 0;
    requestAnimationFrame(() => {
      const after = new MessageChannel();
      after.port1.onmessage = () => { painted[word] = performance.timeOrigin + performance.now(); };
      after.port2.postMessage(0);
    });
  }
}
const watcher = new MutationObserver((changes) => {
  for (const { type, target, addedNodes } of changes)
    type === "characterData" ? look(target) : addedNodes.forEach(look);
});
const all = { childList: true, subtree: true, characterData: true };
watcher.observe(document, all);
addEventListener("DOMContentLoaded", () => {  // a root that stood in the page already
  const root = document.querySelector("talking-piece")?.shadowRoot;
  if (root) watcher.observe(root, all);
});
const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (how) {
  const root = attach.call(this, how);
  watcher.observe(root, all);
  return root;
};
"""
Send = Callable[[str], Awaitable[float]]


async def opened(browser: Browser, url: str) -> Page:
    page = await (await browser.new_context()).new_page()
    await page.add_init_script(STAMP)
    await page.goto(url)
    return page


async def our_pages(browser: Browser, link: str) -> tuple[list[Page], Send, str]:
    pages = []
    for number in range(PAGES + 1):
        page = await opened(browser, link)
        await page.locator("talking-piece [name=name]").fill(f"Person {number}")
        await page.locator("talking-piece [data-part=join]").click()
        await page.locator("talking-piece [data-part=panel]").wait_for()
        pages.append(page)
    first = pages.pop(0)

    async def send(word: str) -> float:
        change = "document.querySelector('talking-piece').session.do({ do: 'rename', name: word })"
        told = f"word => {{ const at = {NOW}; {change}; return at; }}"
        return float(await first.evaluate(told, word))

    return pages, send, "document.querySelector('talking-piece').session.clock.now()"


async def small_pages(browser: Browser, url: str) -> tuple[list[Page], Send, str]:
    pages = [await opened(browser, f"{url}?room=r0&user=b{number}") for number in range(PAGES)]
    for page in pages:
        await page.locator("#ready").wait_for()
    first = await opened(browser, f"{url}?room=elsewhere&user=a")
    await first.evaluate(
        "() => new Promise((ready) => { window.line = new WebSocket(`ws://${location.host}/ws`);"
        ' line.onopen = () => line.send(\'{"t":"join","room":"r0","user":"driver"}\');'
        " line.onmessage = ready; })"
    )

    async def send(word: str) -> float:
        asked = '"t":"cmd","room":"r0","id":"${word}","op":"vote","card":1,"text":"x"'
        change = f"line.send(`{{{asked}}}`)"
        told = f"word => {{ const at = {NOW}; {change}; return at; }}"
        return float(await first.evaluate(told, word))

    return pages, send, f"{NOW} + window.__offset"


async def seen(pages: list[Page], send: Send, clock: str) -> str:
    """One row of the table."""
    await asyncio.sleep(3)  # the clocks have asked for the time
    sent: dict[str, float] = {}
    apart: list[float] = []
    for number in range(CHANGES):
        word = f"zz{number + 0xB0000000:08x}"
        sent[word] = await send(word)
        if number % 5 == 0:
            offsets = [await page.evaluate(f"({clock}) - ({NOW})") for page in pages]
            apart += [abs(one - other) for one, other in itertools.combinations(offsets, 2)]
        await asyncio.sleep(EVERY_SECONDS * random.uniform(0.7, 1.3))  # noqa: S311
    await asyncio.sleep(1)
    took, missing = [], 0
    for page in pages:
        painted = await page.evaluate("painted")
        took += [painted[word] - at for word, at in sent.items() if painted.get(word)]
        missing += sum(not painted.get(word) for word in sent)
    return f"{spread(took)}   {spread(apart)}   {missing:>7}"


def spread(values: list[float]) -> str:
    ordered = sorted(values)
    return f"{statistics.median(ordered):9.1f} {ordered[int(len(ordered) * 0.95)]:7.1f}"


async def waver(line: FaultyLine, late: bool) -> None:
    """What the line takes changes all the time."""
    while late:
        line.delay = random.uniform(DELAY - JITTER, DELAY + JITTER)  # noqa: S311
        await asyncio.sleep(0.02)


async def compare(browser: Browser, url: str, small: str, late: bool) -> None:
    told = f"{DELAY * 1000:.0f} ± {JITTER * 1000:.0f} ms" if late else "no delay"
    link = await invitation(url)
    for name, port in (("Talking Piece", OUR_PORT), ("the small page", DEMO_PORT)):
        async with FaultyLine(port) as line:
            wavering = asyncio.create_task(waver(line, late))
            ours = port == OUR_PORT
            made = our_pages(browser, link.replace(url, line.url)) if ours else None
            pages, send, clock = await (made or small_pages(browser, f"{line.url}/"))
            print(f"{told:>12} {name:>15} {await seen(pages, send, clock)}")
            wavering.cancel()
            for context in browser.contexts:
                await context.close()


async def main() -> None:
    url, small = f"http://127.0.0.1:{OUR_PORT}", f"http://127.0.0.1:{DEMO_PORT}/"
    demo = shlex.split(os.environ.get("TALKINGPIECE_DEMO_SERVER", ""))
    if not demo:
        print("no small page to stand beside: set TALKINGPIECE_DEMO_SERVER")
        return
    ourselves = [sys.executable, "-m", "talkingpiece", "serve", "--port", str(OUR_PORT)]
    with tempfile.TemporaryDirectory() as folder:
        place = {"HOME": folder, "XDG_STATE_HOME": folder, "XDG_CONFIG_HOME": f"{folder}/config"}
        async with (
            served([*demo, "--port", str(DEMO_PORT)], small),
            served(ourselves, f"{url}/health", **place),
            async_playwright() as playwright,
        ):
            launch = playwright.chromium.launch
            browser = await launch(executable_path=chromium_path(), args=ARGUMENTS)
            print(f"{'':28} seen after, ms p50, p95   clocks apart, ms p50, p95   missing")
            for late in (False, True):
                await compare(browser, url, small, late)
            await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
