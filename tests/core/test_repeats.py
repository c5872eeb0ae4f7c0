"""Phases that are gone through again while a condition holds (formats.md D1)."""

from msgspec.structs import replace

from talkingpiece.core.commands import GoTo, NextPhase, Undo
from talkingpiece.core.formats import Condition, Format, Repeat
from talkingpiece.testing.script import Lay, Playbook
from talkingpiece.testing.small import OPEN_KEYWORD, brief_phase, small_format


def repeated(most: int = 3) -> Format:
    """A start, then a look and a talk again and again while there are fewer than three words."""
    again = Repeat(while_=Condition(var="count.topics", op="lt", value=3), max=most, name="look")
    start = brief_phase("start", collect=(OPEN_KEYWORD,))
    look = brief_phase("look", collect=(OPEN_KEYWORD,))
    both = small_format(start, look, brief_phase("say"), brief_phase("end"))
    first, *inside, last = both.flow
    laps = tuple(replace(step, repeat=again) for step in inside)
    return replace(both, flow=(first, *laps, last))


def walked(t: Playbook, steps: int) -> list[str]:
    """The phases of so many steps on."""
    found = []
    for _ in range(steps):
        t.quietly("fay", NextPhase)
        found.append(t.phase)
    return found


def test_phases_are_repeated_while_their_condition_holds(table: Lay) -> None:
    """From the end of what is repeated back to its start."""
    t = table(repeated(), "ada", facilitator="fay")
    assert walked(t, 3) == ["look", "say", "look"]
    for word in ("a", "b", "c"):
        t.given("ada", word)
    assert walked(t, 2) == ["say", "end"]


def test_phases_are_repeated_so_often_at_most(table: Lay) -> None:
    """However long the condition holds."""
    t = table(repeated(most=2), "ada", facilitator="fay")
    assert walked(t, 5) == ["look", "say", "look", "say", "end"]


def test_what_is_repeated_is_left_out_where_its_condition_never_held(table: Lay) -> None:
    """Nothing is done once for the sake of it."""
    t = table(repeated(), "ada", facilitator="fay")
    for word in ("a", "b", "c"):
        t.given("ada", word)
    assert walked(t, 1) == ["end"]


def test_undo_goes_back_a_lap(table: Lay) -> None:
    """And a jump begins with the first one again."""
    t = table(repeated(most=2), "ada", facilitator="fay")
    walked(t, 3)
    assert t.session.cursor.lap == 1
    t.quietly("fay", Undo)
    assert (t.phase, t.session.cursor.lap) == ("say", 0)
    t.quietly("fay", GoTo, phase="look")
    assert t.session.cursor.lap == 0
