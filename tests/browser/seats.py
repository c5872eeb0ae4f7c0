"""One person at the table: their own browser, their page, and everything that page was sent."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import (
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Response,
    WebSocket,
    expect,
)
from tests.browser.hearing import HEARD_SECONDS, KNOWS_JS, PROBE_JS, answers
from tests.browser.words import Words

SHOTS_JS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Seat:
    """A person, seen through what they see and tap.

    Every action waits for the button it needs, every `sees_...` waits until it is so; what never
    comes to be fails after Playwright's own timeout. What went wrong in the page meanwhile is in
    `troubles`, and the house fails the test for it at the end.
    """

    def __init__(self, name: str, context: BrowserContext, page: Page, words: Words) -> None:
        self.name = name
        self.words = words
        self.context = context
        self.page = page
        self.received: list[str] = []
        """Every frame the server sent to this page, as text."""
        self.sent: list[str] = []
        self.troubles: list[str] = []
        self._me = ""
        self._forgiven: tuple[str, ...] = ()
        context.on("page", self._watch)
        self._watch(page)

    def __repr__(self) -> str:
        return f"<{self.name}>"

    # --- the page ---------------------------------------------------------------------------------

    @property
    def panel(self) -> Locator:
        return self.page.locator("talking-piece")

    def part(self, name: str) -> Locator:
        """A part of the panel, by its `data-part`."""
        return self.panel.locator(f'[data-part="{name}"]')

    def offer(self, offer_id: str) -> Locator:
        """The button of an offer, outside of dialogs."""
        return self.panel.locator(f':not(dialog *)[data-offer="{offer_id}"]')

    @property
    def me(self) -> str:
        """My id at the table, as the server told this page last."""
        told = [frame["me"] for frame in self.frames() if "me" in frame]
        self._me = str(told[-1]) if told else self._me
        assert self._me, f"{self} has no seat"
        return self._me

    def forget_frames(self) -> None:
        """From here on `received` holds only what comes."""
        assert self.me
        self.received.clear()

    def frames(self) -> Iterator[dict[str, Any]]:
        """Every frame this page was sent, read."""
        for text in list(self.received):
            yield json.loads(text)

    async def screen_text(self) -> str:
        """Every word in this page's DOM, the panel's shadow included, seen or not."""
        panel = await self.panel.evaluate("panel => panel.shadowRoot.innerHTML")
        return await self.page.content() + panel

    async def open(self, address: str) -> None:
        await self.page.goto(address)

    async def reload(self) -> None:
        await self.page.reload()

    async def shot(self, path: Path) -> None:
        """A picture of what this person sees."""
        path.parent.mkdir(parents=True, exist_ok=True)
        await self.page.screenshot(path=path)

    async def sideways(self) -> int:
        """By how many pixels the page is wider than the screen."""
        return int(await self.page.evaluate(SHOTS_JS))

    # --- what a person does -----------------------------------------------------------------------

    async def arrive(self, link: str) -> None:
        """Open a link and read the arrival card."""
        await self.open(link)
        await expect(self.part("arrival")).to_be_visible()

    async def sit_down(self) -> None:
        """Say who I am, and "I'm in"."""
        await self.part("arrival").locator('input[name="name"]').fill(self.name)
        await self.part("join").click()
        await expect(self.part("arrival")).to_have_count(0)

    async def join(self, link: str) -> None:
        """Arrive, sit down, and be at the table."""
        await self.arrive(link)
        await self.sit_down()
        await expect(self.part("panel")).to_be_visible()

    async def tap(self, offer_id: str, *, answered: bool = True) -> None:
        """Tap, and see that it has been done or refused; not *answered* where nobody can answer.

        A button that is still busy ignores a tap, and what others do next may come before it.
        """
        await self.offer(offer_id).click()
        if answered:
            await self.is_answered()

    async def is_answered(self) -> None:
        """Nothing that I asked for is under way any more."""
        await expect(self.panel.locator('[aria-busy="true"]')).to_have_count(0)

    async def sends(self, command: dict[str, str | int]) -> None:
        """Ask for something as a page does that is a moment behind, whatever is offered now."""
        await self.panel.evaluate("(panel, command) => void panel.session.do(command)", command)

    async def give(self, kind: str, text: str, *, answered: bool = True) -> None:
        """Write something where the panel asks for it, and send it: one line with Enter."""
        form = self.panel.locator(f'form:has([data-offer="add_{kind}"])')
        field = form.locator('[name="text"]')
        await expect(self.offer(f"add_{kind}").first).to_be_visible()
        if not await field.is_visible():
            await self.tap(f"add_{kind}")
        await field.fill(text)
        if await form.locator("input").count():
            await field.press("Enter")
        else:
            await form.locator(f'[data-offer="add_{kind}"]').click()
        if answered:
            await self.is_answered()

    async def note(self, text: str) -> None:
        """Write a note for my eyes only, and see it kept."""
        notes = self.part("notes")
        if not await notes.is_visible():
            await self.panel.locator('[data-pane="notes"]').click()
        await notes.locator("textarea").fill(text)
        await notes.locator('[data-offer="add_private_note"]').click()
        await expect(notes.locator(".text").filter(has_text=text)).to_be_visible()

    async def pane(self, kind: str) -> Locator:
        """Open what stands behind a button of the foot, or behind ⋯."""
        await self.panel.locator(f'[data-pane="{kind}"]').click()
        dialog = self.part(f"pane-{kind}")
        await expect(dialog).to_be_visible()
        return dialog

    async def choose(self, offer_id: str) -> None:
        """Tap something behind ⋯."""
        more = await self.pane("more")
        row = more.locator(f'[data-offer="{offer_id}"]')
        if offer_id.startswith("goto_"):
            await more.locator("summary").click()
        await row.click()

    async def fill_in(self, offer_id: str, value: str) -> None:
        """Fill in the one field of the dialog that an offer opened, and send it."""
        form = self.part("pane-fill").locator("form")
        await form.locator("input, textarea").fill(value)
        await form.locator(f'[data-offer="{offer_id}"]').click()

    async def sure(self, offer_id: str) -> None:
        """Tap an offer that asks first, and say yes."""
        await self.tap(offer_id)
        await self.panel.locator(f'[data-sure="{offer_id}"]').click()
        await self.is_answered()

    def card(self, text: str) -> Locator:
        """A card of a list, by its words."""
        return self.panel.locator("[data-item]").filter(has_text=text)

    async def tap_card(self, text: str, deed: str) -> None:
        """Tap what may be done with a card: `flag`, `keep`, `withdraw`, `restore`."""
        await self.card(text).locator(f'[data-offer^="{deed}_"]').click()
        await self.is_answered()

    # --- what a person sees -----------------------------------------------------------------------

    async def sees_phase(self, phase: str) -> None:
        await expect(self.panel).to_have_attribute("data-phase", phase)
        await expect(self.part("phase")).to_have_text(self.words.title(phase))

    async def sees_prompt(self, phase: str, role: str, **values: Any) -> None:
        """The sentence of *phase* for *role* is mine now, in my language."""
        await expect(self.part("prompt")).to_have_text(self.words.prompt(phase, role, **values))

    async def sees(self, part: str, key: str, **values: Any) -> None:
        """A part of my panel says the words of *key* in my language, among others."""
        await expect(self.part(part)).to_contain_text(self.words.say(key, **values))

    async def sees_holder(self, name: str) -> None:
        await expect(self.part("holder").locator("strong")).to_have_text(name)

    async def is_offered(self, *offer_ids: str) -> None:
        for offer_id in offer_ids:
            await expect(self.offer(offer_id)).to_be_visible()

    async def is_not_offered(self, *offer_ids: str) -> None:
        for offer_id in offer_ids:
            await expect(self.offer(offer_id)).to_have_count(0)

    async def equally_large(self, *offer_ids: str) -> None:
        """These buttons have the same size: none of them is what one should rather do."""
        boxes = [await self.offer(offer_id).bounding_box() for offer_id in offer_ids]
        sizes = {(round(box["width"]), round(box["height"])) for box in boxes if box}
        assert len(sizes) == 1, f"{self}: {offer_ids} are {sizes}"

    async def knows(self, what: str, given: Any = None) -> None:
        """This page has heard it; *what* asks its session: `({ me }) => me === "p1"`."""
        async with asyncio.timeout(HEARD_SECONDS):
            await self.panel.evaluate(KNOWS_JS % what, given)

    async def catches_up(self) -> None:
        """This page has heard all that the server has sent it until now."""
        old = len(self.received)
        asked = await self.panel.evaluate(PROBE_JS)
        async with asyncio.timeout(HEARD_SECONDS):
            while not any(answers(t, asked) for t in self.received[old:]):  # noqa: ASYNC110
                await asyncio.sleep(0.005)

    # --- what goes wrong --------------------------------------------------------------------------

    def forgive(self, *words: str) -> None:
        """Troubles that contain one of *words* are part of what is tested."""
        self._forgiven = (*self._forgiven, *words)

    def unforgiven(self) -> list[str]:
        """What went wrong in this page, and no test foresaw."""
        return [t for t in self.troubles if not any(word in t for word in self._forgiven)]

    def _watch(self, page: Page) -> None:
        page.on("websocket", self._record)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.troubles.append(f"error: {error}"))
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)
        page.on("request", lambda request: self._own_origin(request.url))

    def _record(self, socket: WebSocket) -> None:
        self._own_origin(socket.url)
        socket.on("framereceived", lambda frame: self.received.append(_text(frame)))
        socket.on("framesent", lambda frame: self.sent.append(_text(frame)))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.troubles.append(f"console: {message.text}")

    def _failed(self, request: Request) -> None:
        """A page that is left drops what it was still asking for, such as its icon: no trouble."""
        if request.failure != "net::ERR_ABORTED":
            self.troubles.append(f"failed: {request.url} {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.troubles.append(f"{response.status} {response.url}")

    def _own_origin(self, url: str) -> None:
        """No page of ours asks anybody else for anything."""
        asked = urlsplit(url)
        if asked.scheme in ("http", "https", "ws", "wss") and asked.hostname != "127.0.0.1":
            self.troubles.append(f"asks a stranger: {url}")


def _text(frame: str | bytes) -> str:
    return frame if isinstance(frame, str) else frame.decode()
