"""Ana's topic, without questions; then the time is short, and what remains is kept."""

from playwright.async_api import expect
from tests.browser.evening.people import Evening
from tests.browser.seats import Seat


async def a_topic_without_questions(e: Evening) -> None:
    """Ines has a full seat now. Nobody has a question: one tour of passes, and on."""
    await e.table.all(lambda seat: seat.sees_holder("Ana"))
    await e.ana.sees_prompt("present", "presenter", keyword="balance")
    await e.ana.tap("finish")
    await e.lucie.tap("next_phase")
    circle = [e.juliette, e.noor, e.tom, e.ines, e.lucie, e.marc]
    await e.table.circle(*circle, holder=e.juliette)
    for seat in circle:
        await seat.tap("pass")
    await e.lucie.sees("lit", "exits.all_passed")


async def a_pause_is_asked_for(e: Evening) -> None:
    """A bell for everybody, and nobody learns who rang it."""
    pause = await e.ines.pane("pause")
    await pause.locator('[data-seconds="15"]').click()
    await e.table.all(lambda seat: expect(seat.part("bell")).to_be_visible())
    await e.house.minutes_pass(0.25)
    await e.table.all(lambda seat: expect(seat.part("bell")).to_have_count(0))


async def reactions_the_other_way_round(e: Evening) -> None:
    """Another person starts, and the piece goes the other way."""
    await e.lucie.tap("next_phase")
    circle = [e.noor, e.juliette, e.ines, e.tom, e.lucie, e.marc]
    await e.table.circle(*circle, holder=e.noor)
    for seat in circle:
        await seat.tap("hand_on")
    await e.lucie.sees("lit", "exits.round_done")
    await e.lucie.tap("next_phase")
    await e.table.phase("basket")
    await e.ana.give("takeaway", e.table.secret("two evenings off", e.ana))
    await expect(e.ana.card("two evenings off")).to_be_visible()
    await e.ana.tap("finish")


async def a_third_topic_no_longer_fits(e: Evening) -> None:
    """With less time than a topic needs, none is offered; the others are for next time."""
    await e.lucie.sees("go", "buttons.next_phase", phase=e.lucie.words.title("breath"))
    await e.house.it_is("20:36")
    await e.lucie.sees("go", "buttons.next_phase", phase=e.lucie.words.title("carry_over"))
    for seat in e.facilitators:
        await seat.sees("figures", "panel.fits_0")


async def carry_over(e: Evening) -> None:
    """Whose word was not reached keeps it for next time, lets it go, or takes that back."""
    await e.lucie.tap("next_phase")
    await e.table.phase("carry_over")
    await e.lucie.sees_prompt("carry_over", "facilitator")
    await e.juliette.sees("notice", "situations.out_of_time", keyword="Rollenwechsel")
    await e.tom.sees("notice", "situations.out_of_time", keyword="pricing")
    await expect(e.ana.part("notice")).to_have_count(0)
    note = e.juliette.card("klingt nach Angst vor Kontrolle")
    await expect(note.locator('[data-offer^="keep_"]')).to_have_count(0)
    await e.juliette.tap_card("Rollenwechsel", "keep")
    await e.table.all(lambda seat: _is_marked(seat, "Rollenwechsel", "panel.kept"))
    await e.tom.tap_card("pricing", "withdraw")
    await e.table.all(lambda seat: expect(seat.card("pricing")).to_have_count(0), e.tom)
    await e.lucie.sees("lit", "exits.list_empty")
    await e.tom.part("toast").locator('[data-offer^="restore_"]').click()
    await e.tom.tap_card("pricing", "keep")
    await e.table.all(lambda seat: _is_marked(seat, "pricing", "panel.kept"))


async def _is_marked(seat: Seat, text: str, key: str) -> None:
    await expect(seat.card(text)).to_contain_text(seat.words.say(key))
