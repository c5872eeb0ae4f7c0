"""Puts the words of the file into the shape of the types.

In a declaration an activity is `use:` and `with:`, a loop is an entry with `for_each:`; in
`core.formats` they are tagged types. Lines and paths stay those of the file.
"""

from talkingpiece.sdk.fitting import keys_of, type_of_format, unknown_key
from talkingpiece.sdk.placed import Findings, Placed


def as_format(top: dict[str, Placed], findings: Findings) -> Placed:
    """The top level of a declaration, with the members of `Format` as keys."""
    members = dict(top)
    for hidden in ("id", "rules"):
        if hidden in members:
            unknown_key(members.pop(hidden), keys_of(type_of_format()), findings)
    members["id"] = members.pop("format")
    flow = members.get("flow")
    if flow is not None and isinstance(flow.value, list):
        steps = [_as_step(entry, findings) for entry in flow.value]
        members["flow"] = Placed(steps, flow.line, flow.path)
    return Placed(members, 1)


def _as_step(entry: Placed, findings: Findings) -> Placed:
    if not isinstance(entry.value, dict):
        findings.spoil(entry.path, "a step of the flow is a mapping { id: …, use: … }")
        return _loop({}, entry)
    if "for_each" not in entry.value:
        phase = _as_phase(entry, findings)
        return Placed({"flow": _tag("phase", entry), "phase": phase}, entry.line, entry.path)
    members = dict(entry.value)
    if "flow" in members:
        findings.say(members.pop("flow").path, 'unknown key "flow"', 'did you mean "do"?')
    do = members.get("do")
    if do is not None and isinstance(do.value, list):
        phases = [_as_phase(phase, findings) for phase in do.value]
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
