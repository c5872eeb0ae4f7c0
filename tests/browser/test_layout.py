"""A real table on phones 320 px wide: long names, three languages, dark and light.

Every single moment of the panel is looked at in test_elements.py; here are the moments that matter
most, as a server shows them.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Literal

import pytest_asyncio
from playwright.async_api import expect
from tests.browser.axe import violations
from tests.browser.house import House
from tests.browser.seats import Seat
from tests.browser.table import Table

LONG_NAME = "Maximiliane-Theodora von Hohenstein"
LONG_WORD = "Verantwortungsdiffusion ohne Absprachen"
PRIMARY_PX = 44
SCHEMES: tuple[Literal["dark", "light"], ...] = ("dark", "light")


@dataclass
class Party:
    """Somebody in each part, and in each language."""

    table: Table
    facilitator: Seat
    presenter: Seat
    speaker: Seat
    listener: Seat


@pytest_asyncio.fixture(loop_scope="session")
async def party(house: House) -> AsyncIterator[Party]:
    """Four people in the lobby; one has a name that is longer than the panel is wide."""
    links = await house.session()
    facilitator = await house.seat("Lucie", "fr-FR")
    presenter = await house.seat("Zoë 🌻", "en-GB")
    speaker = await house.seat(LONG_NAME, "de-DE")
    listener = await house.seat("李 小龍", "fr-FR")
    await facilitator.join(links.facilitator)
    for guest in (presenter, speaker, listener):
        await guest.join(links.invitation)
    table = Table(facilitator, presenter, speaker, listener)
    yield Party(table, facilitator, presenter, speaker, listener)


async def fits_the_screen(seat: Seat) -> None:
    """Nothing is cut off sideways, and nothing that a round needs has to be scrolled to."""
    assert await seat.sideways() == 0, seat
    await expect(seat.part("prompt")).to_be_in_viewport(ratio=1)
    await expect(seat.part("holder")).to_be_in_viewport(ratio=1)
    turn = seat.part("turn").locator("button:visible")
    for button in await turn.all():
        await expect(button).to_be_in_viewport(ratio=1)
        box = await button.bounding_box()
        assert box is not None
        assert box["height"] >= PRIMARY_PX, f"{seat}: {await button.inner_text()}"


async def has_no_violations(seat: Seat) -> None:
    """What axe-core finds, in both themes: nothing."""
    for scheme in SCHEMES:
        await seat.page.emulate_media(color_scheme=scheme)
        assert await violations(seat.page) == [], f"{seat}, {scheme}"


async def is_well_laid_out(party: Party, *parts: Seat) -> None:
    """Everybody's screen fits; those of *parts* are also examined by axe."""
    await party.table.all(fits_the_screen)
    for seat in parts:
        await has_no_violations(seat)


async def test_a_round_fits_a_phone_for_everybody(party: Party) -> None:
    """Lobby, keywords, clarify, basket and closing, for each part a person can have in them."""
    lucie, zoe, max_, li = party.facilitator, party.presenter, party.speaker, party.listener
    await has_no_violations(lucie)
    await has_no_violations(li)

    await lucie.tap("next_phase")
    await party.table.phase("welcome")
    await lucie.tap("next_phase")
    await party.table.circle(zoe, max_, li, lucie, holder=zoe)
    await is_well_laid_out(party, zoe)
    await zoe.give("keyword", LONG_WORD)
    await party.table.circle(zoe, max_, li, lucie, holder=max_, had=zoe.name)
    await is_well_laid_out(party, lucie, max_)

    await lucie.choose("goto_urgency")
    await party.table.phase("urgency")
    await lucie.tap("next_phase")
    await party.table.phase("present")
    await is_well_laid_out(party)
    await lucie.tap("next_phase")
    await party.table.circle(max_, li, lucie, holder=max_)
    await is_well_laid_out(party, lucie, zoe, max_, li)

    await lucie.choose("goto_basket")
    await party.table.phase("basket")
    assert await zoe.sideways() == 0
    await has_no_violations(zoe)
    await zoe.tap("finish")
    await lucie.choose("goto_closing")
    await party.table.phase("closing")
    await is_well_laid_out(party, zoe, lucie)
    await lucie.sure("close")
    await expect(zoe.part("ending")).to_be_visible()
    assert await zoe.sideways() == 0
    await has_no_violations(zoe)
