"""One lead at a time, visible to both: nobody steers past the other, by accident or on purpose."""

import asyncio

import pytest_asyncio
from playwright.async_api import expect
from tests.browser.house import House
from tests.browser.seats import Seat
from tests.browser.table import Table

TEN_SECONDS = 10 / 60
"""In minutes."""


@pytest_asyncio.fixture(loop_scope="session")
async def table(house: House) -> Table:
    """Lucie leads, Marc facilitates with her yes, Ana is a guest; they are in the welcome."""
    links = await house.session()
    lucie, marc, ana = [await house.seat(name) for name in ("Lucie", "Marc", "Ana")]
    await lucie.join(links.facilitator)
    await marc.join(links.facilitator)
    await lucie.tap(f"admit_{marc.me}")
    await ana.join(links.invitation)
    await lucie.tap("next_phase")
    table = Table(lucie, marc, ana)
    await table.phase("welcome")
    return table


async def leads(seat: Seat) -> None:
    await seat.is_offered("next_phase")


async def follows(seat: Seat) -> None:
    await seat.is_not_offered("next_phase", "next_person", "another_round")


async def test_both_press_next_and_one_step_is_made(table: Table) -> None:
    """Marc's page is a moment behind and has the button: one step, and he is told who leads."""
    lucie, marc, _ = table.seats
    step = await lucie.panel.evaluate("panel => panel.session.view.step")
    late = marc.sends({"do": "next_phase", "step": step})
    await asyncio.gather(lucie.tap("next_phase"), late)
    await table.phase("keywords")
    await marc.sees("refusal", "refusals.name_leads", name="Lucie")
    await expect(lucie.part("refusal")).to_have_count(0)


async def test_two_pages_of_the_lead_make_one_step(table: Table) -> None:
    """The same step asked for twice is made once; the second is told that it has just been done."""
    lucie = table.seats[0]
    step = await lucie.panel.evaluate("panel => panel.session.view.step")
    command = {"do": "next_phase", "step": step}
    await asyncio.gather(lucie.sends(command), lucie.sends(command))
    await table.phase("keywords")
    await lucie.sees("refusal", "refusals.already_moved")


async def test_a_double_click_is_one_tap(table: Table) -> None:
    """Where a button changes under the finger, its second click does nothing."""
    lucie, marc, ana = table.seats
    await lucie.offer("next_phase").dblclick()
    await table.phase("keywords")
    await lucie.tap("undo")
    await table.phase("welcome")
    await lucie.tap("next_phase")
    await table.circle(ana, lucie, marc, holder=ana)


async def test_handing_over_is_one_tap(table: Table) -> None:
    """Marc leads at once, on both screens; Lucie keeps her seat as a facilitator."""
    lucie, marc, ana = table.seats
    await lucie.choose(f"hand_over_{marc.me}")
    await leads(marc)
    await follows(lucie)
    await expect(lucie.part("figures")).to_be_visible()
    await marc.tap("next_phase")
    await table.phase("keywords")
    await table.circle(ana, lucie, marc, holder=ana)


async def test_the_lead_passes_after_ten_seconds(house: House, table: Table) -> None:
    """Marc asks for the lead; Lucie is told, does not answer, and after ten seconds he has it."""
    lucie, marc, _ = table.seats
    await marc.choose("take_lead")
    await lucie.sees("notice", "situations.wants_to_lead", name="Marc")
    await follows(marc)
    await house.minutes_pass(TEN_SECONDS * 0.9)
    await follows(marc)
    await house.minutes_pass(TEN_SECONDS * 0.1)
    await leads(marc)
    await follows(lucie)
    await expect(lucie.part("notice")).to_have_count(0)


async def test_the_lead_is_kept_by_one_tap(house: House, table: Table) -> None:
    """Lucie answers that she goes on leading; ten seconds later she still does."""
    lucie, marc, _ = table.seats
    await marc.choose("take_lead")
    await lucie.tap("keep_lead")
    await expect(lucie.part("notice")).to_have_count(0)
    await house.minutes_pass(TEN_SECONDS * 2)
    await leads(lucie)
    await follows(marc)


async def test_the_lead_leaves_and_the_other_leads(table: Table) -> None:
    """Nobody has to ask: who is there leads on."""
    lucie, marc, _ = table.seats
    await lucie.choose("leave")
    await lucie.panel.locator('[data-sure="leave"]').click()
    await expect(lucie.part("goodbye")).to_be_visible()
    await leads(marc)
