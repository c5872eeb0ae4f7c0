"""What is kept is told from the labels: each of them, and nothing else."""

from typing import get_args

import msgspec
import pytest

from talkingpiece.core.formats import Keep, Sees
from talkingpiece.registry import Registry
from talkingpiece.rendering.kept import KeptRow, kept_card
from talkingpiece.rendering.locales import Catalogue

CATALOGUE = Catalogue.load()
REGISTRY = Registry.load()


def rows(format_id: str, **changed: str) -> dict[str, KeptRow]:
    offered = REGISTRY.formats[format_id]
    if changed:
        offered = msgspec.structs.replace(offered, **changed)
    texts = {**REGISTRY.texts(offered, "en"), **CATALOGUE.texts("en")}
    return {row.words: row for row in kept_card(offered, texts).rows}


@pytest.mark.parametrize("locale", ["en", "fr", "de"])
@pytest.mark.parametrize("format_id", sorted(REGISTRY.formats))
def test_every_label_of_every_format_has_its_row_in_words(format_id: str, locale: str) -> None:
    """Nothing that a phase collects is left out; none is shown as a bare id."""
    offered = REGISTRY.formats[format_id]
    texts = {**REGISTRY.texts(offered, locale), **CATALOGUE.texts(locale)}
    card = kept_card(offered, texts)
    collected = {(w.kind, w.sees, w.keep) for p in offered.phases() for w in p.collect}
    assert len(card.rows) >= len(collected)
    for kind, sees, keep in collected:
        assert any(
            row.sees == f"kept_sees.{sees}" and row.keep.startswith(f"kept_keep.{keep}")
            for row in card.rows
        ), kind
    for row in card.rows:
        assert row.sees in texts
        assert row.keep in texts
        assert "_" not in row.words


def test_every_label_there_is_has_its_sentence() -> None:
    for sees in get_args(Sees):
        assert f"kept_sees.{sees}" in CATALOGUE.keys
    for keep in get_args(Keep):
        assert f"kept_keep.{keep}" in CATALOGUE.keys


def test_a_label_that_is_changed_changes_its_sentence() -> None:
    before = rows("intervision_triage")["One word for my topic"]
    assert (before.sees, before.keep) == ("kept_sees.group", "kept_keep.series")
    offered = REGISTRY.formats["intervision_triage"]
    texts = {**REGISTRY.texts(offered, "en"), **CATALOGUE.texts("en")}
    shorter = msgspec.json.encode(offered).replace(b'"keep":"series"', b'"keep":"session"')
    changed = kept_card(msgspec.json.decode(shorter, type=type(offered)), texts)
    row = next(row for row in changed.rows if row.words == "One word for my topic")
    assert row.keep == "kept_keep.session"


def test_sheets_of_two_live_longer() -> None:
    note = rows("mentoring_regular")["A note, for my eyes only"]
    assert note.keep == "kept_keep.personal_pair"
    assert rows("intervision_triage")["A note, for my eyes only"].keep == "kept_keep.personal"
