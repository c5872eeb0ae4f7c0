"""People who come back whatever happens to their line, their node or the store, as the widget does.

Nothing that was asked is forgotten until it has been answered, and nothing is asked under a new id
because its answer was lost.
"""

import asyncio
import json
import random
from typing import Any

import msgspec
from tests.hub.nodes import Node
from tests.hub.sinks import Line

from talkingpiece.core import commands as c
from talkingpiece.core.ids import PersonId
from talkingpiece.core.session import Session
from talkingpiece.core.views import mine, shared
from talkingpiece.errors import NotIdentified, StoreUnavailable
from talkingpiece.hub import wire
from talkingpiece.hub.table import Table
from talkingpiece.server.identity import identify

UNGUESSABLE = "random-enough-to-name-a-seat"


def plain(shown: object) -> dict[str, Any]:
    """As a browser has it."""
    found: dict[str, Any] = json.loads(msgspec.json.encode(shown))
    return found


def differences(seen: dict[str, Any], wanted: dict[str, Any], *but: str) -> dict[str, Any]:
    """What is seen otherwise than it should be; the shorter to read."""
    names = (seen.keys() | wanted.keys()) - set(but)
    return {n: (seen.get(n), wanted.get(n)) for n in names if seen.get(n) != wanted.get(n)}


class Guest:
    """One person with a link."""

    def __init__(self, name: str, link: str, chance: random.Random) -> None:
        self.name = name
        self.line: Line | None = None
        self.node: Node | None = None
        self.table: Table | None = None
        self.me = PersonId("")
        self.pending: dict[str, c.AnyCommand] = {}
        """What has no answer yet, or none that holds."""
        self.done: dict[str, c.AnyCommand] = {}
        """What was answered as done."""
        self.refused: dict[str, str] = {}
        self.wanted = 0
        """So many answers about a sheet are still to come on this line."""
        self.problems: list[str] = []
        """What should never have been said at the door."""
        self._again: set[str] = set()
        self._link = link
        self._seat = ""
        self._asked = 0
        self._chance = chance
        self._seen: tuple[int, dict[str, Any], dict[str, Any]] = (0, {}, {})
        self._coming: asyncio.Task[None] | None = None

    @property
    def seated(self) -> bool:
        return self.line is not None and self.line.connection.person is not None

    @property
    def has_seat(self) -> bool:
        return bool(self._seat)

    @property
    def content(self) -> bool:
        """Sits there, and has an answer to everything."""
        closed = "already_closed" in self.refused.values() and not self._seat
        return closed or (self.seated and not self.pending and not self.wanted)

    @property
    def holds(self) -> bool:
        return self.line is not None and self.line.view.get("piece", {}).get("holder") == self.me

    @property
    def step(self) -> int:
        return int(self.line.view.get("step", 0)) if self.line is not None else 0

    # --- coming and going -----------------------------------------------------------------------

    def come(self, node: Node) -> None:
        """Open the page, at this node; sooner or later it answers."""
        if self.line is None and (self._coming is None or self._coming.done()):
            self._coming = asyncio.create_task(self._come(node))

    async def _come(self, node: Node) -> None:
        hello = wire.Hello(
            protocol=wire.PROTOCOL, token=self._link, seat=self._seat, since=self._seen[0]
        )
        try:
            who = await identify(hello, node.rooms, node.keys, node.clock.now())
        except StoreUnavailable:
            return
        except NotIdentified as error:
            self.problems.append(error.reason)
            return
        except asyncio.CancelledError:
            assert node.dead, "nobody else cuts a line"
            return
        line = Line(facilitates=who.facilitates, burst=100_000)
        line.connection._max_backlog = 1 << 30
        line.seq, line.view, line.mine = self._seen
        self.line, self.node, self.table, self.wanted = line, node, who.table, 0
        if who.person is None:
            if self._seat:
                self.problems.append("has a seat, and is taken for somebody new")
            who.table.arrive(line.connection, "en")
            if not self.pending:
                self.ask(c.Join(name=self.name))
                return
        else:
            who.table.take_seat(line.connection, who.person, "en", hello.since)
        for command_id in self.pending:
            self._send(command_id)

    def lose_line(self) -> None:
        """The line breaks; what was on its way to us is lost."""
        if self.line is not None:
            if self.node is not None and not self.node.dead and self.table is not None:
                self.table.leave(self.line.connection)
            self._forget_line()

    def _forget_line(self) -> None:
        assert self.line is not None
        self._seen = self.line.seq, self.line.view, self.line.mine
        self.line = self.node = self.table = None
        self._again.clear()

    async def gone(self) -> None:
        """Nothing of this person is under way any more."""
        if self._coming is not None:
            await self._coming

    # --- asking ---------------------------------------------------------------------------------

    def ask(self, command: c.AnyCommand) -> str:
        """Ask, and until it is answered again after each loss."""
        self._asked += 1
        command_id = f"{self.name}-{self._asked:03}-{UNGUESSABLE}"
        self.pending[command_id] = command
        self._send(command_id)
        return command_id

    def ask_for_sheet(self) -> None:
        if self.line is not None and self.table is not None:
            self.wanted += 1
            self.table.hear(self.line.connection, wire.Sheet())

    def ask_again(self) -> None:
        """What was refused because the store was away is asked again under the same id."""
        again, self._again = sorted(self._again), set()
        for command_id in again:
            self._send(command_id)

    def _send(self, command_id: str) -> None:
        if self.line is not None and self.table is not None and not self.line.connection.closed:
            do = wire.Do(id=command_id, command=self.pending[command_id])
            self.table.hear(self.line.connection, do)

    # --- hearing --------------------------------------------------------------------------------

    async def listen(self) -> None:
        """Take what has arrived."""
        line = self.line
        if line is None or self.node is None or self.node.dead:
            return
        for message in await line.heard():
            self._take(message)
        if line.connection.closed and self.line is line:
            assert line.sink.closed == "stopping", line.sink.closed
            self.lose_line()

    def _take(self, message: dict[str, Any]) -> None:
        match message["t"]:
            case "seated":
                self._seat, self.me = message["seat"], PersonId(message["me"])
            case "waiting":
                assert self.line is not None
                self.line.mine, self.line.view = message["mine"], {}
            case "done" if message["id"] in self.pending:
                self.done[message["id"]] = self.pending.pop(message["id"])
            case "refusal" if message["id"] == "":
                self.wanted -= 1
            case "refusal" if message["code"] == "store_unavailable":
                self._again.add(message["id"])
            case "refusal" if message["id"] in self.pending:
                self.refused[message["id"]] = message["code"]
                del self.pending[message["id"]]
            case "sheet_link":
                self.wanted -= 1

    # --- what must be true afterwards -----------------------------------------------------------

    def check(self, session: Session) -> None:
        """What is seen is what the log says, and nobody waits for anything."""
        if "already_closed" in self.refused.values() and not self._seat:
            return  # came when it was over
        line, table = self.line, self.table
        assert line is not None
        assert table is not None
        assert not self.pending, f"{self.name} waits for an answer"
        assert not self.wanted, f"{self.name} waits for a sheet"
        now = table._clock.now()
        assert not self.problems, (self.name, self.problems)
        assert self.me, f"{self.name} never sat down"
        assert session.people[self.me].here, f"{self.name} sits there, and is taken for lost"
        waits = session.people[self.me].late == "wait"  # sees nothing of the table yet
        timeless = ("seq", "fits")  # what fits into the time left is as of the last change
        found = {} if waits else differences(line.view, plain(shared(session, now)), *timeless)
        assert not found, (self.name, found)
        own = plain(mine(session, self.me, now, len(table.presence.arrivals)))
        found = differences(line.mine, own, "figures")  # brought up to date every half minute
        assert not found, (self.name, found)
        named = [person for person in session.people.values() if person.name == self.name]
        assert len(named) == 1, f"{self.name} sits {len(named)} times"
