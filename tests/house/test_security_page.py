"""The page on security: every line of the standard is there once, with its test or its reason."""

import re
from pathlib import Path

from tests.house.test_evidence import NAMED, functions_of

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "explanation" / "security.md"
LINES = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1,
    "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4,
    "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3, "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5,
    "6.6": 3, "6.8": 4, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2, "8.1": 2,
    "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4, "10.4": 11,
    "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1,
    "11.6": 1, "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5,
    "14.1": 2, "14.2": 4, "14.3": 3, "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1, "16.2": 5,
    "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4, "17.3": 2,
}  # fmt: skip
"""OWASP ASVS 5.0: how many lines of levels 1 and 2 each section has; they come first in it."""
EVERY = [
    tuple(map(int, f"{section}.{number}".split(".")))
    for section, count in LINES.items()
    for number in range(1, count + 1)
]


def rows() -> list[tuple[str, str]]:
    """The first and the last cell of every row about the standard."""
    found = []
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if line.startswith("| ") and re.match(r"\d", cells[0]):
            found.append((cells[0], cells[-1]))
    return found


def meant(first: str) -> list[tuple[int, ...]]:
    """`1.2.6–1.2.8`, one line, or a whole chapter."""
    bounds = [tuple(map(int, bound.split("."))) for bound in first.split("–")]
    if len(bounds[0]) == 1:
        return [line for line in EVERY if line[0] == bounds[0][0]]
    return [line for line in EVERY if bounds[0] <= line <= bounds[-1]]


def test_every_line_of_the_standard_is_there_once_and_in_order() -> None:
    assert len(EVERY) == 253
    assert [line for first, _ in rows() for line in meant(first)] == EVERY


def test_every_line_has_its_test_or_its_reason() -> None:
    bare = [first for first, last in rows() if not re.search(r"`tests/|^reason: \S", last)]
    assert bare == []


def test_every_test_that_is_named_exists() -> None:
    named = NAMED.findall(PAGE.read_text(encoding="utf-8"))
    assert len(named) > 80
    missing = [
        f"{path}::{test}"
        for path, test in named
        if not (ROOT / path).is_file() or test not in functions_of(path)
    ]
    assert missing == []
