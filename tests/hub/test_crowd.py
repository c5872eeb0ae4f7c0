"""A large room: who comes at the same moment is kept and shown together, and nobody else waits."""

import asyncio

import pytest
from tests.hub.sinks import HeldStore
from tests.hub.test_room import ANN, BOB, Asking, asking

from talkingpiece.core import commands as c
from talkingpiece.core.ids import PersonId
from talkingpiece.hub.clock import VirtualClock
from talkingpiece.hub.crowd import LARGE, TOGETHER_MS

__all__ = ["asking"]


@pytest.fixture
async def large(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> Asking:
    """Two people are many here: the capacity of the format is smaller than a crowd."""
    monkeypatch.setattr("talkingpiece.hub.crowd.LARGE", 1)
    return asking


def come(asking: Asking, *names: str) -> None:
    for name in names:
        asking.ask(name, c.Join(name=name), PersonId(name))


async def some_turns() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_who_comes_at_the_same_moment_is_one_group(
    large: Asking, store: HeldStore, clock: VirtualClock
) -> None:
    before, shown = store.groups, len(large.audience.seqs)
    come(large, "cy")
    await some_turns()
    come(large, "dan")
    await clock.advance(TOGETHER_MS - 1)
    assert large.room.busy
    assert "cy" not in large.verdicts
    await clock.advance(1, some_turns)
    assert (large.verdicts["cy"], large.verdicts["dan"]) == ("done", "done")
    assert store.groups - before == 1
    assert len(large.audience.seqs) - shown == 1
    assert not large.room.busy


async def test_who_comes_while_others_are_being_kept_waits_for_more(
    large: Asking, store: HeldStore, clock: VirtualClock
) -> None:
    """Else a stream of people would be shown two by two, each two to everybody."""
    before = store.groups
    store.open.clear()
    come(large, "cy")
    await clock.advance(TOGETHER_MS, some_turns)
    come(large, "dan")
    store.open.set()
    await some_turns()
    assert large.verdicts.keys() & {"cy", "dan"} == {"cy"}
    come(large, "eve")
    await clock.advance(TOGETHER_MS, some_turns)
    assert (large.verdicts["dan"], large.verdicts["eve"]) == ("done", "done")
    assert store.groups - before == 2


async def test_when_many_have_come_nobody_waits_for_more(
    large: Asking, store: HeldStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("talkingpiece.hub.crowd.ENOUGH", 3)
    before = store.groups
    come(large, "cy", "dan")
    await some_turns()
    assert large.verdicts.keys() & {"cy", "dan"} == set()
    come(large, "eve")
    await some_turns()
    assert [large.verdicts[name] for name in ("cy", "dan", "eve")] == ["done"] * 3
    assert store.groups - before == 1
    come(large, "fay")
    await some_turns()
    assert "fay" not in large.verdicts


async def test_any_other_wish_is_kept_at_once_and_takes_them_along(
    large: Asking, store: HeldStore
) -> None:
    before = store.groups
    come(large, "cy")
    large.ask("renamed", c.Rename(name="Bobby"), BOB)
    await some_turns()
    assert (large.verdicts["cy"], large.verdicts["renamed"]) == ("done", "done")
    assert store.groups - before == 1


async def test_what_waits_is_kept_when_the_server_stops(large: Asking) -> None:
    come(large, "cy")
    await large.room.settled()
    assert large.verdicts["cy"] == "done"


async def test_a_small_room_waits_for_nothing(asking: Asking) -> None:
    assert len(asking.room.session.people) < LARGE
    come(asking, "cy")
    asking.ask("left", c.Leave(), ANN)
    await some_turns()
    assert (asking.verdicts["cy"], asking.verdicts["left"]) == ("done", "done")
