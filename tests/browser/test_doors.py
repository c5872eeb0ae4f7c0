"""One table through every door: the panel is there, knows who is who, and follows a whole round.

That a call which names no session is left alone is tried in `test_inside_door.py`.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect
from tests.browser.calls import DOMAIN, Calling
from tests.browser.inside import BELOW, CIRCLE, SLOT, STORE, Door
from tests.browser.jitsi.conference import jitsi_page
from tests.browser.seats import Seat
from tests.browser.triage import Triage

Joins = Callable[[str, str], Awaitable[Seat]]
HOOKED = {"jitsi_hooked": (DOMAIN,), "public_url": CIRCLE}


async def call_page(calling: Calling) -> Joins:
    """The call beside the panel, on our own page."""
    return lambda name, link: calling.joins(name, link, consents=True)


async def over_the_call(calling: Calling) -> Joins:
    """The panel in Jitsi's own page, over the pictures."""
    door = Door(calling, BELOW, "config")
    return lambda name, link: door.joins(name, link, consents=True)


async def in_jitsis_slot(calling: Calling) -> Joins:
    """The panel in the place that Jitsi itself has for panels."""
    door = Door(calling, BELOW, "config")
    calling.conference.body, calling.conference.late = SLOT, STORE

    async def joins(name: str, link: str) -> Seat:
        seat = await door.joins(name, link, consents=True)
        assert await seat.page.locator("#custom-panel iframe").count() == 1
        return seat

    return joins


async def a_tab_of_its_own(calling: Calling) -> Joins:
    """The panel's page has opened the call in another tab."""
    return lambda name, link: calling.opens(name, link, consents=True)


async def companion(calling: Calling) -> Joins:
    """The panel alone, on a phone; its owner is in the call by Jitsi's own app."""

    async def joins(name: str, link: str) -> Seat:
        app = await calling.seat(f"{name} in Jitsi")
        await jitsi_page(app.page, "Circle", name)
        await calling.conference.until(lambda: name in calling.conference.members)
        seat = await calling.house.seat(name)
        await seat.join(link.replace("/call#", "#"))
        return seat

    return joins


DOORS: dict[str, tuple[Callable[[Calling], Awaitable[Joins]], dict[str, Any]]] = {
    "call page": (call_page, {}),
    "over the call": (over_the_call, HOOKED),
    "in Jitsi's slot": (in_jitsis_slot, HOOKED),
    "a tab of its own": (a_tab_of_its_own, {"jitsi_domains": ()}),
    "companion": (companion, {}),
}


@pytest_asyncio.fixture(loop_scope="session", params=DOORS)
async def door(
    request: pytest.FixtureRequest, browser: Browser, tmp_path: Path
) -> AsyncIterator[tuple[Calling, Joins, bool]]:
    """A house, how people come in, and whether the panel steers the call."""
    make, settings = DOORS[request.param]
    async with Calling.at(tmp_path, browser, **settings) as calling:
        await calling.planned(level="self")
        yield calling, await make(calling), make is not companion
        assert [t for t in calling.house.troubles() if "error:" in t] == []


async def test_a_whole_triage_round(door: tuple[Calling, Joins, bool]) -> None:
    """Only one's own tap opens a microphone, one's own; it is closed when the floor moves on."""
    calling, joins, steers = door
    lucie = await joins("Lucie", calling.links.facilitator)
    ana = await joins("Ana", calling.links.invitation)
    tom = await joins("Tom", calling.links.invitation)
    await Triage(lucie, ana, tom, calling.conference if steers else None).plays()
    if steers:
        await calling.known(lucie, ana, tom)
        await expect(lucie.part("call-absent")).to_have_count(0)
    else:
        assert calling.conference.commands == []
    for seat in (lucie, ana, tom):
        assert calling.links.invitation.rpartition(".")[2] not in seat.page.url
    assert set(calling.conference.members) == {"Lucie", "Ana", "Tom"}
