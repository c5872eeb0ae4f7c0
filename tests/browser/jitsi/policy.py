"""The microphones of a whole call: the server's wishes, Jitsi's own class, and what leaves it.

People are `fay` who facilitates and moderates the call, `max` who moderates it and facilitates
nothing, `gil` who facilitates and does not moderate, `ben` whose topic it is and who answers, `cem`
who has the piece, `ada` who listens and comes next, and `dua` who comes late. The wishes are those
of the real table; only the socket between is left out.
"""

import json
from typing import Any, cast

from msgspec.structs import replace
from playwright.async_api import Browser, BrowserContext, Page
from tests.browser.jitsi import real
from tests.browser.jitsi.conference import Conference

from talkingpiece.core import commands as c
from talkingpiece.core.floor_state import Floor
from talkingpiece.core.formats import ForEach
from talkingpiece.core.ids import PersonId
from talkingpiece.core.microphones import microphone
from talkingpiece.core.options import DiscussOptions
from talkingpiece.core.rules import Level
from talkingpiece.core.session import Session
from talkingpiece.errors import Refused
from talkingpiece.hub import wire
from talkingpiece.hub.calls import Calls
from talkingpiece.hub.clock import VirtualClock
from talkingpiece.hub.connection import Connection
from talkingpiece.registry import Registry
from talkingpiece.testing.script import Playbook

PAGE = "https://table.test/"
FIRST = ("fay", "max", "gil", "ben", "cem", "ada")
SPEAKS = "clarify"
"""The phase whose rule is changed: questions to Ben, of which Cem has the first."""


Left = list[tuple[Any, ...]]


class Line:
    """A browser's line to the server; what it is told waits to be taken along."""

    closed = False

    def __init__(self, person: str) -> None:
        self.person = PersonId(person)
        self.told: wire.Calling | None = None
        self.asked = False
        """Whether they are still there, since they last said so."""

    def send(self, message: wire.AnyServerMessage) -> None:
        if isinstance(message, wire.Still):
            self.asked = True
            return
        assert isinstance(message, wire.Calling)
        self.told = message

    def refuse(self, command_id: str, refused: Refused) -> None:
        raise AssertionError(refused)


def ruled(session: Session, preset: str) -> Session:
    """*session* with another rule for its phase; for seats, Cem sits in the inner circle."""
    at, inner = session.cursor.path
    loop = session.format.flow[at]
    assert isinstance(loop, ForEach)
    phase = replace(loop.do[inner], rules=preset)
    if preset == "seats":
        phase = replace(phase, options=DiscussOptions(floor="seats", seat_count=1))
        session = replace(session, floor=Floor(seats=(PersonId("cem"),)))
    changed = replace(loop, do=(*loop.do[:inner], phase, *loop.do[inner + 1 :]))
    flow = (*session.format.flow[:at], changed, *session.format.flow[at + 1 :])
    return replace(session, format=replace(session.format, flow=flow))


class Policy:
    """One call of everybody at a table, at one level."""

    def __init__(self, registry: Registry, level: Level, consents: bool = True) -> None:
        format_ = registry.formats["intervision_triage"]
        self.laid = Playbook(format_, registry, call="https://jitsi.test/Circle", level=level)
        self.laid.seated("max", "ben", "cem", "ada", facilitator="fay")
        self.laid.quietly("gil", c.ArriveToFacilitate, name="gil")
        self.laid.quietly("fay", c.Admit, person=PersonId("gil"))
        while self.laid.phase != "keywords":
            self.laid.quietly("fay", c.NextPhase)
        while self.laid.holder != "ben":
            self.laid.quietly("fay", c.NextPerson)
        self.laid.given("ben", "a word")
        while self.laid.phase != SPEAKS:
            self.laid.quietly("fay", c.NextPhase)
        self.preset = "settle"
        self.consents = consents
        self.conference = Conference()
        self.conference.moderators = lambda place: place < 2
        self.clock = VirtualClock()
        self.calls = Calls(self.clock, lambda session, person: wire.CallPlace(domain="", room=""))
        self.lines: dict[str, Line] = {}
        self.lost = False
        self.silent: dict[str, wire.Calling | None] = {}
        """Whose line has broken, and what they were told before."""
        self.context: BrowserContext
        self.page: Page

    async def begin(self, browser: Browser, *people: str) -> None:
        self.context = await browser.new_context()
        await self.conference.opens_to(self.context)
        await self.context.route(
            f"{PAGE}**", lambda r: r.fulfill(body="<body>", content_type="text/html")
        )
        self.page = await self.context.new_page()
        await self.page.expose_function("told", self._told)
        await self.page.goto(PAGE)
        await self.page.add_script_tag(content=real.policy())
        for name in people or FIRST:
            await self.sits(name)
        await self.quiet()

    async def sits(self, name: str) -> None:
        """*name* joins the call; the table knows them already."""
        self.lines[name] = Line(name)
        await self.page.evaluate("([name, yes]) => sit(name, yes)", [name, self.consents])
        await self.conference.until(lambda: name in self.conference.members)
        await self.page.wait_for_function("name => heard(name)", arg=name)

    @property
    def session(self) -> Session:
        """The session, with the rule that is tried."""
        laid = self.laid.session
        speaking = laid.closed is None and laid.phase.id == SPEAKS
        return ruled(laid, self.preset) if speaking else laid

    # --- what happens: each answers what has left Jitsi's class of everybody, in order ---------

    async def becomes(self, preset: str) -> Left:
        """The phase has another rule."""
        self.preset = preset
        return await self._shows()

    async def does(self, who: str, command: type[c.Command], **said: Any) -> Left:
        """*who* does something at the table."""
        self.laid.quietly(who, command, **said)
        return await self._shows()

    async def comes_late(self, name: str) -> Left:
        """*name* sits down in the middle, and joins the call."""
        before = len(self.conference.commands)
        self.laid.quietly(name, c.Join, name=name)
        await self.sits(name)
        await self._shows()
        return self.left(before)

    async def taps(self, name: str) -> Left:
        """*name* taps "Speak · opens my mic"."""
        before = len(self.conference.commands)
        await self.page.evaluate("name => tap(name)", name)
        await self.quiet()
        return self.left(before)

    async def unmutes(self, name: str) -> Left:
        """*name* tries their microphone in Jitsi itself."""
        before = len(self.conference.commands)
        await self.conference.tells(name, "hand.toggle()")
        await self.quiet()
        return self.left(before)

    async def loses_the_server(self) -> Left:
        """Nobody hears the table any more, and each panel has noticed."""
        before = len(self.conference.commands)
        self.lost = True
        await self.quiet()
        return self.left(before)

    async def falls_silent(self, name: str, seconds: int) -> Left:
        """The line of *name* breaks and nobody notices; Jitsi still has them."""
        before = len(self.conference.commands)
        broken = self.lines.pop(name)
        self.silent[name] = broken.told
        for _ in range(seconds):
            await self.clock.advance(1_000)
            for line in self.lines.values():
                if line.asked:
                    line.asked = False
                    self.calls.sign(cast(Connection, line))
        await self.quiet()
        return self.left(before)

    async def dies(self, name: str) -> Left:
        """The tab of *name* is killed: their line is cut, and Jitsi misses them, too."""
        before = len(self.conference.commands)
        line = self.lines.pop(name)
        await self.page.evaluate("name => kill(name)", name)
        line.closed = True
        self.calls.leave(self.session, cast(Connection, line))
        await self.conference.gone(name)
        await self.quiet()
        return self.left(before)

    def left(self, before: int) -> Left:
        """The commands since there were *before*; people by name, not by their id in the call."""
        names = {member.id: name for name, member in self.conference.members.items()}
        return [
            (who, name, *(names.get(arg, arg) for arg in args))
            for who, name, args in self.conference.commands[before:]
        ]

    async def _shows(self) -> Left:
        before = len(self.conference.commands)
        self.calls.show(self.session)
        await self.quiet()
        return self.left(before)

    async def everybody_speaks(self) -> None:
        """Everybody has switched their microphone on in Jitsi itself."""
        for name, member in self.conference.members.items():
            if member.muted:
                await self.conference.tells(name, "hand.toggle()")
        await self.quiet()
        self.conference.opened.clear()

    async def quiet(self) -> None:
        """Return when nothing is under way any more, neither here nor in the call."""
        seen = -1
        while seen != len(self.conference.commands):
            seen = len(self.conference.commands)
            for _ in range(2):
                await self._wishes()
                await self.page.evaluate("round()")
                for member in list(self.conference.members.values()):
                    await member.frame.evaluate("settled()")

    # --- the line between ---------------------------------------------------------------------

    def _told(self, name: str, said: dict[str, Any]) -> None:
        if name in self.lines and not self.lost:
            line = cast(Connection, self.lines[name])
            self.calls.hear(self.session, line, wire.InCall(**said))

    async def _wishes(self) -> None:
        session = self.session
        heard = {name: line.told for name, line in self.lines.items()} | self.silent
        for name, told in heard.items():
            news = {
                "calling": None if told is None else _plain(told),
                "unasked": name in self.silent,
                "mine": microphone(session, PersonId(name)).state,
                "lost": self.lost,
                "phase": f"{session.phase.id} {self.preset} {session.clock.started}",
            }
            await self.page.evaluate("([name, news]) => wish(name, news)", [name, news])


def _plain(message: wire.Calling) -> dict[str, Any]:
    return cast(dict[str, Any], json.loads(wire.encode(message)))
