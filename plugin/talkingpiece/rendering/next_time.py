"""What the page of a series tells: the lists that come back, in the reader's words.

The labels have been applied before (`core.carrying`): what arrives here is the series'. There is no
name in it.
"""

from collections.abc import Iterable

import msgspec

from talkingpiece.core.carrying import Carried
from talkingpiece.core.formats import Format
from talkingpiece.core.ids import Ms
from talkingpiece.core.relation import open_goals, proposed
from talkingpiece.core.sheets import SeriesMemory
from talkingpiece.core.text import term_key
from talkingpiece.rendering.locales import filled


class KeptLine(msgspec.Struct, frozen=True, kw_only=True):
    """Something that comes back, what it is about, and what is said of it: "Next week", "Done"."""

    text: str
    about: str = ""
    notes: tuple[str, ...] = ()


class KeptList(msgspec.Struct, frozen=True, kw_only=True):
    """A list of the series under its heading."""

    title: str
    lines: tuple[KeptLine, ...]


class Proposed(msgspec.Struct, frozen=True, kw_only=True):
    """The kind of session that fits next: its format, and a sentence why; no more than proposed."""

    format: str
    title: str
    sentence: str
    remaining: str = ""
    """How many of the agreed sessions remain, for how many goals; empty where none are agreed."""


def proposal(
    memory: SeriesMemory, formats: Iterable[Format], texts: dict[str, str], now: Ms
) -> Proposed | None:
    """The kind that is proposed for the next session of *memory*'s series; None where none is.

    *formats*: those on offer, among which its family is found.
    """
    kinds = {one.session_kind: one for one in _family(memory, formats) if one.session_kind}
    at = max(memory.next_date or now, now)
    fits = proposed(memory.relation, memory.carried, memory.index, Ms(at))
    if fits.kind not in kinds:
        return None
    return Proposed(
        format=kinds[fits.kind].id,
        title=texts[f"{kinds[fits.kind].id}/title"],
        sentence=texts[f"next_session.why_{fits.why}"],
        remaining=_remaining(memory, texts) if fits.kind in ("regular", "last") else "",
    )


def _family(memory: SeriesMemory, formats: Iterable[Format]) -> tuple[Format, ...]:
    offered = tuple(formats)
    family = {one.family for one in offered if one.id == memory.format} - {""}
    return tuple(one for one in offered if one.family in family)


def _remaining(memory: SeriesMemory, texts: dict[str, str]) -> str:
    agreed = memory.relation.span.sessions if memory.relation is not None else 0
    if not agreed:
        return ""
    values = {
        "n": max(agreed - memory.index, 0),
        "all": agreed,
        "goals": open_goals(memory.carried),
    }
    return filled(texts["next_session.remaining"], values)


def kept_lists(
    carried: Iterable[Carried], format_: Format | None, texts: dict[str, str]
) -> tuple[KeptList, ...]:
    """*carried*, list by list in the order of *format_*, the format of the last session.

    *texts* are the system's words and the format's. Without a format (its plugin is gone) only the
    words are told.
    """
    names = {spec.item: name for name, spec in (format_.lists if format_ else {}).items()}
    order = list(names)
    found: dict[str, list[KeptLine]] = {}
    for one in sorted(carried, key=lambda each: _place(order, each.kind)):
        called = texts.get(f"kinds.{one.kind}", "")
        heading = texts.get(f"lists.{names.get(one.kind, '')}", called)
        found.setdefault(heading, []).append(_line(one, format_, texts))
    return tuple(KeptList(title=title, lines=tuple(lines)) for title, lines in found.items())


def _place(order: list[str], kind: str) -> int:
    return order.index(kind) if kind in order else len(order)


def _line(one: Carried, format_: Format | None, texts: dict[str, str]) -> KeptLine:
    key = term_key(format_.id, one.lane) if format_ is not None else ""
    status = (texts[f"status.{one.status}"],) if one.status else ()
    picked = (texts["board.picked"],) if one.picked else ()
    return KeptLine(
        text=one.text, about=texts.get(key, ""), notes=(*one.fields.values(), *status, *picked)
    )
