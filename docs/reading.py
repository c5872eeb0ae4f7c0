"""Reads what classes and their members are for from the source, and writes Markdown tables."""

import ast
import inspect
import re
from dataclasses import dataclass, field
from pathlib import Path

import talkingpiece

SOURCE = Path(talkingpiece.__file__).parent
DESIGN_NOTE = re.compile(r"\s*\((?:[^()]*(?:decisions? \d|\.md)[^()]*|[AB]\d[^()]*)\)")
"""A pointer into the design, which readers of the reference do not have."""
BANNER = re.compile(r"^# --- (.+?) -{3,}$")


@dataclass
class Member:
    """One field of a class: as it stands in the source."""

    name: str
    type: str
    default: str
    says: str = ""
    bounds: str = ""
    """What a number may be, in words: "1 to 50"."""


@dataclass
class Shape:
    """One class of a module, read from its source."""

    name: str
    bases: tuple[str, ...]
    tag: str
    says: str
    section: str
    members: list[Member] = field(default_factory=list)


def shapes(module: str) -> dict[str, Shape]:
    """The classes of a module ("core/commands.py") in their order, with the banner above each."""
    text = (SOURCE / module).read_text(encoding="utf-8")
    banners = {
        number: match[1]
        for number, line in enumerate(text.splitlines(), 1)
        if (match := BANNER.match(line))
    }
    found = {}
    for node in ast.parse(text).body:
        if isinstance(node, ast.ClassDef):
            above = [banners[number] for number in sorted(banners) if number < node.lineno]
            found[node.name] = _shape(node, above[-1] if above else "")
    return found


def _shape(node: ast.ClassDef, section: str) -> Shape:
    words = {k.arg: k.value.value for k in node.keywords if isinstance(k.value, ast.Constant)}
    shape = Shape(
        name=node.name,
        bases=tuple(ast.unparse(base) for base in node.bases),
        tag=str(words.get("tag") or ""),
        says=ast.get_docstring(node) or "",
        section=section,
    )
    for statement in node.body:
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            shape.members.append(_member(statement))
        elif shape.members and isinstance(statement, ast.Expr):
            says = ast.literal_eval(statement.value)
            shape.members[-1].says = inspect.cleandoc(says)
    return shape


def _member(statement: ast.AnnAssign) -> Member:
    name = ast.unparse(statement.target)
    kind, bounds = statement.annotation, ""
    if isinstance(kind, ast.Subscript) and ast.unparse(kind.value) == "Annotated":
        if isinstance(kind.slice, ast.Tuple):
            bounds = _bounds(kind.slice.elts[1])
            kind = kind.slice.elts[0]
        else:
            kind = kind.slice
    default = "" if statement.value is None else ast.unparse(statement.value)
    called = re.fullmatch(r"msgspec\.field\(name='(\w+)'(?:, default=(.*))?\)", default)
    if called:
        name, default = called[1], called[2] or ""
    return Member(name.removesuffix("_"), ast.unparse(kind), default, bounds=bounds)


def _bounds(meta: ast.expr) -> str:
    """The least and the most that a `msgspec.Meta` allows."""
    said = (
        {}
        if not isinstance(meta, ast.Call)
        else {
            word.arg: ast.literal_eval(word.value)
            for word in meta.keywords
            if isinstance(word.value, ast.Constant)
        }
    )
    least, most = said.get("ge"), said.get("le")
    if least is None:
        return ""
    return f"{least} or more" if most is None else f"{least} to {most}"


def code(text: str) -> str:
    """*text* as code in a table's cell."""
    return f"`{text}`".replace("|", "\\|") if text else ""


def prose(text: str) -> str:
    """A docstring as one line of a table's cell; `*name*` and `name` as Markdown has them."""
    text = re.sub(r"``(.+?)``", r"`\1`", " ".join(text.split()))
    text = DESIGN_NOTE.sub("", text).replace("|", "\\|")
    parts = text.split("`")
    return "`".join(part if index % 2 else _spelled(part) for index, part in enumerate(parts))


def _spelled(text: str) -> str:
    return text.replace("<", "&lt;").replace("*.", "\\*.")


def table(*columns: str, rows: list[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [columns, tuple("---" for _ in columns), *rows]
    return "\n" + "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"
