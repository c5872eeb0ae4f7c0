"""A server that is told to stop ends, whatever hangs, and says what it did not wait for."""

import asyncio
import subprocess
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import suppress
from unittest.mock import AsyncMock

import pytest
from tests.hub.sinks import HeldStore
from tests.server.conftest import OpenHouse
from tests.server.house import keyword_round

from talkingpiece.core.ids import RoomId
from talkingpiece.server import app as wiring
from talkingpiece.server import ending
from talkingpiece.server.ending import at_most, within

SOON = 10


class StubbornStore(HeldStore):
    """Keeps nothing more once it is held, listens on when it is to stop, and never closes."""

    async def watch(self) -> AsyncIterator[tuple[RoomId, int]]:
        for _ in range(2):
            with suppress(asyncio.CancelledError):
                await asyncio.Event().wait()
        yield RoomId("none"), 1

    async def close(self) -> None:
        await asyncio.Event().wait()


async def test_a_store_that_hangs_keeps_no_server_from_ending(
    open_house: OpenHouse,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """What was acknowledged is kept; what was not is said to nobody."""
    store = StubbornStore()
    for name in ("ROOMS_SECONDS", "NODES_SECONDS", "STORE_SECONDS"):
        monkeypatch.setattr(wiring, name, 0.01)
    monkeypatch.setattr(wiring, "open_store", AsyncMock(return_value=store))
    house = await open_house(store=None)
    ann, bob = await keyword_round(house, "Ann", "Bob")
    kept = store.groups
    store.open.clear()
    await bob.send(t="do", id="late", command={"do": "pass"})
    await bob.quiet()
    async with asyncio.timeout(SOON):
        told = (browser.until("done", "closed") for browser in (ann, bob))
        _, *answers = await asyncio.gather(house.client.server.close(), *told)
    assert [answer["t"] for answer in answers] == ["closed", "closed"]
    assert bob.bye is not None
    assert store.groups == kept
    assert [record.getMessage() for record in caplog.records if record.name == ending.__name__] == [
        f"stopped without waiting any longer for {what}"
        for what in ("what rooms were keeping", "word of other nodes", "the store to close")
    ]


async def test_a_step_that_ends_in_time_is_only_waited_for(
    caplog: pytest.LogCaptureFixture,
) -> None:
    done = []

    async def step() -> None:
        await asyncio.sleep(0)
        done.append(True)

    await within(SOON, "a step", step())
    assert done
    assert not caplog.records


async def test_what_a_step_stumbles_over_is_told() -> None:
    async def step() -> None:
        raise KeyError

    with pytest.raises(KeyError):
        await within(SOON, "a step", step())


def test_what_holds_up_the_loop_itself_is_cut_off() -> None:
    cut = threading.Event()
    with at_most(0, cut.set):
        assert cut.wait(SOON)


def test_what_ends_in_time_is_not_cut_off() -> None:
    cut = threading.Event()
    with at_most(SOON, cut.set):
        pass
    assert not cut.is_set()


def test_who_is_cut_off_says_where_it_hung() -> None:
    hanging = (  # in the plugin from the first moment on, however late a thread comes to run
        "from talkingpiece.server import ending, logs\n"
        "logs.set_up('info')\n"
        "def plugin():\n"
        "    with ending.at_most(0.01): sum(0 for _ in iter(int, 1))\n"
        "plugin()"
    )
    done = subprocess.run(
        [sys.executable, "-c", hanging], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1
    assert "was cut off" in done.stderr
    assert ":4 plugin" in done.stderr
