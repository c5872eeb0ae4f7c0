"""The contract with plugins: every hook is typed, explained, tested, and used."""

import inspect
from collections.abc import Callable
from pathlib import Path

import pytest

from talkingpiece import sdk
from talkingpiece.sdk import hookspecs

TESTS = Path(__file__).resolve().parents[1]
HOOKS = {name: hook for name, hook in vars(hookspecs).items() if hasattr(hook, "talkingpiece_spec")}


def test_there_are_hooks() -> None:
    registering = {"register_formats", "register_prompts", "register_moderation_rules"}
    assert set(HOOKS) == {*registering, "minutes_sections"}


@pytest.mark.parametrize("name", HOOKS)
def test_every_hook_has_a_test_of_its_own(name: str) -> None:
    assert (TESTS / "hooks" / f"test_{name}.py").is_file()


def test_no_hook_test_is_left_over() -> None:
    tested = {file.stem.removeprefix("test_") for file in (TESTS / "hooks").glob("test_*.py")}

    assert tested == set(HOOKS)


@pytest.mark.parametrize("name", HOOKS)
def test_the_kitchen_sink_uses_every_hook(name: str) -> None:
    """No hook without a user that is tried."""
    text = (TESTS / "plugins" / "kitchen_sink.py").read_text(encoding="utf-8")

    assert f"@hookimpl\ndef {name}(" in text


@pytest.mark.parametrize("hook", HOOKS.values(), ids=HOOKS)
def test_every_hook_is_typed_and_says_when_it_is_called(hook: Callable[..., object]) -> None:
    signature = inspect.signature(hook)
    assert signature.return_annotation is not inspect.Signature.empty
    assert all(p.annotation is not p.empty for p in signature.parameters.values())

    said = inspect.getdoc(hook) or ""
    called = "Called once" if hook.__name__.startswith("register") else "Called by"
    assert called in said


@pytest.mark.parametrize("hook", HOOKS.values(), ids=HOOKS)
def test_a_specification_is_never_called_itself(hook: Callable[..., object]) -> None:
    arguments = ["en"] * len(inspect.signature(hook).parameters)

    with pytest.raises(NotImplementedError):
        hook(*arguments)


def test_the_door_exports_what_it_lists() -> None:
    """An author imports from one place, and all of it exists."""
    assert all(hasattr(sdk, name) for name in sdk.__all__)
    assert sdk.__all__ == sorted(sdk.__all__)
    assert sdk.API == 1
