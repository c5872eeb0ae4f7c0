"""Nodes that are updated, killed, or cut off from their database, under a table at work."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.server.two_nodes import Nodes
from tests.storage.cluster import Cluster

GAP_SECONDS = 5
"""What a page comes back within; the dot is all that changes meanwhile."""
CUTS = 4
"""Each comes at another instant of what the nodes are about to read or write."""


@pytest.fixture
async def nodes(tmp_path: Path, cluster: Cluster) -> AsyncIterator[Nodes]:
    nodes = Nodes(tmp_path, cluster.database())
    try:
        await nodes.begin()
        yield nodes
        await nodes.end()
    finally:
        await nodes.close()


@pytest.mark.slow
async def test_one_after_the_other_is_restarted_and_nobody_loses_anything(nodes: Nodes) -> None:
    """A rolling update; then one is killed instead."""
    for node in (0, 1):
        assert await nodes.restart(node, gently=True) < GAP_SECONDS
    assert await nodes.restart(0, gently=False) < GAP_SECONDS


@pytest.mark.slow
async def test_cut_off_from_the_database_rooms_wait_and_go_on(
    nodes: Nodes, cluster: Cluster
) -> None:
    for _ in range(CUTS):
        await asyncio.to_thread(cluster.stop)
        await nodes.told_that_nothing_is_kept()
        had = [len(person.acked) for person in nodes.people]
        await nodes.told_that_nothing_is_kept()
        assert [len(person.acked) for person in nodes.people] == had, "acknowledged unkept"
        await asyncio.to_thread(cluster.start)
        assert await nodes.answered(time.perf_counter()) < 3 * GAP_SECONDS
