"""The docs tell what the code does today: everything has its place, links lead somewhere,
samples play.
"""

import ast
import inspect
import json
import os
import re
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import get_args

import msgspec
import pytest

from talkingpiece.cli import COMMANDS, main
from talkingpiece.core import commands, events, formats, options
from talkingpiece.errors import Code
from talkingpiece.hub import wire
from talkingpiece.registry import Registry
from talkingpiece.sdk import hookspecs, read_declaration
from talkingpiece.settings import PREFIX, Limits, Settings
from talkingpiece.testing.simulate import Setting, report, simulate

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
PAGES = sorted(
    path
    for place in (ROOT, DOCS, ROOT / "plugin")
    for path in (place.glob("*.md") if place == ROOT else place.rglob("*.md"))
)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE_BLOCK = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
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


def samples(path: Path, language: str) -> Iterator[str]:
    """The code blocks of a page in one language."""
    text = path.read_text(encoding="utf-8")
    yield from re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


# --- the reference --------------------------------------------------------------------------------


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
    ],
    ids=[
        "commands", "refusals", "events", "client messages", "server messages", "goodbyes",
        "settings", "limits", "exits", "labels", "activities",
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


# --- pages ----------------------------------------------------------------------------------------


def anchors(path: Path) -> set[str]:
    """The anchors of a page's headings, as code hosts make them."""
    text = CODE_BLOCK.sub("", path.read_text(encoding="utf-8"))
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_relative_links_lead_somewhere() -> None:
    """To a file that exists, and to a heading in it."""
    broken = []
    for path in PAGES:
        for target in LINK.findall(CODE_BLOCK.sub("", path.read_text(encoding="utf-8"))):
            if "://" in target or target.startswith("mailto:"):
                continue
            file, _, anchor = target.partition("#")
            aim = (path.parent / file).resolve() if file else path
            exists = aim.exists() and (not anchor or anchor in anchors(aim))
            if not exists:
                broken.append(f"{path.relative_to(ROOT)}: {target}")
    assert broken == []


def test_every_page_can_be_found() -> None:
    """From docs/index.md, by following links."""
    found: set[Path] = set()
    ahead = [DOCS / "index.md"]
    while ahead:
        path = ahead.pop()
        if path in found or path.suffix != ".md" or not path.is_file():
            continue
        found.add(path)
        links = LINK.findall(path.read_text(encoding="utf-8"))
        files = [link.partition("#")[0] for link in links if "://" not in link]
        ahead += [(path.parent / file).resolve() for file in files if file]
    assert [path.name for path in sorted(DOCS.rglob("*.md")) if path not in found] == []


def test_pages_use_the_words_of_the_house() -> None:
    """A facilitator is nowhere called a host (a host of machines may be)."""
    spoken = re.compile(r"\b(?:the|a|co-|your) ?hosts?\b(?! (?:name|header))", re.IGNORECASE)
    said = [p.name for p in sorted(DOCS.rglob("*.md")) if spoken.search(p.read_text("utf-8"))]
    assert said == []


def test_json_samples_are_json() -> None:
    """Readers copy them."""
    for path in PAGES:
        for sample in samples(path, "json"):
            json.loads(sample)


def test_named_commands_exist() -> None:
    """Nobody is told to type what is not there: `make …` and `talkingpiece …`."""
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    unknown = []
    for path in PAGES:
        text = path.read_text(encoding="utf-8")
        typed = "\n".join((*re.findall(r"`([^`\n]+)`", text), *samples(path, "console")))
        for word in re.findall(r"(?:^|\$ )make ([a-z]+)", typed, re.MULTILINE):
            unknown += [f"{path.name}: make {word}"] if word not in targets else []
        for word in re.findall(r"^(?:\$ )?talkingpiece ([a-z]+)", typed, re.MULTILINE):
            unknown += [f"{path.name}: talkingpiece {word}"] if word not in COMMANDS else []
    assert unknown == []


def test_pictures_are_light() -> None:
    """A reader on a poor line sees them too."""
    sizes = {path.name: path.stat().st_size for path in (DOCS / "images").iterdir()}
    assert sizes
    assert {name: size for name, size in sizes.items() if size > 150_000} == {}


# --- samples --------------------------------------------------------------------------------------

DECLARATIONS = [
    pytest.param(path, text, id=f"{path.stem}-{number}")
    for path in (ROOT / "README.md", DOCS / "how-to" / "write-a-format.md")
    for number, text in enumerate(samples(path, "yaml"))
    if re.search("^format:", text, re.MULTILINE)
]


def test_there_are_samples_of_declarations() -> None:
    """One in the README, at most twenty lines; and one in the how-to."""
    assert {param.values[0].name for param in DECLARATIONS} == {"README.md", "write-a-format.md"}
    short = next(p.values[1] for p in DECLARATIONS if p.values[0].name == "README.md")
    assert len(short.splitlines()) <= 20


@pytest.mark.parametrize("path,text", DECLARATIONS)
def test_sample_declarations_are_sound(
    path: Path, text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What readers copy passes `talkingpiece check`."""
    file = tmp_path / "sample.yaml"
    file.write_text(text, encoding="utf-8")
    code = main(["check", str(file)])
    assert code == 0, capsys.readouterr().out


@pytest.mark.parametrize("path,text", DECLARATIONS)
def test_sample_declarations_play(path: Path, text: str) -> None:
    """And plays to its end, fairly, with as many people as it likes best."""
    declared = read_declaration(text, path.name)
    people, minutes = declared.capacity.ideal[1], declared.duration[1]
    setting = Setting(format=declared, people=people, minutes=minutes)
    figures = report(list(simulate(setting, Registry.load(), plays=5, seed=1)))
    assert figures["violation_details"] == []


def test_sample_of_a_translation_is_taken() -> None:
    """The module of the how-to registers, and its words are found."""
    (text,) = samples(DOCS / "how-to" / "translate.md", "python")
    module = ModuleType("talkingpiece_italian")
    exec(text, vars(module))  # noqa: S102 — our own page
    registry = Registry.load(
        locales=("en", "it"),
        plugins={"italian": module},
    )
    assert registry.set_aside == ()
    intervision = registry.formats["intervision_triage"]
    assert registry.texts(intervision, "it")["intervision_triage/keywords/title"] == "Parole chiave"
