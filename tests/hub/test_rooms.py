"""Rooms are made, sleep and wake; what outlives them is written when they end."""

import asyncio
from collections.abc import Callable

import msgspec
import pytest
from tests.hub.conftest import HOUR_MS, START
from tests.hub.sinks import HeldStore, Line

from talkingpiece.core import commands as c
from talkingpiece.core.formats import Format
from talkingpiece.core.ids import Ms, PhaseId
from talkingpiece.core.session import Plan
from talkingpiece.errors import NotIdentified, StoreUnavailable
from talkingpiece.hub import wire
from talkingpiece.hub.clock import VirtualClock
from talkingpiece.hub.rooms import IDLE_MS, SWEEP_MS, Created, Rooms
from talkingpiece.hub.seats import open_link
from talkingpiece.hub.sheets import Sheets
from talkingpiece.hub.table import Table
from talkingpiece.sealing import ServerKeys, open_token
from talkingpiece.settings import Settings


class Opened:
    """A room with people at it, as far as these tests need them."""

    def __init__(self, rooms: Rooms, created: Created, keys: ServerKeys) -> None:
        self.rooms = rooms
        self.created = created
        self.keys = keys
        self.asked = 0

    async def table(self) -> Table:
        token = open_link(self.keys, self.created.invitation, self.rooms._clock.now(), "invitation")
        return await self.rooms.wake(token)

    async def join(self, name: str, *, facilitates: bool = False) -> Line:
        line = Line(facilitates=facilitates)
        table = await self.table()
        table.arrive(line.connection, "en")
        await self.do(line, c.Join(name=name))
        return line

    async def do(self, line: Line, command: c.AnyCommand) -> str:
        """What is answered: `done`, or the code of a refusal."""
        self.asked += 1
        do = wire.Do(id=f"x{self.asked}", command=command)
        (await self.table()).hear(line.connection, do)
        return await self.answer(line)

    async def sheet(self, line: Line) -> str:
        """The private link to somebody's sheet, or the code of a refusal."""
        (await self.table()).hear(line.connection, wire.Sheet())
        return await self.answer(line)

    async def answer(self, line: Line) -> str:
        await self.rooms.settled()
        told = [m for m in await line.heard() if m["t"] in ("done", "refusal", "sheet_link")]
        answer: str = told[-1].get("code") or told[-1].get("url") or told[-1]["t"]
        return answer


@pytest.fixture
async def opened(rooms: Rooms, plan: Plan, intervision: Format, server_keys: ServerKeys) -> Opened:
    return Opened(rooms, await rooms.create(plan, intervision), server_keys)


@pytest.fixture
def sheets(store: HeldStore, server_keys: ServerKeys, clock: VirtualClock) -> Sheets:
    return Sheets(store, server_keys, clock)


async def ended(opened: Opened) -> tuple[Line, Line]:
    """A session with one topic left, a note of Bob's, a next date, and its end."""
    ann = await opened.join("Ann", facilitates=True)
    bob = await opened.join("Bob")
    await opened.do(ann, c.GoTo(step=0, phase=PhaseId("keywords")))
    await opened.do(bob, c.Add(kind="keyword", text="balance"))
    await opened.do(bob, c.Add(kind="private_note", text="breathe"))
    await opened.do(ann, c.SetNextDate(at=Ms(START + 30 * 24 * HOUR_MS)))
    step = (await opened.table()).session.step
    assert await opened.do(ann, c.Close(step=step)) == "done"
    return ann, bob


async def test_a_room_opens_with_each_of_its_links(opened: Opened, server_keys: ServerKeys) -> None:
    links = opened.created
    for text, kind in ((links.facilitator, "facilitator"), (links.invitation, "invitation")):
        token = open_token(server_keys, text, START)
        assert (token.kind, token.room, token.person) == (kind, links.room, None)
    series = open_token(server_keys, links.series, START)
    assert series.kind == "series"
    assert series.key != token.key, "a series' key opens no room"


async def test_links_of_a_session_far_ahead_still_open_on_its_day(
    rooms: Rooms, plan: Plan, intervision: Format, server_keys: ServerKeys
) -> None:
    late = msgspec.structs.replace(plan, end=Ms(START + 90 * 24 * HOUR_MS))
    created = await rooms.create(late, intervision)
    assert open_token(server_keys, created.invitation, late.end).room == created.room


async def test_nobody_connected_and_the_room_goes_to_sleep(
    opened: Opened, clock: VirtualClock
) -> None:
    table = await opened.table()
    await clock.advance(IDLE_MS - 1, opened.rooms.settled)
    assert opened.rooms.awake
    await clock.advance(1, opened.rooms.settled)
    assert not opened.rooms.awake
    assert await opened.table() is not table


async def test_somebody_connected_keeps_it_awake(opened: Opened, clock: VirtualClock) -> None:
    ann = await opened.join("Ann", facilitates=True)
    await clock.advance(3 * IDLE_MS, opened.rooms.settled)
    assert opened.rooms.awake
    (await opened.table()).leave(ann.connection)
    await clock.advance(IDLE_MS, opened.rooms.settled)
    assert not opened.rooms.awake


async def test_many_who_come_at_once_wake_it_once(opened: Opened) -> None:
    tables = await asyncio.gather(*(opened.table() for _ in range(20)))
    assert len({id(table) for table in tables}) == 1


async def test_a_room_that_cannot_be_read_is_not_half_awake(
    opened: Opened, store: HeldStore
) -> None:
    store.out_of_order = True
    with pytest.raises(StoreUnavailable):
        await opened.table()
    store.out_of_order = False
    assert (await opened.table()).session.room == opened.created.room


async def test_only_so_many_rooms_are_awake(
    rooms: Rooms, plan: Plan, intervision: Format, server_keys: ServerKeys, settings: Settings
) -> None:
    """Whoever is idle is let go first; with somebody in each, the next one waits."""
    few = msgspec.structs.replace(settings.limits, max_rooms=2)
    rooms._settings = msgspec.structs.replace(settings, limits=few)
    made = [Opened(rooms, await rooms.create(plan, intervision), server_keys) for _ in range(4)]
    for each in made[:2]:
        await each.table()
    await made[2].join("Ann")
    await made[3].join("Bob")
    assert set(rooms.awake) == {made[2].created.room, made[3].created.room}
    with pytest.raises(StoreUnavailable):
        await made[0].table()


async def test_at_the_end_each_sheet_and_the_series_are_kept_and_the_rest_has_a_date(
    opened: Opened, store: HeldStore, settings: Settings, server_keys: ServerKeys
) -> None:
    await ended(opened)
    row = await store.room(opened.created.room)
    assert row is not None
    assert row.forget_after == START + settings.forget_after_ms
    assert len(store._shelf.sheets) == 1, "only Bob has something of his own"
    memory = await opened.rooms.series(opened.created.series)
    assert memory is not None
    assert [topic.text for topic in memory.topics] == ["balance"]
    assert memory.index == 1


async def test_a_sheet_opens_by_its_private_link_and_by_nothing_else(
    opened: Opened, sheets: Sheets
) -> None:
    ann, bob = await ended(opened)
    path, _, text = (await opened.sheet(bob)).partition("#")
    assert path == "/sheet"
    sheet = str((await sheets.open(text)).sheet)
    assert "breathe" in sheet
    assert "Bob" not in sheet
    for other in (opened.created.invitation, opened.created.series, ""):
        with pytest.raises(NotIdentified):
            await sheets.open(other)
    assert await opened.sheet(ann) == "not_now", "nothing of her own"


async def test_a_sheet_is_there_before_the_end_too(opened: Opened, sheets: Sheets) -> None:
    bob = await opened.join("Bob")
    await opened.do(bob, c.Add(kind="private_note", text="breathe"))
    text = (await opened.sheet(bob)).partition("#")[2]
    await opened.do(bob, c.Add(kind="private_note", text="call Eva"))
    assert "call Eva" not in str(await sheets.open(text))
    assert text != (await opened.sheet(bob)).partition("#")[2]
    assert "call Eva" in str(await sheets.open(text)), "an earlier link opens the sheet as it is"


async def test_a_note_after_the_end_is_on_the_sheet(opened: Opened, sheets: Sheets) -> None:
    _, bob = await ended(opened)
    text = (await opened.sheet(bob)).partition("#")[2]
    assert await opened.do(bob, c.Add(kind="private_note", text="call Eva")) == "done"
    assert "call Eva" in str(await sheets.open(text))


async def test_the_next_session_of_a_series_brings_its_topics_along(
    opened: Opened, rooms: Rooms, plan: Plan, intervision: Format, server_keys: ServerKeys
) -> None:
    """Their words and ranks, without a name; and a third one continues the second."""
    await ended(opened)
    second = Opened(
        rooms, await rooms.create(plan, intervision, opened.created.series), server_keys
    )
    session = (await second.table()).session
    assert session.plan.index == 2
    assert [(i.text, i.owner) for i in session.items.values()] == [("balance", None)]
    ann = await second.join("Ann", facilitates=True)
    await second.do(ann, c.Close(step=0))
    memory = await rooms.series(opened.created.series)
    assert memory is not None
    assert memory.index == 2, "the link of the first session still leads to the same series"
    third = Opened(rooms, await rooms.create(plan, intervision, second.created.series), server_keys)
    assert (await third.table()).session.plan.index == 3


async def test_a_room_link_does_not_continue_a_series(
    opened: Opened, rooms: Rooms, plan: Plan, intervision: Format
) -> None:
    with pytest.raises(NotIdentified, match="wrong_kind"):
        await rooms.create(plan, intervision, opened.created.facilitator)


async def test_a_day_after_the_end_nothing_is_left_and_whoever_is_there_is_told(
    opened: Opened, clock: VirtualClock, store: HeldStore, settings: Settings
) -> None:
    ann, _ = await ended(opened)
    opened.rooms.start()
    await clock.advance(settings.forget_after_ms + SWEEP_MS, opened.rooms.settled)
    assert store._shelf.rooms == {}
    assert store._shelf.sheets == {}
    assert ann.sink.closed == "gone"
    assert not opened.rooms.awake
    with pytest.raises(NotIdentified, match="room_gone"):
        await opened.table()
    assert await opened.rooms.series(opened.created.series) is not None
    await opened.rooms.stop()


async def test_an_end_whose_sheets_could_not_be_kept_is_made_up_for(
    opened: Opened, clock: VirtualClock, store: HeldStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise StoreUnavailable("held")

    with monkeypatch.context() as patched:
        patched.setattr(store, "put_sheet", fail)
        await ended(opened)
        assert store._shelf.sheets == {}
    await clock.advance(120_000, opened.rooms.settled)
    assert len(store._shelf.sheets) == 1


async def test_a_crash_right_after_the_end_is_made_up_for_by_the_next_who_comes(
    opened: Opened,
    make_rooms: Callable[[], Rooms],
    store: HeldStore,
    server_keys: ServerKeys,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def fail(*_: object) -> None:
        raise StoreUnavailable("held")

    with monkeypatch.context() as patched:
        patched.setattr(store, "put_sheet", fail)
        await ended(opened)
    elsewhere = Opened(make_rooms(), opened.created, server_keys)
    await elsewhere.table()
    await elsewhere.rooms.settled()
    assert len(store._shelf.sheets) == 1


async def test_leaving_after_the_end_does_not_bring_an_erased_sheet_back(
    opened: Opened, store: HeldStore
) -> None:
    _, bob = await ended(opened)
    (sheet,) = store._shelf.sheets
    await store.forget_sheet(sheet)
    assert await opened.do(bob, c.Leave()) == "done"
    assert store._shelf.sheets == {}


async def test_an_erased_sheet_does_not_come_back_by_itself(
    opened: Opened, make_rooms: Callable[[], Rooms], store: HeldStore, server_keys: ServerKeys
) -> None:
    await ended(opened)
    (sheet,) = store._shelf.sheets
    await store.forget_sheet(sheet)
    elsewhere = Opened(make_rooms(), opened.created, server_keys)
    await elsewhere.join("Eve")
    await elsewhere.rooms.settled()
    assert store._shelf.sheets == {}
