"""Every phase can end, and names no exit that never comes."""

from collections.abc import Callable
from typing import get_args

import pytest

from talkingpiece.core.formats import Exit
from talkingpiece.errors import Problem
from talkingpiece.sdk import read_declaration
from talkingpiece.sdk.endings import reachable

Spoilt = Callable[[str, str], tuple[Problem, ...]]

EXIT = "exit: [all_passed, facilitator]"


@pytest.mark.parametrize(
    "exits", ["[]", "[all_submitted]", "[vote_stop, scheduled]", "[round_done]"]
)
def test_a_phase_that_cannot_end_is_refused(spoilt: Spoilt, exits: str) -> None:
    """No exit at all, or only exits that this activity never comes to."""
    (problem,) = spoilt(EXIT, f"exit: {exits}")

    assert problem.where == "circle.yaml:21"
    assert 'phase "keywords" cannot end' in problem.message
    assert problem.hint == "it can end with all_passed, facilitator, max_rounds, time_up"


def test_an_exit_that_never_comes_is_refused_beside_one_that_does(spoilt: Spoilt) -> None:
    (problem,) = spoilt(EXIT, "exit: [facilitator, queue_empty]")

    assert problem.message == 'this round never comes to "queue_empty"'


def test_a_round_without_passing_never_comes_to_all_passed(spoilt: Spoilt) -> None:
    (problem,) = spoilt("items: {kind: keyword}", "items: {kind: keyword}, pass: false")

    assert problem.message == 'this round never comes to "all_passed"'


def test_a_person_who_conducts_is_always_enough(spoilt: Spoilt) -> None:
    """Whoever conducts counts as facilitator, also in a format without that role."""
    assert spoilt(EXIT, "exit: [facilitator]") == ()


ONCE = "{per_turn: {soft: 1, hard: 1}, items: {kind: x}}"
UNTIL_PASSED = "{per_turn: {soft: 1, hard: 1}, items: {kind: x}, repeat: until_all_pass}"
WAYS = {
    "all_ack": ("brief", "{ack: tap}", ""),
    "start_time": ("brief", "{}", "pre_start: true"),
    "time_up": ("brief", "{}", ""),
    "facilitator": ("brief", "{}", ""),
    "presenter_done": ("talk", "{speaker: presenter}", ""),
    "all_passed": ("round", UNTIL_PASSED, ""),
    "max_rounds": ("round", UNTIL_PASSED, ""),
    "round_done": ("round", ONCE, ""),
    "all_submitted": ("collect", "{item: card}", ""),
    "list_empty": ("arrange", "{list: topics, ops: [order]}", ""),
    "scheduled": ("arrange", "{list: topics, ops: [schedule]}", ""),
    "all_agreed": ("arrange", "{list: topics, ops: [agree]}", ""),
    "role_filled": ("assign", "{role: presenter, how: volunteer}", ""),
    "queue_empty": ("discuss", "{floor: queue}", ""),
    "vote_stop": ("discuss", "{extend: {by: vote}}", ""),
}  # fmt: skip
"""Exit → an activity that comes to it, its options, and what else the phase says."""


def test_every_exit_of_the_vocabulary_can_be_reached_by_some_activity() -> None:
    assert set(WAYS) == set(get_args(Exit))


@pytest.mark.parametrize("exit_", WAYS)
def test_an_activity_comes_to_its_exit(circle: str, exit_: str) -> None:
    use, options, more = WAYS[exit_]
    phase = (
        f'- {{id: first, title: {{en: "First"}}, use: {use}, minutes: [1, 2, 3], with: {options}'
    )
    phase += f", exit: [{exit_}]{', ' + more if more else ''}}}\n"
    text = circle.replace("flow:\n", f"flow:\n{phase}")

    declared = read_declaration(text, "circle.yaml")

    assert exit_ in reachable(declared.phases()[0])


def test_a_phase_without_minutes_is_not_ended_by_time(circle: str) -> None:
    text = circle.replace("minutes: [1, 3, 5]", "minutes: [0, 0, 0]", 1)

    assert "time_up" not in reachable(read_declaration(text, "circle.yaml").phases()[0])
