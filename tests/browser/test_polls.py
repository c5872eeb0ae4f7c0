"""Polls at a real table: secret, by keyboard, and with numbers beside the bars."""

import json
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect
from tests.browser.axe import violations
from tests.browser.house import PAGE, House
from tests.browser.seats import Seat

from talkingpiece.registry import Registry

FORMATS = Path(__file__).parent / "formats"
SHOTS = os.environ.get("TALKINGPIECE_SHOTS", "")
NAMES = ("Lucie", "Ana", "Tom", "Noor", "Ben")


@pytest_asyncio.fixture(loop_scope="session")
async def house(browser: Browser, tmp_path: Path) -> AsyncIterator[House]:
    """A house with a format of polls in its folder of formats."""
    made = House.at(tmp_path, browser)
    made.registry, made.format_id = Registry.load(FORMATS), "polls"
    async with made as house:
        yield house
        assert house.troubles() == []


async def five(house: House, phase: str) -> list[Seat]:
    """Lucie, who leads, and four others, in *phase*; Noor's screen is wide and light."""
    links = await house.session(minutes=60)
    seats = [
        await house.seat(name, viewport=PAGE, scheme="light") if name == "Noor"
        else await house.seat(name)
        for name in NAMES
    ]  # fmt: skip
    await seats[0].join(links.facilitator)
    for seat in seats[1:]:
        await seat.join(links.invitation)
    await seats[1].give("topic", "Who decides what?")
    await seats[2].give("topic", "Meetings that could be letters, and letters nobody reads")
    await seats[0].choose(f"goto_{phase}")
    for seat in seats:
        await seat.sees_phase(phase)
    return seats


async def looks(seat: Seat, name: str) -> None:
    """It fits the screen, axe finds nothing, and there is a picture where one is wanted."""
    assert await seat.sideways() == 0
    assert await violations(seat.page) == []
    if SHOTS:
        await seat.shot(Path(SHOTS) / f"poll_{name}.png")


async def rated(seats: list[Seat], **numbers: str) -> None:
    """Each taps a number; "" is not concerned."""
    for seat in seats:
        number = numbers.get(seat.name.lower())
        if number is not None:
            await seat.tap(f"vote_{number}" if number else "abstain")


async def test_fist_to_five_is_secret_until_all_is_shown(house: House) -> None:
    """No frame to anybody else tells an answer before, and no frame a single one after."""
    lucie, ana, tom, noor, _ = seats = await five(house, "rate")
    await lucie.tap("word_question")
    await lucie.fill_in("word_question", "How is it to have both roles?")
    for seat in seats:
        await expect(seat.part("question")).to_have_text("How is it to have both roles?")
        seat.forget_frames()
    await ana.equally_large("vote_1", "vote_3", "vote_5")
    await rated(seats, ana="1", tom="5", noor="4", ben="4")
    await rated(seats, ana="2")
    await expect(ana.offer("vote_2")).to_have_attribute("aria-checked", "true")
    await looks(ana, "scale")
    await tom.sees("submitted", "polls.so_many", n=4, all=5)
    for seat in (lucie, noor):
        shared = [frame for frame in seat.frames() if frame["t"] == "change"]
        assert shared
        for frame in shared:
            poll = frame["patch"].get("poll", {})
            assert set(poll) <= {"submitted", "question"}, poll
        others = [f for f in seat.frames() if f["t"] == "mine" and f["patch"].get("ballot")]
        assert len(others) <= 1, "nobody's answer but one's own"
    await rated(seats, lucie="")
    await lucie.sees("lit", "exits.all_submitted")
    await looks(lucie, "lit")
    await lucie.sure("show_answers")
    for seat in seats:
        await expect(seat.part("histogram")).to_be_visible()
        await seat.sees("votes", "polls.votes_n", n=4)
    for option, count in {"1": 0, "2": 1, "3": 0, "4": 2, "5": 1}.items():
        bar = tom.part("histogram").locator(f'[data-option="{option}"]')
        await expect(bar.locator("b")).to_have_text(str(count))
    await tom.is_not_offered("vote_1", "abstain")
    await looks(tom, "histogram")
    await looks(noor, "histogram_wide")
    assert json.dumps(lucie.received).count('ballot\\": {') <= 2


async def test_the_round_that_asks_why_tells_nobody_s_number(house: House) -> None:
    """From both ends; who waits stands as they sit, the others ask for a turn or write."""
    lucie, ana, tom, noor, ben = seats = await five(house, "rate")
    await rated(seats, lucie="", ana="3", tom="1", noor="5", ben="4")
    await lucie.sure("show_answers")
    await lucie.tap("next_phase")
    for seat in seats:
        await seat.sees_phase("why")
        await seat.sees_holder("Tom")
    await looks(tom, "why_speaker")
    await tom.part("figures-in-sight").locator("summary").click()
    await expect(tom.part("histogram").locator('[data-option="5"] b')).to_have_text("1")
    await looks(tom, "why_figures")
    await ana.give("why", "It depends on the week.")
    await looks(ana, "why_writes")
    await ben.tap("ask_turn")
    await tom.give("why", "Nobody answers.")
    await lucie.sees_holder("Noor")
    await noor.tap("pass")
    await lucie.sees_holder("Ben")
    await lucie.is_not_offered("ask_turn")


async def test_dots_are_put_with_two_buttons(house: House) -> None:
    """One more, one less; both stay where they are, and the list is in the order of dots."""
    lucie, ana, tom, *others = seats = await five(house, "dots")
    await ana.tap("dot_i2")
    await ana.tap("dot_i2")
    await ana.tap("dot_i1")
    await expect(ana.panel.locator('[data-item="i2"]')).to_have_attribute("data-dots", "2")
    await expect(ana.offer("dot_i1")).to_have_attribute("aria-disabled", "true")
    await looks(ana, "dots")
    await ana.tap("undot_i1")
    await ana.tap("abstain")
    await tom.tap("dot_i1")
    await lucie.sure("show_answers")
    first = ana.part("histogram").locator("li").first
    await expect(first).to_have_attribute("data-option", "i2")
    await expect(first.locator("b")).to_have_text("2")
    await looks(ana, "dots_shown")
    assert len(seats) == len(others) + 3


async def test_an_objection_is_heard(house: House) -> None:
    """By name, because the format says that objections are for all to see."""
    lucie, ana, *others = await five(house, "agree")
    await ana.tap("vote_object")
    for seat in others:
        await seat.tap("vote_consent")
    await looks(ana, "consent")
    await lucie.sure("show_answers")
    await ana.sees("objections", "polls.objections", names="Ana")
    await ana.sees("outcome", "polls.decided", choice=ana.words.say("choices.object"))
    await looks(ana, "consent_shown")


@pytest.mark.parametrize("key", ["Enter", "Space"])
async def test_choosing_with_the_keyboard(house: House, key: str) -> None:
    """The arrows move, Enter or Space chooses; one stop for Tab; the focus stays."""
    _, ana, *_ = await five(house, "rate")
    await ana.offer("vote_1").focus()
    for press in ("ArrowRight", "ArrowRight", "ArrowLeft", key):
        await ana.page.keyboard.press(press)
    await expect(ana.offer("vote_2")).to_have_attribute("aria-checked", "true")
    await expect(ana.offer("vote_2")).to_be_focused()
    await ana.page.keyboard.press("ArrowLeft")
    await ana.page.keyboard.press("ArrowLeft")
    await expect(ana.offer("abstain")).to_be_focused()
    group = ana.panel.locator('[role="radio"][tabindex="0"]')
    await expect(group).to_have_count(1)
