"""What a tap leaves behind: a pass looks like a turn, and a note is nobody else's."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect
from tests.browser.axe import violations
from tests.browser.house import House
from tests.browser.seats import Seat
from tests.browser.table import Table

SHOTS = os.environ.get("TALKINGPIECE_SHOTS", "")


async def first_round(house: House) -> Table:
    """Four people of the same names in a new room; Ana holds the piece."""
    links = await house.session()
    table = Table(*[await house.seat(name) for name in ("Lucie", "Ana", "Tom", "Noor")])
    lucie, ana, tom, noor = table.seats
    await lucie.join(links.facilitator)
    for guest in (ana, tom, noor):
        await guest.join(links.invitation)
    await lucie.choose("goto_keywords")
    await table.circle(ana, tom, noor, lucie, holder=ana)
    return table


async def told_after(house: House, tap: str) -> dict[str, list[Any]]:
    """What each page is sent when Ana taps, with names for ids; answers to herself left out."""
    table = await first_round(house)
    lucie, ana, tom, noor = table.seats
    for seat in table.seats:
        seat.forget_frames()
    await ana.tap(tap)
    await table.circle(ana, tom, noor, lucie, holder=tom, had="Ana")
    told = {}
    for seat in table.seats:
        text = "\n".join(seat.received)
        for other in table.seats:
            text = text.replace(other.me, other.name)
        frames = map(json.loads, text.splitlines())
        told[seat.name] = [frame for frame in frames if frame["t"] not in ("done", "time")]
    return told


async def test_a_pass_and_a_turn_are_the_same_to_everybody(house: House) -> None:
    """Frame by frame, member by member, number by number: nothing tells the one from the other."""
    passed = await told_after(house, "pass")
    spoke = await told_after(house, "hand_on")
    assert all(told for told in passed.values())
    assert passed == spoke


async def test_a_note_reaches_its_writer_only(house: House) -> None:
    """All the others are told is that the log has grown by one: not by whom, not by what."""
    table = await first_round(house)
    _, _, tom, _ = table.seats
    for seat in table.but(tom):
        seat.forget_frames()
    await tom.note(table.secret("ask about the budget", tom))
    for seat in table.but(tom):
        patches = [frame["patch"] for frame in seat.frames() if "patch" in frame]
        assert all(patch.keys() == {"seq"} for patch in patches)
    await table.keeps_secrets()


async def test_a_hope_comes_back_to_its_owner_alone(house: House) -> None:
    """Noted at one's own word in the list, and there again when it is one's time to speak."""
    table = await first_round(house)
    lucie, ana, tom, noor = table.seats
    await ana.give("keyword", "balance")
    await table.circle(ana, tom, noor, lucie, holder=tom, had="Ana")
    await ana.part("topics").locator("summary").click()
    for seat in table.but(ana):
        seat.forget_frames()
    await ana.tap_card("balance", "hope")
    field = ana.card("balance").get_by_placeholder(ana.words.say("panel.hope"))
    hope = table.secret("views on pricing", ana)
    await field.fill(hope)
    await looks(ana, "hope-noted")
    await field.press("Enter")
    await expect(field).to_have_count(0)
    for seat in table.but(ana):
        patches = [frame["patch"] for frame in seat.frames() if "patch" in frame]
        assert all(patch.keys() == {"seq"} for patch in patches)
    await lucie.choose("goto_urgency")
    await table.phase("urgency")
    await ana.tap_card("balance", "hope")
    await expect(field).to_have_value(hope)
    await lucie.tap("next_phase")
    await ana.sees("notice", "situations.hope", text=hope)
    await looks(ana, "hope-back")
    await ana.tap("finish")
    await expect(ana.part("notice")).to_have_count(0)
    await table.keeps_secrets()


async def looks(seat: Seat, name: str) -> None:
    """It fits, axe finds nothing, and there is a picture where one is wanted."""
    assert await seat.sideways() == 0
    assert await violations(seat.page) == []
    if SHOTS:
        await seat.shot(Path(SHOTS) / f"{name}.png")


@pytest.mark.parametrize("locale", ["fr-FR", "de-DE"])
async def test_everybody_reads_their_own_language(house: House, locale: str) -> None:
    """Words travel as keys: the same frame is French here and German there."""
    links = await house.session()
    lucie, guest = await house.seat("Lucie"), await house.seat("Noor", locale)
    await lucie.join(links.facilitator)
    await guest.join(links.invitation)
    await lucie.choose("goto_keywords")
    await guest.sees_prompt("keywords", "speaker")
    await expect(guest.panel).to_have_attribute("lang", locale.partition("-")[0])
    await expect(guest.offer("pass")).to_have_text(guest.words.say("buttons.pass"))
