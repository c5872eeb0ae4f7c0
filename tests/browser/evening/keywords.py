"""Three rounds of keywords, a latecomer among them; then which word comes first."""

from playwright.async_api import expect
from tests.browser.evening.arriving import only_facilitators_see_digits
from tests.browser.evening.people import Evening
from tests.browser.seats import Seat


async def first_round(e: Evening) -> None:
    """A word each. One asks to come back later, one arrives and sits at the end of the ring."""
    await e.lucie.tap("next_phase")
    await e.table.phase("keywords")
    circle = [e.ana, e.juliette, e.noor, e.lucie, e.marc]
    await e.table.circle(*circle, holder=e.ana)
    await e.ana.sees_prompt("keywords", "speaker")
    await e.marc.sees_prompt("keywords", "facilitator")
    await e.noor.sees_prompt("keywords", "listener")
    await e.juliette.sees("place", "turns.you_are_next", name="Ana")
    await e.juliette.sees("neighbours", "table.neighbours", before="Ana", after="Noor")
    await e.noor.sees("neighbours", "table.neighbours", before="Juliette", after="Lucie")
    await e.ana.equally_large("speak", "pass")
    await e.juliette.is_not_offered("speak", "pass")
    await only_facilitators_see_digits(e)

    await e.ana.give("keyword", "balance")
    await e.table.circle(*circle, holder=e.juliette, had="Ana")
    await e.table.all(lambda seat: expect(seat.part("topics")).to_contain_text("balance"))
    await e.juliette.equally_large("speak", "pass")
    await e.juliette.tap("later")
    await e.table.circle(*circle, holder=e.noor, had="Ana")
    await e.tom.sit_down()
    circle.append(e.comes(e.tom))
    await e.table.circle(*circle, holder=e.noor, had="Ana")
    await e.noor.tap("pass")
    await e.lucie.tap("pass")
    await e.marc.tap("pass")
    await e.table.circle(*circle, holder=e.juliette, had="Ana Noor Lucie Marc")
    await e.juliette.is_offered("pass")
    await e.juliette.is_not_offered("later")
    await e.juliette.give("keyword", "Rollenwechsel")
    await e.table.circle(*circle, holder=e.tom, had="Ana Noor Lucie Marc Juliette")


async def a_spoken_word(e: Evening) -> None:
    """Nobody has to type: Tom says his word, and the second facilitator writes it down."""
    await e.marc.choose("scribe_keyword")
    await e.marc.fill_in("scribe_keyword", "pricing")
    await e.table.circle(*_second_circle(e), holder=e.ana)


async def second_round(e: Evening) -> None:
    """Noor loads her page again in the middle of her turn: seat, turn and draft are kept."""
    circle = _second_circle(e)
    await e.ana.tap("pass")
    await e.juliette.tap("pass")
    await e.table.circle(*circle, holder=e.noor, had="Ana Juliette")
    field = e.noor.panel.locator('form:has([data-offer="add_keyword"]) [name="text"]')
    await field.fill("délég")
    before = e.noor.me
    await e.noor.reload()
    await expect(field).to_have_value("délég")
    assert e.noor.me == before
    await e.table.circle(*circle, holder=e.noor, had="Ana Juliette")
    await e.noor.is_offered("speak", "pass", "later")
    await e.noor.give("keyword", "délégation")
    await e.table.circle(*circle, holder=e.tom, had="Ana Juliette Noor")
    for seat in (e.tom, e.lucie, e.marc):
        await seat.tap("pass")
    await e.table.circle(*circle, holder=e.ana)


async def round_of_passes(e: Evening) -> None:
    """The tour of passes began in the round before: nobody is asked twice for nothing."""
    for seat in (e.ana, e.juliette, e.noor):
        await expect(e.lucie.part("lit")).to_have_count(0)
        await seat.tap("pass")

    async def sees_the_end(seat: Seat) -> None:
        await seat.sees_holder(seat.words.say("exits.all_passed"))

    await e.table.all(sees_the_end)
    await e.lucie.sees("lit", "exits.all_passed")
    await e.lucie.is_offered("another_round", "next_phase")
    await e.marc.is_not_offered("another_round", "next_phase")


async def urgency(e: Evening) -> None:
    """Owners may mark their own word; the marked one comes first on every screen."""
    await e.lucie.tap("next_phase")
    await e.table.phase("urgency")
    await e.lucie.sees_prompt("urgency", "facilitator")
    for owner in (e.ana, e.juliette, e.noor, e.tom):
        await owner.sees_prompt("urgency", "owner")
    await _all_see_words(e, "balance", "Rollenwechsel", "pricing", "délégation")
    await expect(e.ana.card("délégation").locator('[data-offer^="flag_"]')).to_have_count(0)
    await e.noor.tap_card("délégation", "flag")
    await _all_see_words(e, "délégation", "balance", "Rollenwechsel", "pricing")

    async def sees_the_mark(seat: Seat) -> None:
        mark = seat.words.say("panel.urgent_mark")
        await expect(seat.card("délégation")).to_contain_text(mark)

    await e.table.all(sees_the_mark)


def _second_circle(e: Evening) -> list[Seat]:
    """Peers in the order in which they came, the facilitators last."""
    return [e.ana, e.juliette, e.noor, e.tom, e.lucie, e.marc]


async def _all_see_words(e: Evening, *words: str) -> None:
    async def sees_words(seat: Seat) -> None:
        await expect(seat.part("topics").locator(".card .text")).to_have_text(list(words))

    await e.table.all(sees_words)
