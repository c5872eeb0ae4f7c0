"""The actor: decided at once, kept as a group, and shown and told only then."""

import asyncio
from collections.abc import Sequence

import pytest
from tests.hub.sinks import HeldStore

from talkingpiece.core import commands as c
from talkingpiece.core.grammar import ActivityKind
from talkingpiece.core.ids import PersonId, PhaseId
from talkingpiece.errors import StoreUnavailable
from talkingpiece.hub.asked import Asked, Verdict
from talkingpiece.hub.clock import VirtualClock
from talkingpiece.hub.logbook import Logbook
from talkingpiece.hub.recent import RECENT
from talkingpiece.hub.room import ATTEMPTS, Room
from talkingpiece.registry import Registry

ANN, BOB = PersonId("ann"), PersonId("bob")


class Shown:
    """An audience that notes what it is shown, and when."""

    def __init__(self) -> None:
        self.room: Room | None = None
        self.seqs: list[int] = []
        self.gone = False
        self.clumsy = False

    def committed(self, group: Sequence[Asked]) -> None:
        assert self.room is not None
        if self.clumsy:
            raise ZeroDivisionError
        self.seqs.append(self.room.session.seq)

    def erased(self) -> None:
        self.gone = True


class Asking:
    """A room, and what became of what it was asked."""

    def __init__(self, room: Room, audience: Shown) -> None:
        self.room = room
        self.audience = audience
        self.verdicts: dict[str, str] = {}

    def ask(self, name: str, command: c.AnyCommand, actor: PersonId = ANN, id: str = "") -> None:  # noqa: A002
        def tell(verdict: Verdict) -> None:
            assert name not in self.verdicts, "told once"
            refused = verdict.refused
            self.verdicts[name] = refused.code.value if refused is not None else "done"

        self.room.ask(command, actor, id or name, tell)

    async def do(self, name: str, command: c.AnyCommand, actor: PersonId = ANN) -> str:
        self.ask(name, command, actor)
        await self.room.settled()
        return self.verdicts[name]

    def names(self) -> set[str]:
        return {person.name for person in self.room.session.people.values()}


async def awake(logbook: Logbook, registry: Registry, clock: VirtualClock) -> Asking:
    """A room read from its log, as a node does that has just heard of it."""
    fresh = Logbook(logbook._store, logbook.room, logbook._key)
    audience = Shown()
    audience.room = Room(fresh, await fresh.read(), registry, clock, audience)
    return Asking(audience.room, audience)


@pytest.fixture
async def asking(logbook: Logbook, registry: Registry, clock: VirtualClock) -> Asking:
    asking = await awake(logbook, registry, clock)
    await asking.do("ann", c.ArriveToFacilitate(name="Ann"))
    await asking.do("bob", c.Join(name="Bob"), BOB)
    return asking


async def test_what_queues_up_during_a_commit_is_one_group(
    asking: Asking, store: HeldStore
) -> None:
    before = store.groups
    store.open.clear()
    for number in range(10):
        asking.ask(f"n{number}", c.Rename(name=f"Bob {number}"), BOB)
        await asyncio.sleep(0)
    store.open.set()
    await asking.room.settled()
    assert set(asking.verdicts.values()) == {"done"}
    assert store.groups - before == 2, "the first by itself, the other nine together"
    assert "Bob 9" in asking.names()


async def test_nothing_is_shown_or_told_before_it_is_kept(asking: Asking, store: HeldStore) -> None:
    """Neither a success nor a refusal that rests on what is not yet kept."""
    shown = len(asking.audience.seqs)
    store.open.clear()
    asking.ask("renamed", c.Rename(name="Bobby"), BOB)
    asking.ask("again", c.Join(name="Bob"), BOB)
    for _ in range(10):
        await asyncio.sleep(0)
    assert asking.names() == {"Ann", "Bob"}
    assert {"renamed", "again"} & asking.verdicts.keys() == set()
    assert len(asking.audience.seqs) == shown
    store.open.set()
    await asking.room.settled()
    assert asking.names() == {"Ann", "Bobby"}
    assert asking.verdicts["again"] == "already_here"


async def test_a_commit_that_fails_leaves_no_trace(asking: Asking, store: HeldStore) -> None:
    shown = len(asking.audience.seqs)
    store.out_of_order = True
    assert await asking.do("lost", c.Rename(name="Nobody"), BOB) == "store_unavailable"
    assert asking.names() == {"Ann", "Bob"}
    assert len(asking.audience.seqs) == shown
    assert await asking.do("lost too", c.Rename(name="Nobody"), BOB) == "store_unavailable"
    store.out_of_order = False
    assert await asking.do("kept", c.Rename(name="Bobby"), BOB) == "done"
    assert asking.names() == {"Ann", "Bobby"}


async def test_a_command_that_was_dropped_may_be_sent_again(
    asking: Asking, store: HeldStore
) -> None:
    """Its id is not taken for had."""
    store.out_of_order = True
    asking.ask("first", c.Rename(name="Bobby"), BOB, id="one")
    await asking.room.settled()
    store.out_of_order = False
    asking.ask("second", c.Rename(name="Bobby"), BOB, id="one")
    await asking.room.settled()
    assert asking.verdicts["first"] == "store_unavailable"
    assert asking.verdicts["second"] == "done"
    assert "Bobby" in asking.names()


async def test_kept_without_saying_so_is_found_out_and_not_doubled(
    asking: Asking, store: HeldStore
) -> None:
    """The line to the store breaks after the commit: nobody knows, so the log is asked."""
    await asking.do("go", c.GoTo(step=0, phase=PhaseId("keywords")))
    store.silent = True
    asking.ask("pass", c.Pass(), BOB, id="one")
    await asking.room.settled()
    store.silent = False
    assert asking.verdicts["pass"] == "store_unavailable"
    assert asking.room.session.piece.holder == ANN
    asking.ask("pass again", c.Pass(), BOB, id="one")
    await asking.room.settled()
    assert asking.verdicts["pass again"] == "done"
    assert asking.room.session.piece.holder == ANN


async def test_whoever_comes_second_decides_again(
    asking: Asking, logbook: Logbook, registry: Registry, clock: VirtualClock
) -> None:
    """Two nodes, one step: the second *next* is judged on what the first has made true."""
    other = await awake(logbook, registry, clock)
    step = asking.room.session.step
    assert await asking.do("next", c.NextPhase(step=step)) == "done"
    phase = asking.room.session.phase.id
    assert await other.do("next there", c.NextPhase(step=step)) == "already_moved"
    assert other.room.session.phase.id == phase
    assert other.room.session == asking.room.session
    assert await other.do("rename", c.Rename(name="Bobby"), BOB) == "done"
    assert await asking.do("name", c.Rename(name="Anna")) == "done"
    assert asking.names() == {"Anna", "Bobby"}
    assert asking.audience.seqs[-1] == asking.room.session.seq


async def test_the_same_command_on_two_nodes_has_one_effect(
    asking: Asking, logbook: Logbook, registry: Registry, clock: VirtualClock
) -> None:
    """A client that comes back elsewhere sends again what was not acknowledged."""
    await asking.do("go", c.GoTo(step=0, phase=PhaseId("keywords")))
    other = await awake(logbook, registry, clock)
    asking.ask("here", c.Pass(), BOB, id="one")
    await asking.room.settled()
    other.ask("there", c.Pass(), BOB, id="one")
    await other.room.settled()
    assert asking.verdicts["here"] == other.verdicts["there"] == "done"
    assert await other.do("true", c.Rename(name="Bobby"), BOB) == "done"
    assert other.room.session.piece.holder == ANN


async def test_a_race_lost_a_few_times_is_won_in_the_end(asking: Asking, store: HeldStore) -> None:
    store.races = ATTEMPTS - 1
    assert await asking.do("name", c.Rename(name="Anna")) == "done"


async def test_a_race_lost_again_and_again_is_given_up(asking: Asking, store: HeldStore) -> None:
    store.races = ATTEMPTS
    assert await asking.do("name", c.Rename(name="Anna")) == "store_unavailable"
    assert asking.names() == {"Ann", "Bob"}
    assert await asking.do("again", c.Rename(name="Anna")) == "done"


async def test_a_room_that_is_forgotten_while_open_is_told(
    asking: Asking, store: HeldStore, logbook: Logbook
) -> None:
    await store.forget(logbook.room)
    assert await asking.do("name", c.Rename(name="Anna")) == "store_unavailable"
    assert asking.audience.gone


async def test_a_fault_of_a_format_refuses_one_command(
    asking: Asking, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(ActivityKind):
        def seated(self, *_: object) -> None:
            raise KeyError("canary")

    grammar = asking.room._grammar
    asking.room._grammar = type("Grammar", (), {"kind": lambda self, use: Broken()})()
    assert await asking.do("cai", c.Join(name="Cai"), PersonId("cai")) == "plugin_failed"
    asking.room._grammar = grammar
    assert asking.names() == {"Ann", "Bob"}
    assert await asking.do("name", c.Rename(name="Anna")) == "done"
    assert "Join" in caplog.text


async def test_what_is_kept_counts_even_if_it_cannot_be_shown(
    asking: Asking, caplog: pytest.LogCaptureFixture
) -> None:
    asking.audience.clumsy = True
    assert await asking.do("name", c.Rename(name="Anna")) == "done"
    assert asking.names() == {"Anna", "Bob"}
    assert "showing failed" in caplog.text


async def test_ids_survive_compaction_and_a_restart(
    asking: Asking, logbook: Logbook, registry: Registry, clock: VirtualClock, store: HeldStore
) -> None:
    await asking.do("go", c.GoTo(step=0, phase=PhaseId("keywords")))
    asking.ask("pass", c.Pass(), BOB, id="one")
    await asking.room.settled()
    await asking.do("on", c.NextPhase(step=asking.room.session.step))
    await asking.do("back", c.Undo(step=asking.room.session.step))
    snapshot, _ = await store.read(logbook.room, 0)
    assert snapshot is not None
    again = await awake(logbook, registry, clock)
    assert again.room.session == asking.room.session
    seq = again.room.session.seq
    again.ask("pass", c.Pass(), BOB, id="one")
    await again.room.settled()
    assert again.verdicts["pass"] == "done"
    assert again.room.session.seq == seq


async def test_so_many_ids_are_remembered_of_each_person_and_no_more(asking: Asking) -> None:
    for number in range(RECENT + 5):
        await asking.do(f"n{number}", c.Rename(name=f"Bob {number}"), BOB)
    recent = asking.room.kept.recent
    assert len(recent[BOB]) == RECENT
    assert recent[ANN] == ("ann",), "one person's zeal costs nobody else"


async def test_in_a_sealed_room_no_record_outlives_its_phase(
    asking: Asking, logbook: Logbook, registry: Registry, clock: VirtualClock, store: HeldStore
) -> None:
    """Who passed is not to be found once the phase is over, not even with the key."""
    await asking.do("go", c.GoTo(step=0, phase=PhaseId("keywords")))
    await asking.do("pass", c.Pass(), BOB)
    _, blobs = await store.read(logbook.room, 0)
    assert blobs
    await asking.do("on", c.NextPhase(step=asking.room.session.step))
    snapshot, blobs = await store.read(logbook.room, 0)
    assert snapshot is not None
    assert not blobs
    kept = (await awake(logbook, registry, clock)).room.session
    assert kept == asking.room.session
    assert kept.piece.passed == ()
    assert kept.undo is not None
    assert kept.undo.piece.passed == ()


async def test_compacting_later_is_no_fault(
    asking: Asking, store: HeldStore, logbook: Logbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the snapshot cannot be written, the room goes on, and it is written with the next."""

    async def fail(*_: object) -> None:
        raise StoreUnavailable("held")

    with monkeypatch.context() as patched:
        patched.setattr(store, "compact", fail)
        await asking.do("go", c.GoTo(step=0, phase=PhaseId("keywords")))
        assert (await store.read(logbook.room, 0))[0] is None
    await asking.do("name", c.Rename(name="Anna"))
    snapshot, blobs = await store.read(logbook.room, 0)
    assert snapshot is not None
    assert not blobs
