"""The end of an open space session: its page is published, read without a seat, taken away."""

from collections import Counter
from pathlib import Path
from typing import Any

from playwright.async_api import Page, expect
from tests.browser.axe import violations
from tests.browser.house import PAGE, House
from tests.browser.seats import Seat

CHAPTERS = ["agenda", "term", "frame", "rating", "why", "theme", "tip", "summary", "added"]
SIDEWAYS = "() => document.documentElement.scrollWidth - innerWidth"


async def published(session: Any, names: tuple[str, ...], shots: str) -> None:
    """Ana lets her name stand; Lucie publishes; somebody who was never there reads it."""
    lucie, ana, tom, noor = session.seats
    await ana.tap("credit")
    await expect(ana.offer("credit")).to_have_text(ana.words.say("buttons.credit_off"))
    await lucie.sure("close")
    for seat in session.seats:
        await seat.sees("ending", "ending.thanks_open")
    output = lucie.panel.locator('[data-output="harvest_page"]')
    await output.locator("input").fill("People who have both roles")
    await output.locator('[data-offer="publish_harvest_page"]').click()
    await expect(output.locator('[data-part="state"]')).to_have_text(
        lucie.words.say("harvest.is_published")
    )
    link = await link_of(tom)
    reader = await somebody(session.house, link)
    await reads(reader, session.answers)
    shown = await reader.locator("main").inner_text()
    for name in (*names, "Lucie", "Tom", "Noor"):
        assert name not in shown, f"{name} did not wish to be named"
    await looks(reader, shots)
    await taken_away(lucie, reader, link)
    await noor.sees("ending", "ending.thanks_open")


async def link_of(seat: Seat) -> str:
    """What everybody of the session gets."""
    output = seat.panel.locator('[data-output="harvest_page"]')
    await output.locator('[data-part="get"]').click()
    return str(await output.locator('[data-part="open"]').get_attribute("href"))


async def somebody(house: House, link: str) -> Page:
    """Who was not there, with the link alone."""
    seat = await house.seat("Somebody", viewport=PAGE, scheme="light")
    seat.forgive("410")
    await seat.open(link)
    return seat.page


async def reads(reader: Page, answers: dict[str, int]) -> None:
    """Wishes, words and frames, figures, why, theme, tips, summary: in this order."""
    await expect(reader.locator("#harvest")).to_be_visible()
    chapters = reader.locator("#chapters .chapter")
    kinds = [await one.get_attribute("data-kind") for one in await chapters.all()]
    assert kinds == CHAPTERS
    await expect(reader.locator("#harvest-for")).to_contain_text("both roles")
    figures = Counter(answers.values())
    for number, row in enumerate(await reader.locator(".bars li").all(), start=1):
        await expect(row.locator("b")).to_have_text(str(figures[number]))
    await expect(reader.locator(".figure .quiet")).to_contain_text(str(len(answers)))
    tips = reader.locator('[data-kind="tip"] li')
    await expect(tips.first).to_contain_text("5 times")
    await expect(tips.first.locator(".count")).to_have_text("+4")
    wishes = reader.locator('[data-kind="agenda"]')
    await expect(wishes.get_by_text("not reached, kept for later")).to_have_count(1)
    await expect(reader.locator('[data-kind="theme"]')).to_contain_text("good at 5")


async def looks(reader: Page, shots: str) -> None:
    """On a narrow screen and a wide one, dark and light."""
    for scheme, width in (("light", 1000), ("dark", 320)):
        await reader.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        await reader.set_viewport_size({"width": width, "height": 700})
        assert await reader.evaluate(SIDEWAYS) <= 0
        assert await violations(reader) == []
        if shots:
            await reader.screenshot(path=Path(shots) / f"open_page_{width}.png", full_page=True)
    if shots:
        await reader.emulate_media(media="print", color_scheme="dark")
        await reader.set_viewport_size({"width": 700, "height": 900})
        await reader.screenshot(path=Path(shots) / "open_page_paper.png", full_page=True)
        await reader.emulate_media(media="screen")


async def taken_away(lucie: Seat, reader: Page, link: str) -> None:
    """A second question, and the link says in a sentence that there is nothing any more."""
    await lucie.offer("unpublish_harvest_page").click()
    await lucie.panel.locator('[data-sure="unpublish_harvest_page"]').click()
    state = lucie.panel.locator('[data-output="harvest_page"] [data-part="state"]')
    await expect(state).to_have_text(lucie.words.say("harvest.not_published"))
    await reader.goto("about:blank")
    await reader.goto(link)
    await expect(reader.locator("#state")).to_contain_text("This page was taken away")
    await expect(reader.locator("#harvest")).to_be_hidden()
