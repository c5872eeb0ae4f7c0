"""The hook `register_prompts`: further languages, also for what others wrote."""

import importlib
from types import ModuleType

from talkingpiece.registry import Registry
from talkingpiece.rendering.locales import Catalogue


def test_words_are_used_where_the_format_has_none(registry: Registry) -> None:
    texts = registry.texts(registry.formats["sink"], "it")

    assert texts["sink/wash/title"] == "Lavare"
    assert texts["sink/wash/speaker"] == "Un piatto, {name}?"


def test_the_formats_own_words_come_first(registry: Registry) -> None:
    registry.packs["fr"] = {"sink/title": "Autre chose"}

    assert registry.texts(registry.formats["sink"], "fr")["sink/title"] == "Évier"


def test_words_for_the_system_reach_the_catalogue(registry: Registry) -> None:
    """A language pack translates the buttons too."""
    catalogue = Catalogue.load(registry.packs)

    assert catalogue.texts("it")["buttons.pass"] == "Passo"


def test_a_pack_may_be_for_somebody_elses_format(kitchen_sink: ModuleType) -> None:
    bundled = importlib.import_module("talkingpiece_check_in")
    module = ModuleType("words")
    vars(module)["register_prompts"] = kitchen_sink.hookimpl(
        lambda locale: {"check_in_circle/title": "Giro di arrivo"} if locale == "it" else None
    )

    registry = Registry.load(
        entry_points=(), plugins={"check_in": bundled, "words": module}, locales=("it",)
    )

    chosen = registry.formats["check_in_circle"]
    assert registry.texts(chosen, "it")["check_in_circle/title"] == "Giro di arrivo"


def test_only_the_languages_of_the_installation_are_asked_for(kitchen_sink: ModuleType) -> None:
    registry = Registry.load(entry_points=(), plugins={"sink": kitchen_sink}, locales=("en", "de"))

    assert registry.packs == {}
