"""A broken plugin is set aside and named, whatever is wrong with it, and the rest loads."""

from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from tests.drawn import png

from talkingpiece.registry import Registry, installed

Load = Callable[..., Registry]

BROKEN = {
    "broken_import": "cannot be imported: ModuleNotFoundError: No module named",
    "broken_exit": "cannot be imported: SystemExit: 3",
    "broken_arguments": "hook 'register_formats'",
    "broken_hook_name": "unknown hook 'register_format'",
    "broken_no_hook": "implements no hook (mark functions with @hookimpl",
    "broken_raises": "failed in register_formats: ValueError: the moon is full",
    "broken_generator": "failed in register_formats: OSError: the disk is tired",
    "broken_not_a_format": "register_formats gave a str, not a Format",
    "broken_not_iterable": "failed in register_formats: TypeError",
    "broken_rule": 'there is a rule "ring" already',
    "broken_prompts": "en, buttons.pass: a brace",
    "broken_prompts_shape": "register_prompts gave a list, not a mapping",
    "broken_in_code": "twisted: duration: minutes must ascend",
    "broken_unknown_rule": 'loud/wash: unknown rule "shout"',
    "broken_not_playable": "activity breakout is not playable yet (used by groups)",
    "broken_declaration": "broken_declaration/format.yaml:13: unknown role",
}
"""Plugin of tests/plugins → what is said about it."""


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_plugin_is_set_aside_and_named(load: Load, name: str) -> None:
    """The others are offered all the same, whichever comes first."""
    registry = load(name, "kitchen_sink")

    assert list(registry.formats) == ["sink"]
    (aside,) = registry.set_aside
    assert aside.owner == name
    assert BROKEN[name] in "\n".join(map(str, aside.problems))
    assert registry.problems == aside.problems


def test_many_broken_plugins_are_all_named(load: Load) -> None:
    registry = load(*BROKEN, "kitchen_sink")

    assert {aside.owner for aside in registry.set_aside} == set(BROKEN)
    assert list(registry.formats) == ["sink"]


def test_every_problem_of_a_plugin_is_reported(load: Load) -> None:
    """An author mends everything in one go."""
    said = [str(problem) for problem in load("broken_declaration").problems]
    assert [line.split(": ")[0] for line in said] == [
        "broken_declaration/format.yaml:13",
        "broken_declaration/format.yaml:14",
    ]

    said = [problem.message for problem in load("broken_rule").problems]
    assert len(said) == 3


def test_nothing_of_a_broken_plugin_stays(load: Load) -> None:
    """Its rules and words are not half there."""
    registry = load("broken_prompts", "broken_rule")

    assert registry.packs == {}
    assert registry.rules["ring"].mic == "holder"


def test_a_blocked_plugin_is_not_even_imported(load: Load) -> None:
    registry = load("broken_exit", "kitchen_sink", blocked={"broken_exit", "kitchen_sink"})

    assert registry.formats == {}
    assert registry.set_aside == ()


def test_an_entry_point_that_names_no_module_is_set_aside(load: Load) -> None:
    entry = EntryPoint("text", "kitchen_sink:SINK", "talkingpiece")
    load()  # puts tests/plugins on the path

    (aside,) = Registry.load(entry_points=[entry], plugins={"list": ["unhashable"]}).set_aside[1:]
    assert aside.owner == "list"


def test_the_same_plugin_under_two_names_is_loaded_once(load: Load) -> None:
    load()  # puts tests/plugins on the path
    entries = [EntryPoint(name, "kitchen_sink", "talkingpiece") for name in ("sink", "sink_too")]

    registry = Registry.load(entry_points=entries)

    assert registry.owner("sink") == "sink"
    assert [aside.owner for aside in registry.set_aside] == ["sink_too"]


def test_a_package_brings_the_picture_of_its_format(
    tmp_path: Path, dropped: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It lies beside the package's code, as the declaration does; else the plugin is set aside."""
    picture = 'picture: {file: ring.png, alt: {en: "A ring"}, author: Ann, licence: CC0-1.0}'
    package = tmp_path / "pictured"
    package.mkdir()
    (package / "format.yaml").write_text(dropped.replace("version: 1", f"version: 1\n{picture}"))
    (package / "__init__.py").write_text(
        "from talkingpiece.sdk import formats_from, hookimpl\n\n\n"
        "@hookimpl\ndef register_formats():\n    return formats_from(__name__)\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    entries = [EntryPoint("pictured", "pictured", "talkingpiece")]

    (problem,) = Registry.load(entry_points=entries).problems
    assert str(problem).startswith("pictured/format.yaml:3: ring.png: there is no such file")

    (package / "ring.png").write_bytes(png())
    registry = Registry.load(entry_points=entries)
    image = registry.picture_of("dropped")
    assert image is not None
    assert registry.picture(image.name) is image
    assert registry.picture("ring.png") is None


def test_bundled_formats_are_installed_plugins() -> None:
    """They come through the same door as everybody's."""
    assert {"check_in", "intervision"} <= {entry.name for entry in installed()}

    registry = Registry.load()

    assert {"check_in_circle", "intervision_triage"} <= set(registry.formats)
    assert registry.owner("intervision_triage") == "intervision"
