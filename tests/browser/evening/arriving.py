"""From the link to the table: arrival cards, the second facilitator, the welcome."""

import re

from playwright.async_api import expect
from tests.browser.evening.people import Evening
from tests.browser.seats import Seat
from tests.browser.words import FORMAT

TITLE = "Tuesday circle"

PACT_SENTENCES = 5


async def a_session_is_planned(e: Evening) -> None:
    """Lucie fills in the form of the home page, and copies the invitation."""
    page = e.lucie.page
    await e.lucie.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await e.lucie.open(f"{e.house.url}/")
    form = page.locator("#session-form")
    await form.locator(f'input[value="{FORMAT}"]').check()
    await form.locator('[name="date"]').fill("2099-03-10")
    await form.locator('[name="start"]').fill("19:00")
    await form.locator('[name="title"]').fill(TITLE)
    await expect(form.locator('[name="end"]')).to_have_value("21:00")
    await expect(form.locator('[name="zone"]')).to_have_value("Europe/Paris")
    await form.locator('[type="submit"]').click()
    await page.locator("#copy-invitation").click()
    await expect(page.locator("#said")).to_have_text(e.lucie.words.say("home.copied"))
    invitation = await page.evaluate("navigator.clipboard.readText()")
    assert TITLE in invitation
    found = re.search(rf"{re.escape(e.house.url)}/rooms/\S+#\S+", invitation)
    assert found
    e.invitation_link = found[0]


async def the_facilitator_opens(e: Evening) -> None:
    """Lucie's link leads to a facilitator's seat; its token leaves the address bar at once."""
    door = e.lucie.page.locator("#open-room")
    e.facilitator_link = e.house.url + (await door.get_attribute("href") or "")
    async with e.lucie.page.expect_popup() as opening:
        await door.click()
    e.lucie.page = await opening.value
    await expect(e.lucie.part("arrival")).to_be_visible()
    await e.lucie.sees("facilitates", "arrival.facilitates")
    assert "#" not in e.lucie.page.url
    await e.lucie.sit_down()
    await e.comes(e.lucie).sees_phase("lobby")
    await e.lucie.sees("people", "table.nobody_else")


async def peers_arrive(e: Evening) -> None:
    """One card in my language: the pact, what is kept, my name, "I'm in". Then the table."""
    for seat in (e.ana, e.juliette, e.noor):
        await seat.arrive(e.invitation_link)
        assert "#" not in seat.page.url
        await expect(seat.part("pact").locator("li")).to_have_count(PACT_SENTENCES)
        await seat.sees("pact", "pacts.sealed.1")
        await seat.sees("kept", "arrival.kept", n=24)
        await expect(seat.part("facilitates")).to_have_count(0)
        await seat.sit_down()
        await e.comes(seat).sees_phase("lobby")
    await e.table.all(lambda seat: seat.sees_prompt("lobby", "all", start="19:00"))


async def a_second_facilitator_asks(e: Evening) -> None:
    """Whoever comes later with the facilitator link needs the lead's yes."""
    await e.marc.join(e.facilitator_link)
    e.comes(e.marc)
    await expect(e.marc.part("figures")).to_have_count(0)
    await e.lucie.sees("notice", "situations.asks_to_facilitate", name="Marc")
    await e.ana.is_not_offered(f"admit_{e.marc.me}")
    await e.lucie.tap(f"admit_{e.marc.me}")
    await expect(e.marc.part("figures")).to_be_visible()

    async def sees_all_five(seat: Seat) -> None:
        names = seat.part("people").locator("li span")
        await expect(names).to_have_text(["Lucie", "Ana", "Juliette", "Noor", "Marc"])

    await e.table.all(sees_all_five)


async def welcome(e: Evening) -> None:
    """At seven the way is lit. The pact is said; who still looks at the card is seen, not named."""
    await e.house.minutes_pass(5)
    await e.lucie.sees("lit", "exits.start_time")
    await e.marc.is_not_offered("next_phase")
    await e.lucie.tap("next_phase")
    await e.table.phase("welcome")
    for facilitator in e.facilitators:
        await facilitator.sees_prompt("welcome", "facilitator")
    await e.table.all(lambda seat: seat.sees_prompt("welcome", "all"), *e.facilitators)
    await e.table.all(lambda seat: seat.sees("pact", "pacts.sealed.1"))
    await e.lucie.sees("lit", "exits.all_ack")
    await e.tom.arrive(e.invitation_link)
    await e.lucie.sees("figures", "panel.arriving_1")
    await expect(e.lucie.part("lit")).to_have_count(0)


async def only_facilitators_see_digits(e: Evening) -> None:
    """Time is a slow ring for everybody, and digits for those who keep it."""
    for seat in e.facilitators:
        await expect(seat.part("figures")).to_be_visible()

    async def sees_no_digits(seat: Seat) -> None:
        await expect(seat.part("figures")).to_have_count(0)
        await expect(seat.panel.locator(".digits")).to_have_count(0)

    await e.table.all(sees_no_digits, *e.facilitators)
