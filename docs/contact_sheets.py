"""Contact sheets: every phase of every bundled format, to be looked at; `make screenshots`.

Pictures per format, language, size and theme in build/contact-sheets/, which is not committed: in
each phase the panels of the facilitator, the speaker, a listener and the presenter.
`python docs/contact_sheets.py lean_coffee de` draws only what is named.
"""

import asyncio
import importlib.util
import itertools
import subprocess
import sys
from math import ceil
from pathlib import Path
from typing import Any

from aiohttp import web
from playwright.async_api import Browser, Page, async_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the browsers of the tests are the browsers of the pictures

from tests.browser.conftest import ARGUMENTS  # noqa: E402
from tests.conftest import chromium_path  # noqa: E402

WIDGET = ROOT / "static" / "widget"
SHEETS = ROOT / "build" / "contact-sheets"
LANGUAGES = ("en", "fr", "de")
SIZES = {"narrow": (320, 640), "wide": (1000, 700)}
COLUMNS = {"narrow": 6, "wide": 3}
ZOOM = {"narrow": 1, "wide": 0.65}
ROWS = 3
SCHEMES = ("dark", "light")
SETTLED_JS = """() => [...document.querySelectorAll("iframe")].every(frame => {
  const panel = frame.contentDocument?.querySelector("talking-piece");
  return panel && /^(arrival|table|closed|stopped)$/.test(panel.dataset.stage ?? "")
    && !panel.shadowRoot.querySelector("tp-activity > .breathing");
})"""


def sheet(format_id: str, names: list[str], language: str, size: str) -> str:
    """The page of one sheet: each moment in a frame of its own, with its name above."""
    width, height = SIZES[size]
    cells = "".join(
        f"<figure><figcaption>{name}</figcaption><iframe width={width} height={height} "
        f'src="/index.html?of={format_id}&scene={name}&lang={language}"></iframe></figure>'
        for name in names
    )
    style = (
        "body{margin:0;padding:16px;display:inline-grid;gap:16px;background:#777;"
        f"font:14px sans-serif;grid-template-columns:repeat({COLUMNS[size]},auto)}}"
        f"figure{{margin:0}}figcaption{{padding:4px}}iframe{{border:0;zoom:{ZOOM[size]}}}"
    )
    return f"<!doctype html><title>{format_id}</title><style>{style}</style>{cells}"


async def draw(page: Page, url: str, name: str) -> None:
    """One sheet, as a picture."""
    await page.goto(url)
    await page.wait_for_function(SETTLED_JS)
    await page.wait_for_timeout(150)  # what folds away to make room has folded
    path = SHEETS / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    await page.locator("body").screenshot(path=path)
    print(path.relative_to(ROOT))


def made(only: tuple[str, ...]) -> dict[str, list[str]]:
    """The page to look at is built, and the moments are played."""
    hatch_build, moments = _script(ROOT / "hatch_build.py"), _script(WIDGET / "moments.py")
    node, _ = hatch_build.install_packages("develop")
    look = [*node, "build.mjs", "--look"]
    subprocess.run(look, cwd=WIDGET, check=True)  # noqa: S603 (our own script)
    played: dict[str, list[str]] = moments.write(moments.Registry.load(), only)
    _script(WIDGET / "fixtures.py").write_words()
    return played


def _script(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


async def sheets(browser: Browser, asked: tuple[str, ...] = ()) -> None:
    """Draw them all, or those whose name contains every word of *asked*."""
    played = made(())

    async def answer(request: web.Request) -> web.Response:
        format_id, language, size = (request.match_info[each] for each in ("of", "lang", "size"))
        number = int(request.match_info["number"])
        many = COLUMNS[size] * ROWS
        names = ["arrival", *played[format_id]][number * many : (number + 1) * many]
        text = sheet(format_id, names, language, size)
        return web.Response(text=text, content_type="text/html")

    pages = web.Application()
    pages.router.add_get("/sheet/{of}/{lang}/{size}/{number}", answer)
    pages.router.add_static("/", WIDGET)
    runner = web.AppRunner(pages, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    for of, lang, size, scheme in itertools.product(played, LANGUAGES, SIZES, SCHEMES):
        name = f"{of}-{lang}-{size}-{scheme}"
        if not all(f"-{word}-" in f"-{name}-" for word in asked):
            continue
        page = await browser.new_page(color_scheme=scheme)  # type: ignore[arg-type]
        for number in range(ceil((len(played[of]) + 1) / (COLUMNS[size] * ROWS))):
            url = f"http://127.0.0.1:{port}/sheet/{of}/{lang}/{size}/{number}"
            await draw(page, url, f"{name}-{number + 1}")
        await page.close()
    await runner.cleanup()


async def main() -> None:
    """Draw what was asked for on the command line, or everything."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        await sheets(browser, tuple(sys.argv[1:]))
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
