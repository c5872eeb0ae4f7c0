"""The reference names everything that the code has, and says what it is for."""

import ast
import inspect
import os
import re
import subprocess
import sys
from argparse import ArgumentParser
from importlib import import_module
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from talkingpiece.cli import COMMANDS
from talkingpiece.core import commands, events, formats, options, rules
from talkingpiece.errors import Code
from talkingpiece.hub import wire
from talkingpiece.registry import Registry
from talkingpiece.sdk import hookspecs, vocabulary
from talkingpiece.settings import PREFIX, Limits, Settings

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"
GLOSSARY = (
    "piece", "holder", "ring", "circle", "round", "turn", "pass", "facilitator", "lead",
    "participant", "presenter", "listener", "format", "phase", "activity", "exit", "session",
    "series", "topic", "keyword", "item", "basket", "sheet", "pact", "prompt", "offer", "panel",
    "room", "link", "token", "command", "event", "view", "label", "sealed", "plugin",
)  # fmt: skip
"""The words of this house; each has a row of its own."""


def page(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


def tags(union: object) -> list[str]:
    return [str(kind.__struct_config__.tag) for kind in get_args(union)]


def variables() -> list[str]:
    fields = [field.name for field in msgspec.structs.fields(Settings)]
    return [f"{PREFIX}{name.upper()}" for name in fields if name != "limits"]


def parameters() -> list[str]:
    """Every key that may stand under `with:`."""
    kinds = get_args(options.ActivityOptions)
    return [field.encode_name for kind in kinds for field in msgspec.structs.fields(kind)]


def test_generated_tables_are_up_to_date() -> None:
    """Tables made from the code are what they would be today."""
    names = [path.relative_to(ROOT).as_posix() for path in sorted(REFERENCE.glob("*.md"))]
    checked = subprocess.run(
        [sys.executable, "-m", "cogapp", "--check", "-P", "-I", "docs", *names],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert checked.returncode == 0, f"run `make generate`\n{checked.stdout}{checked.stderr}"


@pytest.mark.parametrize(
    "name,words",
    [
        ("commands.md", tags(commands.AnyCommand | commands.HouseCommand)),
        ("commands.md", [code.value for code in Code]),
        ("events.md", tags(events.AnyEvent)),
        ("protocol.md", tags(wire.AnyClientMessage)),
        ("protocol.md", tags(wire.AnyServerMessage)),
        ("protocol.md", get_args(wire.ByeCode)),
        ("settings.md", variables()),
        ("settings.md", [f"limits.{field.name}" for field in msgspec.structs.fields(Limits)]),
        ("declaration.md", get_args(formats.Exit)),
        ("declaration.md", get_args(formats.Sees) + get_args(formats.Keep)),
        ("declaration.md", tags(options.ActivityOptions)),
        ("activities.md", get_args(formats.Exit)),
        ("activities.md", parameters()),
        ("activities.md", get_args(options.ArrangeOp) + tuple(vocabulary.SESSION_VARIABLES)),
        ("rules.md", tuple(rules.PRESETS) + tuple(vocabulary.STARTS)),
        ("formats.md", tuple(Registry.load().formats)),
    ],
    ids=[
        "commands", "refusals", "events", "client messages", "server messages", "goodbyes",
        "settings", "limits", "exits", "labels", "activities", "exits of activities", "parameters",
        "operations and variables", "rules and starts", "formats",
    ],
)  # fmt: skip
def test_everything_has_its_row(name: str, words: list[str]) -> None:
    """Whatever may be asked, happen, be said or be set stands in the reference."""
    assert words
    text = page(name)
    assert [word for word in words if f"`{word}`" not in text] == []


@pytest.mark.parametrize(
    "struct",
    [
        formats.Format, formats.Phase, formats.ForEach, formats.RoleSpec, formats.ListSpec,
        formats.Collected, formats.Capacity, formats.Output,
    ],
    ids=lambda struct: str(struct.__name__),
)  # fmt: skip
def test_every_key_of_a_declaration_is_named(struct: type[msgspec.Struct]) -> None:
    """As it is written in the file: `format` for the id, `with` for the options."""
    renamed = {"id": "format", "options": "with"} if struct is formats.Format else {}
    renamed |= {"options": "with"}
    text = page("declaration.md")
    keys = [field.encode_name for field in msgspec.structs.fields(struct)]
    hidden = {"rules"} if struct is formats.Format else {"counts"}
    missing = [
        key
        for key in keys
        if key not in hidden and not re.search(rf"[`{{ ]{renamed.get(key, key)}[`:,}} ]", text)
    ]
    assert missing == []


def test_every_hook_is_documented_with_its_arguments() -> None:
    """A hook's signature stands in the reference as it is in the code."""
    hooks = [
        hook
        for hook in vars(hookspecs).values()
        if inspect.isfunction(hook) and hasattr(hook, "talkingpiece_spec")
    ]
    assert hooks
    text = page("hooks.md")
    for hook in hooks:
        node = ast.parse(inspect.getsource(hook)).body[0]
        assert isinstance(node, ast.FunctionDef)
        assert f"### {hook.__name__}\n" in text
        assert f"def {hook.__name__}({ast.unparse(node.args)})" in text


def test_every_command_of_the_command_line_is_documented() -> None:
    """With each of its arguments."""
    text = page("cli.md")
    for name in COMMANDS:
        assert f"## `talkingpiece {name}`" in text
        section = text.partition(f"## `talkingpiece {name}`")[2].partition("\n## ")[0]
        parser = ArgumentParser(add_help=False)
        import_module(f"talkingpiece.cli.{name}").configure(parser)
        for action in parser._actions:
            spelled = action.option_strings or [str(action.metavar or action.dest)]
            assert all(one.replace("|", "\\|") in section for one in spelled), (name, spelled)


def test_glossary_has_every_word_of_the_house() -> None:
    """In English, French and German."""
    rows = re.findall(r"^\| \*\*(.+?)\*\* \|(.+)\|$", page("glossary.md"), re.MULTILINE)
    known = {word: cells.split(" | ") for word, cells in rows}
    assert set(GLOSSARY) - known.keys() == set()
    assert [word for word, cells in known.items() if len(cells) != 3 or not all(cells)] == []


def test_every_parameter_and_word_says_what_it_means() -> None:
    """No cell of the pages about activities and rules is left empty."""
    silent = []
    for name in ("activities.md", "rules.md"):
        rows = [line for line in page(name).splitlines() if line.startswith("| `")]
        silent += [row for row in rows if re.search(r"\|\s*\|$", row)]
        assert rows
    assert silent == []
