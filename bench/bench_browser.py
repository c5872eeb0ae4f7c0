"""The panel in a real browser for two hours: what the page holds on to, and its long tasks."""

import asyncio
import sys
import tempfile
from pathlib import Path
from random import Random

from playwright.async_api import Browser, async_playwright, expect

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # the browsers of the tests are the browsers of the figures

from tests.browser.conftest import ARGUMENTS, PATIENCE_MS  # noqa: E402
from tests.browser.footprint import footprint, long_tasks, watch_long_tasks  # noqa: E402
from tests.browser.house import House  # noqa: E402
from tests.browser.stranger import Stranger, rehearse  # noqa: E402
from tests.conftest import chromium_path  # noqa: E402

from talkingpiece.hub import rooms  # noqa: E402

EVERY_MINUTES = 20
TWO_HOURS = 120


class Evening(Stranger):
    """Takes two hours, and weighs the page every twenty minutes."""

    patience = 80
    step_minutes = 0.2
    most_steps = 4000
    measures_scrolling = False

    async def goes_through(self) -> None:
        self.begun = self.house.clock.now()
        self.rows: list[tuple[float, int, int, int]] = []
        await super().goes_through()

    async def _moment(self) -> str:
        minutes = (self.house.clock.now() - self.begun) / 60_000
        if minutes >= len(self.rows) * EVERY_MINUTES:
            found = await footprint(self.seat)
            self.rows.append((minutes, found.heap, found.nodes, found.listeners))
        return await super()._moment()

    async def _goes_on(self) -> None:
        """Nobody is in a hurry: what is left of the two hours passes before the end."""
        minutes = (self.house.clock.now() - self.begun) / 60_000
        if await self.seat.offer("next_phase").count() or minutes >= TWO_HOURS:
            await super()._goes_on()
        else:
            await self.house.minutes_pass(1)


async def two_hours(browser: Browser, folder: Path) -> None:
    """A rehearsal at people's own pace."""
    rooms.SystemRandom = lambda: Random(5)  # type: ignore[assignment,misc]  # noqa: S311
    quick = {"limits.commands_per_second": 1000, "limits.commands_burst": 1000}
    async with House.at(folder, browser, allow_simulated=True, **quick) as house:
        seat = await rehearse(house)
        await watch_long_tasks(seat)
        await seat.reload()
        await expect(seat.part("panel")).to_be_visible()
        await seat.sends({"do": "set_pace", "pace": 1})
        evening = Evening(house, seat)
        await evening.goes_through()
        print(f"{'minute':>8} {'heap kB':>9} {'nodes':>7} {'listeners':>10}")
        for minutes, heap, nodes, listeners in evening.rows:
            print(f"{minutes:8.0f} {heap / 1000:9.0f} {nodes:7d} {listeners:10d}")
        tasks = await long_tasks(seat)
        later = tasks[1:] if tasks else tasks
        print(f"tasks over 50 ms: {len(tasks)}, of which while loading: {len(tasks) - len(later)}")
        print("longest: " + (f"{max(tasks):.0f} ms" if tasks else "none"))


async def main() -> None:
    """Everything, in one browser."""
    expect.set_options(timeout=PATIENCE_MS)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        with tempfile.TemporaryDirectory() as folder:
            await two_hours(browser, Path(folder))
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
