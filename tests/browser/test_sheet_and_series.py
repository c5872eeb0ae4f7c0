"""The personal sheet and the series in a browser: opened by their links, taken along, deleted."""

from playwright.async_api import expect
from tests.browser.house import House
from tests.browser.visitors import clipboard, downloaded, someone

from talkingpiece.core.ids import Ms
from talkingpiece.core.sheets import CarriedTopic, Line, Section, SeriesMemory, Sheet
from talkingpiece.hub.sheets import KeptSheet
from talkingpiece.sealing import Token, new_id, new_key, seal_token
from talkingpiece.server.keys import SERVER_KEYS, STORE
from talkingpiece.storage import codec

HOUR_MS = 3_600_000
KEYWORD = "tulip <b>canary</b>"


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
    assert b"you may say no" in await downloaded(page, "#as-markdown")
    assert b"&lt;b&gt;canary" in await downloaded(page, "#as-html")
    assert b'"leaves"' in await downloaded(page, "#as-json")
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
