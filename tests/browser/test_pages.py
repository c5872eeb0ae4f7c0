"""The pages around the table, in a browser: a session is started, and its links go out.

The clock of these houses stands in 2099, because a browser's own cannot be turned.
"""

import re

import pytest
from icalendar import Calendar
from playwright.async_api import expect
from tests.browser.axe import violations
from tests.browser.house import House
from tests.browser.visitors import clipboard, create, downloaded, someone

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
    page_of_it = f"{house.url}/about?lang=de#format-intervision_triage"
    assert text.endswith(f"\nErst ansehen, wie es abläuft: {page_of_it}")
    assert text.count("http") == 2


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
        for each in await seat.page.locator(".more-of summary").all():
            await each.click()
        assert await violations(seat.page) == []
        assert await seat.sideways() <= 0
        await create(seat.page)
        await expect(seat.page.locator("#ready")).to_be_visible()
        for each in await seat.page.locator("#ready summary:visible").all():
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
