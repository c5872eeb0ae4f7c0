"""What came of an open session: published by hand, read without a seat, taken along, taken away."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser, Page, expect
from tests.browser.axe import violations
from tests.browser.house import House
from tests.browser.seats import Seat
from tests.browser.visitors import clipboard, downloaded, someone

SHOTS = os.environ.get("TALKINGPIECE_SHOTS", "")
HOSTILE = "<img src=x onerror=document.title='owned'>"
SIDEWAYS = "() => document.documentElement.scrollWidth - innerWidth"


@pytest_asyncio.fixture(loop_scope="session")
async def house(browser: Browser, tmp_path: Path) -> AsyncIterator[House]:
    """A house where an open space session is played."""
    made = House.at(tmp_path, browser)
    made.format_id = "open_space_session"
    async with made as house:
        yield house
        assert house.troubles() == []


async def ended(house: House) -> tuple[Seat, Seat]:
    """Lucie leads, Ana gives; it is over, and Ana's name may stand with what she gave."""
    links = await house.session(minutes=60)
    lucie, ana = await house.seat("Lucie"), await house.seat("Ana")
    await lucie.join(links.facilitator)
    await ana.join(links.invitation)
    await ana.give("goal", HOSTILE)
    await lucie.sends({"do": "go_to", "phase": "tips", "step": await step(lucie)})
    await lucie.sees_phase("tips")
    await ana.give("tip", "Walk together, twice a week")
    await lucie.sends({"do": "go_to", "phase": "send_off", "step": await step(lucie)})
    await lucie.sees_phase("send_off")
    await ana.tap("credit")
    await expect(ana.offer("credit")).to_have_text(ana.words.say("buttons.credit_off"))
    await lucie.sure("close")
    await ana.sees("ending", "ending.thanks_open")
    return lucie, ana


async def step(seat: Seat) -> int:
    """The step that this page has seen last."""
    return int(await seat.panel.evaluate("panel => panel.session.view.step"))


async def looks(page: Page, name: str) -> None:
    """On a narrow screen and a wide one, dark and light: nothing is cut off, axe finds nothing."""
    for scheme in ("dark", "light"):
        for width, height in ((320, 640), (1000, 700)):
            await page.emulate_media(color_scheme=scheme)
            await page.set_viewport_size({"width": width, "height": height})
            assert await page.evaluate(SIDEWAYS) <= 0, f"{name} at {width}"
            if SHOTS:
                shot = Path(SHOTS) / f"harvest_{name}_{width}_{scheme}.png"
                await page.screenshot(path=shot, full_page=True)
        assert await violations(page) == [], f"{name} {scheme}"


async def test_a_page_from_the_tap_to_its_end(house: House) -> None:
    """Nothing is readable before it is published, and nothing after it was taken away."""
    lucie, ana = await ended(house)
    output = lucie.panel.locator('[data-output="harvest_page"]')
    await expect(output.locator('[data-part="state"]')).to_have_text(
        lucie.words.say("harvest.not_published")
    )
    await looks(lucie.page, "ending_draft")
    await left_out(lucie)
    await expect(ana.panel.locator('[data-output="harvest_page"]')).to_have_count(0)
    await expect(ana.part("my-name")).to_have_text(ana.words.say("harvest.named"))
    await looks(ana.page, "ending_mine")
    await output.locator('[data-part="get"]').click()
    draft = await output.locator('[data-part="open"]').get_attribute("href")
    await output.locator("input").fill("People with both roles")
    await output.locator('[data-offer="publish_harvest_page"]').click()
    await expect(output.locator('[data-part="state"]')).to_have_text(
        lucie.words.say("harvest.is_published")
    )
    await output.locator('[data-part="get"]').click()
    page_link = await output.locator('[data-part="open"]').get_attribute("href")
    keeper = await output.locator('[data-part="keep"]').get_attribute("href")
    await expect(ana.panel.locator('[data-output="harvest_page"]')).to_be_visible()
    await looks(lucie.page, "ending_published")
    assert page_link
    assert keeper
    assert draft
    assert len({page_link, keeper, draft}) == 3

    reader = await someone(house)
    await reader.goto(page_link)
    await expect(reader.locator("#harvest-for")).to_have_text("For: People with both roles")
    await expect(reader.locator('[data-kind="tip"] li')).to_contain_text("Walk together")
    await expect(reader.locator('[data-kind="tip"] small')).to_have_text("From: Ana")
    await expect(reader.locator('[data-kind="agenda"] .said-there')).to_have_text(HOSTILE)
    await expect(reader.locator("#keeper")).to_be_hidden()
    assert reader.url == f"{house.url}/harvest"
    await commented(house, reader, house.url + keeper)
    await looks(reader, "page")
    await taken_along(reader)

    keeping = await house.seat("Lucie at home")
    keeping.forgive("410")
    await keeping.open(house.url + keeper)
    await keeping.page.locator("#unpublish").click()
    await keeping.page.locator("#unpublish-yes").click()
    await expect(keeping.page.locator("#state")).to_contain_text("The page is gone.")
    await keeping.open("about:blank")
    await keeping.open(page_link)
    await expect(keeping.page.locator("#state")).to_contain_text("This page was taken away")
    await looks(keeping.page, "gone")
    await deleted(lucie, ana)


async def commented(house: House, reader: Page, keeper: str) -> None:
    """A reader asks; nobody reads it before whoever keeps the page has shown it."""
    form = reader.locator("#comment")
    await form.locator("textarea").fill("And when we work remotely?")
    await form.locator("input").fill("Mia")
    await form.locator("button").click()
    await expect(reader.locator("#comment-said")).to_contain_text("Thank you.")
    await expect(reader.locator("#comment-list li")).to_have_count(0)
    looking = await someone(house)
    await looking.goto(keeper)
    waits = looking.locator("#comment-list li")
    await expect(waits).to_contain_text("waits for you")
    await looks(looking, "comments")
    await waits.locator('[data-do="show"]').click()
    await expect(waits.locator('[data-do="hide"]')).to_be_visible()
    await reader.reload()
    await expect(reader.locator("#comment-list li")).to_contain_text("And when we work remotely?")


async def left_out(lucie: Seat) -> None:
    """Whoever publishes may leave a line out; here it is put back again."""
    lines = lucie.part("lines")
    await lines.locator("summary").click()
    tip = lines.locator("li").filter(has_text="Walk together")
    await tip.locator("button").click()
    await expect(tip.locator("s")).to_be_visible()
    await looks(lucie.page, "ending_lines")
    await tip.locator("button").click()
    await expect(tip.locator("s")).to_have_count(0)


async def deleted(lucie: Seat, ana: Seat) -> None:
    """On this page there is no dialog: what cannot be taken back is asked beside the rest."""
    await lucie.offer("erase").click()
    sure = lucie.part("sure")
    await expect(sure.locator("button").first).to_be_focused()
    assert await violations(lucie.page) == []
    await sure.locator("button").first.click()
    await expect(sure).to_have_count(0)
    await lucie.sure("erase")
    for seat in (lucie, ana):
        await expect(seat.panel).to_have_attribute("data-stage", "stopped")


async def taken_along(reader: Page) -> None:
    """As a text, as three kinds of file, and on paper: the words, never as markup."""
    await reader.locator("#copy").click()
    await expect(reader.locator("#said")).to_have_text("Copied.")
    assert "- Walk together" in await clipboard(reader)
    assert b"\\<img" in await downloaded(reader, "#as-markdown")
    assert b"&lt;img" in await downloaded(reader, "#as-html")
    assert b'"chapters"' in await downloaded(reader, "#as-json")
    await reader.emulate_media(media="print")
    for hidden in (".top", "footer", "#harvest-actions", "#harvest-until"):
        await expect(reader.locator(hidden)).to_be_hidden()
    if SHOTS:
        await reader.screenshot(path=Path(SHOTS) / "harvest_paper.png", full_page=True)
    await reader.emulate_media(media="screen")
    assert await reader.title() != "owned"
