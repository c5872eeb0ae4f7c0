"""Who has which role, and whom a declaration means."""

import pytest
from tests.core.casts import GIVER, MENTEE, MENTOR, OBSERVER, case_format, pair_format

from talkingpiece.core import roles
from talkingpiece.core.commands import GiveRole, NextPhase, TakeRole
from talkingpiece.core.formats import Collected, RoleSpec
from talkingpiece.core.ids import PersonId, RoleId
from talkingpiece.testing.script import Lay, Playbook
from talkingpiece.testing.small import (
    OPEN_KEYWORD,
    brief_phase,
    round_phase,
    small_format,
    talk_phase,
    topics_loop,
)

ADA, BEN, CEM, FAY = (PersonId(name) for name in ("ada", "ben", "cem", "fay"))


def hearing(table: Lay) -> Playbook:
    """ada's case is heard; ben and cem observe, fay facilitates."""
    t: Playbook = table(case_format(), "ada", "ben", "cem", facilitator="fay")
    return t.quietly("fay", GiveRole, role="case_giver", to="ada")


def test_a_word_names_a_role_in_the_singular_and_the_plural() -> None:
    """Of the format's own, and of those every format has."""
    format_ = case_format()
    assert roles.named(format_, "observers") == roles.named(format_, "observer") == OBSERVER
    assert roles.named(format_, "presenter") == "presenter"
    assert roles.named(format_, "everyone") is None


def test_the_role_that_many_have_is_everybody_s_who_has_no_other(table: Lay) -> None:
    """Observers are those who neither give the case nor facilitate; a scribe observes as well."""
    t = hearing(table)
    assert roles.holders(t.session, OBSERVER) == (BEN, CEM)
    t.quietly("ben", TakeRole, role="scribe")
    assert roles.roles_of(t.session, BEN) == ("scribe", "observer")
    assert roles.roles_of(t.session, ADA) == (GIVER,)
    assert roles.roles_of(t.session, FAY) == ()


def test_facilitators_who_take_turns_take_part(table: Lay) -> None:
    """Where they have turns as everybody, they are participants too."""
    peers = {RoleId("facilitator"): RoleSpec(max=2), RoleId("participant"): RoleSpec(min=2)}
    t = table(small_format(brief_phase(), roles=peers), "ada", facilitator="fay")
    assert roles.holders(t.session, RoleId("participant")) == (FAY, ADA)


def test_the_presenter_is_whoever_has_the_role_of_the_moment(table: Lay) -> None:
    """Under the format's own name and as presenter; in a loop it is the topic's owner."""
    t = hearing(table)
    assert roles.whose(t.session, "presenter") == roles.whose(t.session, "case_giver") == ADA
    assert t.session.presenter == ADA
    loop = topics_loop(talk_phase())
    t = table(small_format(brief_phase(collect=(OPEN_KEYWORD,)), loop), "ada", facilitator="fay")
    t.given("ada", "trust")
    assert roles.whose(t.session, "presenter") is None
    t.quietly("fay", NextPhase)
    assert roles.holders(t.session, RoleId("presenter")) == (ADA,)


def test_whoever_is_here_comes_before_whoever_is_not(table: Lay) -> None:
    """A role of several has one voice: of somebody who can be asked."""
    t = (
        hearing(table)
        .quietly("ada", TakeRole, role="scribe")
        .quietly("ben", TakeRole, role="scribe")
    )
    assert roles.whose(t.session, "scribe") == ADA
    t.session = t.session.__class__(
        **{
            **{name: getattr(t.session, name) for name in t.session.__struct_fields__},
            "people": {**t.session.people, ADA: _away(t.session.people[ADA])},
        }
    )
    assert roles.whose(t.session, "scribe") == BEN


def _away(person: object) -> object:
    fields = {name: getattr(person, name) for name in person.__struct_fields__}  # type: ignore[attr-defined]
    return person.__class__(**{**fields, "here": False})


@pytest.mark.parametrize(
    "who, people",
    [
        ("everyone", {ADA, BEN, CEM, FAY}),
        ("all_but_presenter", {BEN, CEM, FAY}),
        ("observers", {BEN, CEM}),
        ("presenter", {ADA}),
        ("case_giver", {ADA}),
        ("facilitator", {FAY}),
        ("scribe", {FAY}),
        ("pair", {ADA, BEN, CEM, FAY}),
        ("none", set()),
    ],
)
def test_words_for_people(table: Lay, who: str, people: set[PersonId]) -> None:
    """Facilitators write down until somebody else takes that on."""
    t = hearing(table).quietly("fay", NextPhase)
    t.given("cem", "how to say no", "case_offer")
    assert {p for p in t.session.people if roles.means(t.session, who, p)} == people


def test_without_anybody_who_facilitates_everybody_may_write_down(table: Lay) -> None:
    """Also in a format that has no such role, as long as something is collected by it."""
    note = Collected(kind="note", by="scribe", sees="group", keep="series")
    t = table(small_format(brief_phase(collect=(note,)), round_phase()), "ada", "ben")
    assert t.given("ada", "a thought", "note")
    t.quietly("ben", TakeRole, role="scribe")
    assert not roles.means(t.session, "scribe", ADA)
    assert roles.means(t.session, "scribe", BEN)


def test_a_pair_is_those_with_the_two_seats(table: Lay) -> None:
    """Whoever looks on has no part in it."""
    t = table(pair_format(), "ada", "ben", facilitator="fay")
    assert roles.single(t.session.format) == (MENTOR, MENTEE)
    assert {p for p in t.session.people if roles.means(t.session, "pair", p)} == {FAY, ADA}


@pytest.mark.parametrize(
    "phase, concerned",
    [("start", False), ("choose", False), ("case", True), ("observe", True), ("closing", False)],
)
def test_people_wait_for_the_presenter_where_it_is_about_them(
    table: Lay, phase: str, concerned: bool
) -> None:
    """Neither while people arrive and choose, nor in the last round."""
    t = hearing(table)
    while t.phase != phase:
        t.quietly("fay", NextPhase)
    assert roles.concerns_presenter(t.session) is concerned
