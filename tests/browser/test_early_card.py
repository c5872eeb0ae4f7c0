"""The card of the room's page, while the panel's script is still on its way."""

import asyncio
import re

from playwright.async_api import Route, expect
from tests.browser.house import House
from tests.browser.seats import Seat

SCRIPT = re.compile(r"/static/part-\w+\.js$")


class Line:
    """A line on which the panel's script comes only when it is let through."""

    def __init__(self) -> None:
        self.open = asyncio.Event()

    async def over(self, seat: Seat) -> None:
        await seat.page.route(SCRIPT, self._wait)

    async def _wait(self, route: Route) -> None:
        await self.open.wait()
        await route.continue_()


async def test_the_card_is_written_on_and_sent_before_the_script_is_there(house: House) -> None:
    """Everything that is agreed stands on it first; a tap that came early is not lost."""
    links = await house.session()
    ana, line = await house.seat("Ana"), Line()
    await line.over(ana)
    await ana.page.goto(links.invitation, wait_until="commit")
    await expect(ana.part("pact").locator("li")).not_to_have_count(0)
    await expect(ana.part("kept")).to_contain_text("24")
    await ana.part("arrival").locator('input[name="name"]').fill("Ana")
    await ana.part("join").click()
    await expect(ana.part("join")).to_have_attribute("aria-busy", "true")
    line.open.set()
    await expect(ana.part("panel")).to_be_visible()


async def test_who_is_writing_goes_on_writing_when_the_panel_takes_over(house: House) -> None:
    """Words, cursor, focus and the place of the field stay; the card says all it said before."""
    links = await house.session()
    ana, line = await house.seat("Ana"), Line()
    await line.over(ana)
    await ana.page.goto(links.facilitator, wait_until="commit")
    field = ana.part("arrival").locator('input[name="name"]')
    await field.press_sequentially("Maria")
    await field.press("ArrowLeft")
    await expect(ana.part("facilitates")).to_be_visible()
    said, stood = await ana.part("pact").inner_text(), await field.bounding_box()
    line.open.set()
    await expect(ana.part("language")).to_be_visible()
    assert await field.bounding_box() == stood
    await ana.page.keyboard.type("n")
    await expect(field).to_have_value("Marina")
    await expect(ana.part("pact").locator("li")).to_have_text(said.splitlines())
    await expect(ana.part("arrival")).to_have_count(1)
    await ana.part("join").click()
    await expect(ana.part("panel")).to_be_visible()


async def test_who_has_a_seat_is_never_asked_for_a_name_again(house: House) -> None:
    """A reload leads back to the table, and no card flashes up on the way."""
    links = await house.session()
    ana, line = await house.seat("Ana"), Line()
    await ana.join(links.invitation)
    await line.over(ana)
    await ana.page.reload(wait_until="commit")
    await expect(ana.page.locator("talking-piece .loading")).to_be_visible()
    await expect(ana.part("arrival")).to_be_hidden()
    line.open.set()
    await expect(ana.part("panel")).to_be_visible()
