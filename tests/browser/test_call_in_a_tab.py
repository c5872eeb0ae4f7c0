"""Where a call cannot stand in our page, it opens in a tab of its own, followed from here."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser, expect
from tests.browser.calls import DOMAIN, Calling


@pytest_asyncio.fixture(loop_scope="session")
async def calling(browser: Browser, tmp_path: Path) -> AsyncIterator[Calling]:
    """A house that has no Jitsi of its own: people name any."""
    async with Calling.at(tmp_path, browser, jitsi_domains=()) as calling:
        yield calling
        assert calling.house.troubles() == []


async def test_nothing_leaves_before_the_tap(calling: Calling) -> None:
    """Sitting down opens no call by itself; whoever said yes later is muted by their panel, too."""
    links = await calling.planned(level="self")
    assert "/call#" not in links.invitation
    call = calling.conference
    lucie = await calling.seat("Lucie")
    await lucie.join(links.facilitator)
    assert call.requested == []
    ana = await calling.opens("Ana", links.invitation)
    assert [call.members["Ana"].joined_with[key] for key in ("embedded", "jwt")] == [False, None]
    await ana.panel.locator('[name="consent"]').click()
    await call.tells("Ana", "hand.toggle()")
    await lucie.choose("goto_keywords")
    await ana.tap("pass")
    await call.until(lambda: "Ana" not in call.audible())
    assert call.opened == [("Ana", "own")]


async def test_a_tab_that_was_closed_is_opened_again(calling: Calling) -> None:
    await calling.planned()
    call = calling.conference
    lucie = await calling.opens("Lucie", calling.links.facilitator)
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
