"""The pictures of panels in a call: beside it, over it, and in Jitsi's own place for panels.

`make screenshots` writes docs/images/beside-a-call.png, over-a-call.png and inside-a-call.png. The
double of the tests plays the call; panels, server and the class that embeds a call are real.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

from playwright.async_api import Browser, async_playwright

DOCS = Path(__file__).resolve().parent
sys.path.insert(0, str(DOCS.parent))  # the browsers of the tests are the browsers of the pictures

from tests.browser.calls import DOMAIN, Calling  # noqa: E402
from tests.browser.conftest import ARGUMENTS  # noqa: E402
from tests.browser.inside import BELOW, CIRCLE, SLOT, STORE, Door  # noqa: E402
from tests.browser.seats import Seat  # noqa: E402
from tests.conftest import chromium_path  # noqa: E402


async def round_of(lucie: Seat, ana: Seat, tom: Seat) -> Seat:
    """The first keywords: Ana has given hers, it is Tom's turn."""
    await lucie.choose("goto_keywords")
    await ana.tap("speak")
    await ana.give("keyword", "balance")
    await tom.is_offered("pass")
    await tom.page.mouse.move(0, 0)
    return tom


async def beside(browser: Browser, folder: Path) -> None:
    """The call page."""
    async with Calling.at(folder, browser) as calling:
        await calling.planned()
        lucie = await calling.joins("Lucie", calling.links.facilitator)
        tom = await round_of(lucie, await calling.joins("Ana"), await calling.joins("Tom"))
        await tom.shot(DOCS / "images" / "beside-a-call.png")


async def within(browser: Browser, folder: Path, name: str, slot: bool) -> None:
    """Jitsi's own page, with the panel over the call or in Jitsi's own place for panels."""
    async with Calling.at(folder, browser, jitsi_hooked=(DOMAIN,), public_url=CIRCLE) as calling:
        await calling.planned()
        door = Door(calling, BELOW, "config")
        if slot:
            calling.conference.body, calling.conference.late = SLOT, STORE
        lucie = await door.joins("Lucie", calling.links.facilitator)
        tom = await round_of(lucie, await door.joins("Ana"), await door.joins("Tom"))
        await tom.shot(DOCS / "images" / f"{name}.png")


async def main() -> None:
    """Take the pictures and put them into docs/images."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        for number in range(3):
            with tempfile.TemporaryDirectory() as folder:
                if number == 0:
                    await beside(browser, Path(folder))
                else:
                    name = ("over-a-call", "inside-a-call")[number - 1]
                    await within(browser, Path(folder), name, slot=number == 2)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
