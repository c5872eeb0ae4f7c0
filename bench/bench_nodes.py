"""Two nodes on one PostgreSQL under a table at work: how long until everybody is answered again.

One node after the other is updated (SIGTERM, then started anew), one after the other is killed,
and the database is away for ten seconds. `TALKINGPIECE_NODES=20 python bench/bench_nodes.py`; five
of each, and one cut, without it. Anything lost or doubled ends it with an error.
"""

import asyncio
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # the tests' own table and cluster

from tests.server.two_nodes import Nodes  # noqa: E402
from tests.storage.cluster import Cluster, binaries, running  # noqa: E402

TIMES = int(os.environ.get("TALKINGPIECE_NODES", "5"))
AWAY_SECONDS = 10


async def interrupted(cluster: Cluster) -> None:
    with tempfile.TemporaryDirectory() as folder:
        nodes = Nodes(Path(folder), cluster.database())
        try:
            await nodes.begin()
            told("updated", [await nodes.restart(n % 2, gently=True) for n in range(TIMES)])
            told("killed", [await nodes.restart(n % 2, gently=False) for n in range(TIMES)])
            told("database back", [await cut(nodes, cluster) for _ in range(max(TIMES // 5, 1))])
            await nodes.end()
            acked = sum(len(person.acked) for person in nodes.people)
            print(f"{acked:,} commands acknowledged: 0 lost, 0 doubled, everybody sees the same")
        finally:
            await nodes.close()


async def cut(nodes: Nodes, cluster: Cluster) -> float:
    """Seconds from when the database takes connections again until all were answered."""
    await asyncio.to_thread(cluster.stop)
    await asyncio.sleep(AWAY_SECONDS)
    await asyncio.to_thread(cluster.start)
    return await nodes.answered(time.perf_counter())


def told(what: str, seconds: list[float]) -> None:
    print(
        f"{what}: everybody answered again after {statistics.median(seconds):.2f} s (median of "
        f"{len(seconds)}), {max(seconds):.2f} s (longest)"
    )


if __name__ == "__main__":
    programs = binaries()
    if programs is None:
        print("PostgreSQL: not on this machine")
    else:
        with running(programs) as made:
            asyncio.run(interrupted(made))
