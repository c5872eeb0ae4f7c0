"""What is said aloud, heard and felt: little, at once only what concerns me (experience 3-5, 30).

The panel alone, with the moments of ``static/widget/fixtures.py``; the page's time is turned by
hand, so that two seconds are two seconds on any machine.
"""

import re
from collections.abc import AsyncIterator
from itertools import pairwise
from typing import Any

import pytest_asyncio
from playwright.async_api import Browser, Page, expect
from tests.browser.test_elements import PANEL, look, made
from tests.browser.test_elements import show as shown

__all__ = ["look", "made"]  # the page to look at, served

WATCH_JS = """() => {
  const root = document.querySelector("talking-piece").shadowRoot;
  window.said = [];
  for (const part of ["polite", "assertive"]) {
    const region = root.querySelector(`[data-part="${part}"]`);
    const heard = () => said.push({ part, at: performance.now(), words: region.textContent });
    const all = { childList: true, characterData: true, subtree: true };
    new MutationObserver(heard).observe(region, all);
  }
}"""
"""Writes down everything that a screen reader would be given."""

SIGNALS_JS = """(() => {
  window.felt = [];
  window.tones = 0;
  Object.defineProperty(navigator, "vibrate", { value: (ms) => felt.push(ms) });
  const { createOscillator } = AudioContext.prototype;
  AudioContext.prototype.createOscillator = function () {
    tones += 1;
    return createOscillator.call(this);
  };
})()"""
"""Counts what is felt and heard."""

WHILE_LOADING_MS = 20_000

PEAK_JS = """async ([script, volume]) => {
  const { cue } = await import(script);
  const rate = 44100;
  const context = new OfflineAudioContext(1, rate, rate);
  cue(volume, context);
  const samples = (await context.startRendering()).getChannelData(0);
  const loud = samples.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
  const last = samples.findLastIndex((each) => Math.abs(each) > 1e-4);
  return { loud, seconds: last / rate };
}"""


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser) -> AsyncIterator[Page]:
    """A page whose time can be turned."""
    page = await browser.new_page(viewport=PANEL, reduced_motion="reduce")  # type: ignore[arg-type]
    await page.add_init_script(SIGNALS_JS)
    await page.clock.install()
    yield page
    await page.close()


async def show(page: Page, look: str, scene: str) -> None:
    """The panel at *scene*; from here on time stands still until the test turns it."""
    await shown(page, look, scene)
    now = await page.evaluate("Date.now()")
    await page.clock.pause_at((now + WHILE_LOADING_MS) / 1000)


async def goes_on(page: Page, scene: str, ms: int = 100) -> None:
    """The session comes to *scene*, and so much of the page's time goes by."""
    await page.evaluate("scene => show(scene)", scene)
    await page.clock.run_for(ms)


async def said(page: Page, part: str) -> list[dict[str, Any]]:
    """What was said in a region, without its being emptied."""
    every: list[dict[str, Any]] = await page.evaluate("said")
    return [each for each in every if each["part"] == part and each["words"]]


async def test_what_comes_close_together_is_said_together(page: Page, look: str) -> None:
    """At most once in two seconds, and of whose turn it is only the newest."""
    await show(page, look, "keywords_listener")
    await page.evaluate(WATCH_JS)
    for scene in ("clarify_listener", "keywords_listener", "react_presenter", "closing"):
        await goes_on(page, scene)
    await page.clock.run_for(10_000)
    polite = await said(page, "polite")
    assert len(polite) >= 2
    gaps = [b["at"] - a["at"] for a, b in pairwise(polite)]
    assert min(gaps) >= 2_000
    whole = " ".join(each["words"] for each in polite)
    assert await page.locator('talking-piece [data-part="prompt"]').inner_text() in whole
    has_it = [each["words"].count(" has the piece") for each in polite]
    assert max(has_it) <= 1


async def test_my_turn_interrupts_each_time_it_comes(page: Page, look: str) -> None:
    """The one sentence that may; when the turn is over it is gone, and so it is read again."""
    await show(page, look, "keywords_listener")
    await page.evaluate(WATCH_JS)
    urgent = page.locator('talking-piece [data-part="assertive"]')
    for _ in range(2):
        await goes_on(page, "keywords_speaker")
        await expect(urgent).to_have_text("Your turn.")
        await goes_on(page, "keywords_done")
        await expect(urgent).to_be_empty()
    assert len(await said(page, "assertive")) == 2


async def test_what_is_said_steals_no_focus(page: Page, look: str) -> None:
    """Whoever is on a button stays there, whatever the others do."""
    await show(page, look, "keywords_listener")
    pause = page.locator('talking-piece [data-pane="pause"]')
    await pause.focus()
    for scene in ("keywords_speaker", "clarify_listener"):
        await goes_on(page, scene, 5_000)
        await expect(pause).to_be_focused()


async def test_a_lost_connection_interrupts_and_one_that_is_back_is_silent(
    page: Page, look: str
) -> None:
    """Five seconds of it are a small dot and nothing else; then one sentence, until it is back."""
    await show(page, look, "keywords_listener")
    await page.evaluate(WATCH_JS)
    await page.evaluate(
        """() => {
          window.Played = WebSocket;
          window.WebSocket = class { static OPEN = 1; send() {} close() {} };
          dispatchEvent(new Event("offline"));
        }"""
    )
    urgent = page.locator('talking-piece [data-part="assertive"]')
    dot = page.locator('talking-piece [data-part="connection"]')
    await expect(dot).to_have_attribute("data-online", "false")
    await page.clock.run_for(4_900)
    assert await said(page, "assertive") == []
    await page.clock.run_for(200)
    await expect(urgent).not_to_be_empty()
    await page.evaluate("() => { window.WebSocket = Played; dispatchEvent(new Event('online')); }")
    await page.clock.run_for(1_000)
    await expect(dot).to_have_attribute("data-online", "true")
    await expect(urgent).to_be_empty()


async def test_the_timer_is_read_on_request_only(page: Page, look: str) -> None:
    """A timer speaks in four words, changes seldom, and is in no region that is read by itself."""
    await show(page, look, "clarify_speaker")
    timer = page.get_by_role("timer")
    await expect(timer).not_to_be_empty()
    live = "each => each.closest('[aria-live], [role=status], [role=alert]') === null"
    assert await timer.evaluate(live)
    words = set()
    for _ in range(30):
        words.add(await timer.inner_text())
        await page.clock.run_for(5_000)
    assert 2 <= len(words) <= 5


async def test_a_phone_is_felt_on_my_turn_only(page: Page, look: str) -> None:
    """Once at each of my turns, and at nothing else."""
    await show(page, look, "clarify_listener")
    await page.mouse.click(160, 5)
    await goes_on(page, "keywords_listener")
    assert await page.evaluate("felt") == []
    await goes_on(page, "keywords_speaker")
    await goes_on(page, "keywords_speaker")
    assert len(await page.evaluate("felt")) == 1


async def test_nothing_is_heard_unless_somebody_chose_it(page: Page, look: str) -> None:
    """The help offers a sound for my own turn; a tab that chose none stays silent for ever."""
    await show(page, look, "keywords_listener")
    await page.mouse.click(160, 5)
    await goes_on(page, "keywords_speaker")
    assert await page.evaluate("tones") == 0

    await goes_on(page, "keywords_listener")
    await page.locator('talking-piece [data-pane="help"]').click()
    choice = page.locator('talking-piece [data-part="sound"]')
    await expect(choice).to_have_value("0")
    await choice.select_option(label="Soft")
    assert await page.evaluate("tones") == 1  # so does it sound
    await page.keyboard.press("Escape")
    await goes_on(page, "clarify_listener")
    assert await page.evaluate("tones") == 1  # never while others speak
    await goes_on(page, "keywords_speaker")
    assert await page.evaluate("tones") == 2
    await expect(page).to_have_title(re.compile("^Your turn"))

    await page.clock.resume()
    await show(page, look, "keywords_listener")  # the page anew, in the same tab
    await page.locator('talking-piece [data-pane="help"]').click()
    await expect(choice).to_have_value("0.4")
    await choice.select_option(label="None")
    await page.keyboard.press("Escape")
    await goes_on(page, "clarify_listener")
    await goes_on(page, "keywords_speaker")
    assert await page.evaluate("tones") == 0


async def test_the_sound_is_short_and_soft(page: Page, look: str) -> None:
    """At most half a second, and 20 dB below full; softer when that was chosen."""
    await show(page, look, "keywords_listener")
    script = look.replace("index.html", "look/sound.js")
    louder = await page.evaluate(PEAK_JS, [script, 1])
    soft = await page.evaluate(PEAK_JS, [script, 0.4])
    assert 0 < soft["loud"] < louder["loud"] <= 0.1
    assert 0.1 < soft["seconds"] <= louder["seconds"] <= 0.5
