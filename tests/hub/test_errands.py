"""What follows from what was kept follows, also if the store was away, or the server died, then."""

from collections.abc import AsyncIterator, Callable

import pytest
from tests.hub.sinks import HeldStore, Line
from tests.hub.test_rooms import Opened, ended, opened, sheets

from talkingpiece.core import commands as c
from talkingpiece.core.harvest_commands import Publish, Unpublish
from talkingpiece.core.ids import Ms, PhaseId
from talkingpiece.core.session import Plan
from talkingpiece.errors import Conflict, StoreUnavailable
from talkingpiece.hub.clock import VirtualClock
from talkingpiece.hub.errands import AGAIN_MS
from talkingpiece.hub.harvests import HarvestGone, Harvests
from talkingpiece.hub.rooms import IDLE_MS, Rooms
from talkingpiece.hub.sheets import Sheets
from talkingpiece.registry import Registry
from talkingpiece.sealing import ServerKeys

__all__ = ["opened", "sheets"]

PAGE = "harvest_page"


async def away(*_: object) -> None:
    raise StoreUnavailable("held")


class Published(Opened):
    """A session that is over, its page published; *fay* facilitates, *ann* gave two tips."""

    fay: Line
    ann: Line
    page: str

    async def begin(self) -> "Published":
        self.fay, self.ann = await self.join("Fay", facilitates=True), await self.join("Ann")
        tips = c.GoTo(step=0, phase=PhaseId("tips"))
        assert await self.do(self.fay, tips) == "done"
        for words in ("Walk together", "Sing"):
            assert await self.do(self.ann, c.Add(kind="tip", text=words)) == "done"
        step = (await self.table()).session.step
        assert await self.do(self.fay, c.Close(step=step)) == "done"
        assert await self.do(self.fay, Publish(output=PAGE)) == "done"
        (await self.table()).errands.give(self.ann.connection, PAGE)
        self.page = (await self.answer(self.ann)).partition("#")[2]
        return self


@pytest.fixture
async def published(
    rooms: Rooms, plan: Plan, registry: Registry, server_keys: ServerKeys
) -> AsyncIterator[Published]:
    made = await rooms.create(plan, registry.formats["open_space_session"])
    yield await Published(rooms, made, server_keys).begin()
    await rooms.stop()


@pytest.fixture
def harvests(store: HeldStore, server_keys: ServerKeys, clock: VirtualClock) -> Harvests:
    return Harvests(store, server_keys, clock)


async def test_a_page_that_was_taken_back_goes_as_soon_as_the_store_is_back(
    published: Published, harvests: Harvests, store: HeldStore, clock: VirtualClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    with monkeypatch.context() as patched:
        patched.setattr(store, "forget_sheet", away)
        assert await published.do(published.fay, Unpublish(output=PAGE)) == "done"
        assert (await harvests.open(published.page)).harvest
    await clock.advance(AGAIN_MS, published.rooms.settled)
    with pytest.raises(HarvestGone):
        await harvests.open(published.page)


async def test_words_that_were_taken_back_leave_the_page_as_soon_as_the_store_is_back(
    published: Published, harvests: Harvests, store: HeldStore, clock: VirtualClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    tip, _ = (await published.table()).session.items
    with monkeypatch.context() as patched:
        patched.setattr(store, "put_sheet", away)
        assert await published.do(published.ann, c.Withdraw(item=tip)) == "done"
    await clock.advance(AGAIN_MS, published.rooms.settled)
    shown = str(await harvests.open(published.page))
    assert "Sing" in shown
    assert "Walk together" not in shown


async def test_a_page_that_was_taken_back_as_the_server_died_goes_when_the_room_wakes_up(
    published: Published, harvests: Harvests, make_rooms: Callable[[], Rooms], store: HeldStore,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    with monkeypatch.context() as patched:
        patched.setattr(store, "forget_sheet", away)
        assert await published.do(published.fay, Unpublish(output=PAGE)) == "done"
    elsewhere = Opened(make_rooms(), published.created, published.keys)
    await elsewhere.table()
    await elsewhere.rooms.settled()
    with pytest.raises(HarvestGone):
        await harvests.open(published.page)
    await elsewhere.rooms.stop()


async def test_what_was_kept_and_not_said_is_on_the_sheet_once_it_was_asked_again(
    opened: Opened, sheets: Sheets, store: HeldStore
) -> None:
    """Its answer was lost, and with it what should have followed."""
    _, bob = await ended(opened)
    text = (await opened.sheet(bob)).partition("#")[2]
    note = c.Add(kind="private_note", text="call Eva")
    store.silent = True
    assert await opened.do(bob, note) == "store_unavailable"
    store.silent = False
    opened.asked -= 1  # the same id
    assert await opened.do(bob, note) == "done"
    assert str(await sheets.open(text)).count("call Eva") == 1


async def test_what_is_to_be_deleted_now_is_deleted_as_soon_as_it_can_be(
    opened: Opened, store: HeldStore, clock: VirtualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And not only in a day."""
    ann, _ = await ended(opened)
    with monkeypatch.context() as patched:
        patched.setattr(store, "forget", away)
        await opened.do(ann, c.Erase())
        assert opened.created.room in store._shelf.rooms
    await clock.advance(AGAIN_MS, opened.rooms.settled)
    assert store._shelf.rooms == {}
    assert ann.sink.closed == "gone"
    assert not opened.rooms.awake


async def test_a_room_is_not_let_go_while_it_owes_something(
    opened: Opened, store: HeldStore, clock: VirtualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its key would be gone with it, and with the key what it has to write."""
    with monkeypatch.context() as patched:
        patched.setattr(store, "put_sheet", away)
        for line in await ended(opened):
            (await opened.table()).leave(line.connection)
        await clock.advance(3 * IDLE_MS, opened.rooms.settled)
        assert opened.rooms.awake
    await clock.advance(3 * IDLE_MS, opened.rooms.settled)
    assert len(store._shelf.sheets) == 1
    assert not opened.rooms.awake


async def test_what_a_series_keeps_is_kept_however_often_another_session_is_first(
    opened: Opened, store: HeldStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    races, put = 4, store.put_series

    async def raced(series: str, expected: int, sealed: bytes, until: Ms | None = None) -> int:
        nonlocal races
        races -= 1
        if races >= 0:
            raise Conflict(series, expected)
        return await put(series, expected, sealed, until)

    monkeypatch.setattr(store, "put_series", raced)
    await ended(opened)
    assert await opened.rooms.series(opened.created.series) is not None
