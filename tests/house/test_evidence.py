"""Pages that name a test for what they say: each test exists, and no row is without."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXPLANATION = ROOT / "docs" / "explanation"
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
SEEDS = {"seed-0.md": 42, "seed-1.md": 22, "seed-2.md": 57, "seed-3.md": 31}
"""The pages about where a format comes from, and how many ideas each of them has."""
PAGES = ("when-things-go-wrong.md", "experience.md", *SEEDS)
SITUATIONS = (
    "comes late", "Somebody leaves", "lost while telling", "lost during the questions",
    "lost during the reactions", "lost during the basket", "would rather stop",
    "The lead is lost", "The only facilitator is lost", "Fewer people", "More people",
    "No topics", "One topic only", "urgent topic", "Time runs out", "runs over",
    "out of turn", "Somebody unknown", "A long silence", "A hint was wrong", "becomes too much",
    "without widget", "Two people at one device", "Two devices", "without their token",
    "gone astray", "server is away", "recording",
)  # fmt: skip
"""Each has a row of its own."""


def rows(page: str) -> list[list[str]]:
    """The cells of every row of a page's tables, without the heads."""
    text = (EXPLANATION / page).read_text(encoding="utf-8")
    found = [line.strip("|").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return [
        [cell.strip() for cell in row]
        for row in found
        if "---" not in row[0] and row[-1].strip() != "Shown by"
    ]


@cache
def functions_of(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, kinds))


@pytest.mark.parametrize("page", PAGES)
def test_every_test_that_is_named_exists(page: str) -> None:
    """A page may not promise what nobody tries."""
    named = NAMED.findall((EXPLANATION / page).read_text(encoding="utf-8"))
    assert named
    missing = [
        f"{path}::{test}"
        for path, test in named
        if not (ROOT / path).is_file() or test not in functions_of(path)
    ]
    assert missing == []


@pytest.mark.parametrize("page", PAGES)
def test_every_row_has_its_evidence(page: str) -> None:
    """A test, a page, or the word "later"."""
    bare = [row[0] for row in rows(page) if not re.search(r"`tests/|\]\(|^later", row[-1])]
    assert rows(page)
    assert bare == []


def test_every_situation_has_a_row() -> None:
    """Whoever facilitates may look up what will happen."""
    told = [row[0] for row in rows("when-things-go-wrong.md")]
    assert [one for one in SITUATIONS if not any(one in each for each in told)] == []


def test_every_promise_has_a_row() -> None:
    assert [row[0] for row in rows("experience.md")] == [str(n) for n in range(1, 41)]


@pytest.mark.parametrize("page, ideas", SEEDS.items())
def test_every_trace_has_a_row(page: str, ideas: int) -> None:
    """In their order; what is not there yet says so."""
    firsts = [row[0].split() for row in rows(page)]
    seed = page.removeprefix("seed-").removesuffix(".md")
    assert [number for _, number in firsts] == [f"{seed}.{n}" for n in range(1, ideas + 1)]
    assert {mark for mark, _ in firsts} <= {"✓", "later"}
