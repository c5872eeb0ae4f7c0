"""A first mentoring session in two real browsers: apart where it should be, and then together."""

import json
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser, expect
from tests.browser.axe import violations
from tests.browser.house import House
from tests.browser.seats import Seat
from tests.browser.table import Table

SHOTS = os.environ.get("TALKINGPIECE_SHOTS", "")


@pytest_asyncio.fixture(loop_scope="session")
async def house(browser: Browser, tmp_path: Path) -> AsyncIterator[House]:
    """A house in which mentoring begins."""
    made = House.at(tmp_path, browser)
    made.format_id = "mentoring_first"
    async with made as house:
        yield house
        assert house.troubles() == []


class Pair:
    """Mia, who conducts and so is the mentor, and Tom."""

    def __init__(self, mia: Seat, tom: Seat) -> None:
        self.mia, self.tom = mia, tom
        self.table = Table(mia, tom)

    async def goes_on(self, by: Seat, phase: str) -> None:
        """Either of them taps the way on."""
        await by.tap("next_phase")
        await self.table.phase(phase)
        await self.looks(phase)

    async def looks(self, name: str) -> None:
        """Both screens fit, and axe finds nothing on either."""
        for seat in self.table.seats:
            assert await seat.sideways() == 0, (seat, name)
            assert await violations(seat.page) == []
        if SHOTS:
            await self.table.shots(Path(SHOTS), f"mentoring-{name}")


def told(seat: Seat, words: str) -> bool:
    """Whether any frame that this page was sent says *words*."""
    return any(words in json.dumps(frame) for frame in seat.frames())


async def test_a_first_session(house: House) -> None:
    """Meet, choose the frame apart, set goals, compare commitments, agree, fix the next date."""
    links = await house.session(minutes=60)
    pair = Pair(await house.seat("Mia"), await house.seat("Tom"))
    await pair.mia.join(links.facilitator)
    await pair.tom.join(links.invitation)
    await pair.table.phase("arrive")
    await they_meet(pair)
    await they_choose_a_frame(pair)
    await they_set_goals(pair)
    await they_commit(pair)
    await they_fix_the_next_date(house, pair)


async def they_meet(pair: Pair) -> None:
    """The mentor goes first; both have a deck of questions; passing is as good."""
    mia, tom = pair.mia, pair.tom
    await pair.goes_on(tom, "introductions")
    await mia.sees_prompt("introductions", "mentor")
    await mia.part("deck").locator("summary").click()
    await expect(mia.part("deck")).to_contain_text(mia.words.say("decks.getting_to_know.1"))
    await mia.tap("hand_on")
    await tom.tap("pass")
    await mia.sees("lit", "exits.round_done")
    await pair.goes_on(mia, "frame")


async def they_choose_a_frame(pair: Pair) -> None:
    """Each apart; what the other has chosen is in no frame before it is shown."""
    mia, tom = pair.mia, pair.tom
    mia.forget_frames()
    await tom.tap("vote_goal_oriented")
    await expect(tom.offer("vote_goal_oriented")).to_have_attribute("aria-checked", "true")
    assert not told(mia, "marks")
    await mia.tap("vote_goal_oriented")
    await mia.sure("show_answers")
    await expect(tom.part("result")).to_be_visible()
    await pair.looks("frame-shown")
    await pair.goes_on(mia, "goals")


async def they_set_goals(pair: Pair) -> None:
    """Leaving without one asks; a goal in a lane, a smaller piece, and "I can help here"."""
    mia, tom = pair.mia, pair.tom
    await mia.tap("next_phase")
    await expect(mia.panel.locator('[data-sure="next_phase"]')).to_be_visible()
    await mia.page.keyboard.press("Escape")
    await pair.table.phase("goals")
    await tom.give("goal_career_goal", "lead a small team")
    await expect(mia.card("lead a small team")).to_be_visible()
    await tom.tap("break_down_i1")
    piece = tom.panel.locator(".opened form")
    await piece.locator('[name="text"]').fill("say no to a request")
    await piece.locator('[data-offer="break_down_i1"]').click()
    await expect(mia.card("lead a small team").first).to_contain_text("say no to a request")
    help_here = mia.panel.locator('[data-item="i2"] .gesture')
    await help_here.click()
    await expect(help_here).to_have_attribute("aria-pressed", "true")
    await expect(tom.panel.locator('[data-item="i2"] [data-count="affinity"]')).to_be_visible()
    await pair.looks("goals-set")
    await pair.goes_on(tom, "sheet")


async def they_commit(pair: Pair) -> None:
    """Filled in apart, shown side by side, and one wording of each line that both agree with."""
    mia, tom = pair.mia, pair.tom
    tom.forget_frames()
    await mia.give("commitment_rhythm", "every second Tuesday")
    await tom.give("commitment_rhythm", "once a month")
    await tom.give("commitment_place", "by video")
    await expect(tom.card("by video")).to_be_visible()
    assert not told(tom, "second Tuesday")
    await pair.looks("sheet-filled")
    await mia.tap("submit")
    await tom.tap("submit")
    await expect(tom.card("every second Tuesday")).to_be_visible()
    await mia.sees("lit", "exits.all_submitted")
    await pair.goes_on(mia, "commitments")
    await expect(tom.panel.locator('[data-lane="rhythm"] .side')).to_have_count(2)
    await tom.tap_card("every second Tuesday", "agree")
    await mia.tap_card("by video", "agree")
    for seat in (mia, tom):
        await expect(seat.card("every second Tuesday")).to_contain_text(
            seat.words.say("board.settled")
        )
    await mia.sees("lit", "exits.all_agreed")
    await pair.looks("commitments-agreed")
    await pair.goes_on(mia, "next_date")


async def they_fix_the_next_date(house: House, pair: Pair) -> None:
    """The item that comes first, and when; then a word each, and the end."""
    mia, tom = pair.mia, pair.tom
    await tom.tap_card("say no to a request", "pick")
    await expect(mia.card("say no to a request")).to_contain_text(mia.words.say("board.picked"))
    await tom.panel.locator('form:has([data-offer="schedule"]) input').fill("2099-03-20T19:00")
    await tom.tap("schedule")
    await mia.sees("lit", "exits.scheduled")
    await pair.looks("next_date-fixed")
    await pair.goes_on(mia, "close")
    await tom.sees_holder("Tom")
    await tom.give("takeaway", "small steps")
    await tom.tap("hand_on")
    await mia.tap("pass")
    await mia.sure("close")
    for seat in (mia, tom):
        await expect(seat.part("ending")).to_be_visible()
