"""Who is meant by the `by` of a declaration."""

import pytest
from tests.core.boarded import arranged, collect_phase, gathered

from talkingpiece.core.ids import PersonId
from talkingpiece.core.whom import is_one, works, writes_down
from talkingpiece.testing.script import Lay


@pytest.mark.parametrize(
    "who, fay, ada",
    [
        ("everyone", True, True),
        ("pair", True, True),
        ("facilitator", True, False),
        ("scribe", True, False),
        ("speaker", False, False),
        ("all_but_presenter", True, True),
        ("none", False, False),
        ("mentee", False, False),
    ],
)
def test_who_is_meant(table: Lay, who: str, fay: bool, ada: bool) -> None:
    """A facilitator is scribe where nobody else is."""
    t = gathered(table, collect_phase())
    assert is_one(t.session, PersonId("fay"), who) == fay
    assert is_one(t.session, PersonId("ada"), who) == ada


def test_who_writes_down(table: Lay) -> None:
    """Facilitators do."""
    t = gathered(table, collect_phase())
    assert writes_down(t.session, PersonId("fay"))
    assert not writes_down(t.session, PersonId("ada"))


def test_who_works_on_a_list(table: Lay) -> None:
    """Nobody where there is none; where a role is nobody's, a facilitator."""
    t = gathered(table, collect_phase())
    assert not works(t.session, PersonId("fay"))
    t = arranged(table, "pick", by="presenter")
    assert works(t.session, PersonId("fay"))
    assert not works(t.session, PersonId("ada"))
