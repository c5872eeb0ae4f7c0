"""The page about the formats that ship, made from their declarations by cog."""

from collections.abc import Iterator

from reading import code, prose, table

from talkingpiece.core.formats import Collected, ForEach, Format, Phase, RoleSpec, Step
from talkingpiece.registry import Registry
from talkingpiece.rendering.locales import Catalogue
from talkingpiece.sdk import vocabulary

ENGLISH = Catalogue.load().texts("en")


def formats() -> str:
    """Every shipped format: what it is for, its people, minutes, phases, roles and labels."""
    found = Registry.load(None).formats.values()
    ordered = sorted(found, key=lambda one: (one.family, one.id))
    rows = [
        (
            f"[{one.title['en']}](#{_anchor(one.title['en'])})",
            code(one.id),
            ", ".join(ENGLISH[f"needs.{need}"] for need in one.needs),
            _people(one),
            f"{one.duration[1]} ({one.duration[0]}–{one.duration[2]})",
        )
        for one in ordered
    ]
    parts = [table("Format", "Id", "What it is good for", "People", "Minutes", rows=rows)]
    parts += ["".join(_format(one)) for one in ordered]
    return "".join(parts)


def _anchor(title: str) -> str:
    kept = "".join(each for each in title.lower() if each.isalnum() or each in " -_")
    return kept.replace(" ", "-")


def _people(one: Format) -> str:
    capacity = one.capacity
    low, high = capacity.ideal
    ideal = str(low) if low == high else f"{low}–{high}"
    return f"{ideal} ({capacity.min}–{capacity.hard_max})"


def _format(one: Format) -> Iterator[str]:
    yield f"\n## {one.title['en']}\n\n"
    yield f"{prose(one.tagline.get('en', ''))}\n\n"
    privacy = f"**{ENGLISH[f'privacy.{one.privacy}']}**. {ENGLISH[f'privacy.{one.privacy}_means']}"
    pact = " ".join(_pact(one.privacy))
    yield f"- **Pact:** {privacy} {pact}\n"
    languages = ", ".join(f"{one.title[tag]} ({tag})" for tag in one.languages)
    yield f"- **Languages:** {languages}\n"
    if one.aliases:
        yield f"- **Also found as:** {', '.join(one.aliases)}\n"
    for name, text in (("Credit", one.credit), ("Where it comes from", one.source)):
        if text:
            yield f"- **{name}:** {prose(text)}\n"
    yield table("Step", "Activity", "Minutes", "Rule", "What is asked", rows=list(_steps(one)))
    yield table("Role", "How many", "How one comes to it", rows=list(_roles(one)))
    collected = list(_collected(one))
    if collected:
        yield table("What is collected", "By", "Who sees it", "How long it is kept", rows=collected)


def _pact(privacy: str) -> Iterator[str]:
    number = 1
    while (key := f"pacts.{privacy}.{number}") in ENGLISH:
        yield ENGLISH[key]
        number += 1


def _steps(one: Format) -> Iterator[tuple[str, ...]]:
    for step in one.flow:
        if isinstance(step, ForEach):
            for phase in step.do:
                yield _step(phase, f"for each of {_list(step.for_each)}")
        else:
            yield _step(step.phase, _repeated(step))


def _step(phase: Phase, note: str) -> tuple[str, ...]:
    notes = [note] if note else []
    notes += ["optional"] if phase.optional else []
    notes += ["off by default"] if phase.optional and not phase.default_on else []
    notes += ["before the start"] if phase.pre_start else []
    title = phase.title["en"] + (f" ({', '.join(notes)})" if notes else "")
    least, usual, most = phase.minutes
    asked = ENGLISH[f"contribution.{phase.contribution}"]
    return (title, code(phase.use), f"{usual} ({least}–{most})", code(phase.rules), asked)


def _repeated(step: Step) -> str:
    return "" if step.repeat is None else f"again, up to {step.repeat.max} times"


def _list(name: str) -> str:
    return f"“{ENGLISH.get(f'lists.{name}', name)}”"


def _roles(one: Format) -> Iterator[tuple[str, ...]]:
    for name, role in one.roles.items():
        title = role.title.get("en") or ENGLISH.get(f"roles.{name}", name)
        yield title, _many(role), _way(name, role, one)


def _many(role: RoleSpec) -> str:
    if role.min == role.max:
        return str(role.min)
    if not role.max:
        return f"{role.min} or more" if role.min else "any number"
    return f"{role.min}–{role.max}"


def _way(name: str, role: RoleSpec, one: Format) -> str:
    if role.scope == "topic":
        return "whoever the topic belongs to"
    ways = [
        vocabulary.WAYS_TO_A_ROLE[way].split(";")[0]
        for phase in one.phases()
        if getattr(phase.options, "role", None) == name
        for way in (phase.options.how, phase.options.fallback, phase.options.last)  # type: ignore[union-attr]
        if way
    ]
    if ways:
        return "; else ".join(ways)
    return "with the facilitator's link" if name == "facilitator" else "by taking part"


def _collected(one: Format) -> Iterator[tuple[str, ...]]:
    seen: set[tuple[str, str, str]] = set()
    for phase in one.phases():
        for what in phase.collect:
            key = (what.kind, what.sees, what.keep)
            if key not in seen:
                seen.add(key)
                yield _label(what, one)


def _label(what: Collected, one: Format) -> tuple[str, ...]:
    said = one.terms.get(what.kind, {}).get("en") or _words_of(what.kind)
    kind = f"{code(what.kind)}: {said}" if said else code(what.kind)
    by = vocabulary.PEOPLE.get(what.by) or ENGLISH.get(f"roles.{what.by}") or what.by
    return kind, by, vocabulary.LABELS_SEES[what.sees], _kept(what, one)


def _words_of(kind: str) -> str | None:
    """What stands on the panel for a kind: its own words, or those of its button."""
    return ENGLISH.get(f"kinds.{kind}") or ENGLISH.get(f"buttons.{kind}")


def _kept(what: Collected, one: Format) -> str:
    """How long, as it is in this format."""
    if what.keep == "personal":
        both = what.sees == "owner"
        return "on their own sheet" + (", and on that of the topic's owner" if both else "")
    if what.keep == "harvest" and one.privacy != "open":
        return "in the results, without names"
    return vocabulary.LABELS_KEEP[what.keep]
