"""The call beside the panel: our own page holds Jitsi's frame, and knows who is who in it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser, expect
from tests.browser.calls import DOMAIN, Calling
from tests.browser.house import PANEL


@pytest_asyncio.fixture(loop_scope="session")
async def calling(browser: Browser, tmp_path: Path) -> AsyncIterator[Calling]:
    async with Calling.at(tmp_path, browser) as calling:
        yield calling
        assert calling.house.troubles() == []


async def test_the_call_begins_after_the_pact_and_with_microphones_off(calling: Calling) -> None:
    """Nothing of Jitsi is asked for before; then it stands beside the panel, under my name."""
    links = await calling.planned()
    assert "/call#" in links.invitation
    lucie = await calling.seat("Lucie")
    await lucie.arrive(links.facilitator)
    await expect(lucie.part("call")).to_have_text(lucie.words.say("call.after"))
    await expect(lucie.page.locator("#call iframe")).to_have_count(0)
    assert calling.conference.requested == []
    await lucie.sit_down()
    frame = lucie.page.locator("#call iframe")
    await expect(frame).to_be_visible()
    await calling.conference.until(lambda: "Lucie" in calling.conference.members)
    joined = calling.conference.members["Lucie"].joined_with
    assert joined["embedded"] is True
    for wanted in ("config.startWithAudioMuted=true", "config.disableDeepLinking=true"):
        assert wanted in joined["hash"]
    assert calling.conference.opened == []
    panel = await lucie.panel.bounding_box()
    call = await frame.bounding_box()
    assert panel is not None
    assert call is not None
    assert call["x"] + call["width"] <= panel["x"]


async def test_who_is_in_the_call_and_not_at_the_table(calling: Calling) -> None:
    """Facilitators see them by name; whoever sits down is not among them any more."""
    await calling.planned()
    lucie = await calling.joins("Lucie", calling.links.facilitator)
    stranger = await calling.seat("Max")
    await stranger.open(f"https://{DOMAIN}/Circle#userInfo.displayName=%22Max%22")
    absent = lucie.part("call-absent")
    await expect(absent.locator("p")).to_have_text(lucie.words.say("call.absent", n=1, names="Max"))
    ana = await calling.joins("Ana")
    await expect(absent).to_contain_text("Max")
    await expect(absent).not_to_contain_text("Ana")
    await expect(ana.part("call-absent")).to_have_count(0)
    await calling.conference.tells("Ana", "hand.rename('Anne')")
    await calling.conference.until(lambda: "Anne" in calling.conference.members)
    await calling.conference.tells("Max", "hand.rename('Maxime')")
    await expect(absent).to_contain_text("Maxime")
    await expect(absent).not_to_contain_text("Ann")  # another name, the same seat


async def test_only_the_named_deployment_may_stand_in_the_page(calling: Calling) -> None:
    """The page's policy names it and nothing else; other pages know of no call at all."""
    links = await calling.planned()
    seat = await calling.seat("Lucie")
    answer = await seat.page.goto(links.facilitator)
    assert answer is not None
    policy = answer.headers["content-security-policy"]
    assert f"script-src 'self' https://{DOMAIN};" in policy
    assert f"frame-src https://{DOMAIN};" in policy
    assert answer.headers["cross-origin-opener-policy"] == "same-origin-allow-popups"
    home = await seat.page.goto(calling.house.url)
    assert home is not None
    assert DOMAIN not in home.headers["content-security-policy"]


async def test_the_panel_is_made_wider_and_folded_with_keys_and_mouse(calling: Calling) -> None:
    await calling.planned()
    lucie = await calling.joins("Lucie", calling.links.facilitator)
    before = await lucie.panel.bounding_box()
    edge = lucie.page.locator("#edge")
    await edge.press("ArrowLeft")
    await edge.press("ArrowLeft")
    after = await lucie.panel.bounding_box()
    assert before is not None
    assert after is not None
    assert after["width"] == before["width"] + 48
    await edge.press("Enter")
    await expect(lucie.panel).not_to_be_visible()
    await calling.conference.tells("Lucie", "pressToolbar('talking-piece')")
    await expect(lucie.panel).to_be_visible()


async def test_on_a_phone_the_panel_is_below_the_call(calling: Calling) -> None:
    await calling.planned()
    lucie = await calling.seat("Lucie", PANEL)
    await lucie.join(calling.links.facilitator)
    frame = lucie.page.locator("#call iframe")
    await expect(frame).to_be_visible()
    call, panel = await frame.bounding_box(), await lucie.panel.bounding_box()
    assert call is not None
    assert panel is not None
    assert call["y"] + call["height"] <= panel["y"]
    assert await lucie.sideways() <= 0


async def test_on_a_phone_notices_are_read_one_at_a_time(calling: Calling) -> None:
    """However much there is to be told of the call; read, and the circle is in sight again."""
    await calling.planned(level="server")
    calling.conference.moderators = lambda place: True
    lucie = await calling.joins("Lucie", calling.links.facilitator)
    await lucie.page.set_viewport_size(PANEL)
    await calling.joins("Ana", consents=True)
    stranger = await calling.seat("Max")
    await stranger.open(f"https://{DOMAIN}/Circle#userInfo.displayName=%22Max%22")
    await lucie.choose("goto_keywords")
    for notice in ("call-why", "call-consent", "call-absent"):
        await expect(lucie.part("middle").locator(".notice")).to_have_count(1)
        await expect(lucie.part(notice)).to_be_visible()
        await lucie.part(notice).locator('[data-pane="call-read"]').click()
    await expect(lucie.part("middle").locator(".notice")).to_have_count(0)
    await expect(lucie.part("holder")).to_be_in_viewport()


async def test_a_reload_comes_back_to_seat_and_call(calling: Calling) -> None:
    """With a new id in the call, and the same seat at the table."""
    await calling.planned()
    lucie = await calling.joins("Lucie", calling.links.facilitator)
    ana = await calling.joins("Ana")
    before = calling.conference.members["Ana"].id
    await calling.conference.gone("Ana")
    seat = ana.me
    await ana.reload()
    await calling.conference.until(lambda: "Ana" in calling.conference.members)
    assert calling.conference.members["Ana"].id != before
    await calling.known(ana)
    assert ana.me == seat
    await expect(lucie.part("call-absent")).to_have_count(0)
