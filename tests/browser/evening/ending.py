"""A word to leave with, the next date, and what remains: nothing but each person's own sheet."""

import re

from playwright.async_api import expect
from tests.browser.evening.people import Evening
from tests.browser.seats import Seat

NAMES = ("Lucie", "Marc", "Ana", "Juliette", "Tom", "Ines")
"""Everybody but Noor, whose sheet is opened."""


async def closing(e: Evening) -> None:
    """One last round, facilitators at its end; Lucie sets the date and ends the session."""
    await e.lucie.tap("next_phase")
    await e.table.phase("closing")
    circle = [e.ana, e.juliette, e.noor, e.tom, e.ines, e.lucie, e.marc]
    await e.table.circle(*circle, holder=e.ana)
    await e.lucie.tap("next_date")
    await e.lucie.fill_in("next_date", "2099-03-24T19:00")
    await expect(e.lucie.part("pane-fill")).to_have_count(0)
    for seat in circle:
        await seat.tap("hand_on" if seat is e.ana else "pass")
    await e.lucie.sees("lit", "exits.round_done")
    await e.house.it_is("20:55")
    await e.lucie.sure("close")


async def the_end_says_what_is_deleted(e: Evening) -> None:
    """Everybody reads when all is gone, in their language, and when they meet again."""

    async def sees_the_end(seat: Seat) -> None:
        await seat.sees("ending", "ending.thanks")
        await expect(seat.part("deleted")).to_contain_text("20:55")
        await expect(seat.part("deleted")).to_contain_text("11")
        await expect(seat.part("next")).to_contain_text("24")

    await e.table.all(sees_the_end)
    await expect(e.noor.part("deleted")).to_contain_text("mercredi 11 mars")
    await expect(e.juliette.part("deleted")).to_contain_text("Mittwoch, 11. März")
    await expect(e.ana.part("deleted")).to_contain_text("Wednesday")


async def the_calendar_file_is_neutral(e: Evening) -> None:
    """The next date as a file that names nobody and nothing."""
    async with e.ana.page.expect_download() as downloading:
        await e.ana.part("calendar").click()
    path = await (await downloading.value).path()
    text = path.read_text(encoding="utf-8")
    assert "BEGIN:VEVENT" in text
    assert "ATTENDEE" not in text
    for word in ("Noor", *NAMES, "Tuesday circle", "intervision", "balance"):
        assert word not in text


async def a_private_sheet(e: Evening) -> None:
    """Noor's link opens her own words in any browser, and names nobody; then it is forgotten."""
    await e.noor.part("sheet-get").click()
    link = await e.noor.part("open").get_attribute("href")
    assert link is not None
    stranger = await e.house.seat("Noor elsewhere", "fr-FR")
    await stranger.open(link)
    sheet = stranger.page.locator("main")
    for words in ("délégation", "d'abord écouter", "demander tôt", "en parler à Sam lundi"):
        await expect(sheet).to_contain_text(words)
    assert "#" not in stranger.page.url
    shown = await sheet.inner_text()
    assert _named(shown, *NAMES) == ["Ana"], "whose name Noor wrote into a note herself"
    for secret, readers in e.table.secrets.items():
        assert (secret in shown) == ("Noor" in readers)


async def the_series_keeps_two_words(e: Evening) -> None:
    """Whoever planned the evening gets the link to the next one: it knows words, and nobody."""
    link = await e.lucie.part("series").locator('[data-part="open"]').get_attribute("href")
    assert link is not None
    later = await e.house.seat("Lucie later")
    await later.open(link)
    carried = later.page.locator("#carried-topics li")
    await expect(carried).to_have_text(["Rollenwechsel", "pricing"])
    assert "#" not in later.page.url
    shown = await later.page.locator("#carried").inner_text()
    assert not _named(shown, "Noor", *NAMES)


async def who_has_nothing_gets_no_sheet(e: Evening) -> None:
    """Tom and Ines wrote nothing for themselves: there is nothing to open."""
    for seat in (e.tom, e.ines):
        await expect(seat.part("sheet")).to_have_count(0)


async def nothing_says_who_passed(e: Evening) -> None:
    """In all frames of the evening there is no count, and no pass but one's own button."""
    for seat in e.table.seats:
        for frame in seat.frames():
            if frame["t"] != "texts":
                told = list(_told(frame))
                assert not [word for word in told if "pass" in word and word not in ALLOWED], seat
                assert not [word for word in told if "count" in word], seat


def _named(text: str, *names: str) -> list[str]:
    """Which of *names* stand in a text, as words: March is not Marc."""
    return [name for name in names if re.search(rf"\b{name}\b", text)]


ALLOWED = {"pass", "buttons.pass", "all_passed", "exits.all_passed"}
"""My own button, and that everybody passed: never who."""


def _told(value: object) -> list[str]:
    """Every key and every value of a frame, but what people wrote themselves."""
    if isinstance(value, dict):
        return [t for k, v in value.items() if k != "text" for t in (k, *_told(v))]
    if isinstance(value, list):
        return [told for each in value for told in _told(each)]
    return [value] if isinstance(value, str) else []
