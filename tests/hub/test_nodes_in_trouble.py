"""Two nodes, a store that misbehaves at any call, and nothing is lost, doubled or shown wrongly."""

import logging
import os

import pytest
from tests.hub.conftest import START
from tests.hub.evening import Evening

from talkingpiece.hub import compaction
from talkingpiece.hub import room as hub_room
from talkingpiece.registry import Registry
from talkingpiece.settings import Settings

EVENINGS = int(os.environ.get("TALKINGPIECE_EVENINGS", "40"))
"""So many runs, each with a seed of its own."""
FIRST = int(os.environ.get("TALKINGPIECE_FIRST_EVENING", "0"))


@pytest.mark.parametrize("seed", range(FIRST, FIRST + EVENINGS))
async def test_whatever_the_store_does_nothing_is_lost(
    seed: int,
    registry: Registry,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(compaction, "ENOUGH", 8)
    monkeypatch.setattr(compaction, "AT_MOST", 20)
    evening = Evening(seed, START, registry, settings)
    monkeypatch.setattr(hub_room, "_lot", evening.chance.getrandbits)
    await evening.live()
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
