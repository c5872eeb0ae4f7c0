"""Reads a `format.yaml`: YAML 1.2 or JSON into frozen types, strictly, all problems at once.

A manifest is data, and a community installs it without trusting code. So the text is read from
the parser's events with the core schema of YAML 1.2 (only `true`, `false`, `null` and numbers are
not text; `on`, `off`, `yes`, `12:30` are), no tag constructs anything, and size, depth and
number of values are limited before anything is built.
"""

import re
from collections.abc import Collection, Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import msgspec
from ruamel.yaml import YAML, events
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from talkingpiece.core.formats import Format
from talkingpiece.errors import FormatProblems, Problem
from talkingpiece.sdk.fitting import fit, type_of_format
from talkingpiece.sdk.placed import Findings, Path, Placed, Scalar, in_order
from talkingpiece.sdk.soundness import look_at
from talkingpiece.sdk.spelling import as_format

SUFFIXES = (".yaml", ".yml", ".json")
MAX_BYTES = 64 * 1024
TOO_LARGE = f"the file is larger than {MAX_BYTES // 1024} KiB"
MAX_DEPTH = 24
MAX_VALUES = 6_000
"""Values of one declaration, each alias counted as what it stands for: a YAML bomb is refused."""
MAX_ALIASES = 20

_INT = re.compile(r"[-+]?[0-9]{1,15}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?")
_WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


class NotADeclaration(FormatProblems):
    """A YAML file that is something else: it has no key `format`."""


def formats_from(package: str) -> tuple[Format, ...]:
    """The formats that *package* declares: every `*.yaml` beside its code with a key `format`.

    Call it as `formats_from(__package__)`. Raises `FormatProblems` with everything that is wrong
    in any of the files.
    """
    found: list[Format] = []
    problems: list[Problem] = []
    folder = resources.files(package)
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(SUFFIXES) and file.is_file():
            try:
                found.append(read_file(file, f"{package}/{file.name}", beside=folder))
            except NotADeclaration:
                continue
            except FormatProblems as wrong:
                problems.extend(wrong.problems)
    if problems:
        raise FormatProblems(tuple(problems))
    return tuple(found)


def read_file(
    file: Traversable,
    place: str,
    rules: Collection[str] | None = None,
    beside: Traversable | None = None,
) -> Format:
    """The format that *file* declares; *place*, *rules*, *beside* as for `read_declaration`."""
    with file.open("rb") as opened:
        raw = opened.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise FormatProblems((Problem(where=f"{place}:1", message=TOO_LARGE),))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        message = "the file is not UTF-8 text"
        raise FormatProblems((Problem(where=f"{place}:1", message=message),)) from None
    return read_declaration(text, place, rules, beside)


def read_declaration(
    text: str,
    place: str,
    rules: Collection[str] | None = None,
    beside: Traversable | None = None,
) -> Format:
    """The format that *text* declares, in YAML 1.2 or JSON.

    *place* names the file in problems; *rules* are the ids of the moderation rules there are (None:
    not known here, phases may name any); *beside* is the folder its picture lies in (None: its
    picture is not looked at). Raises `FormatProblems` with all problems, in order of
    their lines, and `NotADeclaration` (one of those) for a mapping without the key `format`.
    """
    findings = Findings(place, None if rules is None else frozenset(rules), beside)
    tree = read_tree(text, findings)
    if tree is None:
        raise FormatProblems(in_order(findings.problems))
    return declared(tree, findings)


def declared(tree: Placed, findings: Findings) -> Format:
    """The format that a placed *tree* declares; raises as `read_declaration`."""
    if not isinstance(tree.value, dict) or "format" not in tree.value:
        findings.at(1, 'not a declaration: no key "format"', "see the README of a bundled format")
        raise NotADeclaration(in_order(findings.problems))
    fitted = fit(type_of_format(), as_format(tree.value, findings), findings)
    try:
        found = msgspec.convert(fitted, Format)
    except msgspec.ValidationError as error:
        if not findings.problems:
            findings.at(1, str(error))
    else:
        look_at(found, findings)
    if findings.problems:
        raise FormatProblems(in_order(findings.problems))
    return found


# --- text → placed tree ---------------------------------------------------------------------------


class _TooMuch(Exception):
    """The text would build more than a declaration ever needs."""

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        self.message = message
        super().__init__(message)


def read_tree(text: str, findings: Findings) -> Placed | None:
    """The text as a placed tree, its lines noted in *findings*; None if it cannot be read."""
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        findings.at(1, TOO_LARGE)
        return None
    try:
        tree = _Builder(text, findings).document()
    except _TooMuch as refused:
        findings.at(refused.line, refused.message)
        return None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = " ".join(part for part in (error.problem, error.context) if part)
        findings.at(mark.line + 1 if mark else 1, f"not readable as YAML: {message}")
        return None
    except YAMLError as error:
        findings.at(1, f"not readable as YAML: {str(error).splitlines()[0]}")
        return None
    return tree


class _Builder:
    """Builds the tree from the parser's events; counts as it goes."""

    def __init__(self, text: str, findings: Findings) -> None:
        self._events: Iterator[Any] = YAML(typ="safe", pure=True).parse(text)
        self._findings = findings
        self._anchors: dict[str, tuple[Placed, int]] = {}
        self._values = 0
        self._aliases = 0

    def document(self) -> Placed | None:
        tree: Placed | None = None
        for event in self._events:
            if isinstance(event, events.DocumentStartEvent) and tree is not None:
                raise _TooMuch(event.start_mark.line + 1, "more than one document in the file")
            if isinstance(event, events.NodeEvent):
                tree = self._node(event, (), 1)
        if tree is None:
            self._findings.at(1, "the file is empty")
        return tree

    def _node(self, event: Any, path: Path, depth: int) -> Placed:
        line: int = event.start_mark.line + 1
        self._findings.lines.setdefault(path, line)
        if isinstance(event, events.AliasEvent):
            return self._alias(event.anchor, line, path)
        self._count(1, line)
        if depth > MAX_DEPTH:
            raise _TooMuch(line, f"nested deeper than {MAX_DEPTH} levels")
        before = self._values
        node = Placed(None, line, path)
        if isinstance(event, events.ScalarEvent):
            node.value = self._scalar(event, path)
        elif isinstance(event, events.SequenceStartEvent):
            node.value = [
                self._node(inner, (*path, index), depth + 1)
                for index, inner in enumerate(self._until(events.SequenceEndEvent))
            ]
        else:
            node.value = self._mapping(path, depth)
        if event.anchor is not None:
            self._anchors[event.anchor] = (node, self._values - before + 1)
        return node

    def _mapping(self, path: Path, depth: int) -> dict[str, Placed]:
        found: dict[str, Placed] = {}
        for key in self._until(events.MappingEndEvent):
            line = key.start_mark.line + 1
            if not isinstance(key, events.ScalarEvent):
                raise _TooMuch(line, "a key is a word, not a list or a mapping")
            inner = (*path, _joined(key.value))
            if key.value in found:
                self._findings.at(line, f'"{key.value}" stands here twice')
                inner = (*inner, "again")
            self._findings.lines.setdefault(inner, line)
            node = self._node(next(self._events), inner, depth + 1)
            found.setdefault(_joined(key.value), node)
        return found

    def _scalar(self, event: Any, path: Path) -> Scalar:
        if event.tag is not None:
            self._findings.spoil(path, f'tags such as "{event.tag}" have no meaning here')
            return ""
        if not event.implicit[0]:
            return _joined(event.value)
        return _plain(event.value)

    def _alias(self, anchor: str, line: int, path: Path) -> Placed:
        self._aliases += 1
        if self._aliases > MAX_ALIASES:
            raise _TooMuch(line, f"more than {MAX_ALIASES} aliases: write the values out")
        if anchor not in self._anchors:
            raise _TooMuch(line, f'"*{anchor}" stands for nothing, or for itself')
        node, size = self._anchors[anchor]
        self._count(size, line)
        return _moved(node, path)

    def _count(self, more: int, line: int) -> None:
        self._values += more
        if self._values > MAX_VALUES:
            raise _TooMuch(line, f"more than {MAX_VALUES} values in one declaration")

    def _until(self, end: type) -> Iterator[Any]:
        while not isinstance(event := next(self._events), end):
            yield event


def _plain(text: str) -> Scalar:
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def _joined(text: str) -> str:
    r"""JSON writes rare characters as two escapes (`\ud83d\ude00`); YAML reads each by itself."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _moved(node: Placed, path: Path) -> Placed:
    match node.value:
        case dict() as members:
            return Placed(
                {key: _moved(item, (*path, key)) for key, item in members.items()}, node.line, path
            )
        case list() as items:
            moved = [_moved(item, (*path, index)) for index, item in enumerate(items)]
            return Placed(moved, node.line, path)
        case scalar:
            return Placed(scalar, node.line, path)
