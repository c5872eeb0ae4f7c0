"""Real and recent: the hint for whoever conducts, and for nobody else (formats.md B2)."""

from typing import Any

from msgspec.structs import replace
from tests.core.boarded import GOALS, LISTS, collect_phase, gathered

from talkingpiece.core.commands import Add, DismissNudge
from talkingpiece.core.events import ItemAdded, Nudged
from talkingpiece.core.theory import is_theory
from talkingpiece.testing.script import Lay, Playbook, does, sees, that

REAL = {**LISTS, GOALS: replace(LISTS[GOALS], fields=("when",))}


def talked(lay: Lay, **more: Any) -> Playbook:
    """ada, ben and fay, who leads, where a goal may say when it happened."""
    return gathered(lay, collect_phase(), lists=REAL, **more)


def test_three_in_a_row_that_never_happened_are_theory(table: Lay) -> None:
    """Only whoever conducts reads it; once it is put away, three further ones bring it back."""
    t = talked(table)
    t.given("ada", "a", kind="goal")
    t.given("ben", "b", kind="goal")
    t >> does("ada", Add, kind="goal", text="c") << sees(ItemAdded, that(Nudged, to="fay"))
    assert t.mine("fay").notices["nudge"].say.key == "nudges.theory"
    assert "nudge" not in t.mine("ada").notices
    t.quietly("fay", DismissNudge)
    t >> does("ada", Add, kind="goal", text="d") << sees(ItemAdded)
    t.given("ben", "e", kind="goal")
    t >> does("ada", Add, kind="goal", text="f") << sees(ItemAdded, Nudged)


def test_one_real_moment_is_enough(table: Lay) -> None:
    """Counting begins anew."""
    t = talked(table)
    t.given("ada", "a", kind="goal")
    t.given("ben", "b", kind="goal")
    t.quietly("ada", Add, kind="goal", text="c", fields={"when": "on Monday"})
    t >> does("ada", Add, kind="goal", text="d") << sees(ItemAdded)
    assert not is_theory(t.session, "goal")


def test_nobody_is_told_where_it_is_not_asked(table: Lay) -> None:
    """A list without "when"."""
    t = gathered(table, collect_phase())
    for word in ("a", "b", "c"):
        t.given("ada", word, kind="goal")
    assert "nudge" not in t.mine("fay").notices
