"""Any frame at any moment: the room goes on, everybody sees the same, nothing is logged as ours.

A million of them are sent by `bench/bench_fuzz.py`; here a few thousand, the same each time.
"""

import os

import pytest
from tests.server.fuzzed_room import Troubles, fuzz

from talkingpiece.registry import Registry
from talkingpiece.settings import Settings

FRAMES = int(os.environ.get("TALKINGPIECE_FUZZ", "700"))
"""For each format."""


@pytest.mark.parametrize("seed", range(10))
async def test_a_room_takes_any_frame(registry: Registry, settings: Settings, seed: int) -> None:
    with Troubles() as troubles:
        await fuzz(registry, settings, seed, FRAMES)
    assert troubles.found == []
