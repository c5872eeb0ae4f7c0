"""`kill -9` at any instant, under load, on either store: nothing lost, nothing doubled.

Two hundred times each: `bench/bench_kills.py`.
"""

import os
from pathlib import Path

import pytest
from tests.server.killing import Killing
from tests.storage.cluster import Cluster

KILLS = int(os.environ.get("TALKINGPIECE_KILLS", "10"))
"""On each store."""


@pytest.mark.slow
async def test_killed_at_any_instant_on_sqlite(tmp_path: Path) -> None:
    killing = Killing(tmp_path, seed=1)
    try:
        await killing.run(KILLS)
    finally:
        await killing.end()


@pytest.mark.slow
async def test_killed_at_any_instant_on_postgresql(tmp_path: Path, cluster: Cluster) -> None:
    killing = Killing(tmp_path, seed=2, store=cluster.database())
    try:
        await killing.run(KILLS)
    finally:
        await killing.end()
