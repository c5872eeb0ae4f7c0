"""Somebody takes a role: by offering, named, or by lot; and may always say no."""

from tests.core.casts import GIVER, case_format, choosing

from talkingpiece.core.commands import (
    DrawLots,
    GiveRole,
    LayDownRole,
    Leave,
    NextPhase,
    Pass,
    Volunteer,
)
from talkingpiece.core.events import (
    ExitReached,
    ItemMoved,
    PersonLeft,
    RoleGiven,
    RoleLaidDown,
)
from talkingpiece.errors import Code
from talkingpiece.testing.script import Lay, Playbook, does, refuses, sees, that
from talkingpiece.testing.small import brief_phase, talk_phase


def asking(table: Lay, *people: str, **options: str) -> Playbook:
    """A table at which somebody is wanted for a case."""
    form = case_format(brief_phase(), choosing(**options), talk_phase("case", speaker="case_giver"))
    t: Playbook = table(form, *(people or ("ada", "ben", "cem")), facilitator="fay")
    return t.quietly("fay", NextPhase)


def test_whoever_says_i_will_has_the_role_and_lights_the_way(table: Lay) -> None:
    """Nobody else is asked then."""
    t = asking(table)
    (
        t
        >> does("ben", Volunteer)
        << sees(that(RoleGiven, to="ben"), that(ExitReached, why="role_filled"))
    )
    t >> does("ada", Volunteer) << refuses(Code.NOT_NOW)
    assert "volunteer" not in t.offers("ada")
    t.quietly("fay", NextPhase)
    assert t.holder == "ben"


def test_whoever_has_it_may_say_no_again(table: Lay) -> None:
    """The light goes out, and others may come forward."""
    t = asking(table).quietly("ben", Volunteer)
    t >> does("ben", LayDownRole, role="case_giver") << sees(RoleLaidDown)
    assert t.session.lit is None
    t >> does("ada", Volunteer) << sees(RoleGiven, ExitReached)


def test_an_offer_is_a_sentence_of_one_s_own(table: Lay) -> None:
    """Whoever is heard, it is their offer; the others wait, and are kept for the series."""
    t = asking(table)
    mine = t.given("ada", "how to say no", "case_offer")
    other = t.given("ben", "a quarrel", "case_offer")
    assert f"hear_{other}" in t.offers("fay")
    assert f"hear_{other}" not in t.offers("ben")
    t.quietly("fay", GiveRole, role="case_giver", to="ben")
    assert t.session.items[other].state == "now"
    assert t.session.items[mine].state == "open"
    (
        t
        >> does("ben", LayDownRole, role="case_giver")
        << sees(RoleLaidDown, that(ItemMoved, state="open"))
    )
    t.quietly("ada", Volunteer)
    assert t.session.items[mine].state == "now"


def test_lots_are_drawn_among_those_who_offered(table: Lay) -> None:
    """Never anybody else; whoever declined is not asked twice."""
    t = asking(table, fallback="draw")
    assert "draw_lots" not in t.offers("fay")
    t >> does("fay", DrawLots) << refuses(Code.NOT_NOW)
    t.given("ada", "one", "case_offer")
    t.given("ben", "two", "case_offer")
    t >> does("cem", DrawLots) << refuses(Code.NOT_THE_FACILITATOR)
    t >> does("fay", DrawLots) << sees(that(RoleGiven, to="ada"), ItemMoved, ExitReached)
    t.quietly("ada", LayDownRole, role="case_giver")
    t >> does("fay", DrawLots) << sees(that(RoleGiven, to="ben"), ItemMoved, ExitReached)


def test_without_offers_lots_are_drawn_among_all_who_take_part(table: Lay) -> None:
    """A facilitator is not drawn."""
    t = asking(table, how="draw", offers="")
    assert "volunteer" not in t.offers("ada")
    t >> does("ada", Volunteer) << refuses(Code.NOT_NOW)
    t >> does("fay", DrawLots) << sees(that(RoleGiven, to="ada"), ExitReached)


def test_where_nobody_leads_anybody_draws(table: Lay) -> None:
    """The lot needs no authority."""
    t = asking(table, how="draw", offers="").quietly("fay", Leave)
    assert "draw_lots" in t.offers("ben")
    t >> does("ben", DrawLots) << sees(RoleGiven, ExitReached)


def test_the_first_of_the_list_is_asked_where_the_format_says_so(table: Lay) -> None:
    """Offers that were not heard last time come first, as soon as they are here."""
    form = case_format(
        brief_phase(collect=choosing().collect),
        choosing(how="next_in_list", fallback="volunteer"),
        talk_phase("case", speaker="case_giver"),
    )
    t = table(form, "ada", "ben", facilitator="fay")
    t.given("ben", "waited long", "case_offer")
    t >> does("fay", NextPhase) << sees(..., that(RoleGiven, to="ben"), ItemMoved, ExitReached)
    assert t.session.roles == {GIVER: ("ben",)}


def test_what_was_agreed_before_is_known_at_once(table: Lay) -> None:
    """A facilitator named somebody earlier: the way is lit as the phase begins."""
    form = case_format(brief_phase(), choosing(how="agreed_before"), talk_phase("case"))
    t = table(form, "ada", "ben", facilitator="fay")
    t.quietly("fay", GiveRole, role="case_giver", to="ada")
    t >> does("fay", NextPhase) << sees(..., that(ExitReached, why="role_filled"))


def test_where_only_facilitators_name_somebody_nobody_comes_forward(table: Lay) -> None:
    """As the format says."""
    t = asking(table, how="facilitator")
    t >> does("ada", Volunteer) << refuses(Code.NOT_NOW)
    t >> does("fay", GiveRole, role="case_giver", to="cem") << sees(..., RoleGiven, ExitReached)


def test_whoever_leaves_leaves_the_role(table: Lay) -> None:
    """Others may take it."""
    t = asking(table).quietly("ben", Volunteer)
    t >> does("ben", Leave) << sees(PersonLeft, RoleLaidDown)
    assert "volunteer" in t.offers("ada")


def test_turns_make_no_sense_here(table: Lay) -> None:
    """There is no piece."""
    t = asking(table)
    t >> does("ada", Pass) << refuses(Code.NOT_NOW)
