"""A stranger rehearses a whole session alone, from the home page to the end, reading nothing else.

They do what the panel shows them: what is theirs to do in a turn, and the way on where it is lit,
or where nothing more happens. Simulated people do the rest.
"""

from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect
from tests.browser.axe import violations
from tests.browser.house import PANEL, House
from tests.browser.stranger import Stranger, rehearse


@pytest_asyncio.fixture(loop_scope="session")
async def demo(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[House]:
    """A server with simulated people, the same each time.

    It takes any number of commands: a turned clock makes pages ask for the time very often.
    """
    monkeypatch.setattr("talkingpiece.hub.rooms.SystemRandom", lambda: Random(5))  # noqa: S311
    quick = {"limits.commands_per_second": 1000, "limits.commands_burst": 1000}
    async with House.at(tmp_path, browser, allow_simulated=True, **quick) as house:
        yield house
        assert house.troubles() == []


async def test_a_stranger_rehearses_an_intervision_to_its_end(demo: House) -> None:
    """Three topics, one of them their own; a script open wherever it does not cost the circle.

    On the way axe examines every phase.
    """
    seat = await rehearse(demo)
    await expect(seat.part("script")).to_have_attribute("open", "")
    badge = seat.part("rehearsal")
    await badge.click()
    await seat.part("pane-rehearsal").locator('[data-offer="faster"]').click()
    await expect(badge).to_have_text(seat.words.say("rehearsal.badge", n=16))
    await seat.part("pane-rehearsal").locator('[data-pane="close"]').click()
    await demo.minutes_pass(0.2)
    await expect(seat.part("people").locator("li")).to_have_count(4)
    stranger = Stranger(demo, seat, by_axe=True)
    await stranger.goes_through()
    told = " ".join(stranger.phases)
    assert told.startswith("lobby welcome keywords urgency present clarify react basket breath")
    assert told.endswith("closing")
    assert stranger.phases.count("present") == 3
    assert stranger.scripts["lobby"]
    assert stranger.scripts["basket"]
    await expect(seat.part("ending")).to_be_visible()
    await expect(seat.part("again")).to_be_visible()
    await expect(seat.part("series")).to_have_count(0)


@pytest.mark.parametrize("locale", ["fr-FR", "de-DE"])
async def test_a_check_in_circle_in_other_languages(demo: House, locale: str) -> None:
    """Names, words and scripts are those of the page's language."""
    seat = await rehearse(demo, locale, "check_in_circle")
    await expect(seat.part("script").locator("summary")).to_have_text(
        seat.words.say("rehearsal.read_aloud")
    )
    stranger = Stranger(demo, seat)
    await demo.minutes_pass(0.4)
    await stranger.goes_through()
    assert stranger.phases == ["open", "circle", "close"]
    assert await seat.sideways() == 0


async def test_a_real_session_keeps_the_script_folded(demo: House) -> None:
    """Who has facilitated before does not need it; one tap opens it."""
    links = await demo.session()
    seat = await demo.seat("Vera", viewport=PANEL)
    await seat.join(links.facilitator)
    script = seat.part("script")
    await expect(script).not_to_have_attribute("open", "")
    await expect(seat.part("rehearsal")).to_have_count(0)
    await script.locator("summary").click()
    await expect(script.locator("blockquote")).to_be_visible()


@pytest.mark.parametrize("scheme", ["dark", "light"])
async def test_axe_finds_nothing_where_one_rehearses(demo: House, scheme: str) -> None:
    """The home page with its second button, the arrival card, the open script, the badge's pane."""
    seat = await demo.seat("Vera", scheme=scheme)
    await seat.open(demo.url)
    assert await violations(seat.page) == []
    assert await seat.sideways() == 0
    await seat.page.locator("#rehearse-go").click()
    await expect(seat.part("arrival")).to_be_visible()
    assert await violations(seat.page) == []
    await seat.sit_down()
    await expect(seat.part("script")).to_be_visible()
    assert await violations(seat.page) == []
    await seat.part("rehearsal").click()
    await expect(seat.part("pane-rehearsal")).to_be_visible()
    assert await violations(seat.page) == []
