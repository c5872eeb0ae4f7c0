"""Whatever somebody writes, the answer is a format or a list of problems, never a crash."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from talkingpiece.core.formats import Format
from talkingpiece.errors import FormatProblems, Problem
from talkingpiece.sdk import read_declaration
from talkingpiece.sdk.fitting import blank, type_of_format

LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 20_000),
    st.sampled_from(["", "round", "facilitator", "topics", "{name}", "{", "series", "a b"]),
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["id", "use", "with", "en", "for_each", "do"]), inner),
    ),
    max_leaves=6,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a tree of plain values."""
    found = [path] if path else []
    if not isinstance(value, dict | list):
        return found
    for key in value if isinstance(value, dict) else range(len(value)):
        found += places(value[key], (*path, key))
    return found


def put(value: Any, path: tuple[Any, ...], new: Any) -> None:
    for key in path[:-1]:
        value = value[key]
    value[path[-1]] = new


@given(data=st.data())
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_value_in_any_place_is_read_or_reported(circle: str, data: st.DataObject) -> None:
    """One or two values are replaced by anything; each problem has a place and a sentence."""
    read = YAML(typ="safe", pure=True).load(circle)
    for _ in range(data.draw(st.integers(1, 2))):
        put(read, data.draw(st.sampled_from(places(read))), data.draw(VALUES))
    text = msgspec.json.encode(read).decode()

    problems = problems_in(text)

    assert all(problem.message and problem.where.startswith("any:") for problem in problems)


def problems_in(text: str) -> tuple[Problem, ...]:
    try:
        read_declaration(text, "any")
    except FormatProblems as found:
        return found.problems
    return ()


@settings(deadline=None)
@given(text=st.text(alphabet="ab:-[]{}\n \"'&*!|>#%@,?\t0", max_size=60))
def test_any_text_is_read_or_reported(text: str) -> None:
    with pytest.raises(FormatProblems):
        read_declaration(text, "any.yaml")


def test_blanks_stand_for_what_could_not_be_read() -> None:
    """They fit the types, so that the other checks can still look at the rest."""
    assert isinstance(msgspec.convert(blank(type_of_format()), Format), Format)


@pytest.mark.parametrize(
    "old, new, said",
    [
        ("duration: [5, 10, 20]", "duration: [5, 10]", '"duration" takes 3 values, not 2'),
        ("duration: [5, 10, 20]", "duration: 10", '"duration" is a list [ … ], not "10"'),
        ("duration: [5, 10, 20]", "duration: [5, 10, 2.5]", 'is a whole number, not "2.5"'),
        ("duration: [5, 10, 20]", "duration: [-5, 10, 20]", '"duration" is at least 0, not -5'),
        ("duration: [5, 10, 20]", "duration: [5, 10, 20000]", "at most 10000, not 20000"),
        ("privacy: sealed", "privacy: true", 'true is not a value of "privacy"'),
        ("privacy: sealed", "privacy: sealed\nparams: {x: [1]}", "another kind of value"),
        ("with: {speaker: presenter}", "with: presenter", '"with" is a mapping'),
        ("with: {speaker: presenter}", "with: {use: talk, speaker: presenter}", "stands beside"),
        ("exit: [presenter_done, facilitator]", "exit: [presenter_don]",
         '"presenter_don" is not a value of "exit"'),
        ("  prompts:\n    speaker: {en", "  when: soon\n  prompts:\n    speaker: {en",
         '"when" is a mapping { key: value }, not "soon"'),
        ("version: 1", "version:", '"version" is a whole number, not nothing'),
    ],
)  # fmt: skip
def test_a_mismatch_is_said_in_the_words_of_the_file(
    spoilt: Callable[[str, str], tuple[Problem, ...]], old: str, new: str, said: str
) -> None:
    assert said in " ".join(problem.message for problem in spoilt(old, new))


def test_nothing_is_written_by_leaving_a_key_out(
    spoilt: Callable[[str, str], tuple[Problem, ...]],
) -> None:
    """Where a member may be absent, an empty value is the same as none."""
    assert spoilt("  rules: ring\n", "  rules: ring\n  when:\n") == ()


def test_a_step_that_is_a_word_is_refused(
    spoilt: Callable[[str, str], tuple[Problem, ...]],
) -> None:
    (problem,) = spoilt("flow:\n", "flow:\n- welcome\n")

    assert problem.message.startswith("a step of the flow is a mapping")
