"""The pictures of the docs: real people's panels, in a real browser, at a real server.

`make screenshots` writes docs/images/panel.png: a round of questions among six people, as the
one who asks, the one who presents and the one who facilitates see it at the same moment.
"""

import asyncio
import base64
import sys
import tempfile
from pathlib import Path

from playwright.async_api import Browser, async_playwright

DOCS = Path(__file__).resolve().parent
sys.path.insert(0, str(DOCS.parent))  # the browsers of the tests are the browsers of the pictures

from tests.browser.conftest import ARGUMENTS  # noqa: E402
from tests.browser.house import PANEL, House  # noqa: E402
from tests.browser.seats import Seat  # noqa: E402
from tests.conftest import chromium_path  # noqa: E402

SCALE = 1.25
"""Pixels of the picture for one of the page: sharp on most screens, and still light."""
GROUND = "#e9e6e0"


async def clarify(house: House) -> tuple[Seat, Seat, Seat]:
    """Six people in the middle of a round of questions: who asks, who presents, who facilitates."""
    links = await house.session()
    lucie, ana, juliette, noor, tom, pablo = [
        await house.seat(name) for name in ("Lucie", "Ana", "Juliette", "Noor", "Tom", "Pablo")
    ]
    await lucie.join(links.facilitator)
    for seat in (ana, juliette, noor, tom, pablo):
        await seat.join(links.invitation)
    await house.minutes_pass(5)
    await lucie.tap("next_phase")
    await house.minutes_pass(4)
    await lucie.tap("next_phase")
    await lucie.sees_phase("keywords")
    words = {juliette: "balance", tom: "pricing", pablo: "two bosses"}
    for seat in (ana, juliette, noor, tom, pablo):
        await seat.is_offered("pass")
        await (seat.give("keyword", words[seat]) if seat in words else seat.tap("pass"))
    for seat in (lucie, ana, juliette, noor, tom, pablo, lucie):
        if await lucie.part("lit").count():
            break
        await seat.tap("pass")
    for phase in ("urgency", "present"):
        await lucie.tap("next_phase")
        await lucie.sees_phase(phase)
    await house.minutes_pass(7)
    await juliette.tap("finish")
    await lucie.tap("next_phase")
    await lucie.sees_phase("clarify")
    await noor.tap("speak")
    await juliette.tap("answered")
    await tom.tap("pass")
    await house.minutes_pass(0.3)
    await pablo.is_offered("pass")
    return pablo, juliette, lucie


async def side_by_side(browser: Browser, shots: list[tuple[str, bytes]], path: Path) -> None:
    """One picture of several, each with a word below it."""
    figures = "".join(
        f'<figure><img src="data:image/png;base64,{base64.b64encode(shot).decode()}">'
        f"<figcaption>{words}</figcaption></figure>"
        for words, shot in shots
    )
    style = (
        f"body{{margin:0;padding:24px;background:{GROUND};display:inline-flex;gap:24px;"
        "font:16px 'Liberation Sans',sans-serif;color:#333}"
        "figure{margin:0}img{width:320px;display:block;border-radius:14px}"
        "figcaption{text-align:center;padding-top:12px}"
    )
    page = await browser.new_page(device_scale_factor=SCALE)
    await page.set_content(f"<style>{style}</style><body>{figures}</body>")
    await page.locator("body").screenshot(path=path)


async def main() -> None:
    """Take the pictures and put them into docs/images."""
    path = DOCS / "images" / "panel.png"
    path.parent.mkdir(exist_ok=True)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        with tempfile.TemporaryDirectory() as folder:
            async with House.at(Path(folder), browser) as house:
                asks, presents, facilitates = await clarify(house)
                shots = [
                    ("Pablo may ask, or pass", await shot(asks)),
                    ("Juliette brought the topic", await shot(presents)),
                    ("Lucie facilitates", await shot(facilitates)),
                ]
        await side_by_side(browser, shots, path)
        await browser.close()
    print(f"{path.relative_to(Path.cwd())}: {path.stat().st_size / 1000:.0f} kB")


async def shot(seat: Seat) -> bytes:
    """What a person sees, drawn larger; loaded anew, so that the page's clock is the server's."""
    await seat.reload()
    await seat.sees_phase("clarify")
    await seat.page.mouse.move(0, 0)
    await seat.page.emulate_media(reduced_motion="no-preference")
    tool = await seat.context.new_cdp_session(seat.page)
    clip = {"x": 0, "y": 0, **PANEL, "scale": SCALE}
    taken = await tool.send("Page.captureScreenshot", {"format": "png", "clip": clip})
    return base64.b64decode(taken["data"])


if __name__ == "__main__":
    asyncio.run(main())
