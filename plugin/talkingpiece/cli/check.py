"""``talkingpiece check``: everything that is wrong with a declaration, with line and hint."""

import argparse
from pathlib import Path

from talkingpiece.core.formats import Format
from talkingpiece.errors import FormatProblems, Problem
from talkingpiece.registry import Registry
from talkingpiece.registry.checking import fits
from talkingpiece.sdk.declaration import SUFFIXES, NotADeclaration, read_file
from talkingpiece.sdk.placed import did_you_mean
from talkingpiece.settings import load_settings


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "what",
        nargs="+",
        metavar="PATH|ID",
        help="a declaration, a folder of them, or the id of an installed format",
    )


def run(arguments: argparse.Namespace) -> int:
    """Check each; 1 if anything is wrong with any of them."""
    settings = load_settings()
    registry = Registry.load(settings.formats_dir, locales=settings.locales)
    wrong = 0
    for what in arguments.what:
        path = Path(what)
        if path.is_dir():
            wrong += _folder(path, registry)
        elif path.suffix in SUFFIXES or path.is_file():
            wrong += _file(path, registry)
        else:
            wrong += _installed(what, registry)
    return 1 if wrong else 0


def _folder(path: Path, registry: Registry) -> int:
    wrong, found = 0, 0
    for file in sorted(path.iterdir()):
        if file.suffix in SUFFIXES:
            try:
                wrong += _file(file, registry, alone=False)
                found += 1
            except NotADeclaration:
                continue
    if not found:
        return _say((Problem(where=str(path), message="no declaration in this folder"),))
    return wrong


def _file(path: Path, registry: Registry, *, alone: bool = True) -> int:
    try:
        declared = read_file(path, str(path), registry.rules, beside=path.parent)
    except OSError as error:
        return _say((Problem(where=str(path), message=f"cannot be read: {error.strerror}"),))
    except NotADeclaration as other:
        if not alone:
            raise
        return _say(other.problems)
    except FormatProblems as problems:
        return _say(problems.problems)
    return _sound(declared, str(path), registry)


def _installed(name: str, registry: Registry) -> int:
    wrong = 0
    for aside in registry.set_aside:
        if name in (aside.name, aside.owner):
            wrong += _say(aside.problems)
    if name in registry.formats:
        return wrong + _sound(registry.formats[name], registry.owner(name), registry)
    if not wrong:
        hint = did_you_mean(name, registry.formats)
        return _say((Problem(where=name, message="no such file or format", hint=hint),))
    return wrong


def _sound(declared: Format, place: str, registry: Registry) -> int:
    problems = fits(declared, place, registry.kinds, registry.rules)
    if problems:
        return _say(problems)
    phases = [phase.id for phase in declared.phases()]
    what = f"phase {phases[0]}" if len(phases) == 1 else f"{len(phases)} phases"
    print(f"{place}: {declared.id} is sound: {what}, in {', '.join(declared.languages)}")
    return 0


def _say(problems: tuple[Problem, ...]) -> int:
    for problem in problems:
        print(problem)
    return len(problems)
