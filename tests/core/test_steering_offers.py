"""The facilitator's buttons: next person, the way on with its reason, the rest behind ⋯."""

import pytest
from tests.core.casts import case_format

from talkingpiece.core.commands import (
    Add,
    Admit,
    ArriveToFacilitate,
    Claim,
    GoTo,
    Hold,
    Join,
    NextPhase,
    Pass,
    RingBell,
    TakeLead,
)
from talkingpiece.core.formats import Format
from talkingpiece.core.ids import Ms
from talkingpiece.core.poll_commands import ShowAnswers, Vote
from talkingpiece.core.role_commands import GiveRole
from talkingpiece.core.sheets import carried_items, series_memory
from talkingpiece.core.text import Say
from talkingpiece.registry import Registry
from talkingpiece.testing.script import START, Lay, Playbook
from talkingpiece.testing.small import begun, brief_phase, round_phase, small_format


def placed(t: Playbook, place: str, who: str = "fay") -> set[str]:
    """The buttons of a place."""
    return {name for name, one in t.mine(who).offers.items() if one.place == place}


def evening(table: Lay, triage: Format) -> Playbook:
    """A triage table after its keywords: ada's topic is next."""
    t: Playbook = table(triage, "ada", "ben", facilitator="fay")
    for _ in range(2):
        t.quietly("fay", NextPhase)
    t.quietly("fay", Add, kind="keyword", text="trust", owner="ada")
    return t.quietly("fay", NextPhase)


def test_next_person_is_large_and_the_way_on_apart(table: Lay) -> None:
    """Decision 11: two buttons, apart; each names its step."""
    t = begun(table, round_phase(), "ada", "ben")
    offers = t.mine("fay").offers
    assert placed(t, "steer") == {"next_person", "undo"}
    assert placed(t, "go") == {"close"}
    assert offers["next_person"].command == {"do": "next_person", "step": t.session.step}
    assert offers["next_person"].label.values["name"].person == "ben"  # type: ignore[union-attr]


def test_the_last_turn_is_ended_not_handed_to_anybody(table: Lay) -> None:
    """Nobody's name stands on the button."""
    t = begun(table, round_phase(facilitator_turn="none"), "ada")
    assert t.mine("fay").offers["next_person"].label.key == "buttons.end_turn"


def test_my_own_turn_has_one_way_to_end_it(table: Lay) -> None:
    """Whoever leads and holds the piece taps "Done", as everybody does."""
    t = begun(table, round_phase(), "ada", "ben").quietly("ada", Pass)
    assert "next_person" in t.offers("fay")
    t.quietly("ben", Pass)
    assert t.session.piece.holder == "fay"
    assert "hand_on" in t.offers("fay")
    assert "next_person" not in t.offers("fay")


def test_whether_a_role_stays_with_nobody_is_asked_once(table: Lay) -> None:
    """A case that nobody gives cannot be heard."""
    t = table(case_format(), "ada", "ben", "cem", facilitator="fay").quietly("fay", NextPhase)
    asked = t.mine("fay").offers["next_phase"].confirm
    assert asked is not None
    assert asked.key == "floor.sure_unfilled"
    t.quietly("fay", GiveRole, role="case_giver", to="ada")
    assert t.mine("fay").offers["next_phase"].confirm is None


def test_the_way_is_lit_with_its_reason(table: Lay) -> None:
    """And another round stands beside it."""
    t = begun(table, round_phase(), "ada")
    assert t.mine("fay").offers["close"].lit is None
    t.quietly("ada", Pass).quietly("fay", Pass)
    lit = t.mine("fay").offers["close"].lit
    assert lit is not None
    assert lit.key == "exits.round_done"
    assert placed(t, "steer") == {"another_round", "undo"}


def test_everyone_is_in_when_nobody_is_still_arriving(table: Lay, triage: Format) -> None:
    """Seen by facilitators, stored nowhere (decision 29)."""
    t = table(triage, "ada", "ben", facilitator="fay").quietly("fay", NextPhase)
    lit = t.mine("fay", arriving=0).offers["next_phase"].lit
    assert lit is not None
    assert lit == Say("exits.few_ack", {"min": 4}), "and not that all are in, while some may come"
    lit = t.quietly("cem", Join, name="cem").mine("fay").offers["next_phase"].lit
    assert lit == Say("exits.all_ack")
    assert t.mine("fay", arriving=1).offers["next_phase"].lit is None
    figures = t.mine("fay", arriving=1).figures
    assert figures is not None
    assert figures.arriving == 1


def test_the_way_says_where_it_leads(table: Lay, triage: Format) -> None:
    """To a phase, or to the next topic."""
    t = evening(table, triage)
    label = t.mine("fay").offers["next_phase"].label
    assert (label.key, label.values) == ("buttons.next_topic", {"keyword": "trust"})
    t.quietly("fay", NextPhase)
    label = t.mine("fay").offers["next_phase"].label
    assert label.key == "buttons.next_phase"


def test_no_topic_is_promised_while_dots_are_put_on_them(table: Lay, registry: Registry) -> None:
    """Once all is shown, the topic with the most dots is named."""
    t = table(registry.formats["lean_coffee"], "ada", "ben", "cem", facilitator="fay")
    t.quietly("ada", Add, kind="topic", text="trust").quietly("ben", Add, kind="topic", text="pace")
    while t.phase != "vote":
        t.quietly("fay", NextPhase)
    t.quietly("ada", Vote, choice="i2", dots=2)
    assert t.mine("fay").offers["next_phase"].label.key == "buttons.next_phase"
    t.quietly("fay", ShowAnswers)
    label = t.mine("fay").offers["next_phase"].label
    assert (label.key, label.values) == ("buttons.next_topic", {"keyword": "pace"})


def test_jumps_lead_to_other_phases_into_a_topic_only_from_inside(
    table: Lay, triage: Format
) -> None:
    """Never back to the lobby, never where one is."""
    t = evening(table, triage)
    jumps = {name for name in t.offers("fay") if name.startswith("goto_")}
    assert not jumps & {"goto_lobby", "goto_urgency", "goto_clarify"}
    assert {"goto_keywords", "goto_closing"} <= jumps
    t.quietly("fay", NextPhase)
    assert {"goto_clarify", "goto_basket"} <= t.offers("fay")
    t.quietly("fay", GoTo, phase="basket")
    assert t.phase == "basket"


def test_only_the_lead_steers_and_the_other_may_take_the_lead(table: Lay) -> None:
    """Hold, time and people are both facilitators'."""
    t = begun(table, round_phase(), "ada")
    t.quietly("gus", ArriveToFacilitate, name="gus")
    assert "admit_gus" in placed(t, "notice")
    t.quietly("fay", Admit, person="gus")
    assert "hand_over_gus" in t.offers("fay")
    gus = t.offers("gus")
    assert {"hold", "extend", "extend_session", "take_lead", "remove_ada"} <= gus
    assert not {"next_person", "close", "undo", "hand_over_fay"} & gus
    t.quietly("gus", TakeLead)
    assert "take_lead" not in t.offers("gus")
    assert "keep_lead" in placed(t, "notice")


def test_hold_or_go_on(table: Lay) -> None:
    """One of them; a bell can be both lengthened and ended."""
    t = begun(table, round_phase(), "ada")
    assert {"hold", "resume"} & t.offers("fay") == {"hold"}
    t.quietly("ada", RingBell)
    assert {"hold", "resume"} & t.offers("fay") == {"hold", "resume"}
    t.quietly("fay", Hold)
    assert {"hold", "resume"} & t.offers("fay") == {"resume"}


@pytest.mark.parametrize("late, button", [("wait", "notice"), ("listen", "more")])
def test_who_is_late_may_be_let_in(table: Lay, late: str, button: str) -> None:
    """From outside with a notice; to a full seat behind ⋯."""
    t = begun(table, round_phase(late=late), "ada").quietly("cem", Join, name="cem")
    assert "admit_cem" in placed(t, button)


def test_seeing_somebody_out_is_asked_twice(table: Lay) -> None:
    """A grave tap."""
    t = begun(table, round_phase(), "ada")
    offer = t.mine("fay").offers["remove_ada"]
    assert offer.tone == "grave"
    assert offer.confirm is not None
    assert "remove_fay" not in t.offers("fay")


def test_the_next_date_stands_in_front_at_the_end(table: Lay) -> None:
    """Behind ⋯ before."""
    t = table(small_format(brief_phase(), round_phase()), "ada", facilitator="fay")
    assert "next_date" in placed(t, "more")
    t.quietly("fay", NextPhase)
    assert "next_date" in placed(t, "aside")


def test_those_who_part_are_not_asked_for_a_next_date(table: Lay) -> None:
    """At the end of the last session it stands behind ⋯."""
    chosen = small_format(brief_phase(), round_phase(), session_kind="last")
    t = table(chosen, "ada", facilitator="fay").quietly("fay", NextPhase)
    assert "next_date" in placed(t, "more")


def test_claims_are_confirmed_under_their_notice(table: Lay, triage: Format) -> None:
    """Yes, it is theirs."""
    first = evening(table, triage)
    items = carried_items(series_memory(first.session), Ms(START), triage)
    t = table(triage, "ada", facilitator="fay", items=items)
    assert "claim_i1" in t.offers("ada")
    t.quietly("ada", Claim, item="i1")
    assert "confirm_claim_i1" in placed(t, "notice")


def test_before_anybody_began_the_piece_may_be_given_to_each(table: Lay) -> None:
    """Afterwards to all but who is next anyway."""
    t = begun(table, round_phase(start="facilitator_pick"), "ada", "ben", "cem")
    given = {name for name in t.offers("fay") if name.startswith("give_piece")}
    assert given == {"give_piece_ada", "give_piece_ben", "give_piece_cem", "give_piece_fay"}
    t = begun(table, round_phase(), "ada", "ben", "cem")
    given = {name for name in t.offers("fay") if name.startswith("give_piece")}
    assert given == {"give_piece_cem", "give_piece_fay"}
