"""``talkingpiece simulate``: play a format with simulated people, and say how fair it was."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from talkingpiece.core.formats import Format
from talkingpiece.errors import FormatProblems, Problem
from talkingpiece.registry import Registry
from talkingpiece.registry.checking import fits
from talkingpiece.sdk.declaration import SUFFIXES, read_file
from talkingpiece.sdk.placed import did_you_mean
from talkingpiece.settings import load_settings
from talkingpiece.testing.simulate import Play, Setting, report, simulate

MAX_PLAYS = 100_000
DETAILS = 20
"""How many violations are printed for people; `--json` has them all."""


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "what", metavar="PATH|ID", help="a declaration, or the id of an installed format"
    )
    parser.add_argument("--people", type=int, help="how many, facilitators included")
    parser.add_argument("--minutes", type=int, help="planned length (default: the format's own)")
    parser.add_argument("--plays", type=int, default=100, help="how many plays (default: 100)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same plays")
    parser.add_argument("--late", action="store_true", help="some people come late")
    parser.add_argument("--leavers", action="store_true", help="some people leave")
    parser.add_argument("--drops", action="store_true", help="connections are lost and come back")
    parser.add_argument("--json", action="store_true", help="for programs")


def run(arguments: argparse.Namespace) -> int:
    """Play and report: 0 without violations, 1 with, 2 if it could not be tried."""
    settings = load_settings()
    registry = Registry.load(settings.formats_dir, locales=settings.locales)
    declared = _declared(arguments.what, registry)
    if declared is None:
        return 2
    setting = _setting(arguments, declared)
    if isinstance(setting, str):
        sys.stderr.write(f"talkingpiece: {setting}\n")
        return 2
    plays = simulate(setting, registry, arguments.plays, arguments.seed)
    figures = report(list(_with_progress(plays, arguments.plays)))
    print(json.dumps(figures, indent=2) if arguments.json else _told(setting, figures))
    return 1 if figures["violations"] else 0


def _declared(what: str, registry: Registry) -> Format | None:
    """The format of a file, or the installed one of this name; None once it is said why not."""
    path = Path(what)
    if path.suffix not in SUFFIXES and not path.is_file():
        if what not in registry.formats:
            _no_format(what, registry)
        return registry.formats.get(what)
    try:
        read = read_file(path, str(path), registry.rules)
        problems = fits(read, str(path), registry.kinds, registry.rules)
    except OSError as error:
        problems = (Problem(where=str(path), message=f"cannot be read: {error.strerror}"),)
    except FormatProblems as found:
        problems = found.problems
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    return None if problems else read


def _no_format(name: str, registry: Registry) -> None:
    for aside in registry.set_aside:
        if name in (aside.name, aside.owner):
            for problem in aside.problems:
                sys.stderr.write(f"{problem}\n")
    hint = did_you_mean(name, registry.formats)
    tail = f" ({hint})" if hint else ""
    sys.stderr.write(f"talkingpiece: there is no format {name}{tail}\n")


def _setting(arguments: argparse.Namespace, declared: Format) -> Setting | str:
    """What is to be played, or why that makes no sense."""
    capacity = declared.capacity
    people = arguments.people if arguments.people is not None else capacity.ideal[1]
    minutes = arguments.minutes if arguments.minutes is not None else declared.duration[1]
    if not capacity.min <= people <= capacity.hard_max:
        return f"{declared.id} is for {capacity.min} to {capacity.hard_max} people, not {people}"
    if not 1 <= minutes <= 24 * 60:
        return f"a session of {minutes} minutes is none"
    if not 1 <= arguments.plays <= MAX_PLAYS:
        return f"plays: 1 to {MAX_PLAYS}"
    return Setting(
        format=declared,
        people=people,
        minutes=minutes,
        late=arguments.late,
        leavers=arguments.leavers,
        drops=arguments.drops,
    )


def _with_progress(plays: Iterable[Play], total: int) -> Iterator[Play]:
    """*plays* as they are; on a terminal a line counts them."""
    shown = sys.stderr.isatty()
    for number, play in enumerate(plays, start=1):
        yield play
        if shown and (number % 20 == 0 or number == total):
            sys.stderr.write(f"\r{number} of {total} plays" + ("\n" if number == total else ""))
            sys.stderr.flush()


def _told(setting: Setting, figures: dict[str, Any]) -> str:
    """The report for people."""
    size = f"{setting.people} people, {setting.minutes} minutes"
    lines = [
        f"{setting.format.id}: {figures['plays']} plays, {size}",
        "",
        f"{'minutes':<16}{'mean':>8}{'least':>8}{'most':>8}",
    ]
    for phase, spread in figures["minutes"]["phases"].items():
        lines.append(_row(phase, spread))
    lines.append(_row("from the start", figures["minutes"]["total"]))
    lines += ["", _row("topics done", figures["topics_done"])]
    lines.append(f"{'taps':<16}{figures['taps_per_person_hour']:>8.1f} per person and hour")
    lines.append(f"{'violations':<16}{figures['violations']:>8}")
    details = figures["violation_details"]
    lines += [f"  {detail}" for detail in details[:DETAILS]]
    if len(details) > DETAILS:
        lines.append(f"  and {len(details) - DETAILS} more (--json has them all)")
    return "\n".join(lines)


def _row(name: str, spread: dict[str, float]) -> str:
    return f"{name:<16}{spread['mean']:>8.1f}{spread['min']:>8.1f}{spread['max']:>8.1f}"
