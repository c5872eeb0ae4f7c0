"""The hook `minutes_sections`: what a format adds to its own notes and pages."""

import logging
from collections.abc import Callable
from types import ModuleType

import pytest

from talkingpiece.core.harvested import Entry, Harvest, Part
from talkingpiece.core.ids import Ms
from talkingpiece.registry import Registry
from talkingpiece.rendering.harvest import html, leaflet, markdown
from talkingpiece.rendering.locales import Catalogue
from talkingpiece.sdk import Section

CANARY = "tulip-canary"


def harvest(format_id: str = "sink") -> Harvest:
    """Notes of a group with two plates."""
    plates = Part(kind="plate", entries=(Entry(text=CANARY), Entry(text="saucer")))
    return Harvest(
        output="notes", audience="group", title="Tuesday", format=format_id,
        format_title={"en": "Sink"}, start=Ms(0), language="en", index=1, for_whom="",
        parts=(plates,), terms={},
    )  # fmt: skip


def with_hook(kitchen_sink: ModuleType, hook: Callable[..., object]) -> Registry:
    """The kitchen sink with another implementation of the hook."""
    module = ModuleType("sink")
    vars(module)["register_formats"] = kitchen_sink.register_formats
    vars(module)["register_moderation_rules"] = kitchen_sink.register_moderation_rules
    vars(module)["minutes_sections"] = kitchen_sink.hookimpl(hook)
    return Registry.load(entry_points=(), plugins={"sink": module})


def test_a_format_adds_sections_in_the_reader_s_language(registry: Registry) -> None:
    (english,) = registry.minutes(harvest(), "en")
    assert english.lines == ("Plates washed: 2",)
    (italian,) = registry.minutes(harvest(), "it")
    assert italian.lines == ("Piatti lavati: 2",)


def test_they_stand_at_the_end_as_words_and_never_as_markup(registry: Registry) -> None:
    catalogue = Catalogue.load()
    more = registry.minutes(harvest(), "en")
    shown = leaflet(harvest(), catalogue, "en", forgotten=Ms(1), more=more)
    assert [chapter.kind for chapter in shown.chapters] == ["plate", "added"]
    assert "&lt;b&gt;Sink&lt;/b&gt;" in html(shown, catalogue, "en", "UTC")
    assert "## \\<b\\>Sink" in markdown(shown, catalogue, "en", "UTC")


def test_nobody_adds_to_somebody_else_s_format(registry: Registry) -> None:
    assert registry.minutes(harvest("check_in_circle"), "en") == ()
    assert registry.minutes(harvest("gone_since"), "en") == ()


def raises(harvest: Harvest) -> tuple[Section, ...]:
    raise ValueError(harvest.parts[0].entries[0].text)


def no_section(harvest: Harvest) -> tuple[str, ...]:
    return (harvest.parts[0].entries[0].text,)


def no_text(harvest: Harvest) -> tuple[Section, ...]:
    return (Section(heading="x", lines=(3,)),)  # type: ignore[arg-type]


@pytest.mark.parametrize("broken", [raises, no_section, no_text])
def test_a_plugin_that_fails_adds_nothing_and_the_log_has_no_word_of_it(
    kitchen_sink: ModuleType,
    caplog: pytest.LogCaptureFixture,
    broken: Callable[..., object],
) -> None:
    """The page is read all the same; the log says who failed, and nothing that people wrote."""
    caplog.set_level(logging.DEBUG)
    assert with_hook(kitchen_sink, broken).minutes(harvest(), "en") == ()
    assert "minutes_sections" in caplog.text
    assert CANARY not in caplog.text
