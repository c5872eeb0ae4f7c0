"""What Jitsi itself shows of the table, what of Jitsi reaches the table, and what stays covered."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest_asyncio
from playwright.async_api import Browser, expect
from tests.browser.calls import Calling
from tests.browser.jitsi.conference import jitsi_page
from tests.browser.table import Table

TURN = "talking-piece-turn"


@pytest_asyncio.fixture(loop_scope="session")
async def calling(browser: Browser, tmp_path: Path) -> AsyncIterator[Calling]:
    async with Calling.at(tmp_path, browser) as calling:
        yield calling
        assert calling.house.troubles() == []


async def test_my_turn_works_with_the_panel_closed(calling: Calling) -> None:
    """Jitsi says that it is my turn, with both buttons; a sealed format shows no more."""
    await calling.planned()
    call = calling.conference
    lucie = await calling.joins("Lucie", calling.links.facilitator)
    ana, tom = await calling.joins("Ana"), await calling.joins("Tom")
    table = Table(lucie, ana, tom)
    await call.tells("Ana", "pressToolbar('talking-piece')")
    await expect(ana.panel).not_to_be_visible()
    await lucie.choose("goto_keywords")
    await call.until(lambda: bool(_notified(calling, "Ana")))
    told = _notified(calling, "Ana")[-1]
    assert told["title"] == ana.words.say("mic.your_turn")
    assert told["timeout"] == "sticky", "nothing else tells whose panel is closed"
    assert [one["uuid"] for one in told["customActions"]] == [f"{TURN}:speak", f"{TURN}:pass"]
    await call.tells("Ana", f"tapNotification('{TURN}:speak')")
    await call.until(lambda: call.audible() == {"Ana"})
    await call.until(lambda: f"{TURN}:hand_on" in str(_notified(calling, "Ana")[-1]))
    await call.tells("Ana", f"tapNotification('{TURN}:hand_on')")
    await table.circle(ana, tom, lucie, holder=tom, had="Ana")
    await call.until(lambda: call.of("Ana")[-1] == ("hide-notification", TURN))
    await call.tells("Ana", f"tapNotification('{TURN}:pass')")
    await call.until(lambda: bool(_notified(calling, "Tom")))
    assert _notified(calling, "Tom")[-1]["timeout"] == "medium", "the panel is beside it"
    await call.tells("Tom", f"tapNotification('{TURN}:pass')")
    await table.circle(ana, tom, lucie, holder=lucie, had="Ana Tom")
    assert call.opened == [("Ana", "command")]
    named = {name for _, name, _ in call.commands}
    assert not named & {"pin-participant", "set-meeting-timer", "local-subject"}


async def test_hands_of_both_are_one_queue_by_time(calling: Calling) -> None:
    """Also a hand that went up before the talk began; who has had their turn has no hand up."""
    calling.house.format_id = "open_space_session"
    await calling.planned()
    call = calling.conference
    lucie = await calling.joins("Lucie", calling.links.facilitator)
    ana, tom = await calling.joins("Ana"), await calling.joins("Tom")
    noor = await calling.joins("Noor")
    await call.tells("Tom", "hand.raise(Date.now() - 1000)")
    await call.tells("Noor", "hand.raise(Date.now() - 5000)")
    for phase in ("frame_goals", "first_take", "other_takes"):
        await lucie.tap("next_phase")
        await ana.sees_phase(phase)
    # An empty floor is the first hand's at once; the others wait, as long as their hands are up.
    await call.until(lambda: call.members["Tom"].hand == 0 or call.members["Noor"].hand == 0)
    first, second = (tom, noor) if call.members["Tom"].hand == 0 else (noor, tom)
    await lucie.sees_holder(first.name)
    await ana.tap("raise_hand")
    await expect(lucie.part("hands").locator("li")).to_have_count(2)
    names = await lucie.part("hands").locator("li").all_inner_texts()
    assert [second.name in names[0], "Ana" in names[1]] == [True, True]
    await call.tells("Noor" if second is noor else "Tom", "hand.raise(0)")
    await expect(lucie.part("hands").locator("li")).to_have_count(1)
    # What an open format may show in Jitsi: the holder large, the time, the phase.
    await call.until(lambda: ("pin-participant", call.members[first.name].id) in call.of("Ana"))
    assert any(name == "local-subject" for name, *_ in call.of("Ana"))
    await call.until(lambda: any(name == "set-meeting-timer" for name, *_ in call.of("Lucie")))
    # The menu of a person in Jitsi.
    await call.tells("Lucie", f"pressMenu('talking-piece-give', '{call.members['Ana'].id}')")
    await lucie.sees_holder("Ana")


async def test_a_hand_of_somebody_without_a_panel_is_in_the_queue(calling: Calling) -> None:
    """By Jitsi's own app or by telephone: seen by name, and once there is a seat, in the queue."""
    calling.house.format_id = "open_space_session"
    await calling.planned()
    call = calling.conference
    lucie = await calling.joins("Lucie", calling.links.facilitator)
    ana = await calling.joins("Ana")
    otto = await calling.seat("Otto")
    await jitsi_page(otto.page, "Circle", "Otto")
    await call.until(lambda: "Otto" in call.members)
    await call.tells("Otto", "hand.raise(Date.now())")
    await expect(lucie.part("call-absent")).to_contain_text("✋ Otto")
    more = await lucie.pane("more")
    row = more.locator('[data-offer="add_seat"]')
    await expect(row).to_have_text(lucie.words.say("buttons.add_seat"))
    await row.click()
    await lucie.fill_in("add_seat", "otto")
    await expect(lucie.part("call-absent")).to_have_count(0)
    for phase in ("frame_goals", "first_take", "other_takes"):
        await lucie.tap("next_phase")
        await ana.sees_phase(phase)
    # An empty floor is the first hand's at once.
    await lucie.sees_holder("otto")
    await ana.tap("raise_hand")
    await lucie.tap("next_person")
    await ana.sees_holder("Ana")


async def test_what_is_for_me_is_covered_while_i_share_my_screen(calling: Calling) -> None:
    """Notes and the facilitator's figures; shown all the same by one tap, until the next time."""
    await calling.planned()
    lucie = await calling.joins("Lucie", calling.links.facilitator)
    figures = lucie.part("figures")
    await expect(figures).to_be_visible()
    await calling.conference.tells("Lucie", "hand.share(true)")
    await expect(lucie.part("call-covered")).to_be_visible()
    await expect(figures).to_be_hidden()
    await lucie.panel.locator('[data-pane="uncover"]').click()
    await expect(figures).to_be_visible()
    await calling.conference.tells("Lucie", "hand.share(false)")
    await calling.conference.tells("Lucie", "hand.share(true)")
    await expect(figures).to_be_hidden()
    await calling.conference.tells("Lucie", "hand.share(false)")
    await expect(figures).to_be_visible()


async def test_a_recording_stops_a_sealed_session(calling: Calling) -> None:
    """Everybody reads why, on the phone too; whoever leads decides, or it ends."""
    await calling.planned()
    lucie = await calling.joins("Lucie", calling.links.facilitator)
    ana = await calling.joins("Ana")
    tom = await calling.house.seat("Tom")
    await tom.join(calling.links.invitation.replace("/call#", "#"))
    await calling.conference.records(on=True)
    banner = '[data-notice="recording"]'
    for seat in (lucie, ana, tom):
        words = seat.words.say("situations.recording_on")
        await expect(seat.panel.locator(banner)).to_contain_text(words)
    await expect(ana.panel.locator(banner).locator("button")).to_have_count(0)
    await lucie.sure("go_on_recorded")
    words = ana.words.say("situations.recording_accepted")
    await expect(ana.panel.locator(banner)).to_have_text(words)
    await calling.conference.records(on=False)
    await expect(ana.panel.locator(banner)).to_have_count(0)


def _notified(calling: Calling, name: str) -> list[dict[str, Any]]:
    """The notifications about their turn that Jitsi was to show to *name*."""
    shown = [
        args[0] for command, *args in calling.conference.of(name) if command == "show-notification"
    ]
    return [one for one in shown if one["uid"] == TURN]
