"""The buttons of a person: what may be done now, and where it stands."""

from typing import Any

import pytest

from talkingpiece.core.commands import (
    Add,
    ComeBackLater,
    Edit,
    Finish,
    Flag,
    JustListen,
    Keep,
    Leave,
    NextPhase,
    Pass,
    Speak,
    Withdraw,
)
from talkingpiece.core.formats import Format
from talkingpiece.core.options import TurnItems
from talkingpiece.testing.script import Lay, Playbook
from talkingpiece.testing.small import begun, brief_phase, passes_phase, round_phase, small_format

ALWAYS = {"add_private_note", "bell", "leave"}
UNUSUAL = {"raise_urgent", "park_topic", "more_time"}
"""Stand behind ⋯ for what is unusual; tested beside the situations they are for."""
IN_A_ROUND = ALWAYS | {"just_listen"}
PEOPLE = ("ada", "ben", "cem")


def evening(table: Lay, triage: Format, phase: str) -> Playbook:
    """A triage table in *phase*: ada's topic first, then ben's."""
    t: Playbook = table(triage, *PEOPLE, facilitator="fay")
    t.quietly("fay", NextPhase).quietly("fay", NextPhase)
    t.quietly("fay", Add, kind="keyword", text="trust", owner="ada")
    t.quietly("fay", Add, kind="keyword", text="pace", owner="ben")
    while t.phase != phase:
        t.quietly("fay", NextPhase)
    return t


def usual(t: Playbook, who: str) -> set[str]:
    """The buttons of *who*, without those for unusual moments."""
    return set(t.offers(who)) - UNUSUAL


def test_a_turn_offers_speak_and_pass_and_small_beside_them_later(table: Lay) -> None:
    """Two equal buttons; "done" and "come back" are small (panel.md)."""
    t = begun(table, round_phase(), "ada", "ben")
    offers = t.mine("ada").offers
    assert usual(t, "ada") == ALWAYS | {"speak", "pass", "hand_on", "later"}
    assert {name for name, one in offers.items() if one.place == "turn"} == {"speak", "pass"}
    assert {name for name, one in offers.items() if one.opens_mic} == {"speak"}
    assert offers["pass"].command == {"do": "pass"}


def test_who_speaks_has_one_button(table: Lay) -> None:
    """Hand on."""
    t = begun(table, round_phase(), "ada", "ben").quietly("ada", Speak)
    assert usual(t, "ada") == ALWAYS | {"hand_on"}


def test_later_is_offered_once_and_while_others_come(table: Lay) -> None:
    """To come back after oneself makes no sense."""
    t = begun(table, round_phase(), "ada", "ben").quietly("ada", ComeBackLater)
    assert "later" in t.offers("ben")
    t.quietly("ben", ComeBackLater).quietly("fay", ComeBackLater)
    assert t.holder == "ada"
    assert "later" not in t.offers("ada")


def test_a_round_without_passes_offers_none(table: Lay) -> None:
    """The declaration says so."""
    t = begun(table, round_phase(pass_=False), "ada")
    assert "pass" not in t.offers("ada")


def test_listeners_have_nothing_to_do_and_may_sit_out(table: Lay) -> None:
    """And come back with the same button."""
    t = begun(table, round_phase(), "ada", "ben")
    assert usual(t, "ben") == IN_A_ROUND
    assert t.mine("ben").offers["just_listen"].command == {"do": "just_listen", "on": True}


def test_whom_a_round_is_not_for_has_nothing_to_sit_out(table: Lay) -> None:
    """A facilitator outside the circle; whoever just listens can always come back."""
    outside = round_phase(facilitator_turn="none")
    t = begun(table, outside, "ada", "ben")
    assert "fay" not in t.session.piece.order
    assert "just_listen" not in t.offers("fay")
    t.quietly("ben", JustListen)
    assert t.mine("ben").offers["just_listen"].command == {"do": "just_listen", "on": False}


def test_whoever_had_the_only_turn_has_nothing_to_sit_out(table: Lay) -> None:
    """In a round that goes on, another turn may come."""
    t = begun(table, round_phase(), "ada", "ben").quietly("ada", Pass)
    assert "just_listen" not in t.offers("ada")
    again = begun(table, round_phase(repeat="until_all_pass"), "ada", "ben").quietly("ada", Pass)
    assert "just_listen" in again.offers("ada")


def test_a_round_that_waits_offers_to_begin(table: Lay) -> None:
    """To everybody in it."""
    t = begun(table, round_phase(start="volunteer"), "ada", "ben")
    assert "volunteer" in t.offers("ada") & t.offers("ben") & t.offers("fay")


@pytest.mark.parametrize(
    "phase, who, offers",
    [
        ("lobby", "ada", ALWAYS),
        ("keywords", "ada", ALWAYS | {"speak", "pass", "hand_on", "later", "add_keyword"}),
        ("present", "ada", ALWAYS | {"speak", "finish", "add_next_action"}),
        ("present", "ben", ALWAYS),
        ("clarify", "ada", ALWAYS | {"answered", "decline", "enough"}),
        ("react", "cem", IN_A_ROUND | {"same_here"}),
        ("react", "ada", ALWAYS),
        ("basket", "ada", ALWAYS | {"speak", "finish", "add_takeaway", "add_next_action"}),
        ("closing", "cem", IN_A_ROUND),
    ],
)
def test_a_triage_evening_offers(
    table: Lay, triage: Format, phase: str, who: str, offers: set[str]
) -> None:
    """In each phase what it is about, and nothing else; items apart."""
    t: Playbook
    if phase in ("lobby", "keywords"):
        t = table(triage, *PEOPLE, facilitator="fay")
        while t.phase != phase:
            t.quietly("fay", NextPhase)
    else:
        t = evening(table, triage, phase)
    found = {name for name, one in t.mine(who).offers.items() if one.place != "item"}
    assert found - UNUSUAL == offers


def test_a_word_is_typed_into_one_field(table: Lay, triage: Format) -> None:
    """As long as the list allows; notes are longer."""
    t = table(triage, *PEOPLE, facilitator="fay")
    t.quietly("fay", NextPhase).quietly("fay", NextPhase)
    offers = t.mine("ada").offers
    (field,) = offers["add_keyword"].fields
    assert (field.name, field.kind, field.max) == ("text", "line", 40)
    (field,) = offers["add_private_note"].fields
    assert (field.kind, field.max) == ("text", 2000)


def test_a_facilitator_may_write_down_what_the_holder_says(table: Lay, triage: Format) -> None:
    """For the holder of the moment, not for oneself."""
    t = table(triage, "ada", facilitator="fay")
    t.quietly("fay", NextPhase).quietly("fay", NextPhase)
    offer = t.mine("fay").offers["scribe_keyword"]
    assert offer.command == {"do": "add", "kind": "keyword", "owner": "ada"}
    t.given("ada", "trust")
    assert t.holder == "fay"
    assert "scribe_keyword" not in t.offers("fay")


def of_item(t: Playbook, who: str, item: str) -> set[str]:
    """What *who* may do with an item, without its number."""
    offers = t.mine(who).offers.values()
    return {str(one.command["do"]) for one in offers if one.item == item}


@pytest.mark.parametrize(
    "phase, who, can",
    [
        ("urgency", "ben", {"add", "flag", "keep", "withdraw"}),  # add: what is hoped for
        ("urgency", "fay", {"flag", "keep"}),
        ("urgency", "ada", set()),
        ("react", "ben", {"withdraw"}),
    ],
)
def test_what_may_be_done_with_a_topic(
    table: Lay, triage: Format, phase: str, who: str, can: set[str]
) -> None:
    """By its owner, or a facilitator in their place, as the phase says."""
    assert of_item(evening(table, triage, phase), who, "i2") == can


def test_taps_on_an_item_are_undone_with_it(table: Lay, triage: Format) -> None:
    """Urgent and not; kept, withdrawn, and put back."""
    t = evening(table, triage, "urgency").quietly("ben", Flag, item="i2")
    assert t.mine("ben").offers["flag_i2"].command == {"do": "flag", "item": "i2", "on": False}
    t.quietly("ben", Keep, item="i2")
    assert "restore" in of_item(t, "ben", "i2")
    t.quietly("ada", Withdraw, item="i1")
    assert of_item(t, "ada", "i1") == {"restore"}


def test_a_slip_of_the_pen_can_be_mended_in_its_phase(table: Lay, triage: Format) -> None:
    """Later where the phase asks for new words; those of the item stand in the field."""
    t = table(triage, *PEOPLE, facilitator="fay")
    t.quietly("fay", NextPhase).quietly("fay", NextPhase)
    t.given("ada", "turst")
    offer = t.mine("ada").offers["edit_i1"]
    assert offer.fields[0].of == "i1"
    t.quietly("ada", Edit, item="i1", text="trust").quietly("fay", NextPhase)
    assert "edit_i1" not in t.offers("ada")
    note = t.given("ada", "hm", kind="private_note")
    assert f"edit_{note}" in t.offers("ada")


def test_after_the_end_one_may_still_note_for_oneself(table: Lay) -> None:
    """And nothing else."""
    t = table(small_format(brief_phase()), "ada", facilitator="fay").quietly("fay", NextPhase)
    note = t.given("ada", "hm", kind="private_note")
    assert t.offers("ada") == {"add_private_note", f"edit_{note}", f"withdraw_{note}"}


def test_who_is_away_or_outside_has_no_buttons(table: Lay) -> None:
    """There is nobody to press them."""
    t = begun(table, round_phase(), "ada", "ben").quietly("ben", Leave)
    assert t.offers("ben") == frozenset()


def test_finishing_a_talk_leaves_nothing_to_finish(table: Lay, triage: Format) -> None:
    """The button goes with the turn."""
    t = evening(table, triage, "present").quietly("ada", Finish)
    assert not {"finish", "speak"} & t.offers("ada")


def test_two_words_in_one_turn(table: Lay) -> None:
    """As many as the declaration says; then the turn is over."""
    items: Any = TurnItems(kind="word", max=2)
    t = begun(table, passes_phase(items=items), "ada")
    assert "hand_on" in t.offers("ada")
