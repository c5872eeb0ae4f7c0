"""Writes a format as a `format.yaml`: what `declaration` reads, in the words people write.

Only what differs from the defaults is written, so the file stays as short as one made by hand.
Rules are named, never copied: a declaration refers to those of the house.
"""

import io
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from talkingpiece.core.formats import ForEach, Format, Phase, Step
from talkingpiece.sdk import vocabulary as words

SUFFIX = "_ours"
WIDTH = 4096
"""Lines are not folded: a sentence stands on one line."""


def our_version(declared: Format, titles: dict[str, str]) -> Format:
    """*declared* under an id and a title of its own; *titles*: language → "{title} (our version)".

    Titles that grow too long are shortened before the remark. A picture stays with the original,
    whose file it is. Doing it again counts on: `_ours`,
    `_ours_2`.
    """
    title = {}
    for language, name in declared.title.items():
        remark = titles.get(language, titles["en"])
        known = name if remark.replace("{title}", "").strip() in name else ""
        room = words.MAX_TITLE - len(remark) + len("{title}")
        short = name if len(name) <= room else f"{name[: room - 1].rstrip()}…"
        title[language] = known or remark.replace("{title}", short)
    return msgspec.structs.replace(declared, id=_our_id(declared.id), title=title, picture=None)


def _our_id(name: str) -> str:
    stem, found, number = name.rpartition(SUFFIX)
    if not found:
        return f"{name[: 40 - len(SUFFIX)]}{SUFFIX}"
    counted = int(number.removeprefix("_") or 1) if number.removeprefix("_").isdigit() else 1
    return f"{stem[:32]}{SUFFIX}_{counted + 1}"


def write_declaration(declared: Format) -> str:
    """*declared* as YAML 1.2 text that `read_declaration` makes the same format of."""
    yaml = YAML()
    yaml.width = WIDTH
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=2, offset=0)
    written = io.StringIO()
    yaml.dump(as_declaration(declared), written)
    return written.getvalue()


def as_declaration(declared: Format) -> dict[str, Any]:
    """*declared* as the mapping of its file: `format`, `use` and `with`, loops by `for_each`."""
    said = _said(declared)
    said.pop("rules", None)
    flow = list(_steps(declared.flow))
    top = {"format": said.pop("id"), "version": said.pop("version"), **said}
    top["flow"] = flow  # keeps its place
    return {key: _quoted(value) for key, value in top.items()}


def _steps(flow: tuple[Step | ForEach, ...]) -> Iterator[dict[str, Any]]:
    """Phases and loops as the file has them; what is repeated together stands together."""
    for repeat, steps in groupby(flow, lambda step: getattr(step, "repeat", None)):
        if repeat is None:
            yield from (_step(step) for step in steps)
        else:
            said = {key: value for key, value in _said(repeat).items() if key != "name"}
            yield {"repeat": said, "do": [_step(step) for step in steps]}


def _step(step: Step | ForEach) -> dict[str, Any]:
    if isinstance(step, Step):
        return _phase(step.phase)
    said = _said(step)
    return {
        "for_each": said.pop("for_each"),
        **{key: value for key, value in said.items() if key not in ("flow", "do")},
        "do": [_phase(phase) for phase in step.do],
    }


def _phase(phase: Phase) -> dict[str, Any]:
    said = _said(phase)
    options = _said(phase.options)
    use, given = options.pop("use"), options
    said.pop("options")
    head = {"id": said.pop("id"), "title": said.pop("title"), "use": use}
    return head | ({"with": given} if given else {}) | said


def _said(struct: msgspec.Struct) -> dict[str, Any]:
    """The members of *struct* that differ from their defaults, under the names of the file."""
    tag = struct.__struct_config__.tag_field
    said: dict[str, Any] = {tag: struct.__struct_config__.tag} if tag else {}
    for field in msgspec.structs.fields(struct):
        value = getattr(struct, field.name)
        if field.required or value != _default(field):
            said[field.encode_name] = _plain(value)
    return said


def _default(field: msgspec.structs.FieldInfo) -> Any:
    made: Any = field.default_factory
    return field.default if made is msgspec.NODEFAULT else made()


def _plain(value: Any) -> Any:
    if isinstance(value, msgspec.Struct):
        return _said(value)
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value


def _quoted(value: Any) -> Any:
    """*value* with sentences in quotes, as people write them, and names without."""
    if isinstance(value, dict):
        return {key: _quoted(each) for key, each in value.items()}
    if isinstance(value, list):
        listed = CommentedSeq([_quoted(each) for each in value])
        if not any(isinstance(each, dict | list) for each in value):
            listed.fa.set_flow_style()
        return listed
    if isinstance(value, str) and not words.ID.fullmatch(value):
        return DoubleQuotedScalarString(value)
    return value
