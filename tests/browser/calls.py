"""People at a table and in a call at once, for tests of the doors into a Jitsi."""

from pathlib import Path
from typing import Any

from playwright.async_api import Browser, ViewportSize, expect
from tests.browser.house import PAGE, House, Links
from tests.browser.jitsi.conference import Conference
from tests.browser.seats import Seat
from tests.browser.table import Table

DOMAIN = "jitsi.test"


class Calling:
    """A house whose sessions are held at `jitsi.test`."""

    def __init__(self, house: House, conference: Conference) -> None:
        self.house = house
        self.conference = conference
        self.links: Links

    @classmethod
    def at(cls, folder: Path, browser: Browser, **settings: Any) -> "Calling":
        chosen = {"jitsi_domains": (DOMAIN,)} | settings
        return cls(House.at(folder, browser, **chosen), Conference())

    async def __aenter__(self) -> "Calling":
        await self.house.start()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.house.__aexit__(None, None, None)

    async def planned(self, level: str = "guide", call: str = f"https://{DOMAIN}/Circle") -> Links:
        self.links = await self.house.session(call=call, level=level)
        return self.links

    async def seat(self, name: str, viewport: ViewportSize = PAGE) -> Seat:
        """A browser that reaches both."""
        seat = await self.house.seat(name, viewport=viewport)
        await self.conference.opens_to(seat.context)
        # The one stranger that was asked for, and what the browser thinks of the official class.
        seat.forgive(f"asks a stranger: https://{DOMAIN}/", "Allow attribute will take precedence")
        return seat

    async def joins(self, name: str, link: str = "", *, consents: bool = False) -> Seat:
        """*name* sits down, and is in the call that begins then."""
        seat = await self.seat(name)
        await seat.arrive(link or self.links.invitation)
        await self.sits_down(seat, consents=consents)
        await expect(seat.part("panel")).to_be_visible()
        await self.conference.until(lambda: name in self.conference.members)
        await self.known(seat)
        return seat

    async def sits_down(self, seat: Seat, *, consents: bool) -> None:
        """*seat* says who they are, and perhaps yes to being muted by their own panel."""
        if consents:
            await seat.part("arrival").locator('[name="consent"]').check()
        await seat.sit_down()

    async def opens(self, name: str, link: str, *, consents: bool = False) -> Seat:
        """*name* sits down, taps, and is in the call that opens in another tab."""
        seat = await self.seat(name)
        await seat.arrive(link)
        await self.sits_down(seat, consents=consents)
        door = seat.part("call-door")
        await expect(door).to_contain_text(seat.words.say("call.tab"))
        async with seat.page.expect_popup():
            await door.locator("button").click()
        await self.conference.until(lambda: name in self.conference.members)
        await expect(door).to_have_count(0)
        await self.known(seat)
        return seat

    async def known(self, *seats: Seat) -> None:
        """The server knows who they are in the call."""
        for seat in seats:
            await self.conference.until(lambda s=seat: self._is_known(s))

    def _is_known(self, seat: Seat) -> bool:
        member = self.conference.members.get(seat.name)
        return member is not None and f'"{member.id}"' in _calling(seat)

    async def first_round(self, lucie: Seat, ana: Seat, tom: Seat) -> None:
        """Ana speaks and Tom passes: Speak opens her microphone, and nothing another one."""
        table = Table(lucie, ana, tom)
        await lucie.choose("goto_keywords")
        await table.circle(ana, tom, lucie, holder=ana)
        await ana.tap("speak")
        await self.conference.until(lambda: self.conference.audible() == {"Ana"})
        await ana.give("keyword", "balance")
        await table.circle(ana, tom, lucie, holder=tom, had="Ana")
        await tom.tap("pass")
        await table.circle(ana, tom, lucie, holder=lucie, had="Ana Tom")
        assert self.conference.opened == [("Ana", "command")]


def _calling(seat: Seat) -> str:
    told = [text for text in list(seat.received) if '"t":"calling"' in text]
    return told[-1] if told else ""
