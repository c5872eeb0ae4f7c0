"""The pictures of panels in a call: beside it, over it, and in Jitsi's own place for panels.

`make screenshots` writes six pictures to docs/images, each door on a wide screen and on a phone,
in the dark and in the light. The double of the tests plays the call; panels, server and the class
that embeds a call are real.
"""

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Literal

from playwright.async_api import Browser, async_playwright

DOCS = Path(__file__).resolve().parent
sys.path.insert(0, str(DOCS.parent))  # the browsers of the tests are the browsers of the pictures

from tests.browser.calls import DOMAIN, Calling  # noqa: E402
from tests.browser.conftest import ARGUMENTS  # noqa: E402
from tests.browser.house import PANEL  # noqa: E402
from tests.browser.inside import BELOW, CIRCLE, SLOT, STORE, Door  # noqa: E402
from tests.browser.seats import Seat  # noqa: E402
from tests.conftest import chromium_path  # noqa: E402

Scheme = Literal["dark", "light"]
Joins = Callable[..., Awaitable[Seat]]


async def taken(seat: Seat, name: str, scheme: Scheme) -> None:
    """*seat*, as they see it now."""
    await seat.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    await seat.part("prompt").hover()
    await seat.shot(DOCS / "images" / f"{name}.png")


async def both(joins: Joins, facilitator: str, name: str, wide: Scheme, phone: Scheme) -> None:
    """The first keywords: Ana has given hers, it is Tom's turn. His screen, and Lucie's phone."""
    lucie = await joins("Lucie", facilitator)
    ana, tom = await joins("Ana"), await joins("Tom")
    await lucie.choose("goto_keywords")
    await ana.tap("speak")
    await ana.give("keyword", "balance")
    await tom.is_offered("pass")
    await taken(tom, name, wide)
    await lucie.page.set_viewport_size(PANEL)
    await taken(lucie, f"{name}-on-a-phone", phone)


async def beside(browser: Browser, folder: Path) -> None:
    """The call page."""
    async with Calling.at(folder, browser) as calling:
        links = await calling.planned()
        await both(calling.joins, links.facilitator, "beside-a-call", "dark", "light")


async def within(browser: Browser, folder: Path, name: str, *, slot: bool) -> None:
    """Jitsi's own page, with the panel over the call or in Jitsi's own place for panels."""
    async with Calling.at(folder, browser, jitsi_hooked=(DOMAIN,), public_url=CIRCLE) as calling:
        links = await calling.planned()
        door = Door(calling, BELOW, "config")
        if slot:
            calling.conference.body, calling.conference.late = SLOT, STORE
        schemes: tuple[Scheme, Scheme] = ("dark", "light") if slot else ("light", "dark")
        await both(door.joins, links.facilitator, name, *schemes)


async def main() -> None:
    """Take the pictures and put them into docs/images."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        with tempfile.TemporaryDirectory() as folder:
            await beside(browser, Path(folder))
        with tempfile.TemporaryDirectory() as folder:
            await within(browser, Path(folder), "over-a-call", slot=False)
        with tempfile.TemporaryDirectory() as folder:
            await within(browser, Path(folder), "inside-a-call", slot=True)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
