"""What people are told, and who alone is told it: hints, numbers, the end of the time (A8)."""

from tests.core.evening import keywords, presenting

from talkingpiece.core import events as e
from talkingpiece.core.commands import (
    Admit,
    ArriveToFacilitate,
    DismissNudge,
    GoTo,
    HandOn,
    Join,
    JustListen,
    Leave,
    Lose,
    Nudge,
)
from talkingpiece.core.formats import Format
from talkingpiece.errors import Code
from talkingpiece.testing.script import Lay, after, does, refuses, sees, that

# --- hints ------------------------------------------------------------------------------------


def test_a_hint_is_seen_by_one_person_and_vanishes_with_a_tap(table: Lay, triage: Format) -> None:
    """A wrong hint disappears like a right one: nobody learns which it was."""
    laid = presenting(table, triage, "clarify")
    holder = laid.holder or ""
    assert "nudge_as_question" in laid.offers("fay")
    laid >> does("ada", Nudge, to="ben", card="advice") << refuses(Code.NOT_THE_FACILITATOR)
    laid >> does("fay", Nudge, to=holder, card="as_question") << sees(e.Nudged)
    assert laid.mine(holder).notices["nudge"].say.key == "nudges.as_question"
    others = {"pia", "ada", "ben", "fay"} - {holder}
    assert not any("nudge" in laid.mine(other).notices for other in others)
    assert "nudges." not in str(laid.view())
    laid >> does(holder, DismissNudge) << sees(that(e.Nudged, card=""))
    assert "nudge" not in laid.mine(holder).notices
    laid >> does(holder, DismissNudge) << refuses(Code.NOT_NOW)


def test_a_hint_ends_with_the_turn(table: Lay, triage: Format) -> None:
    """What was meant for one moment does not outlive it."""
    laid = presenting(table, triage, "clarify")
    holder = laid.holder or ""
    laid.quietly("fay", Nudge, to=holder, card="time")
    laid.quietly(holder, HandOn)
    assert laid.session.nudge is None


# --- numbers and time -------------------------------------------------------------------------


def test_who_was_enough_and_is_not_now_moves_no_date(table: Lay, triage: Format) -> None:
    """In mid-session it is asked whether to go on, not when to meet (A8)."""
    laid = table(triage, "ada", "ben", "cem", facilitator="fay")
    laid >> after(minutes=20) << sees(...)
    assert "below_min" not in laid.mine("fay").notices
    laid.quietly("cem", Leave)
    assert laid.mine("fay").notices["below_min"].say.key == "situations.fewer_now"


def test_too_few_too_many_and_the_end_are_told_to_facilitators_only(
    table: Lay, triage: Format
) -> None:
    """They are told; nothing is decided and nothing ends by itself."""
    laid = table(triage, "ada", facilitator="fay")
    assert "below_min" not in laid.mine("fay").notices
    laid >> after(minutes=5) << sees(...)
    assert laid.mine("fay").notices["below_min"].say.key == "situations.below_min"
    for number in range(8):
        laid.quietly(f"p{number}", Join, name=f"p{number}")
    assert "too_many" in laid.mine("fay").notices
    laid >> after(minutes=105)
    assert "ends_soon" in laid.mine("fay").notices
    laid >> after(minutes=11)
    assert "time_over" in laid.mine("fay").notices
    assert not {"too_many", "time_over"} & set(laid.mine("ada").notices)
    assert laid.session.closed is None


def test_a_second_facilitator_leads_at_once_when_the_lead_is_lost(
    table: Lay, triage: Format
) -> None:
    """Then nobody is missing: no one is asked to hold the frame."""
    laid = keywords(table, triage)
    laid.quietly("gus", ArriveToFacilitate, name="gus")
    laid.quietly("fay", Admit, person="gus")
    laid.quietly("fay", Lose)
    assert laid.session.lead == "gus"
    assert laid.session.leaderless is None


def test_a_jump_still_works_while_a_presenter_is_away(table: Lay, triage: Format) -> None:
    """The facilitator may go anywhere; nobody is awaited there."""
    laid = presenting(table, triage)
    laid.quietly("pia", Leave)
    laid.quietly("fay", GoTo, phase="closing")
    assert laid.session.awaited is None
    assert laid.session.clock.held is None
    laid >> does("ada", JustListen) << sees(...)
