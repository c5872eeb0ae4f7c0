"""Who takes a role: by a secret vote, or by whose turn it is in the series."""

import msgspec
import pytest
from tests.core.casts import case_format, choosing

from talkingpiece.core.commands import (
    DrawLots,
    LayDownRole,
    Leave,
    NextPhase,
    Stamp,
    Volunteer,
)
from talkingpiece.core.decide import decide
from talkingpiece.core.events import ExitReached, RoleGiven, RoleLaidDown
from talkingpiece.core.floor_events import VotesCounted, WishGiven
from talkingpiece.core.ids import PersonId
from talkingpiece.core.poll_commands import CountVotes, GoByRota, Vote
from talkingpiece.errors import Code
from talkingpiece.testing.script import Lay, Playbook, does, refuses, sees, that
from talkingpiece.testing.small import brief_phase, talk_phase


def voting(table: Lay, *, ring_offset: int = 0, **options: str) -> Playbook:
    """Ada, Ben and Cem choose who tells a case; Fay facilitates."""
    form = case_format(
        brief_phase(), choosing(offers="", **options), talk_phase("case", speaker="case_giver")
    )
    t: Playbook = table(form, "ada", "ben", "cem", facilitator="fay", ring_offset=ring_offset)
    return t.quietly("fay", NextPhase)


# --- by vote --------------------------------------------------------------------------------------


def test_most_votes_have_the_role_once_all_have_voted(table: Lay) -> None:
    """Then the votes are forgotten, and only who has the role is told."""
    t = voting(table, how="vote")
    for voter, choice in (("ada", "ben"), ("ben", "cem"), ("cem", "ben")):
        t >> does(voter, Vote, choice=choice) << sees(WishGiven)
    (
        t
        >> does("fay", Vote, choice="ben")
        << sees(WishGiven, VotesCounted, that(RoleGiven, to="ben"), ExitReached)
    )
    assert t.session.floor is not None
    assert t.session.floor.wishes == {}


def test_a_vote_may_be_changed_and_is_on_nobody_else_s_screen(table: Lay) -> None:
    """Neither in the view that all share nor in anybody's own part stands whom Ada wishes for."""
    t = voting(table, how="vote")
    before = {name: msgspec.json.encode(t.mine(name)) for name in ("ben", "cem")}
    t.quietly("ada", Vote, choice="cem").quietly("ada", Vote, choice="ben")
    assert t.mine("ada").offers["vote_ben"].on
    assert not t.mine("ada").offers["vote_cem"].on
    for name in ("ben", "cem"):
        assert msgspec.json.encode(t.mine(name)) == before[name]
    floor = t.view().floor
    assert floor is not None
    assert (floor.goes_by, floor.answered, floor.awaited) == ("vote", 1, 4)
    assert "ben" not in msgspec.json.encode(floor).decode()


def test_whoever_leads_may_count_without_those_who_do_not_vote(table: Lay) -> None:
    """Not before anybody has voted; and nobody else may, while somebody leads."""
    t = voting(table, how="vote")
    t >> does("fay", CountVotes) << refuses(Code.TOO_EARLY)
    t.quietly("ada", Vote, choice="cem")
    t >> does("ada", CountVotes) << refuses(Code.NOT_THE_FACILITATOR)
    t >> does("fay", CountVotes) << sees(VotesCounted, that(RoleGiven, to="cem"), ExitReached)


def test_between_equals_the_lot_decides(table: Lay) -> None:
    """It is one of those with most votes, whatever the chance."""
    t = voting(table, how="vote")
    t.quietly("ada", Vote, choice="ben").quietly("ben", Vote, choice="ada")
    chosen = set()
    for seed in range(4):
        stamp = Stamp(actor=PersonId("fay"), at=t.now, seed=seed)
        events = decide(t.session, CountVotes(), stamp, t.grammar)
        chosen |= {event.to for event in events if isinstance(event, RoleGiven)}
    assert chosen == {"ada", "ben"}


def test_whoever_was_voted_for_may_say_no_and_people_vote_again(table: Lay) -> None:
    """Without the one who said no."""
    t = voting(table, how="vote")
    t.quietly("ada", Vote, choice="ben").quietly("fay", CountVotes)
    t >> does("ben", LayDownRole, role="case_giver") << sees(RoleLaidDown)
    t >> does("ada", Vote, choice="ben") << refuses(Code.NO_SUCH_PERSON)
    assert {"vote_ada", "vote_cem"} <= t.offers("ada")


def test_once_everybody_has_said_no_people_come_forward(table: Lay) -> None:
    """Nobody is stuck where nobody is left to vote for."""
    t = voting(table, how="vote")
    assert "volunteer" not in t.offers("ada")
    for name in ("ada", "ben", "cem"):
        t.quietly("fay", Vote, choice=name).quietly("fay", CountVotes)
        t.quietly(name, LayDownRole, role="case_giver")
    t >> does("ada", Vote, choice="ben") << refuses(Code.NOT_NOW)
    t >> does("ada", Volunteer) << sees(RoleGiven, ExitReached)


def test_nobody_waits_for_the_vote_of_somebody_who_left(table: Lay) -> None:
    """All who are here have voted."""
    t = voting(table, how="vote")
    for voter in ("ada", "ben", "fay"):
        t.quietly(voter, Vote, choice="ada")
    t.quietly("cem", Leave)
    assert t.session.roles["case_giver"] == ("ada",)


# --- by rota --------------------------------------------------------------------------------------


@pytest.mark.parametrize("offset,whose", [(0, "ada"), (1, "ben"), (2, "cem"), (3, "ada")])
def test_a_rota_moves_on_with_each_session_of_the_series(
    table: Lay, offset: int, whose: str
) -> None:
    """By names in their order, so it does not matter who came first."""
    assert voting(table, how="rota", ring_offset=offset).session.roles["case_giver"] == (whose,)


def test_whose_turn_it_is_may_say_no_and_it_is_the_next_one_s(table: Lay) -> None:
    """Round once; then people come forward."""
    t = voting(table, how="rota", ring_offset=1)
    for name, follows in (("ben", "cem"), ("cem", "ada")):
        (
            t
            >> does(name, LayDownRole, role="case_giver")
            << sees(RoleLaidDown, that(RoleGiven, to=follows), ExitReached)
        )
    t >> does("ada", LayDownRole, role="case_giver") << sees(RoleLaidDown)
    assert "volunteer" in t.offers("ben")


def test_a_rota_as_the_second_way_waits_for_a_word(table: Lay) -> None:
    """People are asked first; then whoever leads may ask whose turn it is."""
    t = voting(table, how="volunteer", fallback="rota")
    assert not t.session.roles.get("case_giver")
    t >> does("ada", GoByRota) << refuses(Code.NOT_THE_FACILITATOR)
    assert "go_by_rota" in t.offers("fay")
    t >> does("fay", GoByRota) << sees(that(RoleGiven, to="ada"), ExitReached)


def test_without_a_rota_there_is_none(table: Lay) -> None:
    """Nor lots, nor a count."""
    t = voting(table, how="volunteer")
    for command in (GoByRota, DrawLots):
        t >> does("fay", command) << refuses(Code.NOT_NOW)
    t >> does("fay", CountVotes) << refuses(Code.TOO_EARLY)
