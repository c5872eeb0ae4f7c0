"""A server on a virtual clock, with a store in memory."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from tests.server.house import START, House

from talkingpiece.hub.clock import VirtualClock
from talkingpiece.registry import Registry
from talkingpiece.rendering.locales import Catalogue
from talkingpiece.sealing import ServerKeys, new_server_keys
from talkingpiece.server.app import create_app
from talkingpiece.settings import Settings, load_settings
from talkingpiece.storage import MemoryStore

OpenHouse = Callable[..., Awaitable[House]]


@pytest.fixture(scope="session")
def registry() -> Registry:
    return Registry.load()


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue.load()


@pytest.fixture(autouse=True)
def _texts_are_read_once(monkeypatch: pytest.MonkeyPatch, catalogue: Catalogue) -> None:
    """They are the same for every server here, and take longer to read than a test to run."""
    monkeypatch.setattr(Catalogue, "load", lambda packs=None: catalogue)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings({"HOME": str(tmp_path)}, tmp_path, store="memory:")


@pytest.fixture
def server_keys() -> ServerKeys:
    return new_server_keys(START)


@pytest.fixture
async def open_house(
    aiohttp_client: Any, settings: Settings, registry: Registry, server_keys: ServerKeys
) -> AsyncIterator[OpenHouse]:
    """Starts a server; several of them may share a store."""
    houses: list[House] = []

    async def start(**given: Any) -> House:
        wanted = {"clock": VirtualClock(START), "store": MemoryStore(), "keys": server_keys}
        app = await create_app(given.pop("settings", settings), registry, **(wanted | given))
        houses.append(House(await aiohttp_client(app), app))
        return houses[-1]

    yield start
    for house in houses:
        for browser in house.browsers:
            await browser.close()


@pytest.fixture
async def house(open_house: OpenHouse) -> House:
    return await open_house()
