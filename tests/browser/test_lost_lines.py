"""How a page tries to come back: soon, then seldom, and never all pages at once (experience 20-24).

The panel alone beside a server that is not there; the page's time is turned by hand.
"""

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser, Page, expect
from tests.browser.test_announcing import show
from tests.browser.test_elements import PANEL, look, made

__all__ = ["look", "made"]  # the page to look at, served
NOBODY_THERE_JS = """share => {
  Math.random = () => share;
  window.Played = WebSocket;
  window.tries = [performance.now()];
  window.WebSocket = class {
    static OPEN = 1;
    constructor() {
      tries.push(performance.now());
      setTimeout(() => this.onclose?.());
    }
    send() {}
    close() {}
  };
  dispatchEvent(new Event("offline"));
}"""
"""From now on every socket is closed at once; chance always gives the same *share*."""
GAPS_JS = "tries.slice(1).map((at, n) => Math.round(at - tries[n]))"


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, look: str) -> AsyncIterator[Page]:
    """Somebody listens in a round of keywords; the page's time stands still."""
    page = await browser.new_page(viewport=PANEL, reduced_motion="reduce")  # type: ignore[arg-type]
    await page.clock.install()
    await show(page, look, "keywords_listener")
    yield page
    await page.close()


async def gaps(page: Page, share: float) -> list[int]:
    """The milliseconds between the tries of half a minute."""
    await page.evaluate(NOBODY_THERE_JS, share)
    await page.clock.run_for(30_000)
    found: list[int] = await page.evaluate(GAPS_JS)
    return found


async def test_the_tries_grow_rarer_and_stay_frequent_enough(page: Page) -> None:
    """Whatever chance says, nobody waits four seconds for the next try."""
    found = await gaps(page, 0.999)
    assert found[:5] == sorted(found[:5])
    assert found[0] <= 500
    assert max(found) < 4_000
    assert len(set(found[4:])) == 1  # rare enough, and not rarer


async def test_pages_do_not_come_back_all_at_once(page: Page) -> None:
    """The gaps are shared out by chance: a server that is back is not stormed."""
    assert max(await gaps(page, 0)) < 260
    assert max(await gaps(page, 0.5)) > 1_000


async def test_whoever_looks_again_does_not_wait(page: Page) -> None:
    """A page that is looked at again tries at once; meanwhile a dot was all that had changed."""
    dot = page.locator('talking-piece [data-part="connection"]')
    prompt = await page.locator('talking-piece [data-part="prompt"]').inner_text()
    await gaps(page, 0.999)
    await expect(dot).to_have_attribute("data-online", "false")
    await expect(page.locator('talking-piece [data-part="prompt"]')).to_have_text(prompt)
    await page.evaluate(
        "() => { WebSocket = Played; document.dispatchEvent(new Event('visibilitychange')); }"
    )
    await page.clock.run_for(10)
    await expect(dot).to_have_attribute("data-online", "true")


async def test_a_clock_that_is_set_wrong_in_mid_session_changes_nothing(page: Page) -> None:
    """Somebody's computer jumps by an hour: the turn goes on as long as it would have."""
    holder = page.locator('talking-piece [data-part="circle"]')
    told = page.get_by_role("timer")
    before = await told.inner_text()
    await page.evaluate("() => { const { now } = Date; Date.now = () => now() + 3_600_000; }")
    await page.clock.run_for(3_000)
    assert await told.inner_text() == before
    await expect(holder).to_have_attribute("data-limit", "")
