"""`kill -9` at random instants under load, on SQLite and on PostgreSQL: what is lost by it.

`TALKINGPIECE_KILLS=200 python bench/bench_kills.py`; twenty of each without it. Anything lost or
doubled ends it with an error.
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

from tests.server.killing import Killing  # noqa: E402
from tests.storage.cluster import binaries, running  # noqa: E402

KILLS = int(os.environ.get("TALKINGPIECE_KILLS", "20"))


async def killed(name: str, store: str | None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        killing = Killing(Path(folder), seed=os.getpid(), store=store)
        began = time.perf_counter()
        try:
            await killing.run(KILLS)
        finally:
            await killing.end()
        acked = sum(len(person.acked) for person in killing.people)
        back = sorted(killing.back)
        print(
            f"{name}: {KILLS} kills in {time.perf_counter() - began:.0f} s, {acked:,} commands "
            f"acknowledged: 0 lost, 0 doubled; everybody answered again after "
            f"{statistics.median(back):.2f} s (p50), {back[int(len(back) * 0.95)]:.2f} s (p95)"
        )


if __name__ == "__main__":
    asyncio.run(killed("SQLite", None))
    programs = binaries()
    if programs is None:
        print("PostgreSQL: not on this machine")
    else:
        with running(programs) as cluster:
            asyncio.run(killed("PostgreSQL", cluster.database()))
