"""What people write is words, wherever it stands: no tag is built of it, nothing of it runs."""

from playwright.async_api import expect
from tests.browser.house import House

TAG = "<img src=x onerror=alert(1)>"
NAME = f"Ana{TAG}"
TITLE = f"Tuesday{TAG}</title><script>alert(2)</script>"
WORD = f"<b onclick=alert(3)>{TAG[:20]}"
NOTE = f"</textarea><svg onload=alert(4)> javascript:alert(5) {{{{7*7}}}} ${{alert(6)}} {TAG}"
STRANGE_JS = """() => {
  const roots = [document, document.querySelector("talking-piece").shadowRoot];
  const tags = "img, b[onclick], svg[onload], script:not([src]), iframe, [onerror]";
  return roots.flatMap((root) => [...root.querySelectorAll(tags)].map((one) => one.outerHTML));
}"""


async def test_names_words_and_titles_are_never_more_than_words(house: House) -> None:
    links = await house.session(title=TITLE)
    lucie, ana = await house.seat("Lucie"), await house.seat(NAME)
    opened: list[str] = []
    for seat in (lucie, ana):
        seat.page.on("dialog", lambda dialog: opened.append(dialog.message))
    await lucie.join(links.facilitator)
    await ana.arrive(links.invitation)
    await expect(ana.part("arrival")).to_contain_text(TITLE)
    await ana.sit_down()
    await lucie.tap("next_phase")
    await lucie.tap("next_phase")
    await lucie.sees_holder(NAME)
    await ana.note(NOTE)
    await ana.give("keyword", WORD)
    await expect(lucie.part("topics").locator(".card .text")).to_have_text(WORD)
    for seat in (lucie, ana):
        assert await seat.page.evaluate(STRANGE_JS) == []
    assert opened == []
