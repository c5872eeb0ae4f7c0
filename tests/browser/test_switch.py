"""The form changes in mid-call: lean coffee, triage intervision on one topic, and back."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser, expect
from tests.browser.axe import violations
from tests.browser.house import House
from tests.browser.seats import Seat
from tests.browser.table import Table

NOTE = "a note about nightingales"
SEALED = "what only Tom takes along"


@pytest_asyncio.fixture(loop_scope="session")
async def open_house(browser: Browser, tmp_path: Path) -> AsyncIterator[House]:
    """A server on which lean coffee is played."""
    house = House.at(tmp_path, browser)
    house.format_id = "lean_coffee"
    async with house:
        yield house
        assert house.troubles() == []


@pytest_asyncio.fixture(loop_scope="session")
async def table(open_house: House) -> Table:
    """Lucie facilitates; Ana holds the piece and pitches her topic; Tom has a note."""
    links = await open_house.session()
    table = Table(*[await open_house.seat(name) for name in ("Lucie", "Ana", "Tom", "Noor")])
    lucie, ana, tom, noor = table.seats
    await lucie.join(links.facilitator)
    for guest in (ana, tom, noor):
        await guest.join(links.invitation)
    await ana.sends({"do": "add", "kind": "topic", "text": "trust"})
    await tom.sends({"do": "add", "kind": "topic", "text": "pace"})
    for topic in ("trust", "pace"):
        await expect(lucie.card(topic)).to_be_visible()
    await lucie.tap("next_phase")
    await expect(lucie.panel).to_have_attribute("data-phase", "pitch")
    await table.circle(ana, tom, holder=ana)
    await tom.note(table.secret(NOTE, tom))
    return table


async def phase_of_all(table: Table, phase: str) -> None:
    async def stands(seat: Seat) -> None:
        await expect(seat.panel).to_have_attribute("data-phase", phase)

    await table.all(stands)


async def change(table: Table, format_id: str, topic: str = "") -> None:
    """Lucie looks at another form and confirms it; who is asked for something says yes."""
    lucie, ana, *_ = table.seats
    await lucie.choose("switch_format")
    await lucie.panel.locator(f'dialog [data-format="{format_id}"]').click()
    preview = lucie.part("switch-preview")
    await expect(preview).to_be_visible()
    assert await violations(lucie.page) == []
    if topic:
        await preview.locator("label").filter(has_text=topic).click()
    await preview.locator('[data-pane="confirm-switch"]').click()
    await ana.tap("basket_done")
    if format_id == "intervision_triage":
        for guest in table.but(lucie):
            await guest.tap("accept_pact")
        await lucie.tap("change_now")


async def test_there_and_back_on_one_topic(table: Table) -> None:
    """While somebody holds the piece: nothing is lost, and nothing is seen by more people."""
    lucie, ana, tom, _ = table.seats
    await change(table, "intervision_triage", "pace")
    await phase_of_all(table, "present")
    for seat in table.seats:
        await expect(seat.part("topic")).to_contain_text("pace")
        await expect(seat.part("privacy")).to_contain_text(seat.words.say("privacy.sealed"))
        await expect(seat.panel.locator('[data-notice="switch_format"]')).to_be_visible()
    await lucie.choose("goto_basket")
    await phase_of_all(table, "basket")
    await tom.give("takeaway", table.secret(SEALED, tom))
    await expect(tom.card(NOTE)).to_be_visible()

    await lucie.choose("switch_back")
    await phase_of_all(table, "pitch")
    await table.circle(ana, tom, holder=ana)
    await expect(tom.card(NOTE)).to_be_visible()
    await table.keeps_secrets()


async def test_undo_of_a_change(table: Table) -> None:
    """One tap, and everybody is where they were: phase, circle, whose piece, their own words."""
    lucie, ana, tom, _ = table.seats
    await change(table, "intervision_triage")
    await expect(lucie.panel).not_to_have_attribute("data-phase", "pitch")
    await lucie.tap("undo")
    await phase_of_all(table, "pitch")
    await table.circle(ana, tom, holder=ana)
    await expect(tom.card(NOTE)).to_be_visible()
    await table.keeps_secrets()


async def test_a_look_is_nobodys_business(table: Table) -> None:
    """What fits comes first, with a reason against what does not; looking changes nothing."""
    lucie, ana, *_ = table.seats
    ana.forget_frames()
    await lucie.choose("switch_format")
    dialog = lucie.part("pane-fill")
    await dialog.locator('[name="minutes"]').fill("20")
    await dialog.locator('[name="minutes"]').press("Tab")
    triage = dialog.locator('[data-format="intervision_triage"]')
    await expect(triage.locator('[data-part="misfit"]')).to_contain_text("60")
    first = dialog.locator("[data-format]").first
    await expect(first).to_have_attribute("data-format", "check_in_circle")
    await expect(first.locator('[data-part="misfit"]')).to_have_count(0)
    await expect(dialog.locator('[data-format="lean_coffee"]')).to_have_count(0)  # that is played
    await triage.click()
    facts = dialog.locator("[data-fact]")
    await expect(facts.filter(has_text="Ana")).to_be_visible()
    await expect(dialog.locator('[data-fact="stricter"]')).to_be_visible()
    assert await lucie.sideways() == 0
    await dialog.locator('[data-pane="close"]').click()
    assert {frame["t"] for frame in ana.frames()} <= {"time"}
