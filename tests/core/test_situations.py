"""A real evening: formats.md A8, played with the triage intervision as it ships."""

import pytest

from talkingpiece.core import events as e
from talkingpiece.core.commands import (
    Add,
    AddSeat,
    Admit,
    ArriveToFacilitate,
    ConfirmSeat,
    DismissNudge,
    Extend,
    Finish,
    GoTo,
    HandOn,
    Join,
    JustListen,
    Leave,
    Lose,
    NextPhase,
    Nudge,
    Object,
    OfferToLead,
    ParkTopic,
    PutFirst,
    RaiseUrgent,
    Remove,
    RestTopic,
    Return,
    SetAside,
    TapFor,
    Undo,
)
from talkingpiece.core.formats import Format
from talkingpiece.core.ids import ItemId
from talkingpiece.core.sheets import series_memory, sheet_of
from talkingpiece.errors import Code
from talkingpiece.testing.script import Lay, Playbook, after, does, refuses, sees, that


def keywords(table: Lay, triage: Format) -> Playbook:
    """Pia, Ada and Ben at the table with Fay; the round of keywords has begun."""
    laid = table(triage, "pia", "ada", "ben", facilitator="fay")
    return laid.quietly("fay", NextPhase).quietly("fay", NextPhase)


def presenting(table: Lay, triage: Format, phase: str = "present") -> Playbook:
    """Pia's topic "balance" is open, Ada's "scope" waits; the table is in *phase*."""
    laid = keywords(table, triage)
    laid.given("pia", "balance")
    laid.given("ada", "scope")
    laid.quietly("fay", NextPhase).quietly("fay", NextPhase)
    while laid.phase != phase:
        laid.quietly("fay", NextPhase)
    return laid


def topic(laid: Playbook, text: str) -> str:
    """The state of the topic with these words."""
    return next(i.state for i in laid.session.items.values() if i.text == text)


# --- the presenter ----------------------------------------------------------------------------


def test_the_clock_stops_while_the_presenter_is_away(table: Lay, triage: Format) -> None:
    """A lost presenter is waited for in quiet; back in time, the story goes on where it was."""
    laid = presenting(table, triage)
    laid >> after(minutes=1)
    (
        laid
        >> does("pia", Lose)
        << sees(e.PersonLeft, e.TimerHeld, that(e.PresenterAwaited, person="pia"))
    )
    assert "presenter_lost" in laid.mine("ben").notices
    assert "rest_topic" in laid.offers("fay")
    assert "rest_topic" not in laid.offers("ben")
    laid >> after(minutes=2)
    (
        laid
        >> does("pia", Return)
        << sees(e.PersonReturned, that(e.PresenterAwaited, person=None), e.TimerResumed, ...)
    )
    assert laid.session.clock.held is None
    assert laid.now - laid.session.clock.started == 60_000


def test_after_three_minutes_the_facilitator_is_asked(table: Lay, triage: Format) -> None:
    """The wait ends after three minutes; nothing happens by itself while somebody facilitates."""
    laid = presenting(table, triage)
    laid.quietly("pia", Lose)
    laid >> after(minutes=3) << sees(e.AwaitEnded)
    assert laid.mine("fay").notices["presenter_lost"].tone == "urgent"
    assert laid.phase == "present"


@pytest.mark.parametrize(
    "phase, minutes, state",
    [
        ("present", 1, "open"),
        ("present", 6, "parked"),
        ("clarify", 1, "parked"),
        ("react", 1, "parked"),
        ("basket", 1, "done"),
    ],
)
def test_a_topic_without_its_owner_rests(
    table: Lay, triage: Format, phase: str, minutes: int, state: str
) -> None:
    """Early in the story it returns to the list, later it is parked, in the basket it is done."""
    laid = presenting(table, triage, phase)
    laid >> after(minutes=minutes)
    laid.quietly("pia", Lose)
    laid.quietly("fay", RestTopic)
    assert topic(laid, "balance") == state
    laid.quietly("fay", Undo)
    assert (laid.phase, topic(laid, "balance")) == (phase, "now")


def test_without_anybody_who_leads_the_topic_rests_by_itself(table: Lay, triage: Format) -> None:
    """A topic is never discussed without its owner, also where nobody is left to say so."""
    laid = presenting(table, triage)
    laid.quietly("fay", Lose).quietly("pia", Lose)
    laid >> after(minutes=3) << sees(...)
    assert topic(laid, "balance") == "open"
    assert laid.phase != "present" or laid.session.presenter == "ada"


def test_while_the_presenter_is_away_people_leave_lines_for_their_sheet(
    table: Lay, triage: Format
) -> None:
    """Each person decides what goes to the owner's sheet; there it is from a peer."""
    laid = presenting(table, triage, "react")
    laid.quietly("pia", Lose)
    laid.given("ada", "It was the same for me.", kind="peer_note")
    sheet = sheet_of(laid.session, laid.session.items[ItemId("i1")].owner or "")  # type: ignore[arg-type]
    assert sheet is not None
    assert [line.text for section in sheet.sections for line in section.lines] == [
        "It was the same for me."
    ]
    assert "It was the same" not in str(laid.mine("ben")) + str(laid.view())


def test_a_presenter_may_park_their_topic(table: Lay, triage: Format) -> None:
    """No reason is asked; what follows is the protected basket in short, then the next topic."""
    laid = presenting(table, triage, "clarify")
    laid >> does("ada", ParkTopic) << refuses(Code.NOT_NOW)
    (
        laid
        >> does("pia", ParkTopic)
        << sees(that(e.ItemMoved, state="parked"), e.RoundClosed, e.ExitReached)
    )
    laid.quietly("fay", NextPhase)
    assert laid.phase == "basket"
    laid.quietly("fay", NextPhase)
    assert laid.session.presenter != "pia"
    assert "balance" in [t.text for t in series_memory(laid.session).topics]


# --- nobody leads -----------------------------------------------------------------------------


def test_somebody_holds_the_frame_when_the_only_facilitator_is_lost(
    table: Lay, triage: Format
) -> None:
    """After a minute anybody but the presenter may offer; 15 s without objection, and they lead."""
    laid = presenting(table, triage)
    laid.quietly("fay", Lose)
    laid >> does("ben", OfferToLead) << refuses(Code.NOT_NOW)
    laid >> after(seconds=60) << sees(e.LeadMissed)
    assert "offer_to_lead" in laid.offers("ben")
    assert "offer_to_lead" not in laid.offers("pia")
    laid >> does("ben", OfferToLead) << sees(that(e.LeadOffered, by="ben"))
    assert "object" in laid.offers("ada")
    laid >> after(seconds=15) << sees(that(e.LeadChanged, to="ben"))
    assert {"next_phase", "hold"} <= laid.offers("ben")
    assert not {"remove_ada", "add_seat"} & laid.offers("ben")
    laid >> does("ben", Remove, person="ada") << refuses(Code.NOT_THE_FACILITATOR)
    laid >> does("ben", Extend, minutes=5) << sees(e.TimeExtended)
    laid.quietly("ben", NextPhase)
    assert laid.phase == "clarify"


def test_one_objection_is_enough_and_names_nobody(table: Lay, triage: Format) -> None:
    """Whoever objects is not in the event, and another person may offer."""
    laid = presenting(table, triage)
    laid.quietly("fay", Lose)
    laid >> after(seconds=60) << sees(e.LeadMissed)
    laid.quietly("ben", OfferToLead)
    laid >> does("ben", Object) << refuses(Code.NOT_NOW)
    laid >> does("ada", Object) << sees(that(e.LeadOffered, by=None))
    laid >> after(seconds=30)
    assert laid.session.lead is None
    assert laid.events[-1] == e.LeadOffered(by=None, at=laid.events[-1].at)  # type: ignore[union-attr]
    laid >> does("ada", OfferToLead) << sees(e.LeadOffered)


def test_a_returning_facilitator_does_not_snatch_the_lead_back(table: Lay, triage: Format) -> None:
    """The acting facilitator hands over, or ten seconds pass without an answer."""
    laid = presenting(table, triage)
    laid.quietly("fay", Lose)
    laid >> after(seconds=60) << sees(e.LeadMissed)
    laid.quietly("ben", OfferToLead)
    laid >> after(seconds=15) << sees(e.LeadChanged)
    laid.quietly("fay", Return)
    assert laid.session.lead == "ben"
    assert "take_lead" in laid.offers("fay")
    assert "hand_over_fay" in laid.offers("ben")


# --- urgent topics ----------------------------------------------------------------------------


def test_an_urgent_topic_reaches_facilitators_only(table: Lay, triage: Format) -> None:
    """Nobody else sees it, and nothing is interrupted; its author knows that it has arrived."""
    laid = presenting(table, triage)
    laid >> does("ben", RaiseUrgent, text="resignation") << sees(that(e.ItemAdded))
    assert "resignation" in str(laid.mine("fay"))
    for other in ("pia", "ada"):
        assert "resignation" not in str(laid.mine(other)) + str(laid.view())
    assert any(key.startswith("received_") for key in laid.mine("ben").notices)
    laid >> does("ben", RaiseUrgent, text="again") << refuses(Code.NOT_NOW)
    assert laid.phase == "present"


def test_an_urgent_topic_comes_next_when_the_facilitator_says_so(
    table: Lay, triage: Format
) -> None:
    """It enters the list directly after the running topic (B0)."""
    laid = presenting(table, triage)
    laid.quietly("ben", RaiseUrgent, text="resignation")
    item = max(laid.session.items)
    laid >> does("ada", PutFirst, item=item) << refuses(Code.NOT_THE_FACILITATOR)
    laid >> does("fay", PutFirst, item=item) << sees(e.ItemMoved, e.ItemAdded)
    laid >> does("fay", SetAside, item=item) << refuses(Code.NO_SUCH_ITEM)
    laid.quietly("pia", Finish)
    while laid.session.presenter == "pia":
        laid.quietly("fay", NextPhase)
    assert laid.session.presenter == "ben"
    assert topic(laid, "scope") == "open"


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


# --- numbers and time -------------------------------------------------------------------------


def test_too_few_too_many_and_the_end_are_told_to_facilitators_only(
    table: Lay, triage: Format
) -> None:
    """They are told; nothing is decided and nothing ends by itself."""
    laid = table(triage, "ada", facilitator="fay")
    assert "below_min" not in laid.mine("fay").notices
    laid >> after(minutes=5) << sees(...)
    assert "below_min" in laid.mine("fay").notices
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
