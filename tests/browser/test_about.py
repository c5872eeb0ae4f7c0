"""Somebody who is invited, and does not know the format, sees first how it goes."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect
from tests.browser.axe import violations
from tests.browser.house import PAGE, PANEL, House
from tests.browser.visitors import clipboard, create, someone
from tests.drawn import png

from talkingpiece.registry import Registry
from talkingpiece.sdk.images import read_image

SHOTS = os.environ.get("TALKINGPIECE_SHOTS", "")
VIDEO = "https://videos.example.org/w/abc"
OURS = f"""
format: one_word
version: 1
title: {{en: "One word"}}
tagline: {{en: "A word from each, and nothing else."}}
see_first: {VIDEO}
picture:
  file: ring.png
  alt: {{en: "Two colours, side by side"}}
  author: "Ann Example"
  licence: CC-BY-4.0
  source: https://example.org/ring
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
    (folder / "ring.png").write_bytes(png(1200, 800))
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
    text = await clipboard(page)
    invitation, link = [word for word in text.split() if word.startswith(house.url)]

    bob = await house.seat("Bob", "de-DE")
    await bob.arrive(invitation)
    on_the_card = bob.part("arrival").get_by_role("link", name="Erst ansehen, wie es abläuft")
    await expect(on_the_card).to_have_attribute("href", "/about?lang=de#format-one_word")
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


@pytest.mark.parametrize("scheme", ["dark", "light"])
async def test_a_picture_has_its_credit_below_it_on_every_screen(house: House, scheme: str) -> None:
    for viewport in (PANEL, PAGE):
        seat = await house.seat("Ann", viewport=viewport, scheme=scheme)
        await seat.open(f"{house.url}/about?lang=en#format-one_word")
        figure = seat.page.locator("figure")
        picture = figure.get_by_role("img", name="Two colours, side by side")
        await expect(picture).to_be_in_viewport()
        await expect(picture).to_have_js_property("naturalWidth", 1200)
        box = await picture.bounding_box()
        assert box is not None
        assert box["width"] / box["height"] == pytest.approx(1.5, abs=0.02)
        assert box["height"] <= 340
        await expect(figure).to_contain_text("Picture: Ann Example, CC-BY-4.0")
        await expect(figure.get_by_role("link", name="example.org")).to_be_visible()
        assert await seat.sideways() == 0
        assert await violations(seat.page) == []
        if SHOTS:
            await seat.shot(Path(SHOTS) / f"about-{scheme}-{viewport['width']}.png")


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
async def test_what_a_browser_saves_is_a_picture(house: House, kind: str) -> None:
    """Files as real programs write them, and not only as our tests draw them."""
    seat = await house.seat("Ann")
    saved = await seat.page.evaluate(
        """async (kind) => {
          const canvas = new OffscreenCanvas(301, 200);
          canvas.getContext("2d").fillRect(10, 10, 100, 50);
          const blob = await canvas.convertToBlob({ type: `image/${kind}` });
          return [...new Uint8Array(await blob.arrayBuffer())];
        }""",
        kind,
    )
    image = read_image(bytes(saved))
    assert (image.kind, image.width, image.height) == (kind, 301, 200)
