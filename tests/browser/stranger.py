"""Somebody who rehearses a session alone and knows nothing but what stands on the panel."""

import itertools

from playwright.async_api import expect
from tests.browser.axe import violations
from tests.browser.house import House
from tests.browser.seats import Seat

STEP_MINUTES = 0.1
PATIENCE = 12
"""So many steps without anything new, and even a stranger goes on."""
ROUNDS = {"keywords", "clarify", "react", "closing", "circle"}
SCROLLS = """async panel => {
  for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
  const middle = panel.shadowRoot.querySelector(".middle");
  if (!middle) return 0;
  return await new Promise(tell => { // as it is painted: when all that asked for this frame is done
    const frame = new ResizeObserver(() => {
      frame.disconnect();
      const notice = panel.shadowRoot.querySelector('[data-part="notice"]'); // has come meanwhile
      tell(notice ? 0 : middle.scrollHeight - middle.clientHeight);
    });
    frame.observe(middle);
    setTimeout(tell, 2000, 0); // another middle has taken its place
  });
}"""
"""How many pixels of the middle are out of sight."""


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

    patience = PATIENCE
    step_minutes = STEP_MINUTES
    most_steps = 600
    measures_scrolling = True

    async def goes_through(self) -> None:
        """Until the session has ended."""
        waited, seen = 0, ""
        for _ in range(self.most_steps):
            if await self.seat.panel.get_attribute("data-stage") == "closed":
                return
            now = await self._moment()
            waited = waited + 1 if now == seen else 0
            seen = now
            if await self._takes_turn():
                continue
            if await self.seat.part("lit").count() or waited > self.patience:
                await self._goes_on()
                waited = 0
            else:
                await self.house.minutes_pass(self.step_minutes)
                await self.seat.catches_up()  # else a slow page lets time go by unseen
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
        if (
            self.measures_scrolling
            and phase in ROUNDS
            and not await self.seat.part("notice").count()
        ):
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
