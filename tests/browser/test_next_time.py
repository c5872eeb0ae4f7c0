"""What was not reached comes first next time: a word without a name, until its owner claims it."""

from playwright.async_api import expect
from tests.browser.house import House, Links
from tests.browser.table import Table


async def first_session(house: House) -> Links:
    """Juliette's word is not reached; she keeps it for next time."""
    links = await house.session()
    lucie, juliette = await house.seat("Lucie"), await house.seat("Juliette", "de-DE")
    await lucie.join(links.facilitator)
    await juliette.join(links.invitation)
    await lucie.choose("goto_keywords")
    await juliette.give("keyword", "Rollenwechsel")
    await lucie.choose("goto_carry_over")
    await juliette.sees_phase("carry_over")
    await juliette.tap_card("Rollenwechsel", "keep")
    await lucie.choose("goto_closing")
    await lucie.sees_phase("closing")
    await lucie.sure("close")
    await expect(juliette.part("ending")).to_be_visible()
    return links


async def test_a_kept_word_comes_first_and_is_claimed(house: House) -> None:
    """It has no name in the series: Juliette says it is hers, and a facilitator says yes."""
    before = await first_session(house)
    links = await house.session(series=before.series.partition("#")[2])
    lucie, ana = await house.seat("Lucie"), await house.seat("Ana")
    juliette = await house.seat("Juliette", "de-DE")
    await lucie.join(links.facilitator)
    await ana.join(links.invitation)
    await juliette.join(links.invitation)
    table = Table(lucie, ana, juliette)
    await lucie.choose("goto_keywords")
    await table.phase("keywords")
    await juliette.give("keyword", "Ferien")
    for seat in table.seats:
        await seat.part("topics").locator("summary").click()
        words = seat.part("topics").locator(".card .text")
        await expect(words).to_have_text(["Rollenwechsel", "Ferien"])
        await expect(seat.card("Rollenwechsel").locator(".owner")).to_have_count(0)

    await juliette.tap_card("Rollenwechsel", "claim")
    await lucie.sees("notice", "situations.claims", name="Juliette", keyword="Rollenwechsel")
    await lucie.part("notice").locator("button").click()
    await expect(ana.card("Rollenwechsel").locator(".owner")).to_have_text("Juliette")

    await lucie.choose("goto_urgency")
    await table.phase("urgency")
    await lucie.tap("next_phase")
    await table.phase("present")
    await juliette.sees_prompt("present", "presenter", keyword="Rollenwechsel")


async def test_another_person_starts_next_time(house: House) -> None:
    """The series moves the start of the ring on by one."""
    before = await first_session(house)
    links = await house.session(series=before.series.partition("#")[2])
    table = Table(*[await house.seat(name) for name in ("Lucie", "Ana", "Tom")])
    lucie, ana, tom = table.seats
    await lucie.join(links.facilitator)
    await ana.join(links.invitation)
    await tom.join(links.invitation)
    await lucie.choose("goto_keywords")
    await table.circle(tom, ana, lucie, holder=tom)
