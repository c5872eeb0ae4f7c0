"""Fits a placed tree to the types, with every mismatch reported and none of them fatal.

`msgspec.convert` stops at the first mistake; an author wants all of them. So the same type
descriptions are walked here. What cannot be read is replaced by a blank of its type, so that the
checks of `soundness` can still look at the rest.
"""

from functools import cache
from typing import Any

import msgspec.inspect as types

from talkingpiece.core.formats import Format, Phase
from talkingpiece.sdk.placed import Findings, Placed, did_you_mean

SPELLINGS: dict[type, dict[str, tuple[str, ...]]] = {
    Format: {"id": ("format",), "rules": ()},
    Phase: {"options": ("use", "with")},
}
"""Where a declaration's keys are not the members of the type: member → the keys that write it."""

LATER = {"breakout": "until then all stay together: a round or a discuss in the plenary"}
"""Activities that the vocabulary knows and no version plays yet, each with what to do instead."""

_HOW: dict[type[types.Type], str] = {
    types.StrType: "text",
    types.IntType: "a whole number",
    types.FloatType: "a number",
    types.BoolType: "true or false",
    types.VarTupleType: "a list [ … ]",
    types.TupleType: "a list [ … ]",
    types.DictType: "a mapping { key: value }",
    types.StructType: "a mapping { key: value }",
}


@cache
def type_of_format() -> types.StructType:
    """The description of `Format` that declarations are fitted to."""
    described = types.type_info(Format)
    assert isinstance(described, types.StructType)
    return described


def keys_of(struct: types.StructType) -> dict[str, types.Field]:
    """The keys under which the members of *struct* are written."""
    spelt = SPELLINGS.get(struct.cls, {})
    return {
        key: member
        for member in struct.fields
        for key in spelt.get(member.encode_name, (member.encode_name,))
    }


def fit(kind: types.Type, node: Placed, findings: Findings) -> Any:
    """*node* as plain values for `msgspec.convert` to *kind*; mismatches become findings."""
    match kind:
        case types.StructType():
            return _struct(kind, node, findings)
        case types.UnionType():
            return _union(kind, node, findings)
        case types.LiteralType():
            return _literal(kind, node, findings)
        case types.DictType() if isinstance(node.value, dict):
            return {key: fit(kind.value_type, item, findings) for key, item in node.value.items()}
        case types.VarTupleType() if isinstance(node.value, list):
            return [fit(kind.item_type, item, findings) for item in node.value]
        case types.TupleType() if isinstance(node.value, list):
            return _fixed(kind, node, node.value, findings)
        case types.StrType() if isinstance(node.value, str):
            return node.value
        case types.BoolType() if isinstance(node.value, bool):
            return node.value
        case types.IntType() if isinstance(node.value, int) and not isinstance(node.value, bool):
            return _number(kind, node, node.value, findings)
    return _mismatch(kind, node, findings)


def blank(kind: types.Type) -> Any:
    """A value of *kind* that stands for one that could not be read."""
    match kind:
        case types.StructType():
            known = {f.encode_name: blank(f.type) for f in kind.fields if f.required}
            return known if kind.tag_field is None else {kind.tag_field: kind.tag, **known}
        case types.UnionType():
            return None if kind.includes_none else blank(kind.types[0])
        case types.LiteralType():
            return kind.values[0]
        case types.DictType():
            return {}
        case types.VarTupleType():
            return []
        case types.TupleType():
            return [blank(item) for item in kind.item_types]
        case types.IntType():
            return kind.ge or 0
        case types.BoolType():
            return False
        case _:
            return ""


def _struct(kind: types.StructType, node: Placed, findings: Findings) -> Any:
    if not isinstance(node.value, dict):
        return _mismatch(kind, node, findings)
    fields = {member.encode_name: member for member in kind.fields}
    fitted: dict[str, Any] = {} if kind.tag_field is None else {kind.tag_field: kind.tag}
    for key, item in node.value.items():
        if key in fields:
            fitted[key] = fit(fields[key].type, item, findings)
        elif key != kind.tag_field:
            unknown_key(item, keys_of(kind), findings)
    for name, member in fields.items():
        if member.required and name not in node.value:
            key = SPELLINGS.get(kind.cls, {}).get(name, (name,))[0]
            findings.spoil((*node.path, key), f'"{key}" is missing')
            fitted[name] = blank(member.type)
    return fitted


def unknown_key(item: Placed, known: Any, findings: Findings) -> None:
    """Report a key that the vocabulary does not have; *known* are those it has at this place."""
    key = str(item.path[-1])
    findings.say(item.path, f'unknown key "{key}"', did_you_mean(key, known))


def _union(kind: types.UnionType, node: Placed, findings: Findings) -> Any:
    if node.value is None and kind.includes_none:
        return None
    structs = [member for member in kind.types if isinstance(member, types.StructType)]
    if structs and isinstance(node.value, dict):
        return _tagged(structs, node, node.value, findings)
    for member in kind.types:
        if isinstance(member, types.LiteralType) and isinstance(node.value, str):
            return _literal(member, node, findings)
        if _may_be(member, node):
            return fit(member, node, findings)
    others = [member for member in kind.types if not isinstance(member, types.NoneType)]
    return _mismatch(others[0] if len(others) == 1 else kind, node, findings)


def _tagged(
    structs: list[types.StructType], node: Placed, value: dict[str, Placed], findings: Findings
) -> Any:
    tag_field = structs[0].tag_field
    if tag_field is None or len(structs) == 1:
        return fit(structs[0], node, findings)
    by_tag = {str(member.tag): member for member in structs}
    tag = value.get(tag_field)
    if tag is None:
        findings.spoil((*node.path[:-1], tag_field), f'"{tag_field}" is missing')
    elif (chosen := by_tag.get(str(tag.value))) is not None:
        return fit(chosen, node, findings)
    elif str(tag.value) in LATER:
        findings.spoil(tag.path, f'activity "{tag.value}" comes later', LATER[str(tag.value)])
    else:
        hint = did_you_mean(str(tag.value), by_tag)
        findings.spoil(tag.path, f'unknown activity "{tag.value}"', hint)
    return blank(structs[0])


def _may_be(kind: types.Type, node: Placed) -> bool:
    match kind:
        case types.BoolType():
            return isinstance(node.value, bool)
        case types.IntType():
            return isinstance(node.value, int) and not isinstance(node.value, bool)
        case types.StrType():
            return isinstance(node.value, str)
        case types.VarTupleType():
            return isinstance(node.value, list)
        case _:
            return False


def _literal(kind: types.LiteralType, node: Placed, findings: Findings) -> Any:
    if node.value in kind.values and not isinstance(node.value, bool):
        return node.value
    known = [str(value) for value in kind.values]
    shown = show(node)
    findings.spoil(
        node.path, f"{shown} is not a value of {_name(node)}", did_you_mean(shown, known)
    )
    return blank(kind)


def _fixed(
    kind: types.TupleType, node: Placed, value: list[Placed], findings: Findings
) -> list[Any]:
    if len(value) != len(kind.item_types):
        message = f"{_name(node)} takes {len(kind.item_types)} values, not {len(value)}"
        findings.spoil(node.path, message)
        return [blank(item) for item in kind.item_types]
    return [fit(part, item, findings) for part, item in zip(kind.item_types, value, strict=True)]


def _number(kind: types.IntType, node: Placed, value: int, findings: Findings) -> int:
    if kind.ge is not None and value < kind.ge:
        findings.spoil(node.path, f"{_name(node)} is at least {kind.ge}, not {value}")
        return kind.ge
    if kind.le is not None and value > kind.le:
        findings.spoil(node.path, f"{_name(node)} is at most {kind.le}, not {value}")
        return kind.le
    return value


def _mismatch(kind: types.Type, node: Placed, findings: Findings) -> Any:
    wanted = _HOW.get(type(kind), "another kind of value")
    hint = ""
    if isinstance(kind, types.BoolType) and str(node.value) in {"yes", "no", "on", "off"}:
        hint = "YAML 1.2 knows only true and false"
    elif isinstance(kind, types.StrType) and isinstance(node.value, int | float):
        hint = "put it in quotes"
    findings.spoil(node.path, f"{_name(node)} is {wanted}, not {show(node)}", hint)
    return blank(kind)


def _name(node: Placed) -> str:
    names = [step for step in node.path if isinstance(step, str)]
    return f'"{names[-1]}"' if names else "the declaration"


def show(node: Placed) -> str:
    """A value in a sentence about it: short, and lists and mappings by name only."""
    match node.value:
        case dict():
            return "a mapping"
        case list():
            return "a list"
        case None:
            return "nothing"
        case bool():
            return str(node.value).lower()
        case _:
            text = str(node.value)
            return f'"{text[:37]}…"' if len(text) > 40 else f'"{text}"'
