"""Away for a moment, or for longer; the server away: the seat is still there."""

import pytest_asyncio
from playwright.async_api import expect
from tests.browser.house import House
from tests.browser.seats import Seat
from tests.browser.table import Table


@pytest_asyncio.fixture(loop_scope="session")
async def table(house: House) -> Table:
    """Three people in the second half of a round of keywords: Ana had her turn, Tom holds."""
    links = await house.session()
    lucie, ana, tom = [await house.seat(name) for name in ("Lucie", "Ana", "Tom")]
    await lucie.join(links.facilitator)
    await ana.join(links.invitation)
    await tom.join(links.invitation)
    await lucie.choose("goto_keywords")
    await ana.give("keyword", "balance")
    table = Table(lucie, ana, tom)
    await table.circle(ana, tom, lucie, holder=tom, had="Ana")
    return table


async def is_online(seat: Seat, online: bool = True) -> None:
    await expect(seat.part("connection")).to_have_attribute("data-online", str(online).lower())


async def test_the_server_restarts(house: House, table: Table) -> None:
    """A small dot, nothing else; then everybody is back in the same seat with the same turn."""
    _, ana, tom = table.seats
    for seat in table.seats:
        seat.forgive("WebSocket", "ERR_CONNECTION_REFUSED")
    before = [seat.me for seat in table.seats]
    await ana.note(table.secret("kept over a restart", ana))
    await house.stop()
    await table.all(lambda seat: is_online(seat, False))
    await tom.sees_prompt("keywords", "speaker")
    await tom.tap("pass", answered=False)
    await house.start()
    await table.all(is_online)
    assert [seat.me for seat in table.seats] == before
    await table.circle(*_circle(table), holder=table.seats[0], had="Ana Tom")
    await expect(ana.card("kept over a restart")).to_be_visible()
    await table.keeps_secrets()


async def test_a_lost_holder_is_waited_for(house: House, table: Table) -> None:
    """Tom's battery is empty: after a while Lucie is asked; when he is back, so is his turn."""
    lucie, _, tom = table.seats
    address = tom.page.url
    await tom.open("about:blank")
    await house.has_lost(tom)
    await house.minutes_pass(1)
    await lucie.sees("notice", "situations.holder_away", name="Tom")
    await tom.open(address)
    await tom.is_offered("speak", "pass")
    await expect(lucie.part("notice")).to_have_count(0)
    await table.circle(*_circle(table), holder=tom, had="Ana")


async def test_a_missed_turn_is_taken_up_again(house: House, table: Table) -> None:
    """Lucie goes on without Tom; he comes back in this round, and it is his turn after hers."""
    lucie, _, tom = table.seats
    address = tom.page.url
    await tom.open("about:blank")
    await house.has_lost(tom)
    await house.minutes_pass(1)
    await lucie.sees("notice", "situations.holder_away", name="Tom")
    await lucie.tap("next_person")
    await lucie.sees_holder("Lucie")
    await tom.open(address)
    await table.circle(*_circle(table), holder=lucie, had="Ana")
    await lucie.tap("pass")
    await table.circle(*_circle(table), holder=tom, had="Ana Lucie")


async def test_leaving_and_coming_back(table: Table) -> None:
    """The round goes on without Ana; one tap brings her back to her seat, for the next round."""
    lucie, ana, tom = table.seats
    before = ana.me
    await ana.choose("leave")
    await ana.panel.locator('[data-sure="leave"]').click()
    await expect(ana.part("goodbye")).to_have_attribute("data-bye", "left")
    await Table(lucie, tom).circle(tom, lucie, holder=tom)
    await ana.part("goodbye").locator("button").click()
    await expect(ana.part("panel")).to_be_visible()
    assert ana.me == before
    await tom.tap("pass")
    await lucie.tap("pass")
    await table.circle(ana, tom, lucie, holder=ana)


def _circle(table: Table) -> tuple[Seat, Seat, Seat]:
    lucie, ana, tom = table.seats
    return ana, tom, lucie
