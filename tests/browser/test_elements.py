"""Every moment of a session in the panel alone, without a server: reachable, readable, in place.

The moments are those of ``static/widget/fixtures.py``, played by the core itself.
"""

import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import Browser, Page, expect
from tests.browser.axe import violations

ROOT = Path(__file__).resolve().parents[2]
WIDGET = ROOT / "static" / "widget"
PANEL = {"width": 320, "height": 640}
ROUNDS = [
    "keywords_speaker",
    "keywords_listener",
    "keywords_facilitator",
    "keywords_done",
    "clarify_speaker",
    "clarify_presenter",
    "clarify_listener",
    "clarify_facilitator",
    "react_presenter",
    "closing",
    "closing_facilitator",
]
"""Moments in a running round, in which nothing may have to be scrolled to."""
SETTLED = re.compile("^(arrival|table|closed|stopped)$")
PANES = ["where", "more", "help", "notes", "pause"]

SCROLLS_JS = """panel => {
  const inside = [...panel.shadowRoot.querySelectorAll(".middle, tp-actions, .panel, .sheet")];
  const named = all => all.map(each => each.className || each.tagName);
  const all = [document.scrollingElement, ...inside];
  return {
    down: named(inside.filter(each => each.scrollHeight > each.clientHeight + 1)),
    across: named(all.filter(each => each.scrollWidth > each.clientWidth)),
  };
}"""
SMALL_JS = """panel => {
  const main = ".wide, .give, input:not([type=checkbox])";
  const small = each => {
    const { width, height } = (each.closest("label") ?? each).getBoundingClientRect();
    return width < 24 || height < (each.matches(main) ? 44 : 24);
  };
  const all = [...panel.shadowRoot.querySelectorAll("button, a, input, select, summary")];
  return all.filter(small).map(each => each.outerHTML.slice(0, 120));
}"""


def loaded(name: str, path: Path) -> ModuleType:
    """A script that is no package, as a module."""
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def made() -> None:
    """The page to look at, with what it shows."""
    node, _ = loaded("hatch_build", ROOT / "hatch_build.py").install_packages("develop")
    subprocess.run([*node, "build.mjs", "--look"], cwd=WIDGET, check=True)
    loaded("fixtures", WIDGET / "fixtures.py").main()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def look(made: None) -> AsyncIterator[str]:
    """The address of the page to look at, served for these tests."""
    app = web.Application()
    app.router.add_static("/", WIDGET)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
    yield f"http://127.0.0.1:{port}/index.html"
    await runner.cleanup()


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser) -> AsyncIterator[Page]:
    page = await browser.new_page(viewport=PANEL, reduced_motion="reduce")  # type: ignore[arg-type]
    yield page
    await page.close()


def scenes() -> list[str]:
    """All moments, with those that have no table."""
    played = json.loads((WIDGET / "look" / "scenes.json").read_text(encoding="utf-8"))["scenes"]
    return ["arrival", *played, "goodbye"]


async def show(page: Page, look: str, scene: str, lang: str = "en") -> None:
    await page.goto(f"{look}?scene={scene}&lang={lang}")
    panel = page.locator("talking-piece")
    await expect(panel).to_have_attribute("data-stage", SETTLED)
    await expect(panel.locator(":is(tp-activity, .calm-page) > .breathing")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["dark", "light"])
async def test_axe_finds_nothing_in_any_moment(page: Page, look: str, scheme: Any) -> None:
    """Every moment of a session at 320 x 640, in both themes."""
    await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    wrong = {}
    for scene in scenes():
        await show(page, look, scene)
        if found := await violations(page):
            wrong[scene] = found
    assert wrong == {}


async def test_axe_finds_nothing_in_what_opens(page: Page, look: str) -> None:
    """Where are we, more, help, notes, pause; and the question before the end."""
    wrong = {}
    for pane in PANES:
        await show(page, look, "clarify_facilitator")
        await page.locator(f'talking-piece [data-pane="{pane}"]').click()
        if found := await violations(page):
            wrong[pane] = found
    await show(page, look, "closing_facilitator")
    await page.locator('talking-piece [data-offer="close"]').click()
    assert await violations(page) == []
    assert wrong == {}


@pytest.mark.parametrize("lang", ["en", "fr", "de"])
async def test_nothing_is_scrolled_to_in_a_round(page: Page, look: str, lang: str) -> None:
    """Phase, prompt, whose turn, my buttons and the foot are all in the first view."""
    scrolled = {}
    for scene in ROUNDS:
        await show(page, look, scene, lang)
        found = await page.locator("talking-piece").evaluate(SCROLLS_JS)
        if found != {"down": [], "across": []}:
            scrolled[scene] = found
    assert scrolled == {}


@pytest.mark.parametrize("width, letters", [(280, "100%"), (320, "200%")])
async def test_nothing_is_wider_than_the_panel(
    page: Page, look: str, width: int, letters: str
) -> None:
    """In the narrowest panel, and with letters twice as large, everything wraps."""
    await page.set_viewport_size({"width": width, "height": 640})
    wide = {}
    for scene in scenes():
        await show(page, look, scene, "de")
        await page.evaluate("size => document.documentElement.style.fontSize = size", letters)
        found = await page.locator("talking-piece").evaluate(SCROLLS_JS)
        if found["across"]:
            wide[scene] = found["across"]
    assert wide == {}


async def test_every_target_is_large_enough(page: Page, look: str) -> None:
    """24 px for anything that can be tapped, 44 for the main buttons and fields."""
    small = {}
    for scene in scenes():
        await show(page, look, scene)
        if found := await page.locator("talking-piece").evaluate(SMALL_JS):
            small[scene] = found
    assert small == {}


async def test_focus_returns_to_what_opened_a_dialog(page: Page, look: str) -> None:
    """Alt+W opens "Where are we?"; Escape closes it, and the focus is where it was."""
    await show(page, look, "clarify_speaker")
    speak = page.locator('talking-piece [data-offer="pass"]')
    await speak.focus()
    await page.keyboard.press("Alt+w")
    await expect(page.locator('talking-piece [data-part="where"]')).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.locator("talking-piece dialog")).to_have_count(0)
    await expect(speak).to_be_focused()


async def test_a_refused_word_is_not_lost(page: Page, look: str) -> None:
    """The sentence says why, and what was typed still stands in the field."""
    await show(page, look, "keywords_speaker")
    field = page.locator('talking-piece form:has([data-offer="add_keyword"]) [name="text"]')
    await field.fill("patience")
    await field.press("Enter")
    await expect(page.locator('talking-piece [data-part="refusal"]')).to_be_visible()
    await expect(field).to_have_value("patience")


async def test_live_regions_are_empty_at_load(page: Page, look: str) -> None:
    """A first sight is no news: screen readers read the page itself."""
    await show(page, look, "clarify_listener")
    await expect(page.locator('talking-piece [data-part="polite"]')).to_be_empty()
    await expect(page.locator('talking-piece [data-part="assertive"]')).to_be_empty()
