"""What the system of a person asks for: no motion, and colours of their own (experience 10)."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest_asyncio
from playwright.async_api import Browser, Page, expect
from tests.browser.house import House
from tests.browser.test_elements import PANEL, look, made, scenes, show

__all__ = ["look", "made"]  # the page to look at, served
MOVING_JS = """panel => {
  const moving = [], roots = [panel.shadowRoot];
  for (const root of roots) for (const element of root.querySelectorAll("*")) {
    if (element.shadowRoot) roots.push(element.shadowRoot);
    const { animationName, transitionDuration } = getComputedStyle(element);
    if (animationName !== "none" || /[1-9]/.test(transitionDuration))
      moving.push(element.localName);
  }
  return moving;
}"""
"""What moves by itself, in the panel and the elements inside it."""
EDGES_JS = """panel => {
  const bare = [], roots = [panel.shadowRoot];
  for (const root of roots) for (const element of root.querySelectorAll("*")) {
    if (element.shadowRoot) roots.push(element.shadowRoot);
    if (element.localName !== "button" || !element.getClientRects().length) continue;
    const style = getComputedStyle(element);
    const edge = parseFloat(style.borderTopWidth) >= 1 && style.borderTopStyle !== "none";
    if (!edge && !style.textDecorationLine.includes("underline"))
      bare.push(element.outerHTML.slice(0, 80));
  }
  return bare;
}"""
"""Buttons without edge or line: nothing is left of them once their colours are taken away."""


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser) -> AsyncIterator[Page]:
    page = await browser.new_page(viewport=PANEL)  # type: ignore[arg-type]
    yield page
    await page.close()


async def test_nothing_moves_for_whoever_wants_no_motion(page: Page, look: str) -> None:
    """And where others see a ring, the time of the turn stands in words."""
    moving: dict[str, Any] = {}
    await page.emulate_media(reduced_motion="reduce")
    for scene in scenes():
        await show(page, look, scene)
        if found := await page.locator("talking-piece").evaluate(MOVING_JS):
            moving[scene] = found
    assert moving == {}
    await show(page, look, "clarify_speaker")
    timer = page.locator("talking-piece [data-part=timer]")
    await expect(timer).to_be_visible()
    await expect(timer).not_to_be_empty()
    await page.emulate_media(reduced_motion="no-preference")
    box = await timer.bounding_box()
    assert box is not None
    assert box["width"] <= 2, "with a ring, the words are for screen readers"


async def test_in_the_colours_of_the_system_every_button_is_seen(page: Page, look: str) -> None:
    await page.emulate_media(forced_colors="active")
    bare: dict[str, Any] = {}
    for scene in scenes():
        await show(page, look, scene)
        if found := await page.locator("talking-piece").evaluate(EDGES_JS):
            bare[scene] = found
    assert bare == {}, json.dumps(bare, indent=1)


async def test_a_deployment_brings_its_colours(browser: Browser, tmp_path: Path) -> None:
    """On the pages and in the panel; what it does not name stays ours."""
    colours = tmp_path / "colours.css"
    colours.write_text(":root { --tp-primary: rgb(0, 105, 92); }")
    async with House.at(tmp_path, browser, theme=str(colours)) as house:
        links = await house.session()
        seat = await house.seat("Vera")
        await seat.open(house.url)
        start = seat.page.locator("#create button[type=submit], #start-go, form .button").last
        await expect(start).to_have_css("background-color", "rgb(0, 105, 92)")
        await seat.open(links.facilitator)
        await expect(seat.part("join")).to_have_css("background-color", "rgb(0, 105, 92)")
        await expect(seat.part("join")).to_have_css("color", "rgb(255, 255, 255)")
        assert house.troubles() == []
