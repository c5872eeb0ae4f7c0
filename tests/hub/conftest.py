"""Rooms without a server: a store that can be held up, and a clock to be turned."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.hub.sinks import HeldStore

from talkingpiece.core.decide import open_session
from talkingpiece.core.events import Record
from talkingpiece.core.formats import Format
from talkingpiece.core.ids import Ms, RoomId
from talkingpiece.core.session import Plan
from talkingpiece.hub.clock import VirtualClock
from talkingpiece.hub.greeting import Greeting
from talkingpiece.hub.logbook import Logbook
from talkingpiece.hub.rehearsal import Cast
from talkingpiece.hub.rooms import Rooms
from talkingpiece.registry import Registry
from talkingpiece.sealing import ServerKeys, new_key, new_server_keys
from talkingpiece.settings import Settings, load_settings

START = Ms(1_800_000_000_000)
HOUR_MS = 3_600_000


@pytest.fixture(scope="session")
def registry() -> Registry:
    return Registry.load()


@pytest.fixture
def intervision(registry: Registry) -> Format:
    return registry.formats["intervision_triage"]


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(START)


@pytest.fixture
def store() -> HeldStore:
    return HeldStore()


@pytest.fixture
def server_keys() -> ServerKeys:
    return new_server_keys(START)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings({"HOME": str(tmp_path)}, tmp_path, store="memory:")


@pytest.fixture
def plan() -> Plan:
    return Plan(title="Circle", start=START, end=Ms(START + 2 * HOUR_MS))


@pytest.fixture
def key() -> bytes:
    return new_key()


@pytest.fixture
async def logbook(store: HeldStore, key: bytes, plan: Plan, intervision: Format) -> Logbook:
    """The log of a room that has just been made."""
    room = RoomId("room")
    await store.create(room, 0, None)
    log = Logbook(store, room, key)
    events = open_session(room, plan, intervision, START)
    await log.append([Record(seq=seq, event=event) for seq, event in enumerate(events, 1)])
    return log


@pytest.fixture
def make_rooms(
    store: HeldStore,
    server_keys: ServerKeys,
    registry: Registry,
    clock: VirtualClock,
    settings: Settings,
) -> Callable[..., Rooms]:
    """A node; several of them share the store, the keys and the clock."""

    def make(casts: Callable[[str], Cast] | None = None) -> Rooms:
        greeting = Greeting(registry, {"sealed": ("pacts.sealed.1",)}, 24)
        return Rooms(
            store,
            server_keys,
            registry,
            clock=clock,
            greeting=greeting,
            settings=settings,
            casts=casts,
        )

    return make


@pytest.fixture
def rooms(make_rooms: Callable[..., Rooms]) -> Rooms:
    return make_rooms()


@pytest.fixture(autouse=True)
async def _nothing_is_left_running() -> None:
    yield
    for _ in range(3):
        await asyncio.sleep(0)
    left = asyncio.all_tasks() - {asyncio.current_task()}
    assert not left
