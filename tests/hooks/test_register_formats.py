"""The hook `register_formats`: the formats a plugin offers."""

from types import ModuleType

from talkingpiece.registry import Registry


def test_what_a_plugin_registers_is_offered_and_owned(registry: Registry) -> None:
    assert list(registry.formats) == ["sink"]
    assert registry.owner("sink") == "kitchen_sink"


def test_formats_are_asked_for_once(kitchen_sink: ModuleType) -> None:
    """Listing and choosing ask nobody again."""
    calls = []

    def counted() -> list[object]:
        calls.append(1)
        return list(kitchen_sink.register_formats())

    module = ModuleType("counting")
    vars(module)["register_formats"] = kitchen_sink.hookimpl(counted)
    vars(module)["register_moderation_rules"] = kitchen_sink.register_moderation_rules

    registry = Registry.load(entry_points=(), plugins={"counting": module})
    registry.refresh()

    assert list(registry.formats) == ["sink"]
    assert calls == [1]
