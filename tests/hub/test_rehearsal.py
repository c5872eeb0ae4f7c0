"""Somebody facilitates alone: simulated people come, take their turns, and wait for the visitor."""

from collections.abc import Callable
from random import Random

import pytest
from tests.hub.conftest import START
from tests.hub.sinks import HeldStore, Line

from talkingpiece.core import commands as c
from talkingpiece.core.formats import Format
from talkingpiece.core.ids import MINUTE_MS, ItemId, Ms, PersonId, PhaseId
from talkingpiece.core.rehearsing import KEPT_MS
from talkingpiece.core.session import Plan, Session
from talkingpiece.core.switch_asking import SwitchBack, SwitchFormat
from talkingpiece.errors import NotIdentified
from talkingpiece.hub import wire
from talkingpiece.hub.clock import VirtualClock
from talkingpiece.hub.rehearsal import Cast
from talkingpiece.hub.rooms import IDLE_MS, SWEEP_MS, Created, Rooms
from talkingpiece.hub.seats import open_link
from talkingpiece.hub.table import Table
from talkingpiece.registry import Registry
from talkingpiece.sealing import ServerKeys

NAMES = ("Mira", "Joel", "Amina", "Theo", "Rosa")
CAST = Cast(names=NAMES, words={"keyword": ("word one", "word two"), "note": ("a thought",)})


class Visitor:
    """Whoever rehearses, and does what the panel offers."""

    def __init__(self, rooms: Rooms, created: Created, keys: ServerKeys, clock: VirtualClock):
        self.rooms = rooms
        self.created = created
        self.clock = clock
        self.line = Line(facilitates=True, burst=10_000)
        self._keys = keys
        self._asked = 0

    async def table(self) -> Table:
        link = open_link(self._keys, self.created.facilitator, self.clock.now(), "facilitator")
        return await self.rooms.wake(link)

    async def session(self) -> Session:
        return (await self.table()).session

    async def sit_down(self) -> None:
        (await self.table()).arrive(self.line.connection, "en")
        await self.do(c.Join(name="Vera"))

    async def do(self, command: c.AnyCommand) -> None:
        self._asked += 1
        (await self.table()).hear(
            self.line.connection, wire.Do(id=f"v{self._asked}", command=command)
        )
        await self.rooms.settled()

    async def wait(self, seconds: float) -> None:
        await self.clock.advance(int(seconds * 1000), self.rooms.settled)

    async def names(self) -> list[str]:
        return [person.name for person in (await self.session()).here()]

    async def onward(self) -> None:
        """Wait until the way on is lit, or for a minute; then take it."""
        for _ in range(60):
            if (await self.session()).lit is not None:
                break
            await self.take_turn()
            await self.wait(1)
        await self.do(c.NextPhase(step=(await self.session()).step))

    async def go_to(self, phase: str, item: ItemId | None = None) -> None:
        step = (await self.session()).step
        await self.do(c.GoTo(step=step, phase=PhaseId(phase), item=item))

    async def until_my_turn(self) -> None:
        for _ in range(600):
            if (await self.session()).piece.holder == self.line.me:
                return
            await self.wait(1)
        raise AssertionError("it was never the visitor's turn")

    async def take_turn(self) -> None:
        """Pass, where it is mine."""
        if (await self.session()).piece.holder == self.line.me:
            await self.do(c.Pass())


@pytest.fixture
async def visitor(
    make_rooms: Callable[..., Rooms],
    server_keys: ServerKeys,
    clock: VirtualClock,
    intervision: Format,
    monkeypatch: pytest.MonkeyPatch,
) -> Visitor:
    """Somebody with the link to a rehearsal, in which chance is always the same."""
    chance = Random(7)  # noqa: S311
    monkeypatch.setattr("talkingpiece.hub.rooms.SystemRandom", lambda: chance)
    rooms = make_rooms(lambda language: CAST)
    plan = Plan(start=START, end=Ms(START + 120 * MINUTE_MS), rehearsal=True)
    return Visitor(rooms, await rooms.create(plan, intervision), server_keys, clock)


async def test_nobody_comes_before_the_visitor_has_sat_down(visitor: Visitor) -> None:
    (await visitor.table()).arrive(visitor.line.connection, "en")
    await visitor.wait(600)
    assert await visitor.names() == []


async def test_they_arrive_one_by_one_and_two_of_them_late(visitor: Visitor) -> None:
    await visitor.sit_down()
    seen = [len(await visitor.names())]
    for _ in range(40):
        await visitor.wait(0.5)
        seen.append(len(await visitor.names()))
    assert sorted(set(seen)) == [1, 2, 3, 4]
    assert seen == sorted(seen)
    await visitor.onward()
    await visitor.onward()
    assert (await visitor.session()).phase.id == "keywords"
    await visitor.wait(20)
    assert await visitor.names() == ["Vera", "Mira", "Joel", "Amina", "Theo"]


async def test_they_wait_when_it_is_the_visitors_turn(visitor: Visitor) -> None:
    """Nothing happens by itself, however long whoever rehearses thinks about it."""
    await visitor.sit_down()
    await visitor.wait(30)
    await visitor.onward()
    await visitor.onward()
    await visitor.until_my_turn()
    before = (await visitor.session()).piece
    await visitor.wait(3_600)
    assert (await visitor.session()).piece == before


async def test_a_question_to_the_visitor_is_left_to_the_visitor(visitor: Visitor) -> None:
    """Whoever asks does not hand on before the visitor has answered."""
    await visitor.sit_down()
    await visitor.wait(30)
    await visitor.go_to("keywords")
    await visitor.until_my_turn()
    await visitor.do(c.Add(kind="keyword", text="my own"))
    (mine,) = [i.id for i in (await visitor.session()).items.values() if i.text == "my own"]
    await visitor.go_to("present", mine)
    await visitor.do(c.Finish())
    await visitor.go_to("clarify", mine)
    for _ in range(300):
        await visitor.wait(1)
        before = (await visitor.session()).piece
        if before.speaking or before.closed:
            break
    await visitor.wait(3_600)
    after = await visitor.session()
    assert after.phase.id == "clarify"
    assert after.piece.closed is None, "somebody asks, and waits for the answer"
    await visitor.do(c.Answered())
    assert (await visitor.session()).piece.holder != after.piece.holder


async def test_faster_and_slower(visitor: Visitor) -> None:
    await visitor.sit_down()
    offers = (await visitor.line.heard(), visitor.line.mine["offers"])[1]
    assert offers["faster"]["command"] == {"do": "set_pace", "pace": 16}
    assert offers["slower"]["command"] == {"do": "set_pace", "pace": 1}
    await visitor.do(c.SetPace(pace=16))
    await visitor.line.heard()
    assert visitor.line.view["room"]["pace"] == 16
    await visitor.wait(4)
    assert len(await visitor.names()) == 4


async def test_a_whole_rehearsal_comes_to_its_end(visitor: Visitor) -> None:
    """Only the visitor steers; everybody else does what the format asks of them."""
    await visitor.sit_down()
    await visitor.do(c.SetPace(pace=16))
    phases = []
    while (await visitor.session()).phase.id != "closing":
        await visitor.onward()
        phases.append((await visitor.session()).phase.id)
        assert len(phases) < 60
    for _ in range(120):
        await visitor.take_turn()
        await visitor.wait(1)
        if (await visitor.session()).lit is not None:
            break
    session = await visitor.session()
    assert session.lit is not None
    assert {"keywords", "present", "clarify", "react", "basket"} <= set(phases)
    done = [item for item in session.items.values() if item.state == "done"]
    assert done
    await visitor.do(c.Close(step=session.step))
    assert (await visitor.session()).closed is not None


async def test_they_stand_still_while_nobody_looks_and_the_room_falls_asleep(
    visitor: Visitor,
) -> None:
    await visitor.sit_down()
    await visitor.wait(30)
    people = await visitor.names()
    (await visitor.table()).leave(visitor.line.connection)
    await visitor.wait(2 * IDLE_MS / 1000)
    assert visitor.rooms.awake == {}
    visitor.line = Line(facilitates=True)
    me = next(iter((await visitor.session()).people))
    (await visitor.table()).take_seat(visitor.line.connection, PersonId(me), "en")
    await visitor.wait(10)
    assert sorted(await visitor.names()) == sorted(people)


async def test_whoever_is_seen_out_does_not_come_back(visitor: Visitor) -> None:
    """A rehearsal lets one try that, too."""
    await visitor.sit_down()
    await visitor.wait(30)
    session = await visitor.session()
    mira = next(id_ for id_, person in session.people.items() if person.name == "Mira")
    await visitor.do(c.Remove(person=mira))
    await visitor.wait(600)
    assert "Mira" not in await visitor.names()
    assert mira not in (await visitor.table()).presence.seats


async def test_nothing_of_a_rehearsal_is_left_two_hours_after_it(
    visitor: Visitor, store: HeldStore
) -> None:
    """Not even in a series: it belongs to none."""
    visitor.rooms.start()
    await visitor.sit_down()
    await visitor.do(c.Close(step=0))
    await visitor.wait(1)
    assert (await visitor.line.heard(), visitor.line.view["room"]["erased"])[1] == START + KEPT_MS
    assert await visitor.rooms.series(visitor.created.series) is None
    await visitor.wait((KEPT_MS + SWEEP_MS) / 1000)
    with pytest.raises(NotIdentified, match="room_gone"):
        await visitor.table()
    await visitor.rooms.stop()


async def test_without_a_cast_nobody_comes(
    rooms: Rooms, intervision: Format, server_keys: ServerKeys, clock: VirtualClock
) -> None:
    """Where the setting does not allow simulated people, there are none."""
    plan = Plan(start=START, end=Ms(START + MINUTE_MS), rehearsal=True)
    visitor = Visitor(rooms, await rooms.create(plan, intervision), server_keys, clock)
    await visitor.sit_down()
    await visitor.wait(600)
    assert await visitor.names() == ["Vera"]


async def test_they_go_along_with_another_form(visitor: Visitor) -> None:
    """Whoever is in the middle of something gathers for a moment; then the form changes."""
    await visitor.sit_down()
    await visitor.wait(60)
    await visitor.go_to("keywords")
    step = (await visitor.session()).step
    await visitor.do(SwitchFormat(step=step, format="check_in_circle"))
    await visitor.wait(30)
    assert (await visitor.session()).format.id == "check_in_circle"
    await visitor.do(SwitchBack(step=(await visitor.session()).step))
    await visitor.wait(120)
    session = await visitor.session()
    assert session.format.id == "intervision_triage"
    assert any(item.kind == "keyword" for item in session.items.values())


async def test_whoever_comes_while_people_write_writes_too(
    make_rooms: Callable[..., Rooms],
    server_keys: ServerKeys,
    clock: VirtualClock,
    registry: Registry,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A lean coffee begins with cards, before the first of them has arrived."""
    monkeypatch.setattr("talkingpiece.hub.rooms.SystemRandom", lambda: Random(7))  # noqa: S311
    rooms = make_rooms(lambda language: CAST)
    plan = Plan(start=START, end=Ms(START + 60 * MINUTE_MS), rehearsal=True)
    created = await rooms.create(plan, registry.formats["lean_coffee"])
    visitor = Visitor(rooms, created, server_keys, clock)
    await visitor.sit_down()
    await visitor.wait(120)
    session = await visitor.session()
    writers = {item.owner for item in session.items.values() if item.kind == "topic"}
    assert len(writers) >= 2
    assert visitor.line.me not in writers
