"""A panel that is open for an evening holds on to no more at its end than at its beginning."""

from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect
from tests.browser.footprint import Footprint, footprint
from tests.browser.house import House
from tests.browser.stranger import Stranger, rehearse

MORE = 1.2
"""The words and notes of an evening are kept, and nothing else may grow."""
SOME_BYTES = 400_000


@pytest_asyncio.fixture(loop_scope="session")
async def demo(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[House]:
    """Simulated people, the same each time."""
    monkeypatch.setattr("talkingpiece.hub.rooms.SystemRandom", lambda: Random(5))  # noqa: S311
    quick = {"limits.commands_per_second": 1000, "limits.commands_burst": 1000}
    async with House.at(tmp_path, browser, allow_simulated=True, **quick) as house:
        yield house
        assert house.troubles() == []


class Measured(Stranger):
    """Weighs the page each time a round of questions begins."""

    async def goes_through(self) -> None:
        self.found: list[Footprint] = []
        await super().goes_through()

    async def _moment(self) -> str:
        before = len(self.phases)
        moment = await super()._moment()
        if len(self.phases) > before and self.phases[-1] == "clarify":
            self.found.append(await footprint(self.seat))
        return moment


async def test_nothing_grows_from_topic_to_topic(demo: House) -> None:
    """Nodes and listeners of the third topic are those of the first, and so is the memory."""
    stranger = Measured(demo, await rehearse(demo))
    await stranger.goes_through()
    await expect(stranger.seat.part("ending")).to_be_visible()
    first, *_, last = stranger.found
    assert len(stranger.found) >= 3
    assert last.nodes <= first.nodes * MORE
    assert last.listeners <= first.listeners * MORE
    assert last.heap <= first.heap * MORE + SOME_BYTES
