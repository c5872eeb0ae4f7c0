"""The pages around the table, in a browser: a session is started, its links go out, a sheet ends.

The clock of these houses stands in 2099, because a browser's own cannot be turned.
"""

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from playwright.async_api import Page, expect
from tests.browser.house import House
from tests.browser.seats import Seat

from talkingpiece.core.ids import Ms
from talkingpiece.core.sheets import CarriedTopic, Line, Section, SeriesMemory, Sheet
from talkingpiece.hub.sheets import KeptSheet
from talkingpiece.sealing import Token, new_id, new_key, seal_token
from talkingpiece.server.keys import SERVER_KEYS, STORE
from talkingpiece.storage import codec

AXE = Path(__file__).resolve().parents[2] / "static/widget/node_modules/axe-core/axe.min.js"
HOUR_MS = 3_600_000
KEYWORD = "tulip <b>canary</b>"
CLIPBOARD = ["clipboard-read", "clipboard-write"]


async def someone(house: House, locale: str = "en-GB", **look: Any) -> Page:
    seat: Seat = await house.seat("Ann", locale, **look)
    await seat.context.grant_permissions(CLIPBOARD, origin=house.url)
    return seat.page


async def create(page: Page, **fields: str) -> None:
    """Fill in the form and send it."""
    given = {"date": "2099-03-10", "start": "19:00", "end": "21:00"} | fields
    await page.locator("input[value=intervision_triage]").check(force=True)
    for name, value in given.items():
        await page.locator(f'[name="{name}"]').fill(value)
    await page.locator("button[type=submit]").click()


async def downloaded(page: Page, button: str) -> bytes:
    """The file that a tap on *button* saves."""
    async with page.expect_download() as download:
        await page.locator(button).click()
    return await asyncio.to_thread(Path(await (await download.value).path()).read_bytes)


async def clipboard(page: Page) -> str:
    return str(await page.evaluate("navigator.clipboard.readText()"))


async def violations(page: Page) -> list[str]:
    """What axe finds wrong with the page as it is now."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: make lint installs it")
    await page.evaluate(AXE.read_text(encoding="utf-8"))
    found = await page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found["violations"]]


# --- home -------------------------------------------------------------------------------------


async def test_from_the_home_page_to_the_table(house: House) -> None:
    """One form, one button "Copy invitation", and the link in it lets somebody else in."""
    page = await someone(house)
    await page.goto(house.url)
    await create(page, title="Tuesday circle")
    await expect(page.locator("#ready-heading")).to_be_focused()
    await page.locator("#copy-invitation").click()
    await expect(page.locator("#said")).to_have_text("Copied. Paste it into a message.")
    text = await clipboard(page)
    assert re.match(r"Tuesday circle\n\nWhen: Tuesday,? 10 March 2099, 19:00 to 21:00", text)
    link = next(word for word in text.split() if word.startswith(house.url))

    async with page.context.expect_page() as opened:
        await page.locator("#open-room").click()
    facilitator = await opened.value
    await expect(facilitator.locator('[data-part="arrival"]')).to_be_visible()
    assert "#" not in facilitator.url

    bob = await house.seat("Bob")
    await bob.join(link)


async def test_the_invitation_is_in_the_sessions_language_and_names_nobody(house: House) -> None:
    page = await someone(house)
    await page.goto(house.url)
    await page.locator("[name=language]").select_option("de")
    await create(page)
    await page.locator("#copy-invitation").click()
    await expect(page.locator("#said")).not_to_be_empty()
    text = await clipboard(page)
    assert text.startswith("Gespräch\n\nWann: Dienstag, 10. März 2099, 19:00 bis 21:00")
    assert "Intervision im Triage-Stil" in text
    assert text.count("http") == 1


async def test_a_reload_does_not_lose_the_links(house: House) -> None:
    """They stand in this tab only; another tab begins anew."""
    page = await someone(house)
    await page.goto(house.url)
    await create(page)
    await expect(page.locator("#ready")).to_be_visible()
    await page.reload()
    await expect(page.locator("#ready")).to_be_visible()
    other = await page.context.new_page()
    await other.goto(house.url)
    await expect(other.locator("#ready")).to_be_hidden()
    await page.locator("#another").click()
    await expect(page.locator("#another-no")).to_be_focused()
    await page.locator("#another-yes").click()
    await expect(page.locator("#session-form")).to_be_visible()


async def test_the_facilitator_link_is_copied_on_purpose_beside_a_warning(house: House) -> None:
    page = await someone(house)
    await page.goto(house.url)
    await create(page)
    await expect(page.locator("#copy-facilitator")).to_be_hidden()
    await page.locator("#facilitator-details summary").click()
    await expect(page.locator("#facilitator-details .warning")).to_be_visible()
    await page.locator("#copy-facilitator").click()
    await expect(page.locator("#said")).to_have_text("Link copied.")
    assert await clipboard(page) == await page.locator("#open-room").evaluate("link => link.href")


async def test_the_calendar_file_has_no_link_unless_it_is_wanted(house: House) -> None:
    page = await someone(house)
    await page.goto(house.url)
    await create(page, title="Layoffs")
    await page.locator("#calendar-details summary").click()
    for wanted in (False, True):
        await page.locator("#calendar-link").set_checked(wanted)
        file = await downloaded(page, "#calendar")
        (event,) = Calendar.from_ical(file).walk("VEVENT")
        assert event.start.isoformat() == "2099-03-10T19:00:00+01:00"
        assert ("URL" in event) is wanted
        assert b"Layoffs" not in file


async def test_the_code_is_drawn_without_breaking_the_policy(house: House) -> None:
    page = await someone(house)
    await page.goto(house.url)
    await create(page)
    await page.locator("#qr-details summary").click()
    await expect(page.locator("#qr svg")).to_be_visible()


async def test_what_is_wrong_is_said_at_its_field(house: House) -> None:
    """Nothing is lost, and the complaint goes when the field is mended."""
    page = await someone(house)
    await page.goto(house.url)
    await create(page, start="19:00", end="10:00", title="Mine")
    await expect(page.locator("#problem")).to_have_text(
        "The end lies before the start. Choose a later end."
    )
    await expect(page.locator("[name=end]")).to_be_focused()
    await expect(page.locator("[name=title]")).to_have_value("Mine")
    await page.locator("[name=end]").fill("21:00")
    await expect(page.locator("#problem")).to_be_hidden()
    await page.locator("[name=date]").fill("2001-01-01")
    await page.locator("button[type=submit]").click()
    await expect(page.locator("#problem")).to_contain_text("over already")


async def test_a_tight_time_is_said_and_not_refused(house: House) -> None:
    page = await someone(house)
    await page.goto(house.url)
    await create(page, end="19:30")
    await expect(page.locator("#ready")).to_be_visible()
    await page.locator("#another").click()
    await page.locator("#another-yes").click()
    await page.locator("[name=start]").fill("23:30")
    await page.locator("[name=end]").fill("00:10")
    await page.locator("input[value=intervision_triage]").check(force=True)
    await expect(page.locator("#length")).to_contain_text("Ends on the next day.")
    await expect(page.locator("#length")).to_contain_text("usually takes 120 min")


async def test_another_zone_moves_the_instant_not_the_clock_on_the_wall(house: House) -> None:
    """19:00 in New York is midnight in Paris; Europe changes its clocks later in March."""
    page = await someone(house)
    await page.goto(house.url)
    await page.locator("[name=zone]").select_option("America/New_York")
    await create(page)
    await expect(page.locator("#ready-when")).to_contain_text("19:00 to 21:00 (America/New York)")
    start = await page.evaluate("JSON.parse(sessionStorage.getItem('tp.made')).start")
    assert start - house.clock.now() == (5 + 5 * 60) * 60_000


# --- sheet ------------------------------------------------------------------------------------


async def sheet_link(house: House) -> str:
    """The private link to a sheet, as a room leaves it."""
    assert house._runner is not None
    app, now = house._runner.app, house.clock.now()
    sheet_id, key = new_id(), new_key()
    lines = (
        Line(text=KEYWORD, kind="takeaway"),
        Line(text="you may say no", kind="reaction", peer=True),
    )
    sheet = Sheet(
        title="Tuesday", start=now, language="en", next_date=None,
        sections=(Section(keyword="balance", lines=lines),),
    )  # fmt: skip
    forgotten = Ms(now + 24 * HOUR_MS)
    sealed = codec.encode_sheet(KeptSheet(sheet=sheet, forgotten=forgotten), key, sheet_id)
    await app[STORE].put_sheet(sheet_id, sealed, forgotten)
    token = Token(kind="sheet", room=sheet_id, key=key, expires=now + 100 * HOUR_MS)
    return f"{house.url}/sheet#{seal_token(app[SERVER_KEYS], token)}"


async def test_a_sheet_is_read_copied_and_downloaded(house: House) -> None:
    """The words arrive as written: no markup; the token leaves the address at once."""
    page = await someone(house)
    await page.goto(await sheet_link(house))
    await expect(page.locator(".lines.takeaway li")).to_have_text(KEYWORD)
    await expect(page.locator(".lines.peer li")).to_have_text("you may say no")
    await expect(page.locator("#sheet-until")).to_contain_text("11 March 2099")
    assert page.url == f"{house.url}/sheet"
    await page.locator("#copy").click()
    await expect(page.locator("#said")).to_have_text("Copied.")
    assert "## balance" in await clipboard(page)
    assert b"you may say no" in await downloaded(page, "#download")
    await page.reload()
    await expect(page.locator("#sheet")).to_be_visible()


async def test_a_sheet_is_deleted_after_a_second_question(house: House) -> None:
    link = await sheet_link(house)
    seat = await house.seat("Ann")
    await seat.open(link)
    await seat.page.locator("#erase").click()
    await expect(seat.page.locator("#erase-no")).to_be_focused()
    await seat.page.locator("#erase-no").click()
    await expect(seat.page.locator("#sheet")).to_be_visible()
    await seat.page.locator("#erase").click()
    await seat.page.locator("#erase-yes").click()
    await expect(seat.page.locator("#state")).to_contain_text("Your sheet is deleted.")
    assert KEYWORD not in await seat.page.content()
    seat.forgive("401")
    again = await seat.context.new_page()
    await again.goto(link)
    await expect(again.locator("#state")).to_contain_text("This link has run out.")


async def test_on_paper_there_are_only_the_words(house: House) -> None:
    page = await someone(house)
    await page.goto(await sheet_link(house))
    await expect(page.locator("#sheet")).to_be_visible()
    await page.emulate_media(media="print")
    for hidden in (".top", "footer", "#sheet-actions", "#sheet-until"):
        await expect(page.locator(hidden)).to_be_hidden()
    await expect(page.locator(".lines.takeaway li")).to_be_visible()


# --- series -----------------------------------------------------------------------------------


async def test_the_next_session_takes_over_what_was_left(house: House) -> None:
    """Words and ranks, no names; the form knows title, format, date, language and zone."""
    assert house._runner is not None
    app, now = house._runner.app, house.clock.now()
    series_id, key = new_id(), new_key()
    memory = SeriesMemory(
        format="intervision_triage", index=1, ring_offset=1, next_rank=3,
        next_date=Ms(now + 14 * 24 * HOUR_MS), title="Tuesday", language="fr",
        zone="Europe/Paris", topics_opened=2, topics_left=1, minutes_used=118,
        topics=(CarriedTopic(kind="keyword", text=KEYWORD, rank=2, waited=1),),
    )  # fmt: skip
    await app[STORE].put_series(series_id, 0, codec.encode_series(memory, key, series_id, 1))
    token = Token(kind="series", room=series_id, key=key, expires=now + 900 * HOUR_MS)
    page = await someone(house)
    await page.goto(f"{house.url}/series#{seal_token(app[SERVER_KEYS], token)}")
    await expect(page.locator("#carried-topics li")).to_have_text(KEYWORD)
    await expect(page.locator("[name=title]")).to_have_value("Tuesday")
    await expect(page.locator("[name=language]")).to_have_value("fr")
    await expect(page.locator("[name=date]")).to_have_value("2099-03-24")
    assert page.url == f"{house.url}/series"
    await page.locator("button[type=submit]").click()
    await expect(page.locator("#ready")).to_be_visible()
    await page.reload()
    await expect(page.locator("#ready")).to_be_visible()


# --- all --------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("path", ["/", "/about", "/sheet", "/series", "/nothing"])
async def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    house: House, path: str, scheme: str
) -> None:
    """Every page at 320 pixels in both themes, and home also with its links."""
    seat = await house.seat("Ann", "de-DE", scheme=scheme)
    seat.forgive("404")
    await seat.open(house.url + path)
    assert await violations(seat.page) == []
    assert await seat.sideways() <= 0
    if path == "/":
        await create(seat.page)
        await expect(seat.page.locator("#ready")).to_be_visible()
        for each in await seat.page.locator("summary").all():
            await each.click()
        await expect(seat.page.locator("#qr svg")).to_be_visible()
        assert await violations(seat.page) == []
        assert await seat.sideways() <= 0


async def test_pages_keep_their_language_when_it_is_chosen(house: House) -> None:
    page = await someone(house)
    await page.goto(house.url)
    await page.get_by_role("link", name="Français").click()
    await expect(page.locator("h1")).to_contain_text("Des tours de parole")
    await page.locator("footer a").click()
    await expect(page.locator("h1")).to_have_text("Comment se passe une session")
