"""The catalogue of system texts: complete in three languages, and it always finds words."""

import re
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

import talkingpiece.core.text
from talkingpiece.core.formats import Exit, Format
from talkingpiece.errors import Code
from talkingpiece.rendering.locales import Catalogue, filled
from talkingpiece.sdk.soundness import kinds_of
from talkingpiece.sdk.vocabulary import DECKS
from talkingpiece_check_in import register_formats as check_in
from talkingpiece_intervision import register_formats as intervision

LANGUAGES = {"en", "fr", "de"}
CATALOGUE = Catalogue.load()
CORE = Path(talkingpiece.core.text.__file__).parent


def names_in(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_text_stands_in_every_language() -> None:
    """A person never meets a sentence in somebody else's language."""
    partial = {k for k in CATALOGUE.keys if set(CATALOGUE.languages_of(k)) != LANGUAGES}
    assert not partial
    assert set(CATALOGUE.languages) == LANGUAGES


def test_languages_have_the_same_placeholders() -> None:
    """What one language tells, the others tell too; only plain names stand in braces."""
    for key in CATALOGUE.keys:
        found = {frozenset(names_in(text)) for text in CATALOGUE.languages_of(key).values()}
        assert len(found) == 1, key
        assert all(name.isidentifier() for name in next(iter(found))), key


def test_what_is_kept_is_told_in_forty_words() -> None:
    """On the arrival card: what, how long, and who sees it."""
    for language, text in CATALOGUE.languages_of("arrival.kept").items():
        assert len(text.split()) <= 40, language


def test_no_text_is_empty() -> None:
    for key in CATALOGUE.keys:
        assert all(text.strip() for text in CATALOGUE.languages_of(key).values()), key


@pytest.mark.parametrize("code", list(Code))
def test_every_refusal_has_a_sentence(code: Code) -> None:
    """Whoever is refused reads why, and what to do."""
    for text in CATALOGUE.languages_of(f"refusals.{code}").values():
        assert text.endswith(".")


def test_every_key_that_the_core_says_has_words() -> None:
    """A screen shows sentences, never keys."""
    groups = "|".join({key.split(".")[0] for key in CATALOGUE.keys})
    spoken = {
        key
        for file in CORE.rglob("*.py")
        for key in re.findall(rf'"((?:{groups})\.[a-z_0-9.]+)"', file.read_text(encoding="utf-8"))
    }

    assert spoken
    assert not spoken - CATALOGUE.keys


def test_every_exit_says_why_the_way_on_is_lit() -> None:
    """`facilitator` is a person's tap and lights nothing."""
    for exit_ in set(get_args(Exit)) - {"facilitator"}:
        assert f"exits.{exit_}" in CATALOGUE.keys


@pytest.mark.parametrize("declared", [*intervision(), *check_in()], ids=lambda one: one.id)
def test_kinds_of_bundled_formats_have_words(declared: Format) -> None:
    """Beside a field stands what is asked for."""
    gestures = {"ack", "same_here", "urgent_flag", "topic_state"}
    for kind in kinds_of(declared).keys() - gestures:
        assert f"kinds.{kind}" in CATALOGUE.keys


def test_there_is_no_refusal_without_a_code() -> None:
    written = {key for key in CATALOGUE.keys if key.startswith("refusals.")}

    assert written == {f"refusals.{code}" for code in Code}


def test_decks_are_those_of_the_vocabulary() -> None:
    """A declaration can name every deck, and no other."""
    decks = {key.split(".")[1] for key in CATALOGUE.keys if key.startswith("decks.")}

    assert decks == DECKS


def test_nobody_is_called_a_host() -> None:
    """One word per thing: facilitator."""
    for key in CATALOGUE.keys:
        words = f"{key} {CATALOGUE.languages_of(key)['en']}".lower().replace("_", " ").split()
        assert not {"host", "hosts"} & set(words), key


def test_a_region_falls_back_to_its_language() -> None:
    assert CATALOGUE.texts("fr-CH")["buttons.pass"] == "Je passe"


def test_an_unknown_language_falls_back_to_english() -> None:
    assert CATALOGUE.texts("ja")["buttons.pass"] == "Pass"


def test_entries_of_a_list_are_numbered_from_one() -> None:
    assert CATALOGUE.texts("en")["pacts.sealed.1"].startswith("What is said here")
    assert "pacts.sealed.0" not in CATALOGUE.keys


def test_a_sentence_is_filled_in() -> None:
    assert CATALOGUE.say("turns.you_are_next", "de", name="Noor") == "Nach Noor bist du dran."


def test_a_placeholder_without_a_value_stays() -> None:
    """Nothing fails on a screen because a value is missing."""
    assert filled("{a} and {b}", {"a": 1}) == "1 and {b}"


def test_a_language_pack_adds_words_and_the_rest_falls_back() -> None:
    packed = Catalogue.load({"it": {"buttons.pass": "Passo", "somebody/else/title": "…"}})

    assert packed.texts("it")["buttons.pass"] == "Passo"
    assert packed.texts("it")["buttons.undo"] == "Undo"
    assert packed.texts("en")["buttons.pass"] == "Pass"
    assert packed.keys == CATALOGUE.keys
    assert "it" not in packed.languages
