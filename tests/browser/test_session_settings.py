"""What facilitators set for one session, and the small questions of a real evening."""

from pathlib import Path

import pytest_asyncio
from playwright.async_api import Locator, expect
from tests.browser.axe import violations
from tests.browser.house import House, Links
from tests.browser.seats import Seat
from tests.browser.table import Table

from talkingpiece.registry import Registry


@pytest_asyncio.fixture(loop_scope="session")
async def links(house: House) -> Links:
    return await house.session()


@pytest_asyncio.fixture(loop_scope="session")
async def table(house: House, links: Links) -> Table:
    """Lucie facilitates; Ana and Tom are guests. The panel is 320 px wide."""
    table = Table(*[await house.seat(name) for name in ("Lucie", "Ana", "Tom")])
    lucie, ana, tom = table.seats
    await lucie.join(links.facilitator)
    for guest in (ana, tom):
        await guest.join(links.invitation)
    return table


async def opened(seat: Seat) -> Locator:
    """The settings, opened by the keyboard alone."""
    more = seat.panel.locator('[data-pane="more"]')
    await more.focus()
    await seat.page.keyboard.press("Enter")
    row = seat.panel.locator('dialog [data-pane="settings"]')
    await row.focus()
    await seat.page.keyboard.press("Enter")
    pane = seat.part("pane-settings")
    await expect(pane).to_be_visible()
    return pane


def phase(pane: Locator, name: str) -> Locator:
    return pane.locator(f'[data-phase="{name}"]')


async def test_minutes_phases_and_words_are_set_by_the_keyboard(table: Table) -> None:
    """Nothing is wider than the panel; the focus stays; everybody reads the new words."""
    lucie, ana, tom = table.seats
    await lucie.page.set_viewport_size({"width": 320, "height": 640})
    pane = await opened(lucie)
    minutes = phase(pane, "welcome").locator('[type="number"]')
    await minutes.fill("9")
    await minutes.press("Tab")
    await expect(phase(pane, "welcome").locator('[role="switch"]')).to_be_focused()
    breath = phase(pane, "breath").locator('[role="switch"]')
    await breath.press("Space")
    await expect(phase(pane, "breath")).to_have_class("off")
    words = phase(pane, "lobby").locator('[data-part="words"]')
    await words.locator("summary").press("Enter")
    await words.locator("textarea").fill("The kettle is on.")
    await words.locator("button").press("Enter")
    for seat in (ana, tom):
        await expect(seat.part("prompt")).to_have_text("The kettle is on.")
    assert await lucie.sideways() == 0
    assert await pane.evaluate("dialog => dialog.scrollWidth - dialog.clientWidth") == 0
    assert await violations(lucie.page) == []
    await lucie.page.keyboard.press("Escape")
    await expect(lucie.panel.locator('[data-pane="more"]')).to_be_focused()
    await lucie.tap("next_phase")
    await expect(lucie.part("figures")).to_contain_text("of 9m")


async def test_a_round_comes_once_more(table: Table) -> None:
    """Its title is there at once, for everybody, and what runs is not touched."""
    lucie, ana, _ = table.seats
    pane = await opened(lucie)
    again = phase(pane, "welcome").locator('[data-part="again"]')
    await again.locator("summary").click()
    await again.locator("select").select_option("welcome")
    await again.locator("button").click()
    await expect(phase(pane, "welcome_2").locator("strong")).to_have_text("Welcome")
    await lucie.page.keyboard.press("Escape")
    await lucie.tap("next_phase")
    await lucie.tap("next_phase")
    await expect(ana.part("phase")).to_have_text("Welcome")


async def test_our_version_is_downloaded_and_offered(table: Table, tmp_path: Path) -> None:
    """A file for the formats folder, under a name of its own."""
    lucie = table.seats[0]
    pane = await opened(lucie)
    async with lucie.page.expect_download() as started:
        await pane.locator('[data-pane="save"]').click()
    file = tmp_path / "formats" / (await started.value).suggested_filename
    await (await started.value).save_as(file)
    assert "intervision_triage_ours" in Registry.load(file.parent).formats


async def test_guests_have_no_settings(table: Table) -> None:
    ana = table.seats[1]
    await (await ana.pane("more")).wait_for()
    await expect(ana.panel.locator('dialog [data-pane="settings"]')).to_have_count(0)


async def test_more_time_please(table: Table) -> None:
    """Ana asks in any phase; Lucie sees that somebody asked, and answers with one tap."""
    lucie, ana, tom = table.seats
    await lucie.tap("next_phase")
    await ana.choose("more_time")
    await lucie.sees("notice", "situations.more_time")
    await expect(tom.part("notice")).to_have_count(0)
    await expect(lucie.part("notice")).not_to_contain_text("Ana")
    await lucie.tap("give_time")
    await expect(lucie.part("notice")).to_have_count(0)
    await expect(lucie.part("figures")).to_contain_text("of 7m")


async def test_the_rule_grows_for_everybody(table: Table) -> None:
    """For a while, and nobody is named."""
    lucie, _, tom = table.seats
    await lucie.choose("show_rule")
    await table.all(lambda seat: expect(seat.panel.locator(".prompt.grown")).to_be_visible())
    assert "Lucie" not in await tom.part("prompt").inner_text()


async def test_a_long_silence_is_asked_about_quietly(house: House, table: Table) -> None:
    """After thirty seconds, to Lucie alone; waiting is one tap, asking later another."""
    lucie, ana, tom = table.seats
    await lucie.choose("goto_keywords")
    await table.circle(ana, tom, lucie, holder=ana)
    await house.minutes_pass(1)
    await lucie.reload()
    await lucie.sees("notice", "situations.silence")
    await expect(ana.part("notice")).to_have_count(0)
    await lucie.tap("silence_later")
    await table.circle(ana, tom, lucie, holder=tom)
    await house.minutes_pass(1)
    await lucie.reload()
    await lucie.panel.locator('[data-pane="wait"]').click()
    await expect(lucie.part("notice")).to_have_count(0)


async def test_new_links_are_shown_to_whoever_made_them(
    house: House, table: Table, links: Links
) -> None:
    """The old invitation opens nothing, the new one does; Ana stays."""
    lucie, ana, _ = table.seats
    await lucie.choose("renew_links")
    await lucie.panel.locator('[data-sure="renew_links"]').click()
    shown = lucie.part("pane-links").locator('[data-link="invitation"] input')
    fresh = await shown.input_value()
    await lucie.page.keyboard.press("Escape")
    noor = await house.seat("Noor")
    noor.forgive("icon.svg")
    await noor.open(links.invitation)
    await expect(noor.part("goodbye")).to_be_visible()
    await noor.join(fresh)
    await ana.reload()
    await expect(ana.part("panel")).to_be_visible()
