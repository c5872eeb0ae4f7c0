"""Peer coaching in real browsers: one whole session, what each sees, and what nobody else may."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser, expect
from tests.browser.axe import violations
from tests.browser.house import House
from tests.browser.seats import Seat
from tests.browser.table import Table

SHOTS = os.environ.get("TALKINGPIECE_SHOTS", "")


@pytest_asyncio.fixture(loop_scope="session")
async def house(browser: Browser, tmp_path: Path) -> AsyncIterator[House]:
    """A house that plays peer coaching."""
    made = House.at(tmp_path, browser)
    made.format_id = "peer_coaching_45"
    async with made as house:
        yield house
        assert house.troubles() == []


class Coaching:
    """Lucie facilitates, Ana gives the case, Tom and Noor observe."""

    def __init__(self, house: House, *seats: Seat) -> None:
        self.house = house
        self.lucie, self.ana, self.tom, self.noor = seats
        self.table = Table(*seats)

    async def goes_on(self, phase: str) -> None:
        """The lead taps the lit way on."""
        await self.lucie.tap("next_phase")
        await self.table.phase(phase)
        await self.looks(phase)

    async def looks(self, phase: str) -> None:
        """Everybody's screen fits, and axe finds nothing on it."""
        for seat in self.table.seats:
            assert await seat.sideways() == 0, (seat, phase)
        assert await violations(self.ana.page) == []
        if SHOTS:
            await self.table.shots(Path(SHOTS), f"peer-{phase}")


async def begun(house: House) -> Coaching:
    """Everybody is at the table."""
    links = await house.session(minutes=45)
    seats = [await house.seat(name) for name in ("Lucie", "Ana", "Tom", "Noor")]
    await seats[0].join(links.facilitator)
    for seat in seats[1:]:
        await seat.join(links.invitation)
    coaching = Coaching(house, *seats)
    await coaching.table.phase("welcome")
    coaching.invitation = links.invitation  # type: ignore[attr-defined]
    return coaching


async def test_a_whole_session(house: House) -> None:
    """From the welcome to the sheet; nothing of it is on anybody else's page."""
    c = await begun(house)
    await a_case_is_found(c)
    await it_is_told_without_interruption(c)
    await observers_say_what_they_noticed(c)
    await questions_and_perspectives(c)
    await the_case_giver_sees_something_new(c)
    await people_close(c)
    await c.table.keeps_secrets()
    await the_sheet_has_what_authors_let(c)


async def a_case_is_found(c: Coaching) -> None:
    """Two offer; Ana says "I will", thinks again, and says it once more."""
    await c.goes_on("choose_case")
    await c.tom.sees_prompt("choose_case", "all")
    await c.ana.give("case_offer", "How do I say no to my lead?")
    await c.tom.give("case_offer", "A retro that goes in circles")
    await expect(c.noor.part("assign")).to_contain_text("A retro that goes in circles")
    await c.ana.tap("volunteer")
    for seat in c.table.seats:
        await expect(seat.part("roles")).to_contain_text("Ana")
    await c.tom.is_not_offered("volunteer")
    await c.ana.tap("lay_down_role")
    await c.tom.is_offered("volunteer")
    await c.ana.tap("volunteer")
    await expect(c.lucie.offer("next_phase")).to_have_attribute("data-lit", "")


async def it_is_told_without_interruption(c: Coaching) -> None:
    """Ana has the piece, the others their prompt and their own notes; latecomers wait outside."""
    await c.goes_on("case")
    await c.ana.sees_prompt("case", "presenter")
    await c.tom.sees_prompt("case", "listener")
    for seat in c.table.seats:
        await seat.sees_holder("Ana")
    await c.tom.note(c.table.secret("she laughed when she said no", c.tom))
    late = await c.house.seat("Ines")
    await late.arrive(c.invitation)  # type: ignore[attr-defined]
    await late.sit_down()
    await expect(late.part("waiting")).to_be_visible()
    assert "say no" not in await late.screen_text()
    await late.context.close()
    c.house.seats.remove(late)
    await c.ana.tap("finish")
    await c.goes_on("settle_notes")
    await c.noor.sees_prompt("settle_notes", "listener")
    await expect(c.noor.part("notes").locator("textarea")).to_be_visible()  # opened by nobody


async def observers_say_what_they_noticed(c: Coaching) -> None:
    """In turn; the case giver sees it and does not reply; no other observer sees it written."""
    await c.goes_on("observations")
    await c.ana.sees_prompt("observations", "presenter")
    await c.tom.tap("volunteer")
    await c.tom.sees_prompt("observations", "speaker")
    await c.lucie.is_offered("next_person")
    seen = c.table.secret("I noticed you laughed", c.tom, c.ana)
    await c.tom.give("observation", seen)
    await c.tom.tap("hand_on")
    unsaid = c.table.secret("I heard three times must", c.noor, c.ana)
    await c.noor.give("observation", unsaid)
    await c.noor.tap("hand_on")
    await c.goes_on("choose_focus")
    await c.ana.sees_prompt("choose_focus", "presenter")
    await expect(c.ana.part("middle")).to_contain_text(seen)
    await expect(c.lucie.part("empty")).to_have_text(c.lucie.words.say("board.for_one", name="Ana"))
    await c.lucie.is_offered("scribe_focus")
    await a_focus_is_taken_up(c, seen)
    for seat in c.table.seats:
        await expect(seat.part("panel")).to_contain_text(LONG)
    await c.ana.tap("finish")


LONG = "What makes me laugh there, what am I afraid of, and what would a no sound like?"


async def a_focus_is_taken_up(c: Coaching, seen: str) -> None:
    """ "This one" has the words ready; they are Ana's to put, and go to nobody before she does."""
    told = c.ana.part("middle").locator(".card", has_text=seen)
    await told.locator('[data-offer^="take_up_"]').click()
    line = told.locator("input")
    await expect(line).to_be_focused()
    await expect(line).to_have_value(seen)
    await c.looks("take-up")
    await line.fill("Why did I laugh?")
    await line.press("Enter")
    await expect(c.tom.part("topic")).to_contain_text("Why did I laugh?")
    await c.ana.is_answered()
    await told.locator('[data-offer^="take_up_"]').click()
    await line.fill(LONG)
    await line.press("Enter")
    await expect(c.ana.part("middle")).not_to_contain_text("Why did I laugh?")
    await c.looks("taken-up")
    for there in (c.tom.part("topic"), c.tom.panel.locator('[data-pane="where"]')):
        await there.click()  # what is cut at the top stands whole one tap away
        await expect(c.tom.part("where")).to_contain_text(LONG)
        await c.tom.page.keyboard.press("Escape")
        await expect(c.tom.part("where")).to_have_count(0)


async def questions_and_perspectives(c: Coaching) -> None:
    """Open questions; the case giver answers aloud or not, and may say "enough"."""
    await c.goes_on("explore")
    await c.ana.sees_prompt("explore", "presenter")
    await c.tom.give("question", c.table.secret("What would the no protect?", c.tom, c.ana))
    await c.ana.tap("answered")
    await c.noor.sees_prompt("explore", "speaker")
    await c.noor.tap("pass")
    await c.ana.tap("enough")
    await c.goes_on("perspectives")
    for observer in await c.table.in_turn():
        await observer.tap("pass")


async def the_case_giver_sees_something_new(c: Coaching) -> None:
    """What Ana writes for herself is on her screen alone."""
    await c.goes_on("insight")
    await c.ana.sees_prompt("insight", "presenter")
    await c.ana.give("takeaway", c.table.secret("the laugh is my no", c.ana))
    await c.ana.give("next_action", c.table.secret("say it before lunch", c.ana))
    await c.ana.tap("finish")
    await c.tom.tap("leave_to_presenter")
    await expect(c.tom.offer("leave_to_presenter")).to_have_text(
        c.tom.words.say("buttons.keep_to_myself")
    )
    await c.lucie.is_not_offered("leave_to_presenter")


async def people_close(c: Coaching) -> None:
    """One word each, facilitators last; then the end."""
    await c.goes_on("close")
    for seat in await c.table.in_turn():
        await seat.tap("pass")
    await c.lucie.sure("close")
    for seat in c.table.seats:
        await expect(seat.part("ending")).to_be_visible()


async def the_sheet_has_what_authors_let(c: Coaching) -> None:
    """Ana's own words and Tom's, without his name; not Noor's; nobody else has one of hers."""
    await c.ana.part("sheet-get").click()
    link = await c.ana.part("open").get_attribute("href")
    assert link is not None
    await c.ana.open(link)
    sheet = c.ana.page.locator("main")
    for words in ("the laugh is my no", "say it before lunch", "I noticed you laughed"):
        await expect(sheet).to_contain_text(words)
    shown = await sheet.inner_text()
    assert "three times must" not in shown
    assert "Tom" not in shown
