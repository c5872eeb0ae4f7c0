"""A demonstration in real browsers: planned on the home page, watched on a page of its own."""

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect
from tests.browser.axe import violations
from tests.browser.house import PAGE, House
from tests.browser.visitors import clipboard, someone

ANOTHER_COPIED_JS = """async before => {
  while (await navigator.clipboard.readText() === before) await new Promise(requestAnimationFrame);
}"""
SHOTS = os.environ.get("TALKINGPIECE_SHOTS", "")


@pytest_asyncio.fixture(loop_scope="session")
async def house(browser: Browser, tmp_path: Path) -> AsyncIterator[House]:
    """A house that plays peer coaching."""
    made = House.at(tmp_path, browser)
    made.format_id = "peer_coaching_45"
    async with made as house:
        yield house
        assert house.troubles() == []


async def planned(house: House) -> tuple[str, str, str]:
    """A demonstration planned by hand: links for facilitators, for guests, for who watches."""
    page = await someone(house)
    await page.goto(house.url)
    box = page.locator("input[name=demo]")
    await page.locator("input[value=intervision_triage]").check(force=True)
    await expect(box).to_be_hidden()
    await page.locator("input[value=peer_coaching_45]").check(force=True)
    await box.check()
    for name, value in {"date": "2099-03-10", "start": "19:00", "end": "19:45"}.items():
        await page.locator(f'[name="{name}"]').fill(value)
    await page.locator("button[type=submit]").click()
    await page.locator("#gallery-details summary").click()
    await page.locator("#copy-gallery").click()
    await expect(page.locator("#said")).not_to_be_empty()
    watch = await clipboard(page)
    await page.locator("#facilitator-details summary").click()
    await page.locator("#copy-facilitator").click()
    # The same sentence stands there since the first copy.
    async with asyncio.timeout(30):
        await page.evaluate(ANOTHER_COPIED_JS, watch)
    text = await page.locator("#invitation").input_value()
    return await clipboard(page), next(w for w in text.split() if "#" in w), watch


async def shot(page: Page, name: str) -> None:
    if SHOTS:
        await page.screenshot(path=Path(SHOTS) / f"watch-{name}.png", full_page=True)


@pytest.mark.parametrize("locale, scheme", [("en-GB", "dark"), ("de-DE", "light")])
async def test_a_case_is_told_before_people_who_watch(
    house: House, locale: str, scheme: str
) -> None:
    """They see steps and a circle once Ana has said yes, and never a name or a word."""
    facilitator, invitation, watch = await planned(house)
    assert "/watch#" in watch
    narrow = await house.seat("Wim", locale, scheme=scheme)
    wide = await house.seat("Wil", locale, viewport=PAGE, scheme=scheme)
    for watcher in (narrow, wide):
        await watcher.page.goto(watch)
        await expect(watcher.page.locator(".steps .now")).to_be_visible()
        assert "#" not in watcher.page.url
    lucie, ana, tom = [await house.seat(name) for name in ("Lucie", "Ana", "Tom")]
    await lucie.join(facilitator)
    await ana.arrive(invitation)
    await expect(ana.part("pact")).to_contain_text("This is a demonstration")
    await ana.join(invitation)
    await tom.join(invitation)
    await expect(tom.panel).to_contain_text("2 people watch the steps")
    await lucie.tap("next_phase")
    await ana.give("case_offer", "How do I say no to my lead?")
    await ana.tap("volunteer")
    await lucie.tap("next_phase")
    await ana.sees_phase("case")
    page = narrow.page
    await expect(page.locator(".seats")).to_have_count(0)
    await shot(page, f"asking-{scheme}")
    await ana.is_offered("let_watch_0", "let_watch_1")
    await ana.shot(Path(SHOTS) / f"watch-ana-{scheme}.png") if SHOTS else None
    await ana.tap("let_watch_0")
    for watcher in (narrow, wide):
        await expect(watcher.page.locator(".seats circle:not(.ring)")).to_have_count(3)
        await expect(watcher.page.locator("#state")).to_be_empty()
        await expect(watcher.page.locator(".seats .holder")).to_have_count(1)
        assert await watcher.sideways() == 0
        assert await violations(watcher.page) == []
        text = await watcher.page.inner_text("body")
        assert not [word for word in ("Lucie", "Ana", "Tom", "say no") if word in text]
    await shot(page, f"narrow-{scheme}")
    await shot(wide.page, f"wide-{scheme}")
    await lucie.choose("open_gallery")
    await expect(page.locator(".seats")).to_have_count(0)
    await page.reload()
    await expect(page.locator(".steps .now")).to_be_visible()


async def test_the_page_says_what_it_needs(house: House) -> None:
    """Without its link, and with one that opens nothing."""
    watcher = await house.seat("Wim")
    await watcher.page.goto(f"{house.url}/rooms/abcd1234/watch")
    await expect(watcher.page.locator("#state")).to_contain_text("a link for those who watch")
    await watcher.page.goto(f"{house.url}/rooms/abcd1234/watch#{'x' * 60}")
    await expect(watcher.page.locator("#state")).to_contain_text("does not open")
