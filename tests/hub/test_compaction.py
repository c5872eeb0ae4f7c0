"""A log becomes a snapshot when nobody waits for anything, and at once where a secret asks it."""

import pytest
from tests.hub.sinks import HeldStore
from tests.hub.test_room import BOB, Asking, asking, awake

from talkingpiece.core import commands as c
from talkingpiece.core.events import Renamed
from talkingpiece.core.ids import PhaseId
from talkingpiece.core.poll_events import AnswersForgotten
from talkingpiece.errors import StoreUnavailable
from talkingpiece.hub.clock import VirtualClock
from talkingpiece.hub.compaction import AT_MOST, ENOUGH, QUIET_MS, Compaction
from talkingpiece.hub.logbook import Logbook
from talkingpiece.registry import Registry

__all__ = ["asking"]

RENAMED = Renamed(person=BOB, name="Bobby")


class Quiet:
    """Counts how often it was time in a quiet moment."""

    times = 0

    def __call__(self) -> None:
        self.times += 1


@pytest.fixture
def quiet() -> Quiet:
    return Quiet()


@pytest.fixture
def compaction(clock: VirtualClock, quiet: Quiet) -> Compaction:
    return Compaction(clock, quiet)


async def test_a_short_log_stays_as_it_is(
    asking: Asking, compaction: Compaction, clock: VirtualClock, quiet: Quiet
) -> None:
    assert not compaction.due(asking.room.session, [RENAMED] * (ENOUGH - 1))
    await clock.advance(10 * QUIET_MS)
    assert quiet.times == 0


async def test_a_long_one_waits_until_nobody_asks_for_anything(
    asking: Asking, compaction: Compaction, clock: VirtualClock, quiet: Quiet
) -> None:
    session = asking.room.session
    assert not compaction.due(session, [RENAMED] * ENOUGH)
    for _ in range(5):
        await clock.advance(QUIET_MS - 1)
        assert not compaction.due(session, [RENAMED])
    assert quiet.times == 0
    await clock.advance(QUIET_MS)
    assert quiet.times == 1
    assert compaction.due(session, [])
    compaction.done()
    await clock.advance(10 * QUIET_MS)
    assert quiet.times == 1
    assert not compaction.due(session, [RENAMED])


async def test_where_people_never_pause_it_does_not_wait_for_ever(
    asking: Asking, compaction: Compaction
) -> None:
    session = asking.room.session
    assert not any(compaction.due(session, [RENAMED]) for _ in range(AT_MOST - 1))
    assert compaction.due(session, [RENAMED])


async def test_single_answers_are_gone_at_once(asking: Asking, compaction: Compaction) -> None:
    assert compaction.due(asking.room.session, [AnswersForgotten()])


async def test_a_room_that_is_let_go_waits_no_more(
    asking: Asking, compaction: Compaction, clock: VirtualClock, quiet: Quiet
) -> None:
    compaction.due(asking.room.session, [RENAMED] * ENOUGH)
    compaction.stop()
    await clock.advance(10 * QUIET_MS)
    assert quiet.times == 0


async def test_a_quiet_room_has_a_snapshot_and_no_records(
    asking: Asking, logbook: Logbook, store: HeldStore, clock: VirtualClock
) -> None:
    for number in range(ENOUGH):
        asking.ask(f"n{number}", c.Rename(name=f"Bob {number}"), BOB)
    await asking.room.settled()
    snapshot, blobs = await store.read(logbook.room, 0)
    assert snapshot is None
    assert blobs
    await clock.advance(QUIET_MS, asking.room.settled)
    snapshot, blobs = await store.read(logbook.room, 0)
    assert snapshot is not None
    assert not blobs
    assert await asking.do("after", c.Rename(name="Bobby"), BOB) == "done"


async def fails(*_: object) -> None:
    raise StoreUnavailable("held")


async def records(store: HeldStore, logbook: Logbook) -> int:
    """How many single groups are left."""
    _, blobs = await store.read(logbook.room, 0)
    return len(blobs)


async def test_a_snapshot_that_could_not_be_made_is_made_in_a_quiet_moment(
    asking: Asking,
    logbook: Logbook,
    store: HeldStore,
    clock: VirtualClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nobody has to ask for anything: after the last phase nobody does."""
    with monkeypatch.context() as patched:
        patched.setattr(store, "compact", fails)
        assert await asking.do("go", c.GoTo(step=0, phase=PhaseId("keywords"))) == "done"
        await clock.advance(3 * QUIET_MS, asking.room.settled)
    assert await records(store, logbook)
    await clock.advance(QUIET_MS, asking.room.settled)
    assert not await records(store, logbook)


@pytest.mark.parametrize("awake_before", [True, False])
async def test_a_snapshot_that_a_node_died_over_is_made_by_another(
    asking: Asking,
    logbook: Logbook,
    store: HeldStore,
    registry: Registry,
    clock: VirtualClock,
    *,
    awake_before: bool,
) -> None:
    """Whether it had the room awake, or wakes it up now."""
    other = await awake(logbook, registry, clock) if awake_before else None
    asking.room.stop()  # it dies right after this
    store.compact, compact = fails, store.compact  # type: ignore[method-assign]
    assert await asking.do("go", c.GoTo(step=0, phase=PhaseId("keywords"))) == "done"
    store.compact = compact  # type: ignore[method-assign]
    if other is None:
        other = await awake(logbook, registry, clock)
    other.room.hear(None)
    await other.room.settled()
    assert await records(store, logbook)
    await clock.advance(QUIET_MS, other.room.settled)
    assert not await records(store, logbook)
