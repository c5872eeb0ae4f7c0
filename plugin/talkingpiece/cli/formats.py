"""``talkingpiece formats``: which formats are offered here, and why one is not."""

import argparse
import json
from typing import Any

from talkingpiece.core.formats import ForEach, Format, Phase
from talkingpiece.registry import Registry, SetAside
from talkingpiece.sdk.wording import chain
from talkingpiece.settings import load_settings


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.add_argument("--language", default="en", help="of titles (default: en)")
    parser.add_argument(
        "words", nargs="*", metavar="show ID", help="show one format as a table of its phases"
    )


def run(arguments: argparse.Namespace) -> int:
    """List what is offered and what is set aside, or show one format."""
    settings = load_settings()
    registry = Registry.load(settings.formats_dir, locales=settings.locales)
    match arguments.words:
        case []:
            print(
                as_json(registry, arguments.language)
                if arguments.json
                else _listed(registry, arguments.language)
            )
            return 0
        case ["show", format_id] if format_id in registry.formats:
            print(_table(registry.formats[format_id], arguments.language))
            return 0
        case ["show", format_id]:
            aside = [one for one in registry.set_aside if format_id in (one.name, one.owner)]
            print("\n".join(map(_why, aside)) or f"there is no format {format_id}")
            return 1
        case _:
            print("usage: talkingpiece formats [--json] [show ID]")
            return 2


def as_json(registry: Registry, language: str = "en") -> str:
    """All formats, those set aside with their problems, as other programs read them.

    A format that is still offered while its file has become wrong is one entry, with problems.
    """
    still = {one.owner: one for one in registry.set_aside if one.name in registry.formats}
    offered = [
        entry(one, language, still.pop(registry.owner(one.id), None))
        for one in registry.formats.values()
    ]
    aside = [
        entry(one.format, language, one) if one.format is not None else _unread(one)
        for one in registry.set_aside
        if one.name not in registry.formats or one.owner in still
    ]
    return json.dumps({"formats": [*offered, *aside]}, ensure_ascii=False, indent=2)


def entry(declared: Format, language: str, aside: SetAside | None = None) -> dict[str, Any]:
    """One format in the JSON of the command."""
    capacity = declared.capacity
    return {
        "id": declared.id,
        "title": words_in(declared.title, language),
        "people": {
            "min": capacity.min,
            "ideal": list(capacity.ideal),
            "soft_max": capacity.soft_max,
            "hard_max": capacity.hard_max,
        },
        "minutes": list(declared.duration),
        "languages": list(declared.languages),
        "problems": [str(problem) for problem in aside.problems] if aside is not None else [],
    }


def words_in(words: dict[str, str], language: str) -> str:
    """A text in *language*, or in what it falls back to."""
    return next(words[tag] for tag in (*chain(language), *words) if tag in words)


def _unread(aside: SetAside) -> dict[str, Any]:
    """A plugin or file whose format could not be read: its name, and what is wrong."""
    people = {"min": 0, "ideal": [0, 0], "soft_max": 0, "hard_max": 0}
    return {
        "id": aside.name,
        "title": aside.name,
        "people": people,
        "minutes": [0, 0, 0],
        "languages": [],
        "problems": [str(problem) for problem in aside.problems],
    }


def _listed(registry: Registry, language: str) -> str:
    rows: list[tuple[str, ...]] = [
        (
            one.id,
            words_in(one.title, language),
            f"{one.capacity.min}–{one.capacity.hard_max} people",
            f"{one.duration[0]}–{one.duration[2]} min",
            " ".join(one.languages),
        )
        for one in registry.formats.values()
    ]
    aside = [_why(one) for one in registry.set_aside]
    offered = _columns(rows) or ["No formats."]
    return "\n".join([*offered, *(["", "Set aside:", *aside] if aside else [])])


def _why(aside: SetAside) -> str:
    return "\n".join((f"  {aside.name}", *(f"    {problem}" for problem in aside.problems)))


def _table(declared: Format, language: str) -> str:
    lines = [f"{words_in(declared.title, language)} ({declared.id}, version {declared.version})"]
    if declared.tagline:
        lines.append(words_in(declared.tagline, language))
    least, usual, most = declared.duration
    people = f"{declared.capacity.min}–{declared.capacity.hard_max} people"
    lines += [f"{people}, {usual} min ({least}–{most}), {declared.privacy}", ""]
    rows: list[tuple[str, ...]] = []
    for step in declared.flow:
        if isinstance(step, ForEach):
            rows.append((f"for each of {step.for_each}", "", "", "", f"until {step.until}"))
            rows += [_row(phase, language, "  ") for phase in step.do]
        else:
            rows.append(_row(step.phase, language))
    return "\n".join([*lines, *_columns(rows), *(["", declared.credit] if declared.credit else [])])


def _row(phase: Phase, language: str, indent: str = "") -> tuple[str, ...]:
    least, usual, most = phase.minutes
    title = f"{indent}{words_in(phase.title, language)}"
    minutes = f"{usual} min ({least}–{most})"
    return (title, phase.use, minutes, phase.rules, f"until {', '.join(phase.exit)}")


def _columns(rows: list[tuple[str, ...]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
