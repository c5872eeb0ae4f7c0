"""Who is at the table: seats without widget, and seats that are given back (A3.9)."""

from tests.core.evening import keywords, presenting

from talkingpiece.core import events as e
from talkingpiece.core.commands import (
    Add,
    AddSeat,
    ArriveToFacilitate,
    ConfirmSeat,
    HandOn,
    Join,
    Lose,
    TapFor,
)
from talkingpiece.core.formats import Format
from talkingpiece.errors import Code
from talkingpiece.testing.script import Lay, does, refuses, sees, that

# --- seats ------------------------------------------------------------------------------------


def test_a_facilitator_taps_for_somebody_on_the_phone(table: Lay, triage: Format) -> None:
    """A seat without widget sits in the ring like any other, and is tapped for what it says."""
    laid = keywords(table, triage)
    laid >> does("fay", AddSeat, name="Otto") << sees(e.PersonJoined, e.TurnAwaited)
    seat = laid.session.ring[-1]
    assert laid.view().people[seat].phone
    while laid.holder != seat:
        laid.quietly(laid.holder or "", HandOn)
    assert {"pass_for", "hand_on_for", "come_back_later_for"} <= laid.offers("fay")
    laid >> does("ada", TapFor, person=seat, tap="pass") << refuses(Code.NOT_THE_FACILITATOR)
    laid >> does("fay", TapFor, person="ada", tap="pass") << refuses(Code.NOT_YOUR_TURN)
    laid >> does("fay", TapFor, person=seat, tap="pass") << sees(that(e.TurnPassed, by=seat), ...)


def test_a_word_said_on_the_phone_is_written_down_by_a_facilitator(
    table: Lay, triage: Format
) -> None:
    """The word belongs to whoever said it, and their turn is over."""
    laid = keywords(table, triage)
    laid.quietly("fay", AddSeat, name="Otto")
    seat = laid.session.ring[-1]
    while laid.holder != seat:
        laid.quietly(laid.holder or "", HandOn)
    (
        laid
        >> does("fay", Add, kind="keyword", text="budget", owner=seat)
        << sees(e.ItemAdded, that(e.TurnEnded, by=seat), ...)
    )


def test_yes_that_is_noor(table: Lay, triage: Format) -> None:
    """Somebody who comes back without their token gets seat, turn and topic again."""
    laid = presenting(table, triage)
    laid.quietly("pia", Lose)
    laid.quietly("new", Join, name="Pia")
    assert "confirm_seat_new" in laid.offers("fay")
    laid >> does("ben", ConfirmSeat, person="new", seat="pia") << refuses(Code.NOT_THE_FACILITATOR)
    laid >> does("fay", ConfirmSeat, person="new", seat="ada") << refuses(Code.NO_SUCH_PERSON)
    (
        laid
        >> does("fay", ConfirmSeat, person="new", seat="pia")
        << sees(that(e.PersonLeft, person="new"), that(e.PersonReturned, person="pia"), ...)
    )
    assert laid.session.people["pia"].here
    assert laid.session.presenter == "pia"


def test_a_facilitator_who_comes_back_without_their_token_says_so_themselves(
    table: Lay, triage: Format
) -> None:
    """Everybody's battery was empty, and the link is all that is left: seat and lead come back."""
    laid = presenting(table, triage)
    laid.quietly("fay", Lose)
    laid.quietly("anew", ArriveToFacilitate, name="Fay")
    assert laid.session.lead == "anew"
    assert "confirm_seat_anew" in laid.offers("anew")
    assert laid.mine("anew").notices["seat_anew"].say.key == "situations.was_it_you"
    laid.quietly("anew", ConfirmSeat, person="anew", seat="fay")
    assert laid.session.lead == "fay"
    assert laid.session.people["fay"].here
    assert not laid.session.people["anew"].here
    assert not laid.session.lead_wish


def test_nobody_takes_a_facilitators_seat_with_an_invitation(table: Lay, triage: Format) -> None:
    laid = presenting(table, triage)
    laid.quietly("fay", Lose)
    laid.quietly("gus", ArriveToFacilitate, name="Gus").quietly("new", Join, name="Fay")
    assert "confirm_seat_new" not in laid.offers("gus")
    laid >> does("gus", ConfirmSeat, person="new", seat="fay") << refuses(Code.NO_SUCH_PERSON)
