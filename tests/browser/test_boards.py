"""Boards: what is given apart, without names, grouped, compared and agreed on."""

import json
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser, expect
from tests.browser.axe import violations
from tests.browser.house import House
from tests.browser.seats import Seat

from talkingpiece.registry import Registry

FORMATS = Path(__file__).parent / "formats"
SHOTS = (
    Path(os.environ.get("TALKINGPIECE_SHOTS", "")) if "TALKINGPIECE_SHOTS" in os.environ else None
)


@pytest_asyncio.fixture(loop_scope="session")
async def house(browser: Browser, tmp_path: Path) -> AsyncIterator[House]:
    """A house with a format of boards in its folder of formats."""
    made = House.at(tmp_path, browser)
    made.registry, made.format_id = Registry.load(FORMATS), "boards"
    async with made as house:
        yield house
        assert house.troubles() == []


async def three(house: House, phase: str) -> tuple[Seat, Seat, Seat]:
    """Lucie, who leads, Ana and Tom, in *phase*."""
    links = await house.session(minutes=60)
    lucie, ana, tom = [await house.seat(name) for name in ("Lucie", "Ana", "Tom")]
    await lucie.join(links.facilitator)
    await ana.join(links.invitation)
    await tom.join(links.invitation)
    await lucie.choose(f"goto_{phase}")
    for seat in (lucie, ana, tom):
        await seat.sees_phase(phase)
    return lucie, ana, tom


async def looks(seat: Seat, name: str) -> None:
    """It fits the screen, axe finds nothing, and there is a picture where one is wanted."""
    assert await seat.sideways() == 0
    assert await violations(seat.page) == []
    if SHOTS is not None:
        await seat.shot(SHOTS / f"{name}.png")


def told(seat: Seat, words: str) -> bool:
    """Whether any frame that this page was sent says *words*."""
    return any(words in json.dumps(frame) for frame in seat.frames())


async def test_what_is_given_apart_is_shown_at_once(house: House) -> None:
    """Before, no frame to anybody else says a word of it, nor that it is there."""
    lucie, ana, tom = await three(house, "apart")
    for seat in (lucie, tom):
        seat.forget_frames()
    await ana.give("retro_card_helped", "the canary list")
    await expect(ana.card("the canary list")).to_be_visible()
    await tom.give("retro_card_differently", "start earlier")
    await ana.tap("submit")
    await tom.sees("done", "board.done_of", n=1, all=3)
    await looks(ana, "apart_author")
    assert not told(tom, "canary")
    assert not told(lucie, "canary")
    await tom.tap("submit")
    await lucie.tap("submit")
    for seat in (lucie, tom):
        await expect(seat.card("the canary list")).to_be_visible()
    await expect(tom.part("board").locator('[data-lane="helped"] [data-item]')).to_have_count(1)
    await lucie.sees("lit", "exits.all_submitted")
    await looks(tom, "apart_shown")


async def test_wishes_without_names_and_plus_one(house: House) -> None:
    """A count, no names; one per person, and it can be taken back. Cards say why."""
    lucie, ana, tom = await three(house, "wishes")
    ask = lucie.panel.locator('[data-sure="next_phase"]')
    await lucie.tap("next_phase")
    await expect(ask).to_be_visible()
    await lucie.page.keyboard.press("Escape")
    form = ana.panel.locator('form:has([data-offer="add_goal"])')
    await form.locator('[name="text"]').fill("fewer meetings")
    await form.locator('[name="fields.why"]').fill("to think")
    await form.locator('[data-offer="add_goal"]').click()
    await expect(tom.card("fewer meetings")).to_contain_text("to think")
    await expect(tom.card("fewer meetings").locator(".owner")).to_have_count(0)
    assert not any(
        "i1" in str(frame) and ana.me in json.dumps(frame.get("patch", {}).get("items", {}))
        for frame in tom.frames()
    )
    await expect(ana.card("fewer meetings").locator(".gesture")).to_have_count(0)
    plus = tom.card("fewer meetings").locator(".gesture")
    await plus.click()
    await expect(plus).to_have_attribute("aria-pressed", "true")
    await expect(ana.card("fewer meetings").locator('[data-count="plus_one"]')).to_contain_text("1")
    await looks(tom, "wishes_tom")
    await looks(ana, "wishes_ana")
    await plus.click()
    await expect(plus).to_have_attribute("aria-pressed", "false")
    await expect(ana.card("fewer meetings").locator('[data-count="plus_one"]')).to_have_count(0)
    await lucie.tap("next_phase")
    await lucie.sees_phase("sort")


async def test_sorting_by_tapping(house: House) -> None:
    """Order, groups with a name, the same said twice; the last change can be taken back."""
    lucie, ana, _ = await three(house, "wishes")
    for words in ("sleep", "rest", "walks"):
        await ana.give("goal", words)
        await expect(lucie.card(words)).to_be_visible()
    await lucie.tap("next_phase")
    await lucie.sees_phase("sort")

    async def deeds(words: str) -> None:
        opened = lucie.card(words).first.locator("> .small-row > details.deeds")
        if await opened.get_attribute("open") is None:
            await opened.locator("summary").click()

    async def order() -> list[str]:
        return await ana.part("board").locator(".card > .what .text").all_inner_texts()

    await deeds("walks")
    await lucie.tap("up_i3")
    await expect(ana.part("board").locator(".card > .what .text")).to_have_text(
        ["sleep", "walks", "rest"]
    )
    await lucie.tap("undo_list")
    await expect(ana.part("board").locator(".card > .what .text")).to_have_text(
        ["sleep", "rest", "walks"]
    )
    await deeds("rest")
    await lucie.tap("cluster_i2")
    await lucie.panel.locator('[data-choice="i1"]').click()
    await expect(ana.part("board").locator(".cluster .card")).to_have_count(2)
    await deeds("sleep")
    await lucie.tap("theme_i1")
    await lucie.panel.locator(".opened input").fill("quiet")
    await lucie.page.keyboard.press("Enter")
    await expect(ana.part("board").locator(".cluster > .head")).to_have_text("quiet")
    await deeds("walks")
    await lucie.tap("merge_i3")
    await lucie.panel.locator('[data-choice="i1"]').click()
    await expect(ana.card("sleep").locator(".under")).to_contain_text("walks")
    await looks(lucie, "sort_lucie")
    await looks(ana, "sort_ana")
    assert await order() == ["sleep", "walks", "rest"]


async def test_lines_are_compared_and_agreed_on(house: House) -> None:
    """Side by side; one wording of each line that all agree with, and the next date."""
    lucie, ana, tom = await three(house, "lines")
    await ana.give("line_rhythm", "every week")
    await tom.give("line_rhythm", "every fortnight")
    await ana.give("line_place", "by video")
    await lucie.tap("reveal")
    await expect(tom.card("by video")).to_be_visible()
    await lucie.tap("next_phase")
    for seat in (lucie, ana, tom):
        await seat.sees_phase("compare")
    await expect(tom.part("board").locator('[data-lane="rhythm"] .side')).to_have_count(2)
    await looks(tom, "compare_tom")
    for seat in (lucie, tom):
        await seat.tap_card("every week", "agree")
        await seat.tap_card("by video", "agree")
    await expect(ana.card("every week")).to_contain_text(ana.words.say("board.settled"))
    await lucie.sees("lit", "exits.all_agreed")
    await looks(ana, "compare_settled")
