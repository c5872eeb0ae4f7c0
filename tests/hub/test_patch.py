"""Merge patches as RFC 7396 says, and that they always add up."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkingpiece.hub.patch import apply, diff

NAMES = st.sampled_from(["a", "b", "c"])
PLAIN = st.integers(0, 2) | st.booleans() | st.text("xy", max_size=1) | st.lists(st.integers(0, 1))
OBJECTS = st.recursive(
    st.dictionaries(NAMES, PLAIN, max_size=3),
    lambda inner: st.dictionaries(NAMES, inner | PLAIN, max_size=3),
    max_leaves=12,
)


@given(OBJECTS, OBJECTS)
def test_the_patch_between_two_objects_makes_the_one_of_the_other(
    old: dict[str, Any], new: dict[str, Any]
) -> None:
    assert apply(old, diff(old, new)) == new


@given(OBJECTS)
def test_nothing_changed_is_an_empty_patch(same: dict[str, Any]) -> None:
    assert diff(same, same) == {}


@given(OBJECTS, OBJECTS)
def test_applying_twice_is_applying_once(old: dict[str, Any], new: dict[str, Any]) -> None:
    patch = diff(old, new)
    once = apply(old, patch)
    assert apply(once, patch) == once


@given(OBJECTS, OBJECTS)
def test_inputs_are_never_changed(old: dict[str, Any], new: dict[str, Any]) -> None:
    before = repr((old, new))
    apply(old, diff(old, new))
    assert repr((old, new)) == before


@pytest.mark.parametrize(
    "target, patch, result",
    [
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
        ({"a": "b"}, {"a": None}, {}),
        ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
        ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
        ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
        ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
        ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
        ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
        ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
    ],
)
def test_examples_of_the_rfc(
    target: dict[str, Any], patch: dict[str, Any], result: dict[str, Any]
) -> None:
    assert apply(target, patch) == result
