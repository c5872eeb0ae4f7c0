"""Roles are taken, given, laid down; and some are filled by arriving."""

from tests.core.casts import GIVER, MENTEE, MENTOR, case_format, pair_format

from talkingpiece.core.commands import (
    GiveRole,
    Join,
    LayDownRole,
    Leave,
    NextPhase,
    TakeRole,
    Undo,
)
from talkingpiece.core.events import (
    CircleTurned,
    PieceGiven,
    RoleGiven,
    RoleLaidDown,
    Steered,
    TurnGivenUp,
)
from talkingpiece.errors import Code
from talkingpiece.testing.script import Lay, Playbook, does, refuses, sees, that


def case(table: Lay, at: str = "start", giver: str = "ada") -> Playbook:
    """ada's case, in phase *at*."""
    t: Playbook = table(case_format(), "ada", "ben", "cem", facilitator="fay")
    t.quietly("fay", GiveRole, role="case_giver", to=giver)
    while t.phase != at:
        t.quietly("fay", NextPhase)
    return t


def test_an_optional_role_is_taken_by_a_tap_and_laid_down_by_another(table: Lay) -> None:
    """No reason asked, and the buttons say so."""
    t = case(table)
    assert "take_role_scribe" in t.offers("ben")
    t >> does("ben", TakeRole, role="scribe") << sees(that(RoleGiven, to="ben", alone=False))
    assert t.view().people["ben"].roles == ("scribe",)  # type: ignore[index]
    t >> does("ben", TakeRole, role="scribe") << refuses(Code.NOT_NOW)
    t >> does("ben", LayDownRole, role="scribe") << sees(that(RoleLaidDown, by="ben"))
    t >> does("ben", LayDownRole, role="scribe") << refuses(Code.NOT_NOW)


def test_a_role_has_so_many_seats(table: Lay) -> None:
    """Of those who are here: whoever left makes room."""
    t = case(table).quietly("ada", TakeRole, role="scribe").quietly("ben", TakeRole, role="scribe")
    assert "take_role_scribe" not in t.offers("cem")
    t >> does("cem", TakeRole, role="scribe") << refuses(Code.NOT_NOW)
    t.quietly("ben", Leave)
    t >> does("cem", TakeRole, role="scribe") << sees(RoleLaidDown, that(RoleGiven, to="cem"))
    assert t.session.roles["scribe"] == ("ada", "cem")  # type: ignore[index]


def test_a_role_that_comes_from_a_list_is_not_taken_by_the_way(table: Lay) -> None:
    """Nor is one that does not exist, nor the one that everybody has."""
    t = case(table)
    for role in ("case_giver", "observer", "facilitator", "king"):
        t >> does("ben", TakeRole, role=role) << refuses(Code.NOT_NOW)
    t >> does("fay", GiveRole, role="observer", to="ben") << refuses(Code.NOT_NOW)
    t >> does("fay", GiveRole, role="case_giver", to="zoe") << refuses(Code.NO_SUCH_PERSON)
    t >> does("fay", GiveRole, role="case_giver", to="ada") << refuses(Code.NO_SUCH_PERSON)
    t >> does("ben", GiveRole, role="case_giver", to="ben") << refuses(Code.NOT_THE_FACILITATOR)


def test_giving_a_role_moves_the_piece_and_undo_gives_both_back(table: Lay) -> None:
    """ben tells the case instead of ada; after undo it is ada's again."""
    t = case(table, "case")
    assert t.holder == "ada"
    (
        t
        >> does("fay", GiveRole, role="case_giver", to="ben")
        << sees(
            Steered,
            that(RoleGiven, to="ben", alone=True),
            that(TurnGivenUp, by="ada"),
            that(PieceGiven, to="ben"),
        )
    )
    t.quietly("fay", Undo)
    assert (t.session.presenter, t.holder) == ("ada", "ada")


def test_undo_leaves_what_people_took_meanwhile(table: Lay) -> None:
    """Only the step is taken back."""
    t = case(table)
    t.quietly("fay", GiveRole, role="case_giver", to="ben")
    t.quietly("cem", TakeRole, role="scribe")
    t.quietly("fay", Undo)
    assert t.session.roles == {GIVER: ("ada",), "scribe": ("cem",)}


def test_a_new_presenter_leaves_the_ring_and_the_former_one_comes_in(table: Lay) -> None:
    """In a round of observers."""
    t = case(table, "observe")
    assert (t.holder, t.session.piece.order) == ("ben", ("ben", "cem"))
    t.quietly("fay", GiveRole, role="case_giver", to="ben")
    assert (t.holder, t.session.piece.order) == ("cem", ("cem", "ada"))


def test_whoever_conducts_a_pair_is_its_mentor_and_the_other_the_mentee(table: Lay) -> None:
    """In either order of arrival; a third one has no part (decision 31)."""
    t = table(pair_format(), "ada", facilitator="fay")
    assert t.session.roles == {MENTOR: ("fay",), MENTEE: ("ada",)}
    t.quietly("ben", Join, name="ben")
    assert t.session.roles == {MENTOR: ("fay",), MENTEE: ("ada",)}
    t.quietly("fay", NextPhase)
    assert t.holder == "ada"
    t.quietly("fay", NextPhase)
    assert t.session.piece.order == ("ada", "fay")


def test_somebody_new_takes_the_seat_of_one_who_is_gone(table: Lay) -> None:
    """As when the seat's own link was lost."""
    t = table(pair_format(), "ada", facilitator="fay").quietly("ada", Leave)
    t >> does("ada2", Join, name="ada") << sees(..., that(RoleGiven, role=MENTEE, to="ada2"))


def test_two_who_have_one_seat_each_change_places(table: Lay) -> None:
    """The mentee of today mentors; nobody is left without a part."""
    t = table(pair_format(), "ada", facilitator="fay")
    t.quietly("fay", GiveRole, role="mentor", to="ada")
    assert t.session.roles == {MENTOR: ("ada",), MENTEE: ("fay",)}
    assert not isinstance(t.events[-1], CircleTurned)


def test_whoever_presents_may_lay_it_down_in_the_middle(table: Lay) -> None:
    """The piece is nobody's then, and whoever leads goes on."""
    t = case(table, "case")
    t >> does("ada", LayDownRole, role="case_giver") << sees(RoleLaidDown, TurnGivenUp)
    assert (t.holder, t.session.presenter) == (None, None)
