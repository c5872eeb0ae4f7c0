"""Whatever somebody drops into the formats folder: sentences, or a format that can be played.

`bench/bench_fuzz.py` reads a hundred thousand trees and two thousand texts; here some hundreds.
"""

import os
import random

from tests.sdk.fuzzed_declarations import Reader

from talkingpiece.registry import Registry

TREES = int(os.environ.get("TALKINGPIECE_FUZZ", "600"))
TEXTS = TREES // 30


def test_spoilt_trees_are_refused_with_sentences_or_played() -> None:
    reader, chance = Reader(Registry.load()), random.Random(6)  # noqa: S311  the same again
    for _ in range(TREES):
        reader.tree(chance)
    assert reader.played > TREES // 200


def test_spoilt_texts_are_refused_with_sentences_or_played() -> None:
    reader, chance = Reader(Registry.load()), random.Random(6)  # noqa: S311  the same again
    for _ in range(TEXTS):
        reader.text(chance)
    assert reader.sound < reader.read
