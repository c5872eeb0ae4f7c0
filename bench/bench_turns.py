"""How long the core needs at 40 people: a pass, what is shown after it, and replaying a log.

Machines differ, so each figure is also given relative to one `json.dumps` of the shared view in
the same run. Run it with `make bench`.
"""

import json
import platform
import statistics
import sys
from collections.abc import Callable
from time import perf_counter_ns

import msgspec

from talkingpiece import __version__
from talkingpiece.activities import BUILT_IN
from talkingpiece.core import commands as c
from talkingpiece.core import events as e
from talkingpiece.core.decide import play
from talkingpiece.core.evolve import replay
from talkingpiece.core.formats import Capacity
from talkingpiece.core.grammar import ActivityKind
from talkingpiece.core.ids import PersonId
from talkingpiece.core.views import mine, shared
from talkingpiece.testing.script import Playbook
from talkingpiece.testing.small import KEYWORD, begun, passes_phase

PEOPLE = 40
RUNS = 2_000
LOG = 5_000
AIM_PASS_US = 100


class Kinds:
    """The activities that are built in."""

    def kind(self, use: str) -> ActivityKind:
        return BUILT_IN[use]


def table(*, words: int = 20) -> Playbook:
    """A round of passes with 40 people and some words on the list."""
    crowd = Capacity(min=2, ideal=(30, 40), soft_max=60, hard_max=60)

    def lay(format_: object, *people: str, facilitator: str = "", **plan: object) -> Playbook:
        wide = msgspec.structs.replace(format_, capacity=crowd)  # type: ignore[type-var]
        return Playbook(wide, Kinds(), **plan).seated(*people, facilitator=facilitator)  # type: ignore[arg-type]

    names = [f"person{number}" for number in range(PEOPLE - 1)]
    phase = passes_phase(kind="keyword", collect=(KEYWORD,), max_rounds=50)
    laid = begun(lay, phase, *names)
    for number in range(words):
        laid.given(str(laid.holder), f"keyword {number}")
    return laid


def median_us(act: Callable[[], object], runs: int = RUNS) -> float:
    """The median of many, in microseconds."""
    act()
    times = []
    for _ in range(runs):
        begun_at = perf_counter_ns()
        act()
        times.append(perf_counter_ns() - begun_at)
    return statistics.median(times) / 1_000


def passing(laid: Playbook) -> Callable[[], object]:
    """Decide and evolve of one pass, again and again from the same session."""
    session, kinds = laid.session, Kinds()
    stamp = c.Stamp(actor=PersonId(str(laid.holder)), at=laid.now)
    return lambda: play(session, c.Pass(), stamp, kinds)


def long_log() -> list[e.AnyEvent]:
    """A log of some thousand events: round after round."""
    laid = table(words=0)
    while len(laid.events) < LOG:
        if laid.holder is None:
            laid.quietly("fay", c.AnotherRound)
        laid.quietly(str(laid.holder), c.HandOn)
    return laid.events


def main() -> int:
    """Measure, print; 1 if a pass takes longer than promised."""
    laid = table()
    session, now = laid.session, laid.now
    built = msgspec.to_builtins(shared(session, now))
    encoder = msgspec.json.Encoder()
    people = tuple(session.people)
    log = long_log()
    packed = msgspec.msgpack.encode(log)
    decoder = msgspec.msgpack.Decoder(tuple[e.AnyEvent, ...])

    rows = {
        "json.dumps of the shared view (measure)": median_us(lambda: json.dumps(built)),
        "decide + evolve of a pass": median_us(passing(laid)),
        "shared view": median_us(lambda: shared(session, now)),
        "shared view, encoded": median_us(lambda: encoder.encode(shared(session, now))),
        "one private part": median_us(lambda: mine(session, people[20], now)),
        "all 40 private parts": median_us(
            lambda: [mine(session, person, now) for person in people], runs=100
        ),
        f"replay of {len(log)} events": median_us(lambda: replay(log), runs=10),
        f"the same, decoded from {len(packed) // 1024} KiB": median_us(
            lambda: replay(decoder.decode(packed)), runs=10
        ),
    }
    measure = next(iter(rows.values()))
    print(f"talkingpiece {__version__}, Python {platform.python_version()}, "
          f"msgspec {msgspec.__version__}, {platform.machine()}, {platform.system()}")  # fmt: skip
    print(f"{PEOPLE} people, {len(session.items)} items, view {len(json.dumps(built))} bytes\n")
    print(f"{'':<42}{'median µs':>12}{'× measure':>12}")
    for name, us in rows.items():
        print(f"{name:<42}{us:>12.1f}{us / measure:>12.2f}")
    took = rows["decide + evolve of a pass"]
    verdict = "as promised" if took < AIM_PASS_US else "LONGER THAN PROMISED"
    print(f"\na pass: {took:.0f} µs, aim below {AIM_PASS_US} µs: {verdict}")
    return 0 if took < AIM_PASS_US else 1


if __name__ == "__main__":
    sys.exit(main())
