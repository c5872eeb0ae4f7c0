"""A whole triage round of three people, the same whichever door leads to the call.

Keywords until all have passed, the urgent one first, then one topic from its telling to its basket.
"""

from playwright.async_api import expect
from tests.browser.jitsi.conference import Conference
from tests.browser.seats import Seat
from tests.browser.table import Table


class Triage:
    """Lucie facilitates, Ana asks, and Tom's word is the urgent one. *call*: if they are in one."""

    def __init__(self, lucie: Seat, ana: Seat, tom: Seat, call: Conference | None) -> None:
        self.lucie, self.ana, self.tom = lucie, ana, tom
        self.table = Table(lucie, ana, tom)
        self.call = call
        self.taps: list[str] = []
        """Who has tapped "Speak", in order: nobody else's microphone may ever have gone on."""

    async def speaks(self, seat: Seat) -> None:
        """*seat* taps "Speak", and is heard by the others in the call."""
        await seat.tap("speak")
        self.taps.append(seat.name)
        if self.call is not None:
            call = self.call
            await call.until(lambda: seat.name in call.audible())

    async def is_heard_no_more(self, seat: Seat) -> None:
        """The floor has moved on, and with it the microphone of *seat* was closed."""
        if self.call is not None:
            call = self.call
            await call.until(lambda: seat.name not in call.audible())

    async def on_to(self, phase: str) -> None:
        await self.lucie.tap("next_phase")
        await self.table.phase(phase)

    async def plays(self) -> None:
        """All of it; everybody sees the same at every step."""
        await self.keywords()
        await self.topic()
        await self.table.keeps_secrets()
        if self.call is not None:
            assert self.call.opened == [(name, "command") for name in self.taps]

    async def keywords(self) -> None:
        lucie, ana, tom, table = self.lucie, self.ana, self.tom, self.table
        await lucie.choose("goto_keywords")
        await table.circle(ana, tom, lucie, holder=ana)
        await self.speaks(ana)
        await ana.give("keyword", "balance")
        await table.circle(ana, tom, lucie, holder=tom, had="Ana")
        await self.is_heard_no_more(ana)
        await tom.give("keyword", "pricing")
        await table.circle(ana, tom, lucie, holder=lucie, had="Ana Tom")
        for seat in (lucie, ana, tom):
            await seat.tap("pass")
        await lucie.sees("lit", "exits.all_passed")
        await self.on_to("urgency")
        await tom.tap_card("pricing", "flag")

        async def sees_tom_s_word_first(seat: Seat) -> None:
            words = seat.part("topics").locator(".card .text")
            await expect(words).to_have_text(["pricing", "balance"])

        await table.all(sees_tom_s_word_first)

    async def topic(self) -> None:
        lucie, ana, tom, table = self.lucie, self.ana, self.tom, self.table
        await self.on_to("present")
        await table.all(lambda seat: seat.sees_holder("Tom"))
        await ana.note(table.secret("sounds like fear", ana))
        await tom.tap("finish")
        await self.on_to("clarify")
        await table.circle(ana, lucie, holder=ana)
        await self.speaks(ana)
        await tom.tap("answered")
        await table.circle(ana, lucie, holder=lucie, had="Ana")
        await self.is_heard_no_more(ana)
        await lucie.tap("pass")
        await ana.tap("pass")
        await lucie.sees("lit", "exits.all_passed")
        await self.on_to("react")
        await table.circle(ana, lucie, holder=ana)
        await ana.tap("hand_on")
        await lucie.tap("pass")
        await lucie.sees("lit", "exits.round_done")
        await self.on_to("basket")
        await tom.give("takeaway", table.secret("first listen", tom))
        await expect(tom.card("first listen")).to_be_visible()
        await tom.tap("finish")
        await self.on_to("breath")
