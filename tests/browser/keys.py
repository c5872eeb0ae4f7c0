"""A person without a mouse: Tab, Enter, Space and letters, and what has the focus meanwhile."""

from typing import Any

from playwright.async_api import expect
from tests.browser.seats import Seat

MOST_STEPS = 60
"""So many tabs go round the whole panel more than once."""

FOCUS_JS = """() => {
  let at = document.activeElement, root = document;
  while (at && at.shadowRoot && at.shadowRoot.activeElement) {
    root = at.shadowRoot;
    at = root.activeElement;
  }
  if (!at || at === document.body) return null;
  const box = at.getBoundingClientRect(), style = getComputedStyle(at);
  const x = box.left + Math.min(box.width, 2000) / 2, y = box.top + box.height / 2;
  const under = root.elementFromPoint(x, y);
  return {
    tag: at.localName, offer: at.dataset.offer || '', pane: at.dataset.pane || '',
    form: at.closest('form')?.querySelector('[data-offer]')?.dataset.offer || '',
    part: at.dataset.part || '', sure: at.dataset.sure || '', name: at.getAttribute('name') || '',
    text: (at.innerText || at.getAttribute('aria-label') || '').trim().slice(0, 60),
    top: box.top, left: box.left, height: box.height,
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    uncovered: !!under && (under === at || at.contains(under) || under.contains(at)),
    ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1
      || style.boxShadow !== 'none',
  };
}"""

Focus = dict[str, Any]


class Keys:
    """Everything *seat* does from now on is done with the keyboard."""

    def __init__(self, seat: Seat) -> None:
        self.seat = seat
        self.wrong: list[str] = []
        """What somebody who sees the screen would have missed: no ring, covered, off the screen."""

    async def at(self) -> Focus | None:
        """What has the focus, inside the panel's shadow too; None: nothing has."""
        focus: Focus | None = await self.seat.page.evaluate(FOCUS_JS)
        return focus

    async def reach(self, **wanted: str) -> None:
        """Tab until the control with these marks has the focus."""
        await self.seat.page.bring_to_front()
        seen: dict[str, None] = {}
        for _ in range(MOST_STEPS):
            focus = await self.at()
            if focus is not None and all(focus[key] == value for key, value in wanted.items()):
                return
            await self.seat.page.keyboard.press("Tab")
            if (now := await self.at()) is not None:
                self._look_at(now)
                seen[now["offer"] or now["pane"] or now["name"] or now["text"]] = None
        raise AssertionError(f"{self.seat} finds no {wanted} by Tab, only {[*seen]}")

    def _look_at(self, focus: Focus) -> None:
        what = f"{self.seat} {focus['tag']} {focus['offer'] or focus['pane'] or focus['text']}"
        for mark in ("inside", "uncovered", "ring"):
            if not focus[mark]:
                self.wrong.append(f"{what}: not {mark}")

    async def press(self, **wanted: str) -> None:
        """Reach a control and press Enter; what it asks for is done when this returns."""
        await self.reach(**wanted)
        await self.seat.page.keyboard.press("Enter")
        await self.seat.is_answered()

    async def tap(self, offer: str) -> None:
        """As `Seat.tap`, once it is offered."""
        await self.seat.is_offered(offer)
        await self.press(offer=offer)

    async def give(self, kind: str, text: str) -> None:
        """Type something into the field of an offer, and send it."""
        form = self.seat.panel.locator(f'form:has([data-offer="add_{kind}"])')
        await expect(self.seat.offer(f"add_{kind}").first).to_be_visible()
        if not await form.count():
            await self.tap(f"add_{kind}")
        await expect(form).to_be_visible()
        await self.reach(name="text", form=f"add_{kind}")
        await self.seat.page.keyboard.type(text)
        if (await self.at() or {})["tag"] == "textarea":  # where Enter is a new line
            await self.reach(offer=f"add_{kind}")
        await self.seat.page.keyboard.press("Enter")
        await self.seat.is_answered()

    async def choose(self, offer: str) -> None:
        """Something behind ⋯; jumps stand behind a fold of their own."""
        await self.press(pane="more")
        await expect(self.seat.part("pane-more")).to_be_visible()
        if offer.startswith("goto_"):
            await self.press(tag="summary")
        await self.press(offer=offer)

    async def sure(self, offer: str) -> None:
        """An offer that asks first."""
        await self.tap(offer)
        await self.press(sure=offer)

    async def join(self, link: str) -> None:
        """Open a link, say the name, and sit down."""
        await self.seat.arrive(link)
        await self.reach(name="name")
        await self.seat.page.keyboard.type(self.seat.name)
        await self.press(part="join")
        await expect(self.seat.part("panel")).to_be_visible()
