"""A million frames into real rooms, a hundred thousand declaration trees, two thousand texts.

`TALKINGPIECE_FUZZ=1000000 python bench/bench_fuzz.py` sends so many frames, and a tenth as many
trees; without it a tenth of all. A crash, a room that does not answer, a client that sees something
else than what is kept, or a log that does not read as the room is, ends it with the seed.
"""

import asyncio
import gc
import os
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # the tests' own frames and declarations, only more of them

from tests.sdk.fuzzed_declarations import Reader  # noqa: E402
from tests.server.fuzzed_room import Troubles, fuzz  # noqa: E402

from talkingpiece.registry import Registry  # noqa: E402
from talkingpiece.settings import load_settings  # noqa: E402

FRAMES = int(os.environ.get("TALKINGPIECE_FUZZ", "100000"))
TREES = FRAMES // 10
TEXTS = FRAMES // 500
EACH = 4_000
"""Frames for one room; then the next format has its turn."""
PARTS = 10


def resident_kib() -> int:
    """What the process holds now."""
    fields = Path("/proc/self/statm").read_text().split()
    return int(fields[1]) * resource.getpagesize() // 1024


def frames(registry: Registry) -> None:
    """Rooms of every format, one after the other."""
    with tempfile.TemporaryDirectory() as name, Troubles() as troubles:
        folder = Path(name)
        settings = load_settings({"HOME": name}, folder, store="memory:")
        sent, seed, held, began = 0, 0, [], time.perf_counter()
        while sent < FRAMES:
            room = asyncio.run(fuzz(registry, settings, seed, EACH))
            assert not troubles.found, f"seed {seed}: {troubles.found[0]}"
            sent, seed = sent + room.sent, seed + 1
            if sent >= FRAMES * (len(held) + 1) / PARTS:
                gc.collect()
                held.append(resident_kib())
    seconds = time.perf_counter() - began
    print(f"{sent:,} frames in {seed} rooms: 0 crashes, 0 hung, {sent / seconds:,.0f} a second")
    print(f"resident memory after each tenth, KiB: {', '.join(map(str, held))}")


def declarations(registry: Registry) -> None:
    """Trees and texts; what is sound after all is played, some of it."""
    for kind, count in (("tree", TREES), ("text", TEXTS)):
        reader, held, began = Reader(registry), [], time.perf_counter()
        for seed in range(count):
            chance = random.Random(seed)  # noqa: S311  the same again
            try:
                getattr(reader, kind)(chance)
            except Exception:
                print(f"{kind} of seed {seed}:")
                raise
            if (seed + 1) % (count // PARTS) == 0:
                gc.collect()
                held.append(resident_kib())
        seconds = time.perf_counter() - began
        print(
            f"{reader.read:,} {kind}s: 0 crashes; {reader.sound:,} sound after all, "
            f"{reader.played:,} of them played; {seconds / count * 1000:.1f} ms each"
        )
        print(f"resident memory after each tenth, KiB: {', '.join(map(str, held))}")


if __name__ == "__main__":
    known = Registry.load()
    frames(known)
    declarations(known)
