"""One plugin is asked at a time; what it raises is chained to its name."""

from types import ModuleType

import pluggy
import pytest

from talkingpiece.errors import FormatProblems, PluginFailed, Problem
from talkingpiece.registry.calling import ask, ask_for_all
from talkingpiece.sdk import hookimpl, hookspecs


def plugins(**named: object) -> pluggy.PluginManager:
    known = pluggy.PluginManager("talkingpiece")
    known.add_hookspecs(hookspecs)
    for name, plugin in named.items():
        known.register(plugin, name)
    return known


def module(**hooks: object) -> ModuleType:
    made = ModuleType("made")
    vars(made).update(hooks)
    return made


def giving(words: dict[str, str] | None) -> ModuleType:
    @hookimpl
    def register_prompts(locale: str) -> dict[str, str] | None:
        return words

    return module(register_prompts=register_prompts)


def raising(error: Exception) -> ModuleType:
    @hookimpl
    def register_formats() -> tuple[()]:
        raise error

    return module(register_formats=register_formats)


def test_only_the_plugin_that_is_named_is_asked() -> None:
    known = plugins(one=giving({"a": "1"}), other=giving({"a": "2"}))

    assert ask(known, "one", "register_prompts", locale="en") == {"a": "1"}


def test_a_hook_that_is_not_implemented_gives_nothing() -> None:
    known = plugins(one=giving(None))

    assert ask(known, "one", "register_prompts", locale="en") is None
    assert ask_for_all(known, "one", "register_formats") == ()


def test_what_a_plugin_raises_is_chained() -> None:
    """The person who can remove the plugin learns its name and its own error."""
    cause = ValueError("no")

    with pytest.raises(PluginFailed, match="one failed in register_formats") as failed:
        ask(plugins(one=raising(cause)), "one", "register_formats")

    assert failed.value.__cause__ is cause


def test_problems_of_a_declaration_come_through() -> None:
    """They already say where and what."""
    problems = FormatProblems((Problem(where="format.yaml:1", message="wrong"),))

    with pytest.raises(FormatProblems):
        ask_for_all(plugins(one=raising(problems)), "one", "register_formats")
