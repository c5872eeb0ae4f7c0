"""Conditions on time and the series, and the soft gate (formats.md D3)."""

from typing import Any

import pytest
from tests.core.boarded import collect_phase, gathered

from talkingpiece.core.commands import NextPhase
from talkingpiece.core.conditions import compared, gate_asks, holds
from talkingpiece.core.formats import Condition, Gate
from talkingpiece.testing.script import Lay, after
from talkingpiece.testing.small import brief_phase, small_format

ONE_GOAL = Condition(var="count.goals", op="gte", value=1)


def test_time_left_is_counted_in_whole_minutes(table: Lay) -> None:
    """Without a time nothing is known of it."""
    t = table(small_format(brief_phase()), "ada", facilitator="fay", minutes=10)
    enough = Condition(var="time.left", op="gte", value=5)
    assert holds(t.session, enough, t.now)
    t >> after(minutes=6)
    assert not holds(t.session, enough, t.now)
    assert not holds(t.session, enough)


@pytest.mark.parametrize("last", [True, False])
def test_whether_it_is_the_last_of_its_series(table: Lay, last: bool) -> None:
    """As it was planned."""
    t = table(small_format(brief_phase()), "ada", facilitator="fay", last=last)
    assert holds(t.session, Condition(var="series.is_last", op="eq", value=True)) is last


@pytest.mark.parametrize(
    "value, op, wanted, is_so",
    [
        (2, "lt", 3, True),
        ("a", "in", ("a", "b"), True),
        (None, "gt", 0, False),
        ("a", "gt", 0, False),
    ],
)
def test_a_value_held_against_what_is_wanted(value: Any, op: Any, wanted: Any, is_so: bool) -> None:
    """What cannot be compared is not so."""
    assert compared(value, Condition(var="param.x", op=op, value=wanted)) is is_so


def test_a_gate_asks_once_and_never_blocks(table: Lay) -> None:
    """The way on has a question then, in the format's own words where it has any."""
    gate = Gate(need=ONE_GOAL, say={"en": "No goal yet. Keep it open?"})
    t = gathered(table, collect_phase(gate=gate), brief_phase("end"))
    assert t.mine("fay").offers["next_phase"].confirm.key == "small/gather/gate"
    t.given("ada", "a", kind="goal")
    assert t.mine("fay").offers["next_phase"].confirm is None
    t = gathered(table, collect_phase(gate=Gate(need=ONE_GOAL)))
    assert t.mine("fay").offers["close"].confirm.key == "panel.sure_gate"
    t.quietly("fay", NextPhase)
    assert t.session.closed is not None


def test_a_gate_has_exceptions(table: Lay) -> None:
    """`unless`."""
    unless = Condition(var="count.people", op="gt", value=1)
    t = gathered(table, collect_phase())
    assert gate_asks(t.session, Gate(need=ONE_GOAL), t.now)
    assert not gate_asks(t.session, Gate(need=ONE_GOAL, unless=unless), t.now)
    assert not gate_asks(t.session, None, t.now)
