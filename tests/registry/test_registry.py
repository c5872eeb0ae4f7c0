"""What is offered, by whom, with which rules and in which words."""

from collections.abc import Callable
from pathlib import Path

import pytest

from talkingpiece.activities import BUILT_IN
from talkingpiece.core.formats import Format
from talkingpiece.core.text import prompt_key, title_key
from talkingpiece.registry import Registry

Load = Callable[..., Registry]


@pytest.fixture
def sink(load: Load) -> Registry:
    return load("kitchen_sink", locales=("en", "fr", "it"))


def test_a_format_stands_alone(sink: Registry) -> None:
    """The rules its phases name are copied in, so a session needs no plugin afterwards."""
    declared = sink.formats["sink"]

    assert set(declared.rules) == {"whisper"}
    assert declared.rules["whisper"].hand == "signal"


def test_a_registry_answers_for_the_activities(sink: Registry) -> None:
    """It is the grammar that the core asks."""
    assert sink.kind("round") is BUILT_IN["round"]
    with pytest.raises(KeyError):
        sink.kind("interpretive_dance")


def test_an_unknown_format_has_no_owner(sink: Registry) -> None:
    with pytest.raises(KeyError):
        sink.owner("nobody")


def test_activities_may_be_given(load: Load) -> None:
    """A format that uses another one is set aside, and could be read all the same."""
    registry = load("kitchen_sink", kinds={"talk": BUILT_IN["talk"]})

    (aside,) = registry.set_aside
    assert aside.name == "sink"
    assert isinstance(aside.format, Format)


def test_two_registries_share_nothing(load: Load) -> None:
    """There is no global registry."""
    one, other = load("kitchen_sink"), load()

    assert one.formats
    assert other.formats == {}
    assert "whisper" not in other.rules


# --- words --------------------------------------------------------------------------------------


def test_texts_have_the_keys_that_the_core_says(sink: Registry) -> None:
    texts = sink.texts(sink.formats["sink"], "fr")

    assert texts == {
        "sink/title": "Évier",
        "sink/roles/facilitator": "Plombier",
        "roles.facilitator": "Plombier",
        title_key("sink", "wash"): "Laver",
        prompt_key("sink", "wash", "speaker"): "Une assiette, {name}\u00a0?",
        "kinds.plate": "plate",
    }


@pytest.mark.parametrize(
    "locale, title",
    [("fr-CH", "Évier"), ("fr", "Évier"), ("en-GB", "Sink"), ("it-CH", "Lavello"), ("ja", "Sink")],
)
def test_a_missing_language_falls_back(sink: Registry, locale: str, title: str) -> None:
    """`fr-CH`, else `fr`, else `en`; language packs stand in where the format has nothing."""
    assert sink.texts(sink.formats["sink"], locale)["sink/title"] == title


def test_what_a_pack_does_not_say_falls_back(sink: Registry) -> None:
    assert sink.texts(sink.formats["sink"], "it")["sink/roles/facilitator"] == "Plumber"


def test_without_english_the_first_language_is_taken(
    tmp_path: Path, load: Load, dropped: str
) -> None:
    """Never a key, never nothing."""
    (tmp_path / "dropped.yaml").write_text(dropped.replace("{en:", "{de:"))
    registry = load(formats_dir=tmp_path)

    texts = registry.texts(registry.formats["dropped"], "fr")

    assert texts["dropped/title"] == "Dropped"


# --- the formats folder -------------------------------------------------------------------------


def test_a_dropped_file_is_a_format(tmp_path: Path, load: Load, dropped: str) -> None:
    """One language is enough there, and no code."""
    (tmp_path / "dropped.yaml").write_text(dropped)

    registry = load(formats_dir=tmp_path)

    assert registry.formats["dropped"].languages == ("en",)
    assert registry.owner("dropped") == "dropped.yaml"
    assert set(registry.formats["dropped"].rules) == {"ring"}


def test_a_dropped_file_may_name_the_rule_of_a_plugin(
    tmp_path: Path, load: Load, dropped: str
) -> None:
    (tmp_path / "dropped.yaml").write_text(dropped.replace("rules: ring", "rules: whisper"))

    assert "dropped" in load("kitchen_sink", formats_dir=tmp_path).formats
    (problem,) = load(formats_dir=tmp_path).problems
    assert str(problem).startswith('dropped.yaml:14: unknown rule "whisper"')


def test_a_dropped_file_cannot_replace_a_plugins_format(
    tmp_path: Path, load: Load, dropped: str
) -> None:
    """A fork has an id of its own, or people would not know which one they chose."""
    (tmp_path / "mine.yaml").write_text(dropped.replace("format: dropped", "format: sink"))

    registry = load("kitchen_sink", formats_dir=tmp_path)

    assert registry.owner("sink") == "kitchen_sink"
    (aside,) = registry.set_aside
    assert aside.owner == "mine.yaml"
    assert aside.problems[0].hint == "give yours an id of its own"


def test_a_file_dropped_while_the_server_runs_is_offered(
    tmp_path: Path, load: Load, dropped: str
) -> None:
    registry = load("kitchen_sink", formats_dir=tmp_path)
    assert not registry.refresh()

    (tmp_path / "dropped.yaml").write_text(dropped)

    assert registry.refresh()
    assert list(registry.formats) == ["sink", "dropped"]
    assert not registry.refresh()


def test_a_file_that_breaks_leaves_what_worked(tmp_path: Path, load: Load, dropped: str) -> None:
    """People who prepare a session are not left without their format by a slip in an editor."""
    file = tmp_path / "dropped.yaml"
    file.write_text(dropped)
    registry = load(formats_dir=tmp_path)

    file.write_text(dropped.replace("version: 1", "version: one, two"))

    assert registry.refresh()
    assert registry.formats["dropped"].version == 1
    assert [aside.owner for aside in registry.set_aside] == ["dropped.yaml"]

    file.write_text(dropped.replace("version: 1", "version: 22"))

    assert registry.refresh()
    assert registry.formats["dropped"].version == 22
    assert registry.set_aside == ()


def test_a_file_taken_away_is_no_longer_offered(tmp_path: Path, load: Load, dropped: str) -> None:
    file = tmp_path / "dropped.yaml"
    file.write_text(dropped)
    registry = load(formats_dir=tmp_path)

    file.unlink()

    assert registry.refresh()
    assert registry.formats == {}


def test_without_a_folder_nothing_ever_changes(load: Load) -> None:
    assert not load("kitchen_sink").refresh()
