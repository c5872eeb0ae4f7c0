"""A link that does not open, a tap that comes too early: a sentence a person understands."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect
from tests.browser.house import House, Links
from tests.browser.seats import Seat
from tests.browser.table import Table

DAYS = 24 * 60
"""In minutes."""


async def is_turned_away(seat: Seat, code: str) -> None:
    """One sentence in the person's language says why, and what to do."""
    await expect(seat.part("goodbye")).to_have_attribute("data-bye", code)
    await expect(seat.part("goodbye")).to_contain_text(seat.words.say(f"byes.{code}"))
    assert "#" not in seat.page.url


def altered(link: str) -> str:
    """The same link with one letter changed in the middle of its token."""
    middle = (link.index("#") + len(link)) // 2
    other = "A" if link[middle] != "A" else "B"
    return link[:middle] + other + link[middle + 1 :]


@pytest.mark.parametrize("locale", ["en-GB", "fr-FR", "de-DE"])
async def test_an_altered_link_is_turned_away(house: House, locale: str) -> None:
    links = await house.session()
    ana = await house.seat("Ana", locale)
    await ana.open(altered(links.invitation))
    await is_turned_away(ana, "not_identified")


async def test_half_a_link_is_turned_away(house: House) -> None:
    """Cut off by a mail program, or without its token at all."""
    links = await house.session()
    ana, tom = await house.seat("Ana"), await house.seat("Tom")
    await ana.open(links.invitation[:-20])
    await is_turned_away(ana, "not_identified")
    await tom.open(links.invitation.partition("#")[0])
    await is_turned_away(tom, "no_link")


async def test_a_sheet_link_opens_no_table(house: House) -> None:
    """A token of another kind, even of the same server, is not a way in."""
    links = await house.session()
    token = links.series.partition("#")[2]
    ana = await house.seat("Ana")
    await ana.open(f"{links.invitation.partition('#')[0]}#{token}")
    await is_turned_away(ana, "not_identified")


async def test_another_rooms_link_does_not_mix_with_my_seat(house: House) -> None:
    """Whoever sits here and opens the other room's link in this room's page sits in neither."""
    here, there = await house.session(), await house.session()
    ana = await house.seat("Ana")
    await ana.join(here.facilitator)
    room, token = here.invitation.partition("#")[0], there.invitation.partition("#")[2]
    await ana.open("about:blank")
    await ana.open(f"{room}#{token}")
    await is_turned_away(ana, "not_identified")


async def test_a_link_pasted_over_an_open_table_is_taken_out_of_the_address(house: House) -> None:
    """It only changes the fragment, for which a browser loads nothing by itself."""
    links = await house.session()
    ana = await house.seat("Ana")
    await ana.join(links.facilitator)
    await ana.open(links.invitation)
    await expect(ana.page).to_have_url(links.invitation.partition("#")[0])
    await expect(ana.part("panel")).to_be_visible()


async def test_an_expired_link_is_turned_away(browser: Browser, tmp_path: Path) -> None:
    """Links open for as long as the administrator says, and then no more."""
    async with House.at(tmp_path, browser, link_days=1) as house:
        links = await house.session()
        await house.minutes_pass(2 * DAYS)
        ana = await house.seat("Ana")
        await ana.open(links.invitation)
        await is_turned_away(ana, "not_identified")
        assert house.troubles() == []


async def test_a_tap_out_of_turn_changes_nothing(house: House) -> None:
    """It is refused with a sentence, to the one who tapped; the round goes on for all."""
    lucie, ana = await house.seat("Lucie"), await house.seat("Ana", "fr-FR")
    table = await round_of_two(await house.session(), lucie, ana)
    await lucie.sends({"do": "pass"})
    await lucie.sees("refusal", "refusals.not_your_turn")
    await ana.sends({"do": "next_phase", "step": 2})
    await ana.sees("refusal", "refusals.not_the_facilitator")
    await table.circle(ana, lucie, holder=ana)
    await ana.tap("pass")
    await expect(ana.part("refusal")).to_have_count(0)
    await table.circle(ana, lucie, holder=lucie, had="Ana")


async def test_too_long_a_word_is_not_taken(house: House) -> None:
    """The field takes forty letters; whoever sends more is told, and keeps the turn."""
    lucie, ana = await house.seat("Lucie"), await house.seat("Ana")
    table = await round_of_two(await house.session(), lucie, ana)
    await ana.sends({"do": "add", "kind": "keyword", "text": "x" * 41})
    await ana.sees("refusal", "refusals.too_long", max=40)
    await ana.give("keyword", "x" * 60)
    await table.circle(ana, lucie, holder=lucie, had="Ana")
    await expect(ana.card("x" * 40)).to_have_count(1)


async def test_who_was_seen_out_stays_out(house: House) -> None:
    """Asked first, told why; loading the page again does not bring them back."""
    lucie, ana = await house.seat("Lucie"), await house.seat("Ana")
    table = await round_of_two(await house.session(), lucie, ana)
    await lucie.choose(f"remove_{ana.me}")
    await lucie.panel.locator(f'[data-sure="remove_{ana.me}"]').click()
    await is_turned_away(ana, "removed")
    table.seats.remove(ana)
    await table.circle(lucie, holder=lucie)
    await ana.reload()
    await expect(ana.part("goodbye")).to_be_visible()
    await table.circle(lucie, holder=lucie)


async def round_of_two(links: Links, lucie: Seat, ana: Seat) -> Table:
    """Lucie leads, Ana holds the piece in the round of keywords."""
    await lucie.join(links.facilitator)
    await ana.join(links.invitation)
    await lucie.choose("goto_keywords")
    table = Table(lucie, ana)
    await table.circle(ana, lucie, holder=ana)
    return table
