"""Somebody who is invited, and does not know the format, sees first how it goes."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser, expect
from tests.browser.axe import violations
from tests.browser.house import House
from tests.browser.visitors import clipboard, create, someone

from talkingpiece.registry import Registry

SHOTS = os.environ.get("TALKINGPIECE_SHOTS", "")
VIDEO = "https://videos.example.org/w/abc"
OURS = f"""
format: one_word
version: 1
title: {{en: "One word"}}
tagline: {{en: "A word from each, and nothing else."}}
see_first: {VIDEO}
duration: [5, 10, 20]
capacity: {{min: 2, ideal: [3, 6], soft_max: 8, hard_max: 10}}
privacy: group
roles: {{facilitator: {{min: 1, max: 1}}}}
flow:
- id: words
  title: {{en: "Words"}}
  use: round
  minutes: [2, 5, 10]
  with: {{per_turn: {{soft: 30, hard: 60}}, items: {{kind: word}}}}
  rules: ring
  exit: [round_done, facilitator]
  prompts: {{speaker: {{en: "One word."}}}}
"""


@pytest_asyncio.fixture(loop_scope="session")
async def house(browser: Browser, tmp_path: Path) -> AsyncIterator[House]:
    """A server with a format of its community's own, and rehearsals."""
    folder = tmp_path / "formats"
    folder.mkdir()
    (folder / "one_word.yaml").write_text(OURS, encoding="utf-8")
    made = House.at(tmp_path, browser, formats_dir=folder, allow_simulated=True)
    made.registry = Registry.load(folder)
    assert made.registry.problems == ()
    async with made as house:
        yield house
        assert house.troubles() == []


async def test_whoever_is_invited_sees_first_how_it_goes(house: House) -> None:
    """From the card of the format, and from the invitation: the same place of the same page."""
    page = await someone(house)
    await page.goto(house.url)
    await page.locator(".more-of[data-for=one_word] summary").click()
    await page.get_by_role("link", name="See how it goes first").click()
    told = page.locator("section", has=page.locator("#format-one_word"))
    await expect(told).to_be_in_viewport()
    await page.go_back()
    await create(page, format="one_word")
    await page.locator("#copy-invitation").click()
    await expect(page.locator("#said")).not_to_be_empty()
    link = (await clipboard(page)).rpartition(" ")[2]

    bob = await house.seat("Bob", "de-DE")
    await bob.open(link)
    told = bob.page.locator("section", has=bob.page.locator("#format-one_word"))
    await expect(told.locator("h2")).to_be_in_viewport()
    video = told.get_by_role("link", name="See it first, on videos.example.org")
    await expect(video).to_have_attribute("href", VIDEO)
    assert await bob.sideways() == 0
    assert await violations(bob.page) == []
    await told.get_by_role("link", name="Try it with simulated people").click()
    await bob.page.locator("#rehearse-go").click()
    await expect(bob.part("arrival")).to_contain_text("One word")
