"""Whether a format that fits the types makes sense (formats.md D4): names, people, time, privacy.

Run on every format, whether it was declared in a file or made in code.
"""

from talkingpiece.core.formats import ForEach, Format, Output, Phase, RoleSpec, Step
from talkingpiece.errors import Problem
from talkingpiece.sdk import vocabulary as words
from talkingpiece.sdk.links import look_at_link
from talkingpiece.sdk.phases import look_at_condition, look_at_phase
from talkingpiece.sdk.pictures import look_at_picture
from talkingpiece.sdk.placed import Findings, Path, did_you_mean, in_order
from talkingpiece.sdk.wording import look_at_words


def problems_of(declared: Format, place: str) -> tuple[Problem, ...]:
    """What is wrong with a format that was made in code; *place* names its plugin."""
    findings = Findings(f"{place}: {declared.id}")
    look_at(declared, findings)
    return in_order(findings.problems)


def look_at(declared: Format, findings: Findings) -> None:
    """Every check of this vocabulary on *declared*; what is wrong goes to *findings*."""
    _names(declared, findings)
    _people(declared, findings)
    _time(declared, findings)
    _flow(declared, findings)
    _outputs(declared, findings)
    _afterwards(declared, findings)
    look_at_picture(declared, findings)
    look_at_words(declared, findings)


def named(name: str, what: str, path: Path, findings: Findings) -> None:
    """Say so if *name* is not of the form that ids have."""
    if not words.ID.fullmatch(name):
        findings.say(path, f'"{name}" is not a name for {what}', "small letters, digits and _")


def one_of(
    name: str, known: set[str] | frozenset[str], what: str, path: Path, to: Findings
) -> None:
    """Say so if *name* is not one of *known*."""
    if name not in known:
        to.say(path, f'unknown {what} "{name}"', did_you_mean(name, known))


def _names(declared: Format, findings: Findings) -> None:
    named(declared.id, "a format", ("format",), findings)
    if declared.version < 1:
        findings.say(("version",), "versions begin with 1")
    kernel = words.KERNEL.fullmatch(declared.kernel.strip())
    if kernel is None:
        findings.say(("kernel",), f'"{declared.kernel}" is not a range', "such as >=1")
    elif int(kernel[1]) > words.API or int(kernel[2] or words.API + 1) <= words.API:
        message = f"needs a kernel {declared.kernel}, and this one is {words.API}"
        findings.say(("kernel",), message, "another version of Talking Piece plays it")
    if declared.see_first:
        look_at_link(declared.see_first, ("see_first",), findings)
    for role in declared.roles:
        named(role, "a role", ("roles", role), findings)
    for listed, spec in declared.lists.items():
        named(listed, "a list", ("lists", listed), findings)
        named(spec.item, "a kind", ("lists", listed, "item"), findings)
    for term in declared.terms:
        named(term, "a lane, a field or a kind", ("terms", term), findings)
    for param in declared.params:
        named(param, "a parameter", ("params", param), findings)


def _people(declared: Format, findings: Findings) -> None:
    capacity = declared.capacity
    steps = (capacity.min, *capacity.ideal, capacity.soft_max, capacity.hard_max)
    if list(steps) != sorted(steps):
        findings.say(("capacity",), "min, ideal, soft_max and hard_max must ascend")
    for name, role in declared.roles.items():
        _role(declared, name, role, findings)


def _role(declared: Format, name: str, role: RoleSpec, findings: Findings) -> None:
    path = ("roles", name)
    if role.max and role.min > role.max:
        findings.say(path, f'role "{name}": min is larger than max')
    if role.min > declared.capacity.hard_max:
        findings.say(path, f'role "{name}" needs more people than capacity.hard_max')
    if role.from_:
        one_of(role.from_, set(declared.lists), "list", (*path, "from"), findings)


def ascend(minutes: tuple[int, int, int], path: Path, findings: Findings) -> None:
    """Say so if least, usual and most do not ascend."""
    if list(minutes) != sorted(minutes):
        findings.say(path, "minutes must ascend: least, usual, most")


def _time(declared: Format, findings: Findings) -> None:
    ascend(declared.duration, ("duration",), findings)
    if declared.duration[1] == 0:
        findings.say(("duration",), "a session takes time: the usual minutes are 0")
    if declared.reserve_closing > declared.duration[1]:
        findings.say(("reserve_closing",), "more minutes than the session has")


def _flow(declared: Format, findings: Findings) -> None:
    if not declared.flow:
        findings.say(("flow",), "a format has at least one phase")
    elif not any(isinstance(step, Step) and _begins(step.phase) for step in declared.flow):
        findings.say(("flow",), "a session begins with a phase that is on, outside of any loop")
    seen: set[str] = set()
    started = False
    for index, step in enumerate(declared.flow):
        path: Path = ("flow", index)
        if isinstance(step, ForEach):
            _loop(declared, step, path, findings)
            inside = [(phase, (*path, "do", at)) for at, phase in enumerate(step.do)]
        else:
            inside = [(step.phase, path)]
            if step.repeat is not None:
                look_at_condition(
                    declared, step.repeat.while_, (*path, "repeat", "while"), findings
                )
        for phase, place in inside:
            if phase.id in seen:
                findings.say((*place, "id"), f'there is a phase "{phase.id}" already')
            if phase.pre_start and started:
                findings.say((*place, "pre_start"), "only the first phases can be before the start")
            seen.add(phase.id)
            started = started or not phase.pre_start
            look_at_phase(declared, phase, place, findings)


def _begins(phase: Phase) -> bool:
    """Whether a session may be in this phase without anybody jumping there."""
    return phase.default_on or not phase.optional


def _loop(declared: Format, loop: ForEach, path: Path, findings: Findings) -> None:
    if not findings.is_spoilt(("lists",)):
        one_of(loop.for_each, set(declared.lists), "list", (*path, "for_each"), findings)
    if not findings.is_spoilt(("roles",)):
        one_of(loop.role, {"none", *declared.roles}, "role", (*path, "role"), findings)
    named(loop.as_, "an item", (*path, "as"), findings)
    if not loop.do:
        findings.say((*path, "do"), "a loop has at least one phase")


def kinds_of(declared: Format) -> dict[str, set[str]]:
    """The kinds that are collected somewhere, each with how long it is kept ("": not said)."""
    kinds: dict[str, set[str]] = {}
    for phase in declared.phases():
        for collected in phase.collect:
            kinds.setdefault(collected.kind, set()).add(collected.keep)
        for member in ("item", "items"):
            given = getattr(phase.options, member, None)
            kind = given if isinstance(given, str) else getattr(given, "kind", None)
            if kind is not None:
                kinds.setdefault(kind, set())
    for spec in declared.lists.values():
        kinds.setdefault(spec.item, set())
    return kinds


def _outputs(declared: Format, findings: Findings) -> None:
    kinds = kinds_of(declared)
    seen: set[str] = set()
    for index, output in enumerate(declared.outputs):
        path: Path = ("outputs", index)
        named(output.id, "an output", (*path, "id"), findings)
        if output.id in seen:
            findings.say((*path, "id"), f'there is an output "{output.id}" already')
        seen.add(output.id)
        recipients = words.RECIPIENTS | set(declared.roles)
        one_of(output.to, recipients, "recipient", (*path, "to"), findings)
        one_of(output.retention, words.RETENTIONS, "retention", (*path, "retention"), findings)
        if not findings.is_spoilt(("flow",)):
            _content(declared, output, path, kinds, findings)


def _content(
    declared: Format, output: Output, path: Path, kinds: dict[str, set[str]], findings: Findings
) -> None:
    sealed = declared.privacy == "sealed" and not findings.is_spoilt(("privacy",))
    if sealed and (output.to == "public" or output.retention in {"harvest", "until_removed"}):
        findings.say(path, f'output "{output.id}" is public, and the format is sealed')
    for at, name in enumerate(output.content):
        place = (*path, "content", at)
        if name in words.COMPUTED:
            continue
        if name not in kinds:
            message = f'output "{output.id}" names "{name}", which no phase collects'
            findings.say(place, message, did_you_mean(name, {*kinds, *words.COMPUTED}))
        elif sealed and output.retention == "series" and name not in words.SEALED_SERIES:
            message = f'"{name}" may not be kept for the series of a sealed format'
            findings.say(place, message, f"only: {', '.join(sorted(words.SEALED_SERIES))}")


def _afterwards(declared: Format, findings: Findings) -> None:
    for role, asked in declared.afterwards.items():
        path: Path = ("afterwards", role)
        if not findings.is_spoilt(("roles",)):
            one_of(role, set(declared.roles), "role", path, findings)
        one_of(asked.deck, words.DECKS, "deck", (*path, "deck"), findings)
