"""Tabs closed at the worst moments, all of them at once, a phone in a pocket: nothing is lost."""

from playwright.async_api import CDPSession, expect
from tests.browser.house import House, Links
from tests.browser.seats import Seat
from tests.browser.table import Table

SITS_AGAIN = "({ me }, before) => me === before"
PHONE = {"width": 390, "height": 780}


async def seated(house: House, links: Links, *names: str) -> Table:
    """The first of *names* facilitates."""
    seats = [await house.seat(name) for name in names]
    for number, seat in enumerate(seats):
        await seat.join(links.invitation if number else links.facilitator)
    return Table(*seats)


async def with_a_topic(house: House, links: Links) -> Table:
    """Ana has given a word; the round of keywords is still going on, and Tom has the piece."""
    table = await seated(house, links, "Lucie", "Ana", "Tom", "Noor")
    lucie, ana, tom, noor = table
    await lucie.choose("goto_keywords")
    await ana.give("keyword", "balance")
    await table.circle(ana, tom, noor, lucie, holder=tom, had="Ana")
    return table


async def presenting(house: House, links: Links) -> Table:
    """Ana presents her topic."""
    table = await with_a_topic(house, links)
    lucie, _, tom, noor = table
    for seat in (tom, noor, lucie):
        await seat.tap("pass")
    await lucie.tap("next_phase")
    await table.phase("urgency")
    await lucie.tap("next_phase")
    await table.phase("present")
    return table


async def closes_the_tab(house: House, seat: Seat) -> None:
    """Shut without a word; after a while the server takes them for lost."""
    await seat.open("about:blank")
    await house.has_lost(seat)
    await house.minutes_pass(1)


async def test_the_facilitators_tab_is_closed_in_mid_turn(house: House) -> None:
    """The round goes on by itself; whoever likes holds the frame; the lead is not snatched back."""
    table = await with_a_topic(house, await house.session())
    lucie, ana, tom, noor = table
    address, others = lucie.page.url, Table(ana, tom, noor)
    await closes_the_tab(house, lucie)
    await others.all(lambda seat: seat.sees("notice", "situations.facilitator_lost"))
    await tom.tap("pass")
    await others.circle(ana, tom, noor, lucie, holder=noor, had="Ana Tom")
    await house.minutes_pass(1)
    await ana.tap("offer_to_lead")
    await house.minutes_pass(0.3)
    await ana.is_offered("next_person", "next_phase")
    await lucie.open(address)
    await expect(lucie.part("panel")).to_be_visible()
    await ana.is_offered("next_person")
    await lucie.is_not_offered("next_person")
    await table.circle(ana, tom, noor, lucie, holder=noor, had="Ana Tom")


async def test_the_presenters_tab_is_closed_while_they_tell(house: House) -> None:
    """All wait quietly; Ana is back in her topic as if nothing had been."""
    table = await presenting(house, await house.session())
    lucie, ana, tom, noor = table
    address = ana.page.url
    await ana.note(table.secret("what I forgot to say", ana))
    await closes_the_tab(house, ana)
    for seat in (lucie, tom, noor):
        await seat.sees("notice", "situations.presenter_lost", name="Ana", min=3)
    await ana.open(address)
    await ana.is_offered("speak", "finish")
    await expect(lucie.part("notice")).to_have_count(0)
    await ana.panel.locator('[data-pane="notes"]').click()
    await expect(ana.card("what I forgot to say")).to_be_visible()
    await table.keeps_secrets()


async def test_the_presenters_tab_is_closed_in_the_basket(house: House) -> None:
    """The topic counts as done, and its owner's sheet is still theirs when they are back."""
    table = await presenting(house, await house.session())
    lucie, ana, *_ = table
    address = ana.page.url
    await lucie.choose("goto_basket")
    await table.phase("basket")
    await ana.give("takeaway", table.secret("ask for less", ana))
    await closes_the_tab(house, ana)
    await house.minutes_pass(3)
    await lucie.tap("rest_topic")
    await expect(lucie.panel).not_to_have_attribute("data-phase", "basket")
    await ana.open(address)
    await expect(ana.part("panel")).to_be_visible()
    await table.phase("closing")
    await lucie.sure("close")
    await ana.part("sheet-get").click()
    await expect(ana.part("open")).to_be_visible()
    await table.keeps_secrets()


async def test_all_tabs_are_closed_and_opened_again_from_the_links(house: House) -> None:
    """The battery of the whole house was empty, the server's too: links and names are enough.

    Nobody has a token any more. The facilitator's link gives the lead back, and "yes, that's Ana"
    gives each their seat, with the turn and the notes that were theirs.
    """
    links = await house.session()
    table = await with_a_topic(house, links)
    lucie, ana, tom, noor = table
    await ana.note(table.secret("only I know", ana))
    before = {seat.name: seat.me for seat in table}
    for seat in table:
        await seat.context.close()
    await house.stop()
    await house.start()
    house.seats.clear()

    lucie, ana, tom, noor = [await house.seat(name) for name in ("Lucie", "Ana", "Tom", "Noor")]
    await lucie.arrive(links.facilitator)
    await house.minutes_pass(1)
    await lucie.sit_down()
    own = lucie.panel.locator(f'[data-notice="seat_{lucie.me}"]')
    await expect(own).to_contain_text(lucie.words.say("situations.was_it_you", name="Lucie"))
    await lucie.tap(f"confirm_seat_{lucie.me}")
    await expect(own).to_have_count(0)
    await lucie.knows(SITS_AGAIN, before["Lucie"])
    for seat in (ana, tom, noor):
        await seat.join(links.invitation)
        newcomer = seat.me
        await lucie.tap(f"confirm_seat_{newcomer}")
        await expect(lucie.offer(f"confirm_seat_{newcomer}")).to_have_count(0)
        await seat.knows(SITS_AGAIN, before[seat.name])
    again = Table(lucie, ana, tom, noor)
    await again.circle(ana, tom, noor, lucie, holder=noor, had="Ana")
    assert {seat.name: seat.me for seat in again} == before
    await lucie.is_offered("next_person", "undo")
    await noor.tap("pass")
    await tom.is_offered("speak", "pass")  # the turn he missed
    await ana.panel.locator('[data-pane="notes"]').click()
    await expect(ana.card("only I know")).to_be_visible()


async def test_a_phone_sleeps_for_two_minutes_in_mid_round(house: House) -> None:
    """Its page is frozen; when it is looked at again, it shows the present turn, and the draft."""
    links = await house.session()
    lucie, ana = await house.seat("Lucie"), await house.seat("Ana", viewport=PHONE)
    tom = await house.seat("Tom")
    await lucie.join(links.facilitator)
    await ana.join(links.invitation)
    await tom.join(links.invitation)
    await lucie.choose("goto_keywords")
    table = Table(lucie, ana, tom)
    await table.circle(ana, tom, lucie, holder=ana)
    field = ana.panel.locator('form:has([data-offer="add_keyword"]) [name="text"]')
    await field.fill("half a wo")
    page = await ana.context.new_cdp_session(ana.page)
    await sleeps(page, True)
    await house.minutes_pass(1)
    await lucie.tap("next_person")
    await Table(lucie, tom).circle(ana, tom, lucie, holder=tom, had="Ana")
    await tom.tap("pass")
    await house.minutes_pass(1)
    await Table(lucie, tom).circle(ana, tom, lucie, holder=lucie, had="Ana Tom")
    await lucie.tap("pass")
    await sleeps(page, False)
    await table.circle(ana, tom, lucie, holder=ana)
    await expect(field).to_have_value("half a wo")
    await ana.give("keyword", "half a word")
    await table.circle(ana, tom, lucie, holder=tom, had="Ana")
    assert await ana.sideways() <= 0


async def sleeps(page: CDPSession, asleep: bool) -> None:
    """As a phone's system does it with a page that nobody looks at."""
    state = "frozen" if asleep else "active"
    await page.send("Page.setWebLifecycleState", {"state": state})
