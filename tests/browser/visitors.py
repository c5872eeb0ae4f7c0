"""What visitors of the pages around the table do, and get."""

import asyncio
from pathlib import Path
from typing import Any

from playwright.async_api import Page
from tests.browser.house import House
from tests.browser.seats import Seat
from tests.browser.words import FORMAT

CLIPBOARD = ["clipboard-read", "clipboard-write"]


async def someone(house: House, locale: str = "en-GB", **look: Any) -> Page:
    seat: Seat = await house.seat("Ann", locale, **look)
    await seat.context.grant_permissions(CLIPBOARD, origin=house.url)
    return seat.page


async def create(page: Page, format: str = FORMAT, **fields: str) -> None:  # noqa: A002
    """Fill in the form for a session of *format*, and send it."""
    given = {"date": "2099-03-10", "start": "19:00", "end": "21:00"} | fields
    await page.locator(f"input[value={format}]").check(force=True)
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
