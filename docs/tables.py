"""The tables of the reference pages, made from the code by cog.

`make generate` writes them again; tests/house/test_docs.py fails when one is not what it would be.
Each function returns Markdown.
"""

import ast
import asyncio
import importlib
import inspect
import json
import re
from argparse import SUPPRESS, ArgumentParser
from collections.abc import Iterator
from typing import get_args

import msgspec
from aiohttp import web
from reading import Member, Shape, code, prose, shapes, table

from talkingpiece.cli import COMMANDS
from talkingpiece.core import formats, options
from talkingpiece.errors import Code
from talkingpiece.registry import Registry
from talkingpiece.rendering.locales import Catalogue
from talkingpiece.sdk import hookspecs, vocabulary
from talkingpiece.sealing import new_server_keys
from talkingpiece.server.app import create_app
from talkingpiece.server.socket import CLOSE_CODES
from talkingpiece.settings import PREFIX, Limits, Settings, load_settings
from talkingpiece.storage import MemoryStore


def _members(shape: Shape, every: dict[str, Shape]) -> str:
    """The members of a shape and its bases, short: "item, text"; optional ones in brackets."""
    inherited = [m for base in shape.bases if base in every for m in every[base].members]
    return ", ".join(
        code(f"{m.name}: {m.type}") + (f" = {code(m.default)}" if m.default else "")
        for m in (*inherited, *shape.members)
    )


def _tagged(module: str, word: str) -> Iterator[str]:
    every = shapes(module)
    section = None
    rows: list[tuple[str, ...]] = []
    for shape in every.values():
        if not shape.tag:
            continue
        if shape.section != section and rows:
            yield from _section(section or "", word, rows)
            rows = []
        section = shape.section
        name = code(shape.name)
        rows.append((code(shape.tag), name, _members(shape, every), prose(shape.says)))
    yield from _section(section or "", word, rows)


def _section(title: str, word: str, rows: list[tuple[str, ...]]) -> Iterator[str]:
    if title:
        yield f"\n## {title[0].upper()}{title[1:]}\n"
    yield table(f"`{word}`", "Class", "Members", "What it says", rows=rows)


def commands() -> str:
    """Everything a person or the house may ask, by section."""
    return _all(
        "do",
        "commands leading board_asking switch_asking",
        "poll role floor harvest call gallery pair turn",
        "commands",
    )


def events() -> str:
    """Everything that may have happened, by section."""
    return _all("is", "events", "turn setting board poll switch role floor harvest call gallery")


def _all(word: str, modules: str, kinds: str, of: str = "events") -> str:
    names = (*modules.split(), *(f"{kind}_{of}" for kind in kinds.split()))
    return "".join(part for m in names for part in _tagged(f"core/{m}.py", word))


def refusals() -> str:
    """Every code with its English sentence."""
    say = Catalogue.load().say
    rows = [(code(one.value), prose(say(f"refusals.{one.value}", "en"))) for one in Code]
    return table("Code", "What the person reads", rows=rows)


def goodbyes() -> str:
    """Why the server closes a connection, with the close code and the English sentence."""
    say, codes = Catalogue.load().say, CLOSE_CODES.items()
    rows = [(code(one), str(number), prose(say(f"byes.{one}", "en"))) for one, number in codes]
    return table("`code`", "Close code", "What the person reads", rows=rows)


def messages(root: str) -> str:
    """The messages of the socket below *root*: `ClientMessage` or `ServerMessage`."""
    every = shapes("hub/wire.py")
    rows = [
        (code(shape.tag), _members(shape, {}), prose(shape.says))
        for shape in every.values()
        if root in shape.bases
    ]
    return table("`t`", "Members", "What it says", rows=rows)


def shown(modules: str | tuple[str, ...], *names: str) -> str:
    """One table of members for each of these classes, from one or several *modules*."""
    every = {}
    for module in (modules,) if isinstance(modules, str) else modules:
        every |= shapes(module)
    parts = []
    for name in names:
        shape = every[name]
        rows = [(code(m.name), code(m.type), code(m.default), prose(m.says)) for m in shape.members]
        parts.append(f"\n### {code(name)}\n\n{prose(shape.says)}\n")
        parts.append(table("Member", "Type", "Default", "What it says", rows=rows))
    return "".join(parts)


def settings() -> str:
    """Every setting with its variable, type, default and what it does."""
    rows = []
    for struct, prefix in ((Settings, ""), (Limits, "limits_")):
        for each in msgspec.structs.fields(struct):
            if each.name == "limits":
                continue
            variable = f"{PREFIX}{prefix}{each.name}".upper()
            needed = each.default is msgspec.NODEFAULT
            default = "see below" if needed else code(json.dumps(each.default))
            name = f"limits.{each.name}" if prefix else each.name
            rows.append((code(name), code(variable), default, prose(_described(each.type))))
    return table("In the file", "In the environment", "Default", "What it does", rows=rows)


def _described(kind: object) -> str:
    metas = getattr(kind, "__metadata__", ())
    return next(meta.description for meta in metas if meta.description)


def cli() -> str:
    """Every command with its arguments."""
    parts = []
    for name, summary in COMMANDS.items():
        parser = ArgumentParser(prog=f"talkingpiece {name}", add_help=False)
        importlib.import_module(f"talkingpiece.cli.{name}").configure(parser)
        rows = []
        for action in parser._actions:  # noqa: SLF001 — argparse has no public list
            spelled = ", ".join(action.option_strings) or str(action.metavar or action.dest)
            if action.option_strings and action.nargs != 0:
                spelled += f" {action.metavar or action.dest.upper()}"
            shown_default = action.default not in (None, False, SUPPRESS, [])
            default = code(str(action.default)) if shown_default else ""
            says = action.help or ""
            if default:
                says = re.sub(r"\s*\(default: .*?\)", "", says)
            rows.append((code(spelled), default, prose(says)))
        parts.append(f"\n## `talkingpiece {name}`\n\n{summary[0].upper()}{summary[1:]}.\n")
        parts.append(table("Argument", "Default", "What it does", rows=rows) if rows else "\n")
    return "".join(parts)


def hooks() -> str:
    """Every hook with its signature and docstring."""
    parts = []
    for name, hook in vars(hookspecs).items():
        if inspect.isfunction(hook) and hasattr(hook, "talkingpiece_spec"):
            node = ast.parse(inspect.getsource(hook)).body[0]
            assert isinstance(node, ast.FunctionDef)
            returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
            says = prose(inspect.getdoc(hook) or "").replace("\\|", "|")
            parts.append(f"\n### {name}\n\n")
            parts.append(
                f"```python\ndef {name}({ast.unparse(node.args)}){returns}: ...\n```\n\n{says}\n"
            )
    return "".join(parts)


def routes() -> str:
    """Every address of the server, with what its handler's docstring says."""
    rows = []
    for route in asyncio.run(_application()).router.routes():
        if route.method != "HEAD" and route.resource is not None:
            says = prose((inspect.getdoc(_own(route.handler)) or "").split("\n\n")[0])
            says = re.sub(r"^GET /\S*?[.:]?(?: |$)", "", says)
            path = route.resource.canonical
            rows.append((route.method, code(path), says or OTHERWISE.get(path, "")))
    return table("Method", "Address", "What it gives", rows=rows)


async def _application() -> web.Application:
    settings = load_settings({"HOME": "/home/nobody", "TALKINGPIECE_CONFIG": ""})
    registry = Registry.load(None)
    return await create_app(settings, registry, store=MemoryStore(), keys=new_server_keys(0))


def _own(handler: object) -> object:
    """The handler inside a wrapper that answers its refusals."""
    cells = [cell.cell_contents for cell in getattr(handler, "__closure__", None) or ()]
    return next((inner for inner in cells if inspect.ismethod(inner)), handler)


OTHERWISE = {
    "/socket": "The WebSocket of a room.",
    "/static/{name}": "The built widget and pages: names change with their content.",
}
"""Where a handler's docstring is its address and nothing else."""


def words(*names: str) -> str:
    """Closed lists of words: of `sdk.vocabulary`, or literal types of `core`, sorted."""
    found: set[str] = set()
    for name in names:
        given = next(getattr(m, name) for m in (vocabulary, formats, options) if hasattr(m, name))
        found |= set(get_args(given) or given)
    return "\n" + ", ".join(code(word) for word in sorted(found)) + ".\n"


def keys(module: str, *names: str) -> str:
    """The keys of a declaration that these classes stand for, in an author's words."""
    parts = []
    for name in names:
        shape = shapes(module)[name]
        rows = [
            (code(m.name), _bounded(m), _default(m.default), prose(m.says)) for m in shape.members
        ]
        if not any(says for *_, says in rows):
            rows = [row[:3] for row in rows]
        columns = ("Key", "What may stand there", "Without it", "What it says")[: len(rows[0])]
        parts.append(table(*columns, rows=rows))
    return "".join(parts)


SIMPLE = {
    "str": "a word",
    "bool": "true or false",
    "int": "a number",
    "Natural": "a number, 0 or more",
    "Tours": "a number, 1 to 50",
    "Words": "a text per language",
    "Minutes": "least, usual, most minutes",
    "TurnTime": "`{soft: seconds, hard: seconds}`",
    "TurnItems": "`{kind: …, max: 1, facets: […]}`",
    "ArrangeOp": "what may be done",
    "Who": "whom it is for",
    "Scale": "`{min: …, max: …, fist: false, low: …, high: …}`",
    "Extend": "`{by: …, steps: […], max: …}`",
    "ListId": "a list",
    "RoleId": "a role",
}
"""Types with a plain word for them."""


def _bounded(member: Member) -> str:
    """What may stand there, with the least and the most of a number."""
    return f"a number, {member.bounds}" if member.bounds else _may_be(member.type)


def _may_be(kind: str) -> str:
    """A type in an author's words."""
    kind = kind.removesuffix(" | None")
    if " | " in kind:
        return ", or ".join(map(_may_be, kind.split(" | ")))
    if kind in SIMPLE:
        return SIMPLE[kind]
    if kind.startswith("Literal["):
        return ", ".join(code(word or '""') for word in ast.literal_eval(kind[7:]))
    if kind.startswith("tuple[") and kind.endswith(", ...]"):
        return f"a list: {_may_be(kind[6:-6])}"
    if kind.startswith("dict["):
        return f"names, each with: {_may_be(kind[5:-1].split(', ', 1)[1])}"
    return code(kind)


def _default(default: str) -> str:
    """A default as it would be written in YAML; empty where the key has to be given."""
    plain = {
        "()": "none",
        "{}": "none",
        "''": "none",
        "None": "none",
        "True": "true",
        "False": "false",
    }
    if default in plain:
        return plain[default]
    return code(default.strip("'")) if default else "has to be given"
