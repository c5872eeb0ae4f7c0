"""A Jitsi with the hook in its page, and people whose panel is a frame there."""

from playwright.async_api import Locator, expect
from tests.browser.calls import DOMAIN, Calling
from tests.browser.house import PAGE
from tests.browser.jitsi.conference import ORIGIN
from tests.browser.roads import Road
from tests.browser.seats import Seat

from talkingpiece.platforms.jitsi.snippets import Snippet

CIRCLE = "https://circle.test"
BELOW = f"{ORIGIN}/facilitate"
SLOT = """<style>#react { margin-right: 340px }
#custom-panel { position: fixed; right: 0; top: 0; width: 340px; height: 100% }
@media (max-width: 580px) { #react { margin: 0 } #custom-panel { width: 100% } }</style>
<div id="custom-panel">
<div style="height:32px"></div><div style="height:calc(100% - 32px)"></div></div>"""
STORE = """<script>window.dispatched = [];
APP.store = { dispatch: ({ type }) => dispatched.push(type),
  getState: () => ({ "features/custom-panel": { enabled: false } }) };</script>"""
"""A build that has a place of its own for panels."""


class Inside(Seat):
    """Somebody whose panel is a frame in Jitsi's page."""

    @property
    def panel(self) -> Locator:
        frame = self.page.frame_locator('iframe[title="Talking Piece"]')
        return frame.locator("talking-piece")


class Door:
    """A Jitsi with the hook, and the road from it to the house."""

    def __init__(self, calling: Calling, address: str, place: str) -> None:
        self.calling = calling
        self.address = address
        self.roads: dict[str, Road] = {}
        sidecar = "" if address == BELOW else address
        hook = Snippet(door="ssi", platform="docker", domain=DOMAIN, sidecar=sidecar).hook()
        call = calling.conference
        setattr(call, place, hook if place == "config" else f"<script>{hook}</script>")

    async def seat(self, name: str) -> Inside:
        """A browser that reaches Jitsi and, through it, the house."""
        plain = await self.calling.seat(name, PAGE)
        seat = Inside(name, plain.context, plain.page, plain.words)
        seat.forgive("asks a stranger: ", "502", "Content Security Policy")
        plain.forgive("asks a stranger: ", "502")
        road = self.roads[name] = Road(self.address, self.calling.house)
        await road.opens_to(seat.context)
        seat.received = road.received
        return seat

    def link(self, token_link: str, name: str) -> str:
        """The call's address, as an invitation has it."""
        return f"{ORIGIN}/Circle#userInfo.displayName=%22{name}%22&{token_link.partition('#')[2]}"

    async def joins(self, name: str, token_link: str = "", *, consents: bool = False) -> Inside:
        seat = await self.seat(name)
        await seat.arrive(self.link(token_link or self.calling.links.invitation, name))
        await self.calling.sits_down(seat, consents=consents)
        await expect(seat.part("panel")).to_be_visible()
        await self.calling.conference.until(lambda: name in self.calling.conference.members)
        await self.calling.known(seat)
        return seat
