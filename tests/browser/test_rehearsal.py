"""A stranger rehearses a whole session alone, from the home page to the end, reading nothing else.

They do what the panel shows them: what is theirs to do in a turn, and the way on where it is lit,
or where nothing more happens. Simulated people do the rest.
"""

import itertools
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect
from tests.browser.axe import violations
from tests.browser.house import PANEL, House
from tests.browser.seats import Seat

STEP_MINUTES = 0.1
PATIENCE = 12
"""So many steps without anything new, and even a stranger goes on."""
ROUNDS = {"keywords", "clarify", "react", "closing", "circle"}
SCROLLS = """async panel => {
  for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
  const middle = panel.shadowRoot.querySelector(".middle");
  return middle ? middle.scrollHeight - middle.clientHeight : 0;
}"""


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


async def rehearse(house: House, locale: str = "en-GB", format_id: str = "") -> Seat:
    """From the home page to the table."""
    seat = await house.seat("Vera", locale)
    await seat.open(house.url)
    if format_id:
        await seat.page.locator(f"input[value={format_id}]").check(force=True)
    await seat.page.locator("#rehearse-go").click()
    await expect(seat.part("arrival")).to_be_visible()
    await expect(seat.part("rehearsal")).to_be_visible()
    await seat.sit_down()
    await expect(seat.part("panel")).to_be_visible()
    return seat


LETTERS = "size => { document.documentElement.style.fontSize = size; }"


async def examined(seat: Seat) -> list[str]:
    """What axe finds on a screen: dark and light, with usual letters and with twice as large."""
    found = []
    for scheme, letters in itertools.product(("light", "dark"), ("200%", "100%")):
        await seat.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        await seat.page.evaluate(LETTERS, letters)
        found += [f"{scheme}, {letters}: {each}" for each in await violations(seat.page)]
    return found


class Stranger:
    """Knows nothing but what stands on the panel."""

    def __init__(self, house: House, seat: Seat, *, by_axe: bool = False) -> None:
        self.house = house
        self.by_axe = by_axe
        """Whether each phase is examined when it is seen first."""
        self.seat = seat
        self.phases: list[str] = []
        self.scripts: dict[str, bool] = {}
        """For each phase: whether what may be read aloud was open when it began."""

    async def goes_through(self) -> None:
        """Until the session has ended."""
        waited, seen = 0, ""
        for _ in range(600):
            if await self.seat.panel.get_attribute("data-stage") == "closed":
                return
            now = await self._moment()
            waited = waited + 1 if now == seen else 0
            seen = now
            if await self._takes_turn():
                continue
            if await self.seat.part("lit").count() or waited > PATIENCE:
                await self._goes_on()
                waited = 0
            else:
                await self.house.minutes_pass(STEP_MINUTES)
        raise AssertionError(f"no end in sight: {self.phases}")

    async def _moment(self) -> str:
        phase = str(await self.seat.panel.get_attribute("data-phase"))
        topic = str(await self.seat.panel.get_attribute("data-topic"))
        if not self.phases or self.phases[-1] != phase:
            if self.by_axe and phase not in self.phases:
                assert await examined(self.seat) == [], phase
            self.phases.append(phase)
            script = self.seat.part("script")
            if await script.count():
                self.scripts[phase] = await script.get_attribute("open") is not None
        circle = self.seat.part("circle")
        if phase in ROUNDS and not await self.seat.part("notice").count():
            hidden = await self.seat.panel.evaluate(SCROLLS)
            assert hidden <= 0, f"{phase} has to be scrolled by {hidden}"
        holder = await circle.get_attribute("data-holder") if await circle.count() else ""
        return f"{phase} {topic} {holder}"

    async def _takes_turn(self) -> bool:
        """Whatever is mine to do in this moment: give a word once, pass, answer, finish."""
        for offer in ("finish", "answered", "pass"):
            if not await self.seat.offer(offer).count():
                continue
            if offer == "pass" and "keyword" not in self.given and await self._gives():
                return True
            await self.seat.tap(offer)
            await expect(self.seat.panel.locator("[aria-busy=true]")).to_have_count(0)
            return True
        return False

    given: tuple[str, ...] = ()

    async def _gives(self) -> bool:
        if not await self.seat.offer("add_keyword").count():
            return False
        await self.seat.give("keyword", "my first evening")
        await expect(self.seat.panel.locator("[aria-busy=true]")).to_have_count(0)
        self.given = ("keyword",)
        return True

    async def _goes_on(self) -> None:
        if await self.seat.offer("next_phase").count():
            await self.seat.tap("next_phase")
        else:
            await self.seat.sure("close")
        await expect(self.seat.panel.locator("[aria-busy=true]")).to_have_count(0)


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
