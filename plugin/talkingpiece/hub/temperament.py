"""What kind of participant a simulated person is."""

from random import Random

import msgspec


class Temperament(msgspec.Struct, frozen=True, kw_only=True):
    """What kind of participant somebody is; shares are chances between 0 and 1."""

    pace: float
    """How long turns are, as a share of the soft limit."""
    words: int
    """How many topics they bring."""
    asks: float
    """To ask a question in the first tour; halved in each further one."""
    reacts: float
    """To say something rather than pass, where each has one turn."""
    hesitates: float
    """To ask for "come back to me later"."""
    notes: float
    """To note something on a topic in a phase; its owner does so three times as often."""
    announces: float
    """To tap "I speak", which nobody needs to."""


def temperament(chance: Random, facilitates: bool) -> Temperament:
    """Somebody: most bring one topic, some none, some several; facilitators hold back."""
    words = chance.choices((0, 1, 2, 3), (20, 60, 15, 5))[0]
    if facilitates:
        words = chance.choices((0, 1), (80, 20))[0]
    return Temperament(
        pace=chance.triangular(0.8, 1.25, 1.0),
        words=words,
        asks=chance.uniform(0.1, 0.4) if facilitates else chance.uniform(0.4, 0.95),
        reacts=chance.uniform(0.2, 0.7) if facilitates else chance.uniform(0.75, 1.0),
        hesitates=chance.choice((0.0, 0.0, 0.02, 0.08)),
        notes=chance.choice((0.0, 0.05, 0.2)),
        announces=chance.choice((0.0, 0.0, 0.0, 0.0, 0.4)),
    )
