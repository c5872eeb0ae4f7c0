"""What breaks while moderation follows the turn: tabs, the server, and ids that change."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser, expect
from tests.browser.calls import Calling
from tests.browser.jitsi.conference import Conference
from tests.browser.seats import Seat
from tests.server.faulty_line import FaultyLine


@pytest_asyncio.fixture(loop_scope="session")
async def calling(browser: Browser, tmp_path: Path) -> AsyncIterator[Calling]:
    async with Calling.at(tmp_path, browser) as calling:
        yield calling
        assert calling.house.troubles() == []


QUICK_JS = "const was = performance.now.bind(performance); performance.now = () => was() * 100"
"""For whoever waits in this page, seconds are over at once."""


async def held(calling: Calling, line: FaultyLine | None = None) -> list[Seat]:
    """Lucie and Max moderate the call; it is Ana's turn, and nobody but her may be heard.

    With *line*, Lucie's panel is reached over it.
    """
    await calling.planned(level="server")
    call = calling.conference
    call.moderators = lambda place: place < 2
    link = calling.links.facilitator
    lucie = await calling.joins(
        "Lucie", link.replace(calling.house.url, line.url) if line else link
    )
    others = [await calling.joins(name) for name in ("Max", "Ana", "Tom")]
    await lucie.choose("goto_keywords")
    await lucie.sees_holder("Max")
    await others[0].tap("pass")
    await call.until(lambda: call.locked() == {"Tom"} and call.members["Ana"].approved)
    return [lucie, *others]


def granted(call: Conference, name: str) -> bool:
    return call.moderation and call.members[name].approved


async def test_the_tab_of_the_steward_dies_in_the_middle_of_a_turn(calling: Calling) -> None:
    """Whoever else moderates takes over: the turn goes on, and so does who may be heard."""
    lucie, _, ana, tom = await held(calling)
    call = calling.conference
    await lucie.context.close()
    await call.gone("Lucie")
    await ana.tap("pass")
    await tom.is_offered("speak", "pass")
    await call.until(lambda: call.locked() == {"Ana"} and granted(call, "Tom"))
    assert {who for who, name, _ in call.commands if name == "reject-participant"} >= {"Max"}
    assert call.opened == []


async def test_the_network_of_the_steward_dies_without_a_word(calling: Calling) -> None:
    """No tab is closed, and no socket says so: within five seconds somebody else sees to it."""
    async with FaultyLine(calling.house.port) as line:
        lucie, _, ana, tom = await held(calling, line)
        lucie.forgive("WebSocket", "ERR_")
        call = calling.conference
        await calling.house.minutes_pass(1 / 60)
        await call.until(lambda: any('"still"' in text for text in lucie.received))
        line.half_open()
        await lucie.page.evaluate(QUICK_JS)
        await call.tells("Lucie", "settled()")  # what she has ordered before is done
        before = len(call.commands)
        await calling.house.minutes_pass(5 / 60)
        await ana.tap("pass")
        await tom.is_offered("speak", "pass")
        await call.until(lambda: call.locked() == {"Ana"} and granted(call, "Tom"))
        ordered = {"ask-to-unmute", "reject-participant", "mute-remote-participant"}
        assert {who for who, name, _ in call.commands[before:] if name in ordered} == {"Max"}
        assert call.opened == []


async def test_the_server_dies_and_the_call_goes_on(calling: Calling) -> None:
    """All are free once the panels have noticed; with the server, the turn is back."""
    seats = await held(calling)
    call = calling.conference
    for seat in seats:
        seat.forgive("WebSocket", "ERR_CONNECTION_REFUSED")
    await calling.house.stop()
    await call.until(lambda: not call.moderation)
    assert call.locked() == set()
    assert set(call.members) == {"Lucie", "Max", "Ana", "Tom"}
    tom = call.members["Tom"].frame
    await tom.wait_for_function("!seen.moderation")  # Jitsi has told him, too
    await call.tells("Tom", "hand.toggle()")
    assert call.audible() == {"Tom"}
    await calling.house.start()
    await call.until(lambda: call.locked() == {"Tom"} and call.members["Ana"].approved)
    await seats[2].is_offered("speak", "pass")
    assert call.audible() == set()


async def test_the_holder_comes_back_under_another_id(calling: Calling) -> None:
    """The same seat and the same turn; meanwhile nobody is locked out for somebody unknown."""
    _, _, ana, _ = await held(calling)
    call = calling.conference
    before, seat = call.members["Ana"].id, ana.me
    await call.gone("Ana")
    await ana.reload()
    await call.until(lambda: "Ana" in call.members)
    assert call.members["Ana"].id != before
    await call.until(lambda: call.locked() == {"Tom"} and granted(call, "Ana"))
    assert ana.me == seat
    await ana.tap("speak")
    await call.until(lambda: call.audible() == {"Ana"})
    assert call.opened == [("Ana", "command")]


async def test_the_last_facilitator_leaves(calling: Calling) -> None:
    """The floor is open, and everybody reads who is missing; nobody stays locked."""
    lucie, _, _, tom = await held(calling)
    call = calling.conference
    await lucie.choose("leave")
    await lucie.panel.locator('[data-sure="leave"]').click()
    await call.until(lambda: not call.moderation)
    assert call.locked() == set()
    await tom.sees("notice", "situations.facilitator_lost")


async def test_everybody_moderates(calling: Calling) -> None:
    """Then moderation binds nobody: said before it begins, and each panel mutes its own."""
    await calling.planned(level="server")
    call = calling.conference
    call.moderators = lambda place: True
    lucie = await calling.joins("Lucie", calling.links.facilitator)
    ana = await calling.joins("Ana", consents=True)
    tom = await calling.joins("Tom", consents=True)
    words = lucie.words.say("call.everybody_moderates")
    await expect(lucie.part("call-why").locator("p")).to_have_text(words)
    await expect(ana.part("call-why")).to_have_count(0)
    await call.tells("Tom", "hand.toggle()")
    await lucie.choose("goto_keywords")
    await call.until(
        lambda: call.of("Tom")[-1:] == [("toggle-audio",)] or "Tom" not in call.audible()
    )
    await ana.tap("speak")
    await call.until(lambda: call.audible() == {"Ana"})
    await expect(tom.part("call-consent")).to_have_count(0)
    assert not call.moderation
