"""A real evening: formats.md A8, played with the triage intervision as it ships."""

import pytest
from tests.core.evening import presenting, topic

from talkingpiece.core import events as e
from talkingpiece.core.commands import (
    Extend,
    Finish,
    Lose,
    NextPhase,
    Object,
    OfferToLead,
    ParkTopic,
    PutFirst,
    RaiseUrgent,
    Remove,
    RestTopic,
    Return,
    SetAside,
    Undo,
)
from talkingpiece.core.formats import Format
from talkingpiece.core.ids import ItemId
from talkingpiece.core.sheets import series_memory, sheet_of
from talkingpiece.errors import Code
from talkingpiece.testing.script import Lay, after, does, refuses, sees, that

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
    "left, waits, told",
    [(60, 180, 3), (10, 120, 2), (8.25, 30, 1), (8, 180, 3)],
)
def test_the_wait_does_not_eat_the_time_kept_for_the_end(
    table: Lay, triage: Format, left: float, waits: int, told: int
) -> None:
    """Eight minutes are kept; half a minute is waited at the least, and all when none are left."""
    laid = presenting(table, triage, "basket")
    laid >> after(seconds=(laid.session.plan.end - laid.now) / 1000 - left * 60) << sees(...)
    laid.quietly("pia", Lose)
    notice = laid.mine("ben").notices["presenter_lost"]
    assert notice.say.values["min"] == told
    laid >> after(seconds=waits - 1) << sees()
    laid >> after(seconds=1) << sees(e.AwaitEnded)


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
