"""What axe-core finds wrong with a page, the panel's shadow tree included."""

import importlib.util
from functools import cache
from pathlib import Path

from playwright.async_api import Page

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "static/widget/node_modules/axe-core/axe.min.js"


@cache
def script() -> str:
    """The script that finds it; the widget's development packages are installed where needed."""
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    build.install_packages("develop")
    return SCRIPT.read_text(encoding="utf-8")


RUN_JS = "axe.run(document, {resultTypes: ['violations'], preload: {assets: ['media']}})"
"""Style sheets are not read ahead: no rule that is on by default does, and for those of a shadow
tree axe would put a style into the page, which its policy forbids."""


async def violations(page: Page) -> list[str]:
    """Each violation with the first element that has it."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(script())
    found = await page.evaluate(RUN_JS)
    return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found["violations"]]
