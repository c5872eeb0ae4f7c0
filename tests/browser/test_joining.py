"""Two people come in by their links, and the piece goes round."""

import asyncio
import re

from playwright.async_api import Route, expect
from tests.browser.house import House
from tests.browser.table import Table


async def test_two_people_pass_the_piece(house: House) -> None:
    """A facilitator and a guest sit down; the piece goes on by itself with one tap per turn.

    A word may be corrected: it stands in the field as it was.
    """
    links = await house.session()
    lucie, ana = await house.seat("Lucie"), await house.seat("Ana")
    await lucie.join(links.facilitator)
    await ana.join(links.invitation)
    table = Table(lucie, ana)
    await lucie.tap("next_phase")
    await lucie.tap("next_phase")
    await table.phase("keywords")
    await table.circle(ana, lucie, holder=ana)
    await ana.sees_prompt("keywords", "speaker")
    await lucie.sees_prompt("keywords", "facilitator")
    await ana.give("keyword", "balance")
    await table.circle(ana, lucie, holder=lucie, had="Ana")
    await ana.part("topics").locator("summary").click()
    await ana.tap_card("balance", "edit")
    field = ana.card("balance").locator("form input")
    await expect(field).to_have_value("balance")
    await field.fill("balance at work")
    await field.press("Enter")
    await expect(lucie.part("topics")).to_contain_text("balance at work")
    await ana.tap_card("balance", "edit")
    await expect(field).to_have_value("balance at work")
    await field.press("Escape")
    await lucie.tap("pass")
    await table.circle(ana, lucie, holder=ana)
    await ana.tap("pass")
    await expect(lucie.part("lit")).to_have_text(lucie.words.say("exits.all_passed"))


async def test_on_a_poor_line_the_page_says_that_it_takes_a_moment(house: House) -> None:
    """In its own colours, which came with it: the card waits for one script and for no styles."""
    links = await house.session()
    ana = await house.seat("Ana")
    page = await (await ana.page.request.get(links.invitation)).text()
    (script,) = re.findall(r'<script type="module" async [^>]*src="([^"]+)"', page)
    asked: list[str] = []
    arrives = asyncio.Event()

    async def hold(route: Route) -> None:
        await arrives.wait()
        await route.continue_()

    await ana.page.route(f"**{script}", hold)
    ana.page.on("request", lambda request: asked.append(request.resource_type))
    await ana.page.goto(links.invitation, wait_until="commit")
    line = ana.page.get_by_text(ana.words.say("home.loading"))
    await expect(line).to_be_visible()
    await expect(line).to_have_css("text-align", "center")
    arrives.set()
    await expect(ana.part("join")).to_be_enabled()
    await expect(line).to_be_hidden()
    await expect(ana.part("arrival")).to_have_css("max-width", "480px")
    assert "stylesheet" not in asked
