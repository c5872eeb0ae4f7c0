"""Whatever happens in whatever order, what each browser has patched together is the whole view."""

import asyncio
import tempfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.hub.sinks import Line

from talkingpiece.core import commands as c
from talkingpiece.core.ids import ItemId, Ms, PersonId, PhaseId
from talkingpiece.core.session import Plan
from talkingpiece.core.views import shared
from talkingpiece.hub import wire
from talkingpiece.hub.clock import VirtualClock
from talkingpiece.hub.greeting import Greeting
from talkingpiece.hub.rooms import Rooms
from talkingpiece.hub.seats import open_link
from talkingpiece.hub.table import REFRESH_MS, Table
from talkingpiece.registry import Registry
from talkingpiece.sealing import new_server_keys
from talkingpiece.settings import load_settings
from talkingpiece.storage import MemoryStore

PEOPLE = 4
START = 1_800_000_000_000
KEYS = new_server_keys(START)
COMMANDS: list[c.AnyCommand] = [
    c.Pass(),
    c.HandOn(),
    c.ComeBackLater(),
    c.Add(kind="keyword", text="a word"),
    c.Add(kind="private_note", text="canary"),
    c.JustListen(on=True),
    c.JustListen(on=False),
    c.Rename(name="Somebody"),
    c.RingBell(),
    c.Hold(),
    c.Resume(),
    c.TakeLead(),
]
STEPS: list[c.Steering] = [
    c.NextPerson(step=0),
    c.NextPhase(step=0),
    c.GoTo(step=0, phase=PhaseId("keywords")),
    c.Undo(step=0),
    c.AnotherRound(step=0),
]
WHO = st.integers(0, PEOPLE - 1)
ACTIONS = st.lists(
    st.tuples(st.just("do"), WHO, st.sampled_from(COMMANDS))
    | st.tuples(st.just("step"), WHO, st.sampled_from(STEPS))
    | st.tuples(st.just("reword"), WHO, st.sampled_from(["one", "another"]))
    | st.tuples(st.just("drop"), WHO, st.none())
    | st.tuples(st.just("back"), WHO, st.none())
    | st.tuples(st.just("stranger"), WHO, st.none())
    | st.tuples(st.just("wait"), WHO, st.sampled_from([1, 2, 20])),
    min_size=8,
    max_size=40,
)


class Evening:
    """Four people whose lines come and go."""

    def __init__(self, rooms: Rooms, clock: VirtualClock, table: Table) -> None:
        self.rooms = rooms
        self.clock = clock
        self.table = table
        self.lines: list[Line] = []
        self.people: list[PersonId] = []
        self.count = 0

    async def begin(self) -> None:
        for number in range(PEOPLE):
            line = Line(facilitates=number == 0, burst=10_000)
            self.table.arrive(line.connection, "en")
            await self.do(line, c.Join(name=f"Person {number}"))
            self.lines.append(line)
            self.people.append(line.me)
        await self.act("step", 0, c.GoTo(step=0, phase=PhaseId("keywords")))
        for line in self.lines:
            await self.do(line, c.Add(kind="keyword", text="a first word"))

    async def do(self, line: Line, command: c.AnyCommand) -> None:
        self.count += 1
        self.table.hear(line.connection, wire.Do(id=f"c{self.count}", command=command))
        await self.rooms.settled()
        await line.heard()

    async def act(self, what: str, who: int, argument: Any) -> None:
        line = self.lines[who]
        gone = line.connection.closed
        match what:
            case "do" if not gone:
                await self.do(line, argument)
            case "step" if not gone:
                step = self.table.session.step
                await self.do(line, msgspec.structs.replace(argument, step=step))
            case "reword" if not gone:
                await self.do(line, c.Edit(item=self.word_of(who), text=argument))
            case "drop" if not gone:
                self.table.leave(line.connection)
            case "back" if gone:
                await self.come_back(who)
            case "stranger":
                self.table.arrive(Line().connection, "en")
            case "wait":
                # Figures are refreshed on the beat; in between they may be a little behind.
                await self.clock.advance(argument * REFRESH_MS, self.rooms.settled)
        await self.rooms.settled()

    def word_of(self, who: int) -> ItemId:
        """What somebody gave last; the first word of all if they gave none."""
        items = self.table.session.items.values()
        own = [item.id for item in items if item.owner == self.people[who]]
        return own[-1] if own else ItemId("i1")

    async def come_back(self, who: int) -> None:
        """With everything the browser knew, as the widget keeps it."""
        old, new = self.lines[who], Line(burst=10_000)
        new.seq, new.view, new.mine = old.seq, old.view, old.mine
        self.lines[who] = new
        self.table.take_seat(new.connection, self.people[who], "en", old.seq)
        await self.rooms.settled()

    async def check(self) -> None:
        for line in self.lines:
            if line.connection.closed:
                continue
            await line.heard()
            patched = (line.seq, line.view, line.mine)
            self.table.hear(line.connection, wire.Whole())
            await line.heard()
            assert (line.seq, line.view, line.mine) == patched
            here = msgspec.json.decode(msgspec.json.encode(shared(self.table.session, START)))
            assert plain(line.view) == plain(here)
            assert line.mine["me"] == line.me


def plain(view: dict[str, Any]) -> dict[str, Any]:
    """A view without its seq, which stands still while only private things happen, and without
    the forecast, which is of the moment it was made."""
    return {name: value for name, value in view.items() if name not in ("seq", "fits")}


async def begun(registry: Registry, folder: Path) -> Evening:
    clock = VirtualClock(START)
    given = load_settings({"HOME": str(folder)}, folder, store="memory:")
    greeting = Greeting(registry, {}, 24)
    rooms = Rooms(MemoryStore(), KEYS, registry, clock=clock, greeting=greeting, settings=given)
    plan = Plan(start=Ms(START + 600_000), end=Ms(START + 7_200_000))
    created = await rooms.create(plan, registry.formats["intervision_triage"])
    table = await rooms.wake(open_link(KEYS, created.invitation, Ms(START), "invitation"))
    here = Evening(rooms, clock, table)
    await here.begin()
    return here


async def evening(registry: Registry, folder: Path, actions: list[Any], each: bool) -> None:
    here = await begun(registry, folder)
    for what, who, argument in actions:
        await here.act(what, who, argument)
        if each:
            await here.check()
    await here.check()
    await here.rooms.stop()


async def test_whoever_is_let_in_sees_the_table(registry: Registry, tmp_path: Path) -> None:
    """They sat there all the time, and saw nothing; from now on changes follow."""
    here = await begun(registry, tmp_path)
    late = Line()
    late.connection.knocks = True
    here.table.arrive(late.connection, "en")
    await here.do(late, c.Join(name="Late"))
    await here.act("reword", 1, "said while they waited")
    await late.heard()
    assert not late.view, "nothing of the table is seen outside"
    await here.do(here.lines[0], c.Admit(person=late.me))
    await here.act("reword", 1, "said once they were in")
    here.lines.append(late)
    await here.check()
    await here.rooms.stop()


@pytest.mark.parametrize("each", [True, False], ids=["each seen whole", "only at the end"])
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ACTIONS)
def test_patches_add_up_through_drops_and_returns(
    registry: Registry, each: bool, actions: list[Any]
) -> None:
    """Also where nobody asks for all of it in between, which would make good what is wrong."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(evening(registry, Path(folder), actions, each))
