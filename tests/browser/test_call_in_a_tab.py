"""Where a call cannot stand in our page, it opens in a tab of its own, followed from here."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser, expect
from tests.browser.calls import DOMAIN, Calling
from tests.browser.seats import Seat


@pytest_asyncio.fixture(loop_scope="session")
async def calling(browser: Browser, tmp_path: Path) -> AsyncIterator[Calling]:
    """A house that has no Jitsi of its own: people name any."""
    async with Calling.at(tmp_path, browser, jitsi_domains=()) as calling:
        yield calling
        assert calling.house.troubles() == []


async def opens(calling: Calling, seat: Seat, link: str) -> None:
    """*seat* sits down, taps, and is in the call that opens beside."""
    await seat.join(link)
    door = seat.part("call-door")
    await expect(door).to_contain_text(seat.words.say("call.tab"))
    async with seat.page.expect_popup():
        await door.locator("button").click()
    await calling.conference.until(lambda: seat.name in calling.conference.members)
    await expect(door).to_have_count(0)
    await calling.known(seat)


async def test_a_round_with_the_call_in_another_tab(calling: Calling) -> None:
    """Nothing leaves before the tap; then the panel's tab knows who is who, and opens my mic."""
    links = await calling.planned(level="self")
    assert "/call#" not in links.invitation
    call = calling.conference
    lucie, ana = await calling.seat("Lucie"), await calling.seat("Ana")
    await lucie.arrive(links.facilitator)
    assert call.requested == []
    await opens(calling, lucie, links.facilitator)
    await opens(calling, ana, links.invitation)
    assert [call.members["Ana"].joined_with[key] for key in ("embedded", "jwt")] == [False, None]
    await ana.panel.locator('[name="consent"]').click()
    await call.tells("Lucie", "hand.toggle()")
    await lucie.choose("goto_keywords")
    await ana.tap("speak")
    await call.until(lambda: "Ana" in call.audible())
    await ana.give("keyword", "balance")
    await call.until(lambda: "Ana" not in call.audible())
    assert call.opened == [("Lucie", "own"), ("Ana", "command")]


async def test_a_tab_that_was_closed_is_opened_again(calling: Calling) -> None:
    await calling.planned()
    call = calling.conference
    lucie = await calling.seat("Lucie")
    await opens(calling, lucie, calling.links.facilitator)
    before = call.members["Lucie"].id
    tab = next(page for page in lucie.context.pages if DOMAIN in page.url)
    await tab.close()
    await call.gone("Lucie")
    door = lucie.part("call-door")
    await expect(door).to_be_visible()
    async with lucie.page.expect_popup():
        await door.locator("button").click()
    await call.until(lambda: "Lucie" in call.members)
    assert call.members["Lucie"].id != before


async def test_meet_jit_si_is_told_about(calling: Calling) -> None:
    """It ends a call in a frame after five minutes, so none is put into one."""
    links = await calling.planned(call="https://meet.jit.si/OurCircle")
    lucie = await calling.house.seat("Lucie")
    await lucie.join(links.facilitator)
    words = lucie.words.say("call.five_minutes")
    await expect(lucie.part("call-door").locator("p")).to_have_text(words)
    await expect(lucie.page.locator("iframe")).to_have_count(0)
