"""The hook `register_moderation_rules`: rules that phases of any format may name."""

from pathlib import Path
from types import ModuleType

from talkingpiece.core.rules import PRESETS
from talkingpiece.registry import Registry


def test_a_registered_rule_stands_beside_the_presets(registry: Registry) -> None:
    assert set(registry.rules) == {*PRESETS, "whisper"}


def test_a_rule_may_be_for_a_format_that_comes_earlier(kitchen_sink: ModuleType) -> None:
    """Rules of all plugins are known before any format is checked."""
    formats, rules = ModuleType("formats"), ModuleType("rules")
    vars(formats)["register_formats"] = kitchen_sink.register_formats
    vars(rules)["register_moderation_rules"] = kitchen_sink.register_moderation_rules

    registry = Registry.load(entry_points=(), plugins={"formats": formats, "rules": rules})

    assert "sink" in registry.formats
    assert "sink" not in Registry.load(entry_points=(), plugins={"formats": formats}).formats


def test_a_rule_that_goes_away_takes_its_format_along(
    tmp_path: Path, kitchen_sink: ModuleType
) -> None:
    """A file in the formats folder that names it is set aside with its line."""
    text = kitchen_sink.SINK.replace("format: sink", "format: mine")
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")

    registry = Registry.load(tmp_path, entry_points=())

    (problem,) = registry.problems
    assert str(problem).startswith('mine.yaml:14: unknown rule "whisper"')
