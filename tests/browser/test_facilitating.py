"""What else a facilitator does by hand, and what people may do in a round besides speaking."""

import pytest_asyncio
from playwright.async_api import expect
from tests.browser.house import House
from tests.browser.table import Table


@pytest_asyncio.fixture(loop_scope="session")
async def table(house: House) -> Table:
    """Lucie and three guests in the round of keywords; Ana holds the piece."""
    links = await house.session()
    table = Table(*[await house.seat(name) for name in ("Lucie", "Ana", "Tom", "Noor")])
    lucie, ana, tom, noor = table.seats
    await lucie.join(links.facilitator)
    for guest in (ana, tom, noor):
        await guest.join(links.invitation)
    await lucie.choose("goto_keywords")
    await table.circle(ana, tom, noor, lucie, holder=ana)
    return table


async def test_just_listening_is_one_tap_and_undone_by_one(table: Table) -> None:
    """Tom sits out without a word and comes back in; he waits for nobody, nobody waits for him."""
    lucie, ana, tom, noor = table.seats
    await tom.tap("just_listen")
    await table.circle(ana, noor, lucie, holder=ana)
    await expect(tom.part("prompt")).to_have_text(tom.words.say("defaults.talk.listener"))
    await tom.tap("just_listen")
    await table.circle(ana, noor, lucie, tom, holder=ana)


async def test_the_piece_is_given_out_of_turn(table: Table) -> None:
    """Noor has to leave soon: Lucie gives her the piece; Ana is asked again, nobody is skipped."""
    lucie, ana, tom, noor = table.seats
    await lucie.choose(f"give_piece_{noor.me}")
    await table.circle(ana, tom, noor, lucie, holder=noor)
    await noor.give("keyword", "deadline")
    await table.circle(ana, tom, noor, lucie, holder=ana, had="Noor")
    await ana.tap("pass")
    await table.circle(ana, tom, noor, lucie, holder=tom, had="Ana Noor")


async def test_the_next_person_by_the_large_button(table: Table) -> None:
    """It names who comes next; undo gives the turn back."""
    lucie, ana, tom, noor = table.seats
    await expect(lucie.offer("next_person")).to_have_text("→ Tom")
    await lucie.tap("next_person")
    await table.circle(ana, tom, noor, lucie, holder=tom, had="Ana")
    await lucie.tap("undo")
    await table.circle(ana, tom, noor, lucie, holder=ana)


async def test_another_round_after_all_have_passed(table: Table) -> None:
    """The way on is lit, and the circle may go round once more all the same."""
    lucie, ana, tom, noor = table.seats
    for seat in (ana, tom, noor, lucie):
        await seat.tap("pass")
    await lucie.sees("lit", "exits.all_passed")
    await lucie.tap("another_round")
    await table.circle(ana, tom, noor, lucie, holder=ana)
    await expect(lucie.part("lit")).to_have_count(0)


async def test_an_evening_without_topics(table: Table) -> None:
    """Nobody brought a word: the way leads to the closing, and all are told kindly."""
    lucie, ana, tom, noor = table.seats
    for seat in (ana, tom, noor, lucie):
        await seat.tap("pass")
    await lucie.sees("lit", "exits.all_passed")
    await lucie.tap("next_phase")
    await table.phase("urgency")
    await lucie.tap("next_phase")
    await table.phase("closing")
    await table.all(lambda seat: seat.sees("notice", "situations.no_topics"))


async def test_holding_the_clock(house: House, table: Table) -> None:
    """Lucie holds: the digits stand still, and go on from where they were."""
    lucie = table.seats[0]
    await lucie.choose("hold")
    await lucie.sees("figures", "panel.held")
    await house.minutes_pass(10)
    await lucie.tap("resume")
    await expect(lucie.part("figures")).not_to_contain_text(lucie.words.say("panel.held"))
    await expect(lucie.part("figures")).to_contain_text("0:0")


async def test_more_time(table: Table) -> None:
    """Five minutes for the phase, ten for the evening: seen by facilitators at once."""
    lucie = table.seats[0]
    await expect(lucie.part("figures")).to_contain_text("2h 5m left")
    await lucie.choose("extend_session")
    await expect(lucie.part("figures")).to_contain_text("2h 15m left")


async def test_the_presenter_leaves_in_mid_story(table: Table) -> None:
    """Ana has to go: her story is not told by others; her word keeps its place in the list."""
    lucie, ana, tom, _ = table.seats
    await ana.give("keyword", "balance")
    await tom.give("keyword", "pricing")
    await lucie.choose("goto_urgency")
    await table.phase("urgency")
    await lucie.tap("next_phase")
    await table.phase("present")
    await ana.choose("leave")
    await ana.panel.locator('[data-sure="leave"]').click()
    await expect(ana.part("goodbye")).to_be_visible()
    table.seats.remove(ana)
    for seat in table.seats:
        await expect(seat.part("holder")).to_have_count(0)
