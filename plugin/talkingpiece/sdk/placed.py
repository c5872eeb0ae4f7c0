"""A declaration as it was written: every value with its line, so that a problem has a place."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from importlib.resources.abc import Traversable

from talkingpiece.errors import Problem

Scalar = str | int | float | bool | None
Path = tuple[str | int, ...]
"""Where a value stands, in the words of the file: `("flow", 3, "with", "order")`."""


@dataclass(slots=True)
class Placed:
    """A value and where it stands: a scalar, a list of placed values, or a mapping of them."""

    value: "Scalar | list[Placed] | dict[str, Placed]"
    line: int
    path: Path = ()


@dataclass(slots=True)
class Findings:
    """What is wrong with one declaration: all of it, gathered by whoever looks.

    *place* names the file or plugin. *lines* maps paths to line numbers; without it (a format made
    in code) the place of a problem is its path. *rules* are the moderation rules there are; None:
    not known yet, the registry looks later. *beside* is the folder that files of the declaration
    lie in; None: they are not looked at.
    """

    place: str
    rules: frozenset[str] | None = None
    beside: Traversable | None = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    spoilt: set[Path] = field(default_factory=set)

    def at(self, line: int, message: str, hint: str = "") -> None:
        """A problem of the text itself, before anything has a path."""
        self.problems.append(Problem(where=f"{self.place}:{line}", message=message, hint=hint))

    def spoil(self, path: Path, message: str, hint: str = "") -> None:
        """A value that cannot be read: later checks stay silent about it."""
        self.say(path, message, hint)
        self.spoilt.add(path)

    def say(self, path: Path, message: str, hint: str = "") -> None:
        """A readable value that is wrong; silent if it, or what it stands in, is spoilt already."""
        if not self.is_spoilt(path):
            self._add(path, message, hint)

    def is_spoilt(self, path: Path) -> bool:
        """Whether the value at *path*, or what it stands in, could not be read."""
        return any(path[:end] in self.spoilt for end in range(1, len(path) + 1))

    def is_partly_spoilt(self, path: Path) -> bool:
        """Whether the value at *path*, or something in it, could not be read."""
        inside = any(spoilt[: len(path)] == path for spoilt in self.spoilt)
        return inside or self.is_spoilt(path)

    def _add(self, path: Path, message: str, hint: str) -> None:
        self.problems.append(Problem(where=self._where(path), message=message, hint=hint))

    def _where(self, path: Path) -> str:
        for end in range(len(path), -1, -1):
            if path[:end] in self.lines:
                return f"{self.place}:{self.lines[path[:end]]}"
        return ": ".join((self.place, "/".join(str(step) for step in path))) if path else self.place


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint with the nearest known word, or all of them if they are few."""
    words = sorted(set(known) - {""})
    near = get_close_matches(word, words, n=1, cutoff=0.6)
    if near:
        return f'did you mean "{near[0]}"?'
    if words and len(words) <= 16:
        return f"one of: {', '.join(words)}"
    return ""


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems by line, each once."""

    def line(problem: Problem) -> int:
        number = problem.where.rpartition(":")[2]
        return int(number) if number.isdigit() else 0

    return tuple(sorted(dict.fromkeys(problems), key=line))
