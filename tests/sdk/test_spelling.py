"""What is repeated together stands together in the file, and knows its lines."""

from collections.abc import Callable

import pytest

from talkingpiece.core.formats import Condition, Repeat, Step
from talkingpiece.errors import FormatProblems, Problem
from talkingpiece.sdk import read_declaration
from talkingpiece.sdk.writing import write_declaration

LAPS = """\
- repeat: {while: {var: time.left, op: gte, value: 10}, max: 3}
  do:
  - {id: look, title: {en: "Look"}, use: brief, minutes: [1, 2, 3], rules: frame}
  - {id: say, title: {en: "Say"}, use: brief, minutes: [1, 2, 3], rules: frame}
"""
Problems = tuple[Problem, ...]


@pytest.fixture
def laps(circle: str) -> str:
    """The small circle, with two phases that are repeated before its end."""
    return circle.replace("outputs:", LAPS + "outputs:")


@pytest.fixture
def wrong(laps: str) -> Callable[[str, str], Problems]:
    """The problems when one part is written otherwise."""

    def read(old: str, new: str) -> Problems:
        assert old in laps
        try:
            read_declaration(laps.replace(old, new), "laps.yaml")
        except FormatProblems as problems:
            return problems.problems
        return ()

    return read


def test_what_is_repeated_becomes_steps_that_know_it(laps: str) -> None:
    """The first phase names them."""
    declared = read_declaration(laps, "laps.yaml")
    enough = Condition(var="time.left", op="gte", value=10)
    steps = declared.flow[-2:]
    assert all(isinstance(step, Step) for step in steps)
    assert {step.repeat for step in steps} == {Repeat(while_=enough, max=3, name="look")}  # type: ignore[union-attr]
    assert [step.phase.id for step in steps] == ["look", "say"]  # type: ignore[union-attr]


def test_it_is_written_as_it_was_read(laps: str) -> None:
    """Together, with its condition once."""
    declared = read_declaration(laps, "laps.yaml")
    written = write_declaration(declared)
    assert written.count("repeat:") == 2, "one of them is the round's own"
    assert read_declaration(written, "laps.yaml") == declared


SAY = 'id: say, title: {en: "Say"}, use: brief'
SPOILT = [
    (SAY, SAY.replace("brief", "bref"), "- {id: say", "bref"),
    ("var: time.left", "var: time.lost", "- repeat: {while", "time.lost"),
    (", max: 3", "", "- repeat: {while", "max"),
    ("max: 3", "max: 3, name: x", "- repeat: {while", 'unknown key "name"'),
    ("  do:\n  - {id: look", "  again: 1\n  do:\n  - {id: look", "again", 'key "again"'),
]


@pytest.mark.parametrize("spoilt", SPOILT, ids=lambda one: one[3])
def test_problems_have_the_line_of_the_file(
    laps: str, wrong: Callable[[str, str], Problems], spoilt: tuple[str, str, str, str]
) -> None:
    """Not the line of the step that it becomes."""
    old, new, line, message = spoilt
    (problem, *_) = wrong(old, new)
    assert message in problem.message
    number = int(problem.where.rpartition(":")[2])
    assert line in laps.replace(old, new).splitlines()[number - 1]


def test_a_repeat_of_nothing_is_refused(wrong: Callable[[str, str], Problems]) -> None:
    """And one that is no mapping."""
    assert wrong(LAPS, LAPS.split("  do:", maxsplit=1)[0])
    assert wrong("{while: {var: time.left, op: gte, value: 10}, max: 3}", "3")


@pytest.mark.parametrize("inner", ["repeat: {while: {var: time.left}, max: 2}", "for_each: topics"])
def test_a_loop_in_a_loop_is_refused_with_one_sentence(
    wrong: Callable[[str, str], Problems], inner: str
) -> None:
    """Not with everything that a phase would have to have."""
    line = "  - {id: say, title"
    (problem,) = wrong(line, f"  - {inner}\n    do: []\n{line}")
    assert "cannot stand inside another loop" in str(problem)
