"""Choosing a format by what is needed, on the home page: with its script, and without."""

from collections.abc import Awaitable
from pathlib import Path

from playwright.async_api import Browser, Locator, Page, expect
from tests.browser.axe import violations
from tests.browser.house import PANEL, ZONE, House
from tests.browser.visitors import create, someone


def formats(page: Page) -> Locator:
    return page.locator("input[name=format]")


def against_triage(page: Page) -> Locator:
    """The reasons against the triage intervision."""
    return page.locator("label.format:has([value=intervision_triage]) .misfit")


async def sorts(page: Page, deed: Awaitable[object]) -> None:
    """*deed* asks for another order, and it is there; what is opened from now on stays open."""
    await page.locator(".formats").evaluate("list => list.setAttribute('data-before', '')")
    await deed
    await expect(page.locator(".formats:not([data-before])")).to_have_count(1)


async def test_what_fits_comes_first_and_nothing_typed_is_lost(house: House) -> None:
    """Three people, twenty minutes, hear how everyone is: the circle, and triage says why not."""
    page = await someone(house)
    await page.goto(house.url)
    await page.locator("#title").fill("Porch")
    await sorts(page, page.locator("#choose [name=need]").select_option("check_in"))
    for name, number in (("people", "3"), ("minutes", "20")):
        await page.locator(f"#choose [name={name}]").fill(number)
        await sorts(page, page.locator(f"#choose [name={name}]").press("Tab"))
    await sorts(page, page.locator("#choose button").click())
    await expect(against_triage(page).filter(has_text="4 people")).to_be_visible()
    await expect(formats(page).first).to_have_value("check_in_circle")
    await expect(formats(page).first).to_be_checked()
    await expect(page.locator("#title")).to_have_value("Porch")
    await page.locator(".more-of summary").first.click()
    await expect(page.locator(".more-of li").first).to_be_visible()
    assert await violations(page) == []
    await create(page, title="Porch")
    await expect(page.locator("#ready")).to_be_visible()


async def test_without_a_script_the_page_comes_back_sorted(
    house: House, browser: Browser, tmp_path: Path
) -> None:
    """In a narrow window, too; the wish stands in the fields again."""
    context = await browser.new_context(
        java_script_enabled=False, viewport=PANEL, timezone_id=ZONE, locale="de"
    )
    page = await context.new_page()
    await page.goto(house.url)
    await page.locator("#choose [name=need]").select_option("check_in")
    await page.locator("#choose [name=people]").fill("3")
    await page.locator("#choose button").click()
    await expect(formats(page).first).to_have_value("check_in_circle")
    await expect(page.locator("#choose [name=people]")).to_have_value("3")
    await expect(against_triage(page).filter(has_text="mindestens 4")).to_be_visible()
    await context.close()
