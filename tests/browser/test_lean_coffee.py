"""Lean coffee in real browsers: cards, pitch, dots, and the thumbs that say how long."""

import json
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest_asyncio
from playwright.async_api import Browser, expect
from tests.browser.axe import violations
from tests.browser.house import House
from tests.browser.seats import Seat
from tests.browser.table import Table

SHE_TAKES_ALONG = "({ view }, words) => Object.values(view.items).some((i) => i.text === words)"
SHOTS = os.environ.get("TALKINGPIECE_SHOTS", "")


@pytest_asyncio.fixture(loop_scope="session")
async def house(browser: Browser, tmp_path: Path) -> AsyncIterator[House]:
    """A house that plays lean coffee."""
    made = House.at(tmp_path, browser)
    made.format_id = "lean_coffee"
    async with made as house:
        yield house
        assert house.troubles() == []


async def goes_on(table: Table, phase: str) -> None:
    """The lead goes on; every screen fits, and axe finds nothing."""
    await table.seats[0].tap("next_phase")
    await table.phase(phase)
    await looks(table, phase)


async def looks(table: Table, name: str) -> None:
    for seat in table.seats:
        assert await seat.sideways() == 0, (seat, name)
    assert await violations(table.seats[1].page) == []
    if SHOTS:
        await table.shots(Path(SHOTS), f"lean-{name}")


async def dots(seat: Seat, text: str, number: int) -> None:
    """Put so many dots on a card."""
    row = seat.part("poll").locator("li").filter(has_text=text)
    for placed in range(1, number + 1):
        await row.locator('[data-offer^="dot_"]').click()
        await expect(row).to_have_attribute("data-dots", str(placed))


async def test_cards_dots_and_thumbs(house: House) -> None:
    """Most dots come first; thumbs up make the talk longer, thumbs down end it; nobody is named."""
    links = await house.session(minutes=60)
    lucie, ana, tom = seats = [await house.seat(name) for name in ("Lucie", "Ana", "Tom")]
    await lucie.join(links.facilitator)
    for seat in seats[1:]:
        await seat.join(links.invitation)
    table = Table(*seats)
    await table.phase("gather")
    await ana.give("topic", "Who decides what?")
    await tom.give("topic", "Meetings that could be letters")
    await expect(lucie.card("Who decides what?")).to_be_visible()
    await looks(table, "gather")

    await goes_on(table, "pitch")
    for holder in (ana, tom):
        await holder.tap("hand_on")
    for holder in (ana, tom):
        await holder.tap("pass")
    await expect(lucie.offer("next_phase")).to_have_attribute("data-lit", "")

    await goes_on(table, "vote")
    await dots(ana, "Meetings", 3)
    await dots(tom, "Meetings", 2)
    await dots(tom, "Who decides", 1)
    await dots(lucie, "Who decides", 3)
    told_before = [list(seat.frames()) for seat in seats]
    await lucie.sure("show_answers")
    await expect(ana.part("poll")).to_contain_text("5")
    for seat, frames in zip(seats, told_before, strict=True):
        nobody_s_dots_are_told(seat, frames)

    await goes_on(table, "talk")
    await table.all(lambda seat: expect(seat.part("subject")).to_contain_text("Meetings"))
    await tom.tap("raise_hand")
    await expect(lucie.part("hands")).to_contain_text("Tom")
    await lucie.tap("next_person")
    await ana.sees_holder("Tom")
    await tom.tap("finish")
    await ana.give("next_action", "Tom writes the first letter")

    await house.minutes_pass(8)
    for seat in seats:
        await expect(seat.part("thumbs")).to_be_visible()
        seat.forget_frames()
    await ana.equally_large("thumb_up", "thumb_sideways", "thumb_down")
    await looks(table, "thumbs")
    await ana.tap("thumb_down")
    await ana.tap("thumb_up")
    await expect(ana.offer("thumb_up")).to_have_attribute("aria-pressed", "true")
    await tom.sees("answered", "floor.so_many", n=1, all=3)
    assert not any(_on(frame) for frame in tom.frames()), "a thumb of somebody else is told"
    await tom.tap("thumb_up")
    await lucie.tap("thumb_down")
    for seat in seats:
        await expect(seat.part("thumbs")).to_have_count(0)
    await expect(lucie.part("next")).to_have_count(0)

    await house.minutes_pass(4)
    for seat in seats:
        await seat.tap("thumb_down")
    await ana.sees("next", "floor.next")
    await expect(lucie.offer("next_phase")).to_have_attribute("data-lit", "")

    await lucie.tap("next_phase")
    await table.all(lambda seat: expect(seat.part("subject")).to_contain_text("Who decides"))
    await expect(ana.part("hands")).to_have_count(0)
    await lucie.choose("goto_takeaways")
    await table.phase("takeaways")
    for seat in await table.in_turn():
        await seat.give("takeaway", f"{seat.name} takes a letter along")
    await lucie.knows(SHE_TAKES_ALONG, "Ana takes a letter along")
    await lucie.sure("close")
    await expect(ana.part("ending")).to_be_visible()


def nobody_s_dots_are_told(seat: Seat, frames: list[dict[str, Any]]) -> None:
    """In the frames of before the showing there are no figures, and no dots but one's own."""
    for frame in frames:
        if frame["t"] in ("change", "see"):
            body = frame.get("patch") or frame.get("view") or {}
            assert not (body.get("poll") or {}).get("counts"), f"{seat} was told figures"
            assert "ballot" not in json.dumps(body), f"{seat} was told an answer"
    own = [frame for frame in frames if frame["t"] == "mine" and "ballot" in json.dumps(frame)]
    assert own, f"{seat} sees their own dots"


def _on(frame: dict[str, object]) -> list[str]:
    """Which thumbs a frame marks as held."""
    found: list[str] = []
    offers = _find(frame, "offers")
    for each in offers if isinstance(offers, dict) else ():
        offer = offers[each]
        if each.startswith("thumb_") and isinstance(offer, dict) and offer.get("on"):
            found.append(each.removeprefix("thumb_"))
    return found


def _find(value: object, key: str) -> object:
    if isinstance(value, dict):
        if key in value:
            return value[key]
        return next((found for one in value.values() if (found := _find(one, key))), None)
    return None
