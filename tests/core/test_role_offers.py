"""The buttons for roles."""

from tests.core.casts import case_format, pair_format

from talkingpiece.core.commands import GiveRole, Join, Leave
from talkingpiece.core.role_offers import called
from talkingpiece.core.text import Ref
from talkingpiece.testing.script import Lay


def test_whoever_leads_may_give_every_role_but_everybody_s(table: Lay) -> None:
    """One entry per role; others see none."""
    t = table(case_format(), "ada", "ben", facilitator="fay")
    given = {name for name in t.offers("fay") if name.startswith("give_role")}
    assert given == {"give_role_case_giver", "give_role_scribe"}
    assert not any(name.startswith("give_role") for name in t.offers("ada"))


def test_a_role_is_given_only_where_somebody_could_get_it(table: Lay) -> None:
    """Alone, a mentor may become mentee, but cannot give away what only they could have."""
    t = table(pair_format(), "ada", facilitator="fay")
    t.quietly("ada", Leave)
    t.quietly("fay", GiveRole, role="mentee", to="fay")
    assert "give_role_mentee" not in t.offers("fay")
    assert "give_role_mentor" in t.offers("fay")


def test_whoever_has_a_role_may_lay_it_down(table: Lay) -> None:
    """Also one that was given."""
    t = table(case_format(), "ada", "ben", facilitator="fay")
    t.quietly("fay", GiveRole, role="case_giver", to="ada")
    assert "lay_down_role_case_giver" in t.offers("ada")
    assert "lay_down_role_case_giver" not in t.offers("ben")


def test_a_seat_of_one_that_is_free_may_be_taken(table: Lay) -> None:
    """Nobody is made to look on by arriving third."""
    t = table(pair_format(), "ada", facilitator="fay")
    t.quietly("ben", Join, name="ben")
    assert "take_role_mentee" not in t.offers("ben")
    t.quietly("ada", Leave)
    assert "take_role_mentee" in t.offers("ben")


def test_a_role_is_named_by_a_text() -> None:
    """The reader's language has it; a role nobody has words for is named by its id."""
    assert called("scribe") == {"role": Ref(text="roles.scribe")}  # type: ignore[arg-type]
