"""Browsers that speak the socket's protocol, and a running server to connect them to."""

import json
from typing import Any

from aiohttp import ClientWebSocketResponse, WSMsgType, web
from aiohttp.test_utils import TestClient

from talkingpiece.core.ids import Ms
from talkingpiece.core.session import Plan
from talkingpiece.hub.clock import VirtualClock
from talkingpiece.hub.patch import apply
from talkingpiece.hub.rooms import Created
from talkingpiece.server.keys import ROOMS

START = Ms(1_800_000_000_000)
HOUR_MS = 3_600_000
SOON = 5.0
"""A test fails after so many seconds without the message it waits for."""


class Browser:
    """One socket of one person, keeping view and own part as the widget does."""

    def __init__(self, ws: ClientWebSocketResponse) -> None:
        self.ws = ws
        self.raw: list[str] = []
        """Every frame that arrived, word for word."""
        self.view: dict[str, Any] = {}
        self.mine: dict[str, Any] = {}
        self.welcome: dict[str, Any] = {}
        self.seq = 0
        self.seat = ""
        self.me = ""
        self.bye: dict[str, Any] | None = None
        self._ids = 0

    async def send(self, **message: Any) -> None:
        await self.ws.send_str(json.dumps(message))

    async def hear(self) -> dict[str, Any]:
        """The next message, folded into what this browser knows; `{"t": "closed"}` at the end."""
        received = await self.ws.receive(SOON)
        if received.type is not WSMsgType.TEXT:
            return {"t": "closed", "code": self.ws.close_code}
        return self.take(received.data)

    def take(self, text: str) -> dict[str, Any]:
        """A message that has arrived, folded in."""
        self.raw.append(text)
        message: dict[str, Any] = json.loads(text)
        self._fold(message)
        return message

    def _fold(self, message: dict[str, Any]) -> None:
        match message["t"]:
            case "welcome":
                self.welcome = message
                self.me = message.get("me", "")
            case "seated":
                self.seat, self.me = message["seat"], message["me"]
            case "see":
                self.seq = message["seq"]
                self.view, self.mine = message["view"], message["mine"]
            case "waiting":
                self.mine, self.view = message["mine"], {}
            case "change":
                assert message["prev"] == self.seq, "a change follows what was seen"
                self.seq = message["seq"]
                self.view = apply(self.view, message["patch"])
            case "mine":
                self.mine = apply(self.mine, message["patch"])
            case "bye":
                self.bye = message

    async def until(self, *kinds: str) -> dict[str, Any]:
        """Listen until a message of one of these kinds; `closed` is one."""
        while True:
            message = await self.hear()
            if message["t"] in kinds:
                return message
            assert message["t"] != "closed", f"closed with {self.bye} while waiting for {kinds}"

    async def until_seq(self, seq: int) -> None:
        """Listen until the view is at least as new as *seq*."""
        while self.seq < seq:
            assert (await self.hear())["t"] != "closed"

    async def ask(self, command: str, *, id: str = "", **fields: Any) -> dict[str, Any]:  # noqa: A002
        """Send a command; its `done` or `refusal`."""
        self._ids += 1
        command_id = id or f"c{self._ids}"
        await self.send(t="do", id=command_id, command={"do": command, **fields})
        while True:
            answer = await self.until("done", "refusal", "bye")
            if answer.get("id") == command_id or answer["t"] == "bye":
                return answer

    async def do(self, command: str, **fields: Any) -> int:
        """Send a command that is to succeed; the seq as of which it is done."""
        answer = await self.ask(command, **fields)
        assert answer["t"] == "done", answer
        seq: int = answer["seq"]
        return seq

    async def steer(self, command: str, **fields: Any) -> int:
        """The same for a steering command, made for the step that is seen."""
        return await self.do(command, step=self.view["step"], **fields)

    async def whole(self) -> dict[str, Any]:
        """Ask for the whole view."""
        await self.send(t="whole")
        return await self.until("see")

    async def quiet(self) -> list[dict[str, Any]]:
        """Everything that was under way: what arrives before the answer to a probe."""
        await self.send(t="probe", c=1.0)
        heard = []
        while (message := await self.hear())["t"] != "time":
            assert message["t"] != "closed"
            heard.append(message)
        return heard

    async def close(self) -> None:
        await self.ws.close()


class House:
    """A running server, and everything a test asks of it."""

    def __init__(self, client: TestClient[web.Request, web.Application], app: web.Application):
        self.client = client
        self.app = app
        self.browsers: list[Browser] = []

    async def room(self, format_id: str = "intervision_triage", **plan: Any) -> Created:
        """A new room, that starts now."""
        rooms = self.app[ROOMS]
        now = rooms._clock.now()
        given = {"title": "Circle", "start": now, "end": Ms(now + 2 * HOUR_MS), **plan}
        return await rooms.create(Plan(**given), rooms._registry.formats[format_id])

    async def open(self, **hello: Any) -> Browser:
        """A browser that has said hello."""
        ws = await self.client.ws_connect("/socket")
        browser = Browser(ws)
        self.browsers.append(browser)
        await browser.send(**{"t": "hello", "protocol": 1, "token": "", **hello})
        return browser

    async def join(self, token: str, name: str, **hello: Any) -> Browser:
        """Somebody opens a link and sits down."""
        browser = await self.open(token=token, **hello)
        await browser.until("texts")
        await browser.do("join", name=name)
        return browser

    async def back(self, seat: str, since: int = 0) -> Browser:
        """Somebody comes back with the token of their seat."""
        browser = await self.open(seat=seat, since=since)
        await browser.until("texts")
        return browser

    async def advance(self, by_ms: int) -> None:
        """Turn the clock."""
        await self.app[ROOMS].settled()
        clock = self.app[ROOMS]._clock
        assert isinstance(clock, VirtualClock)
        await clock.advance(by_ms, self.app[ROOMS].settled)


async def keyword_round(house: House, *names: str) -> list[Browser]:
    """A table in its first round of keywords: the facilitator first, who speaks last."""
    room = await house.room()
    people = [await house.join(room.facilitator, names[0])]
    people += [await house.join(room.invitation, name) for name in names[1:]]
    seq = await people[0].steer("go_to", phase="keywords")
    for browser in people:
        await browser.until_seq(seq)
    return people


def holder(browser: Browser) -> str:
    """Who has the piece, as this browser sees it."""
    person: str = browser.view["piece"].get("holder", "")
    return browser.view["people"][person]["name"] if person else ""
