"""Every phase of every bundled format, as each part sees it, on a phone and in three languages.

The moments are those of ``static/widget/moments.py``: whole sessions, played by simulated people
with long names, names in other letters, and topics of two to sixty letters.
"""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect
from tests.browser import axe
from tests.browser.test_elements import PANEL, SETTLED, WIDGET, loaded, look, made

from talkingpiece.registry import Registry

__all__ = ["look", "made"]  # the page to look at, served
EXAMINE = Path(__file__).parent / "examine.js"
FORMATS = sorted(Registry.load().formats)


@pytest.fixture(scope="module")
def moments(made: None) -> dict[str, list[str]]:
    """The names of all moments, by format."""
    found: dict[str, list[str]] = loaded("moments", WIDGET / "moments.py").write(Registry.load())
    return found


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser) -> AsyncIterator[Page]:
    page = await browser.new_page(viewport=PANEL, reduced_motion="reduce")  # type: ignore[arg-type]
    yield page
    await page.close()


async def opened(page: Page, look: str, format_id: str, lang: str, first: str) -> None:
    """The panel in the first moment of a format, with the script that examines it."""
    await page.goto(f"{look}?of={format_id}&scene={first}&lang={lang}")
    await expect(page.locator("talking-piece")).to_have_attribute("data-stage", SETTLED)
    await page.add_script_tag(path=EXAMINE)


async def wrong(page: Page, names: list[str], *checks: str) -> dict[str, Any]:
    """What *checks* find in these moments, one after the other."""
    found: dict[str, Any] = await page.evaluate("asked => examine(...asked)", [names, checks])
    return found


@pytest.mark.parametrize("lang", ["en", "fr", "de"])
@pytest.mark.parametrize("format_id", FORMATS)
async def test_nothing_is_cut_hidden_or_too_small(
    page: Page, look: str, moments: dict[str, list[str]], format_id: str, lang: str
) -> None:
    """Texts and what fields ask for are whole, buttons are in sight and large enough."""
    names = moments[format_id]
    await opened(page, look, format_id, lang, names[0])
    assert await wrong(page, names, "across", "cut", "unseen", "small", "unsaid") == {}


@pytest.mark.parametrize(
    "height, letters", [(256, "100%"), (640, "200%")], ids=["zoomed", "large letters"]
)
async def test_nothing_is_wider_when_enlarged(
    page: Page, look: str, moments: dict[str, list[str]], height: int, letters: str
) -> None:
    """At 400 % of 1280 x 1024, with letters twice as large: all is reached by scrolling down."""
    await page.set_viewport_size({"width": 320, "height": height})
    for format_id, names in moments.items():
        await opened(page, look, format_id, "de", names[0])
        await page.evaluate("size => document.documentElement.style.fontSize = size", letters)
        assert await wrong(page, names, "across", "out_of_reach") == {}


@pytest.mark.parametrize("format_id", FORMATS)
async def test_axe_finds_nothing_in_any_phase(
    page: Page, look: str, moments: dict[str, list[str]], format_id: str
) -> None:
    """Every moment; dark and light in turns, so that each phase is seen in both."""
    names = moments[format_id]
    await opened(page, look, format_id, "en", names[0])
    await page.evaluate(axe.script())
    for scheme, some in (("dark", names[::2]), ("light", names[1::2])):
        await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        assert await wrong(page, some, "axe") == {}
