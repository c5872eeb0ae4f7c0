"""Steps, and who leads (formats.md A2, decision 11)."""

import pytest
from tests.core.steered import begun

from talkingpiece.core.commands import (
    Add,
    Admit,
    AnotherRound,
    ArriveToFacilitate,
    Close,
    GivePiece,
    GoTo,
    HandOver,
    Join,
    KeepLead,
    Leave,
    Lose,
    NextPerson,
    NextPhase,
    Return,
    TakeLead,
    Undo,
)
from talkingpiece.core.events import (
    Admitted,
    Closed,
    ItemMoved,
    LeadAsked,
    LeadChanged,
    PersonLeft,
    PersonReturned,
    PhaseEntered,
    PhaseLeft,
    PieceGiven,
    Steered,
    TurnEnded,
)
from talkingpiece.errors import Code
from talkingpiece.testing.script import Lay, after, does, refuses, sees, that


def test_two_taps_made_for_the_same_step_are_one_step(table: Lay) -> None:
    """Two facilitators, or one who taps twice, within the time a screen needs."""
    t = begun(table)
    step = t.session.step
    t >> does("fay", NextPerson, step=step) << sees(Steered, TurnEnded, PieceGiven)
    t >> does("fay", NextPerson, step=step) << refuses(Code.ALREADY_MOVED)
    t >> does("fay", NextPerson, step=step + 2) << refuses(Code.ALREADY_MOVED)


STEERING = [NextPerson, NextPhase, AnotherRound, Undo, Close]


@pytest.mark.parametrize("command", STEERING)
def test_only_facilitators_steer(table: Lay, command: type) -> None:
    """Others do not even learn whether the step was right."""
    t = begun(table)
    t >> does("ada", command, step=99) << refuses(Code.NOT_THE_FACILITATOR)


@pytest.mark.parametrize("command", STEERING)
def test_the_other_facilitator_hears_who_leads(table: Lay, command: type) -> None:
    """A2: a second "advance" is refused with "{name} leads"."""
    t = begun(table, co=True)
    t >> does("gus", command) << refuses(Code.NAME_LEADS, name="fay")


def test_after_the_last_phase_going_on_is_closing(table: Lay) -> None:
    """There is always a way on; at the end it is the end."""
    t = begun(table)
    t >> does("fay", GoTo, phase="closing") << sees(...)
    t >> does("fay", NextPhase) << sees(..., Closed)


def test_going_to_a_phase_that_is_not_there(table: Lay) -> None:
    """Nothing happens; the undo of the step before is kept."""
    t = begun(table)
    t >> does("fay", GoTo, phase="nowhere") << refuses(Code.NO_SUCH_PHASE)
    assert t.session.undo is not None


def test_a_jump_into_a_topic_needs_the_topic_and_its_owner(table: Lay) -> None:
    """A topic is never discussed without its owner (A8)."""
    t = begun(table)
    t >> does("fay", GoTo, phase="react") << refuses(Code.NO_SUCH_ITEM)
    t >> does("fay", GoTo, phase="react", item="i9") << refuses(Code.NO_SUCH_ITEM)
    t.quietly("ben", Leave)
    t >> does("fay", GoTo, phase="react", item="i2") << refuses(Code.NO_SUCH_PERSON)
    (
        t
        >> does("fay", GoTo, phase="react", item="i1")
        << sees(Steered, PhaseLeft, that(ItemMoved, item="i1", state="now"), PhaseEntered, ...)
    )
    assert t.session.presenter == "ada"


def test_handing_over_is_one_tap_and_immediate(table: Lay) -> None:
    """From the lead, to another facilitator who is here."""
    t = begun(table, co=True)
    t >> does("gus", HandOver, to="gus") << refuses(Code.NAME_LEADS, name="fay")
    for wrong in ("ada", "fay", "zoe"):
        t >> does("fay", HandOver, to=wrong) << refuses(Code.NO_SUCH_PERSON)
    t >> does("fay", HandOver, to="gus") << sees(that(LeadChanged, to="gus"))
    t >> does("fay", NextPerson) << refuses(Code.NAME_LEADS, name="gus")
    t >> does("gus", NextPerson) << sees(Steered, ...)


def test_the_lead_passes_after_ten_seconds_without_an_answer(table: Lay) -> None:
    """Not earlier, and once."""
    t = begun(table, co=True)
    t >> does("gus", TakeLead) << sees(that(LeadAsked, by="gus"))
    t >> does("gus", TakeLead) << refuses(Code.NOT_NOW)
    assert "keep_lead" in t.offers("fay")
    t >> after(seconds=9.999)
    t >> after(seconds=0.001) << sees(that(LeadChanged, to="gus"))


def test_the_lead_may_go_on_leading(table: Lay) -> None:
    """One tap answers; asking again is possible."""
    t = begun(table, co=True)
    t >> does("fay", KeepLead) << refuses(Code.NOT_NOW)
    t.quietly("gus", TakeLead)
    t >> does("gus", KeepLead) << refuses(Code.NOT_NOW)
    t >> does("fay", KeepLead) << sees(that(LeadAsked, by=None))
    t >> after(minutes=1)
    t >> does("gus", TakeLead) << sees(LeadAsked)


def test_when_the_lead_is_lost_the_other_leads_at_once(table: Lay) -> None:
    """No snatching back on the return (A8); nobody there: who comes back leads."""
    t = begun(table, co=True)
    t.quietly("gus", TakeLead)
    t >> does("fay", Lose) << sees(PersonLeft, that(LeadChanged, to="gus"))
    t >> does("fay", Return) << sees(PersonReturned)
    assert t.session.lead == "gus"
    t.quietly("fay", Leave)
    t >> does("gus", Lose) << sees(PersonLeft, that(LeadChanged, to=None))
    t >> does("fay", Return) << sees(PersonReturned, that(LeadChanged, to="fay"), ...)
    t >> does("fay", TakeLead) << refuses(Code.NOT_NOW)


def test_a_wish_to_lead_goes_with_who_wished(table: Lay) -> None:
    """Nobody gets the lead while away."""
    t = begun(table, co=True)
    t.quietly("gus", TakeLead)
    t >> does("gus", Leave) << sees(PersonLeft, that(LeadAsked, by=None), ...)
    t >> after(minutes=1)
    assert t.session.lead == "fay"


def test_who_waits_outside_is_admitted_to_a_full_seat(table: Lay) -> None:
    """During a story one waits; a facilitator may decide otherwise."""
    t = begun(table)
    t.quietly("fay", NextPhase).quietly("cem", Join, name="cem")
    assert t.session.people["cem"].late == "wait"
    t >> does("cem", Add, kind="private_note", text="x") << refuses(Code.WAITING)
    t >> does("fay", Admit, person="cem") << sees(that(Admitted, person="cem", late="join"))
    t >> does("fay", Admit, person="cem") << refuses(Code.NOT_NOW)
    t >> does("fay", Admit, person="zoe") << refuses(Code.NO_SUCH_PERSON)


def test_only_the_lead_says_yes_to_another_facilitator(table: Lay) -> None:
    """Decision 16; until then they are a participant."""
    t = begun(table, co=True)
    t.quietly("hal", ArriveToFacilitate, name="hal")
    assert t.session.people["hal"].role == "participant"
    t >> does("gus", Admit, person="hal") << refuses(Code.NAME_LEADS, name="fay")
    t >> does("fay", Admit, person="hal") << sees(that(Admitted, role="facilitator"), ...)
    assert not t.session.people["hal"].asks_to_facilitate


def test_a_piece_may_be_given_only_in_a_round(table: Lay) -> None:
    """Elsewhere there is nothing to give."""
    t = begun(table)
    t.quietly("fay", NextPhase)
    for command, fields in ((GivePiece, {"to": "ben"}), (NextPerson, {}), (AnotherRound, {})):
        t >> does("fay", command, **fields) << refuses(Code.NOT_NOW)


def test_closing_in_mid_topic_keeps_what_was_not_reached(table: Lay) -> None:
    """A story that was begun and no more goes back to its list."""
    t = begun(table)
    t.quietly("fay", NextPhase)
    t >> does("fay", Close) << sees(that(ItemMoved, item="i1", state="open"), PhaseLeft, Closed)
    t >> does("fay", NextPhase) << refuses(Code.ALREADY_CLOSED)


@pytest.mark.parametrize("phases, state", [(1, "open"), (2, "parked"), (3, "done")])
def test_where_a_topic_is_left_says_what_becomes_of_it(table: Lay, phases: int, state: str) -> None:
    """Told only: back on its list; begun: it rests; in its last phase: done."""
    t = begun(table)
    for _ in range(phases):
        t.quietly("fay", NextPhase)
    t.quietly("fay", Close)
    assert t.session.items["i1"].state == state
