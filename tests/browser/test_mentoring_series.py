"""First, in between, last: a pair over three sessions of one series, in two real browsers."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser, Page, expect
from tests.browser.axe import violations
from tests.browser.house import House
from tests.browser.seats import Seat
from tests.browser.test_mentoring_first import SHOTS, Pair, told
from tests.browser.visitors import someone

HELD_BACK = "every second Tuesday"
"""What Mia writes on her sheet, and Tom may not see before both have filled in theirs."""


@pytest_asyncio.fixture(loop_scope="session")
async def house(browser: Browser, tmp_path: Path) -> AsyncIterator[House]:
    """A house in which mentoring begins and goes on."""
    made = House.at(tmp_path, browser)
    made.format_id = "mentoring_first"
    async with made as house:
        yield house
        assert house.troubles() == []


async def test_three_sessions_of_one_series(house: House) -> None:
    """Goals and commitments come back, a kind is proposed, the last one goes through the goals."""
    links = await house.session(minutes=60)
    pair = await they_meet(house, "mentoring_first", links.facilitator, links.invitation)
    await they_set_out(pair)
    page = await someone(house)
    room = await next_one(page, links.series, "mentoring_regular", "You have your goals")
    pair = await they_meet(house, "mentoring_regular", *room)
    await they_go_on(pair)
    room = await next_one(page, links.series, "mentoring_last", "Your goals are reached")
    pair = await they_meet(house, "mentoring_last", *room)
    await they_part(pair)
    await page.goto(links.series)
    await expect(page.locator("#proposal-why")).to_contain_text("You have said farewell")
    await expect(page.locator("#carried-lists li")).to_have_count(0)


async def they_meet(house: House, format_id: str, facilitator: str, invitation: str) -> Pair:
    """Mia made the session, and so is the mentor; Tom comes by the invitation."""
    house.format_id = format_id
    pair = Pair(await house.seat("Mia"), await house.seat("Tom"))
    await pair.mia.join(facilitator)
    await pair.tom.join(invitation)
    await pair.table.phase("arrive")
    return pair


async def next_one(page: Page, series: str, format_id: str, why: str) -> tuple[str, str]:
    """Start the next session from the series' page, as it is proposed; its two links."""
    await page.goto("about:blank")
    await page.goto(series)
    await expect(page.locator("#proposal-why")).to_contain_text(why)
    await expect(page.locator("#carried-lists")).to_contain_text("lead a small team")
    await expect(page.locator("#carried-lists")).to_contain_text(HELD_BACK)
    kinds = page.locator("[data-kinds]")
    await expect(kinds).to_have_value(format_id)
    await expect(kinds.locator("option")).to_have_count(4)
    title = await kinds.locator("option:checked").inner_text()
    await expect(page.locator(".format:has(:checked) .choice-title")).to_have_text(title)
    await expect(page.locator(".kind-note")).to_be_hidden()
    lasts = {"mentoring_regular": "45 min", "mentoring_last": "1 hr"}[format_id]
    await expect(page.locator("#length")).to_contain_text(lasts)
    assert await violations(page) == []
    if SHOTS:
        await page.screenshot(path=Path(SHOTS) / f"series-{format_id}.png", full_page=True)
    await page.locator("[name=date]").fill("2099-04-03")
    await page.locator("button[type=submit]").click()
    await expect(page.locator("#ready")).to_be_visible()
    facilitator = await page.locator("#open-room").get_attribute("href")
    invitation = re.search(r"https?://\S+", await page.locator("#invitation").input_value())
    assert facilitator is not None
    assert invitation is not None
    whole = f"{series.partition('/series')[0]}{facilitator}"
    await page.locator("#another").click()
    await page.locator("#another-yes").click()
    return whole, invitation[0]


async def fill_line(seat: Seat, offer: str, text: str) -> None:
    """Write something into the form of an offer on the board."""
    await seat.panel.locator(f'form:has([data-offer="{offer}"]) input').fill(text)
    await seat.tap(offer)


async def answer(seat: Seat, offer: str, text: str) -> None:
    """Answer a question of one's own after the session."""
    await seat.panel.locator(f'form:has([data-offer="{offer}"]) textarea').fill(text)
    await seat.tap(offer)
    await expect(seat.part("sheet")).to_be_visible()


async def they_close(pair: Pair) -> None:
    await pair.mia.choose("goto_close")
    await pair.table.phase("close")
    await pair.mia.sure("close")
    for seat in pair.table.seats:
        await expect(seat.part("ending")).to_be_visible()


# --- the first ------------------------------------------------------------------------------------


async def they_set_out(pair: Pair) -> None:
    """A goal; the sheet filled in apart and revealed side by side; one line agreed; a date."""
    mia, tom = pair.mia, pair.tom
    await fill_line(mia, "prepare_commitment_rhythm", HELD_BACK)
    await expect(mia.card(HELD_BACK)).to_be_visible()
    await pair.looks("series-before")
    await mia.choose("goto_goals")
    await pair.table.phase("goals")
    await tom.give("goal_career_goal", "lead a small team")
    await pair.goes_on(tom, "sheet")
    await expect(mia.card(HELD_BACK)).to_be_visible()
    await tom.give("commitment_rhythm", "once a month")
    await expect(tom.card("once a month")).to_be_visible()
    assert not told(tom, HELD_BACK)
    await mia.tap("submit")
    await tom.tap("submit")
    await expect(tom.card(HELD_BACK)).to_be_visible()
    await pair.goes_on(mia, "commitments")
    await expect(tom.panel.locator('[data-lane="rhythm"] .side')).to_have_count(2)
    await tom.tap_card(HELD_BACK, "agree")
    await pair.goes_on(mia, "next_date")
    await tom.panel.locator('form:has([data-offer="agree_sessions"]) input').fill("5")
    await tom.tap("agree_sessions")
    await tom.panel.locator('form:has([data-offer="schedule"]) input').fill("2099-03-20T19:00")
    await tom.tap("schedule")
    await mia.sees("lit", "exits.scheduled")
    await pair.looks("series-next_date")
    await they_close(pair)
    await they_look_back(pair)


async def they_look_back(pair: Pair) -> None:
    """Each answers questions of their own, which nobody else is told."""
    mia, tom = pair.mia, pair.tom
    await answer(mia, "reflect_2", "I spoke too much")
    await answer(tom, "reflect_1", "yes, very")
    await expect(tom.part("afterwards").locator("form")).to_have_count(2)
    await expect(mia.part("afterwards").locator("form")).to_have_count(5)
    assert not told(tom, "spoke too much")
    assert not told(mia, "yes, very")
    await tom.offer("show_answer_1").click()
    await expect(mia.part("shown")).to_contain_text("yes, very")
    assert not told(tom, "spoke too much")
    await pair.looks("series-afterwards")
    await tom.offer("hide_answer_1").click()
    await expect(mia.part("shown")).to_have_count(0)


# --- one in between -------------------------------------------------------------------------------


async def they_go_on(pair: Pair) -> None:
    """What was agreed is there again, and Tom's; a goal is reached, a step is taken."""
    mia, tom = pair.mia, pair.tom
    for seat in pair.table.seats:
        await expect(seat.part("commitments")).to_contain_text(HELD_BACK)
        await expect(seat.part("goals")).to_contain_text("lead a small team")
    await fill_line(tom, "prepare_focus", "hard talks")
    await expect(mia.part("prepare")).to_contain_text("hard talks")
    await fill_line(mia, "prepare_reading", "chapter three")
    await expect(tom.part("prepare")).to_contain_text("chapter three")
    await pair.looks("series-before-regular")
    await pair.goes_on(mia, "goals")
    await tom.card("lead a small team").locator('[data-offer^="status_reached"]').click()
    await pair.looks("series-goals")
    await pair.goes_on(tom, "focus")
    await expect(mia.card("hard talks")).to_be_visible()
    await they_close(pair)


# --- the last -------------------------------------------------------------------------------------


async def they_part(pair: Pair) -> None:
    """It goes through the goals of the first session."""
    mia, tom = pair.mia, pair.tom
    await pair.goes_on(mia, "goals_review")
    for seat in (mia, tom):
        await expect(seat.card("lead a small team")).to_contain_text(
            seat.words.say("status.reached")
        )
    await pair.looks("series-goals_review")
    await mia.choose("goto_farewell")
    await pair.table.phase("farewell")
    await mia.sure("close")
    for seat in (mia, tom):
        await expect(seat.part("ending")).to_be_visible()
        words = seat.words.say("ending.last_why")
        await expect(seat.part("next")).to_contain_text(words)
    await pair.looks("series-over")
