"""Puts the words of the file into the shape of the types.

In a declaration an activity is `use:` and `with:`, a loop is an entry with `for_each:`, phases that
are repeated are an entry with `repeat:`; in
`core.formats` they are tagged types. Lines and paths stay those of the file.
"""

from talkingpiece.sdk.fitting import keys_of, type_of_format, unknown_key
from talkingpiece.sdk.placed import Findings, Path, Placed


def as_format(top: dict[str, Placed], findings: Findings) -> Placed:
    """The top level of a declaration, with the members of `Format` as keys."""
    members = dict(top)
    for hidden in ("id", "rules"):
        if hidden in members:
            unknown_key(members.pop(hidden), keys_of(type_of_format()), findings)
    members["id"] = members.pop("format")
    flow = members.get("flow")
    if flow is not None and isinstance(flow.value, list):
        steps = [_as_step(entry, findings) for entry in unrolled(flow.value, findings)]
        members["flow"] = Placed(steps, flow.line, flow.path)
    return Placed(members, 1)


def unrolled(entries: list[Placed], findings: Findings) -> list[Placed]:
    """The entries of the flow with what is repeated laid out one by one, each knowing its repeat.

    So a path counts the steps of the type, not the entries of the file; the lines move along.
    """
    if not any(_is_repeat(entry) for entry in entries):
        return entries
    found: list[Placed] = []
    for entry in entries:
        if _is_repeat(entry):
            found.extend(_repeated(entry, findings))
        else:
            found.append(entry)
    lines = {path: line for path, line in findings.lines.items() if path[:1] != ("flow",)}
    lines |= {path: line for path, line in findings.lines.items() if path == ("flow",)}
    moved = [_moved(entry, ("flow", index), findings, lines) for index, entry in enumerate(found)]
    findings.lines = lines
    return moved


def _is_loop(entry: Placed, findings: Findings) -> bool:
    """Whether something that is repeated stands in something that is repeated; that is said."""
    said = entry.value if isinstance(entry.value, dict) else {}
    word = next((word for word in ("repeat", "for_each") if word in said), "")
    if word:
        hint = "loops stand beside each other in the flow"
        findings.spoil(entry.path, f'"{word}" cannot stand inside another loop', hint)
    return bool(word)


def _is_repeat(entry: Placed) -> bool:
    return isinstance(entry.value, dict) and "repeat" in entry.value


def _repeated(entry: Placed, findings: Findings) -> list[Placed]:
    """The phases of one `{ repeat: { while, max }, do: [ … ] }`."""
    assert isinstance(entry.value, dict)
    members = dict(entry.value)
    repeat, do = members.pop("repeat"), members.pop("do", None)
    for key, unknown in members.items():
        findings.say(unknown.path, f'unknown key "{key}"', "repeat has: repeat, do")
    if not isinstance(repeat.value, dict):
        findings.spoil(repeat.path, '"repeat" is a mapping { while: …, max: … }')
        return []
    if do is None or not isinstance(do.value, list) or not do.value:
        findings.spoil(entry.path, '"repeat" has at least one phase under "do"')
        return []
    if "name" in repeat.value:
        findings.say(repeat.value["name"].path, 'unknown key "name"', "repeat has: while, max")
    name = _id_of(do.value[0])
    known = {**repeat.value, "name": Placed(name, repeat.line, repeat.path)}
    found = []
    for phase in do.value:
        if isinstance(phase.value, dict) and not _is_loop(phase, findings):
            inside = {**phase.value, "repeat": Placed(dict(known), repeat.line, repeat.path)}
            found.append(Placed(inside, phase.line, phase.path))
    return found


def _id_of(phase: Placed) -> str:
    if not isinstance(phase.value, dict) or "id" not in phase.value:
        return ""
    value = phase.value["id"].value
    return value if isinstance(value, str) else ""


def _moved(node: Placed, path: Path, findings: Findings, lines: dict[Path, int]) -> Placed:
    """*node* under another path, with its line."""
    lines[path] = findings.lines.get(node.path, node.line)
    if node.path in findings.spoilt:
        findings.spoilt.add(path)
    match node.value:
        case dict() as members:
            value = {
                key: _moved(each, (*path, key), findings, lines) for key, each in members.items()
            }
            return Placed(value, node.line, path)
        case list() as items:
            placed = [_moved(each, (*path, at), findings, lines) for at, each in enumerate(items)]
            return Placed(placed, node.line, path)
        case scalar:
            return Placed(scalar, node.line, path)


def _as_step(entry: Placed, findings: Findings) -> Placed:
    if not isinstance(entry.value, dict):
        findings.spoil(entry.path, "a step of the flow is a mapping { id: …, use: … }")
        return _loop({}, entry)
    if "for_each" not in entry.value:
        inside = {key: value for key, value in entry.value.items() if key != "repeat"}
        phase = _as_phase(Placed(inside, entry.line, entry.path), findings)
        step = {"flow": _tag("phase", entry), "phase": phase}
        if "repeat" in entry.value:
            step["repeat"] = entry.value["repeat"]
        return Placed(step, entry.line, entry.path)
    members = dict(entry.value)
    if "flow" in members:
        findings.say(members.pop("flow").path, 'unknown key "flow"', 'did you mean "do"?')
    do = members.get("do")
    if do is not None and isinstance(do.value, list):
        alone = [phase for phase in do.value if not _is_loop(phase, findings)]
        phases = [_as_phase(phase, findings) for phase in alone]
        members["do"] = Placed(phases, do.line, do.path)
    return _loop(members, entry)


def _loop(members: dict[str, Placed], entry: Placed) -> Placed:
    return Placed({**members, "flow": _tag("for_each", entry)}, entry.line, entry.path)


def _tag(name: str, entry: Placed) -> Placed:
    return Placed(name, entry.line, (*entry.path, "flow"))


def _as_phase(entry: Placed, findings: Findings) -> Placed:
    if not isinstance(entry.value, dict):
        return entry
    members = dict(entry.value)
    if "options" in members:
        findings.say(members.pop("options").path, 'unknown key "options"', 'did you mean "with"?')
    use, given = members.pop("use", None), members.pop("with", None)
    path = (*entry.path, "with")
    options: dict[str, Placed] = {}
    if given is not None and isinstance(given.value, dict):
        options.update(given.value)
        if "use" in options:
            findings.say(options.pop("use").path, '"use" stands beside "with", not in it')
    elif given is not None:
        findings.spoil(path, '"with" is a mapping { key: value }')
    if use is not None:
        options["use"] = use
    members["options"] = Placed(options, entry.line, path)
    return Placed(members, entry.line, entry.path)
