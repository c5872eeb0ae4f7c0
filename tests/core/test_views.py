"""What a screen shows: everybody the same, and each person their own (decisions 14, 19, 21)."""

import msgspec
import pytest

from talkingpiece.core.commands import (
    Add,
    ArriveToFacilitate,
    ComeBackLater,
    Flag,
    GoTo,
    HandOn,
    Hold,
    Join,
    JustListen,
    Leave,
    Lose,
    NextPhase,
    Pass,
    RingBell,
    SameHere,
    Withdraw,
)
from talkingpiece.core.formats import Collected, Format
from talkingpiece.testing.script import Lay, Playbook, after, sees
from talkingpiece.testing.small import OPEN_KEYWORD, brief_phase, round_phase, small_format

PEOPLE = ("ada", "ben", "cem")


def evening(table: Lay, triage: Format, phase: str) -> Playbook:
    """A triage table in *phase*; ada's topic is the first, ben has one too."""
    t: Playbook = table(triage, *PEOPLE, facilitator="fay")
    t.quietly("fay", NextPhase).quietly("fay", NextPhase)
    t.quietly("fay", Add, kind="keyword", text="trust", owner="ada")
    t.quietly("fay", Add, kind="keyword", text="pace", owner="ben")
    while t.phase != phase:
        t.quietly("fay", NextPhase)
    return t


def test_everybody_sees_one_circle(table: Lay, triage: Format) -> None:
    """Order, holder, who is next, and one mark for spoke and passed alike."""
    seen = []
    for tap in (HandOn, Pass):
        t = evening(table, triage, "react")
        assert t.holder == "ben"
        seen.append(t.quietly("ben", tap).view().piece)
    spoke, passed = (msgspec.structs.replace(piece, since=None) for piece in seen)
    assert spoke == passed
    assert (spoke.order, spoke.holder, spoke.next) == (("ben", "cem", "fay"), "cem", "fay")
    assert spoke.had == {"ben": True}


def test_what_is_done_stands_below_what_people_work_on(table: Lay, triage: Format) -> None:
    """At the end they look at the words that remain; elsewhere the list keeps its order."""
    t = evening(table, triage, "breath")
    assert t.view().lists["topics"] == ("i1", "i2")
    t.quietly("fay", GoTo, phase="carry_over")
    assert t.view().lists["topics"] == ("i2", "i1")
    t.quietly("fay", NextPhase)
    assert t.view().lists["topics"] == ("i1", "i2")


def test_later_is_no_mark(table: Lay, triage: Format) -> None:
    """Whoever comes back later has not had a turn."""
    t = evening(table, triage, "react").quietly("ben", ComeBackLater)
    assert t.view().piece.had == {}


def test_a_view_holds_no_null(table: Lay, triage: Format) -> None:
    """It travels as a merge patch, in which null would mean "gone"."""
    for phase in ("lobby", "keywords", "urgency", "present", "clarify", "react", "basket"):
        t = evening(table, triage, phase) if phase != "lobby" else table(triage, "ada")
        assert b"null" not in msgspec.json.encode(t.view())
        for person in t.session.people:
            assert b"null" not in msgspec.json.encode(t.mine(person))


PRIVATE = {
    "me": Collected(kind="word", by="everyone", sees="me", keep="personal"),
    "owner": Collected(kind="word", by="everyone", sees="owner", keep="personal"),
    "facilitators": Collected(kind="word", by="everyone", sees="facilitators", keep="session"),
    "group_on_reveal": Collected(kind="word", by="everyone", sees="group_on_reveal", keep="none"),
    "group_anon": Collected(kind="word", by="everyone", sees="group_anon", keep="session"),
    "group": Collected(kind="word", by="everyone", sees="group", keep="session"),
}


@pytest.mark.parametrize(
    "label, seen_by",
    [
        ("me", "ada"),
        ("owner", "ada"),
        ("facilitators", "ada fay"),
        ("group_on_reveal", "ada"),
        ("group_anon", "ada ben fay"),
        ("group", "ada ben fay"),
    ],
)
def test_labels_decide_who_sees_an_item(table: Lay, label: str, seen_by: str) -> None:
    """Never the format (decision 19)."""
    t = table(small_format(brief_phase(collect=(PRIVATE[label],))), "ada", "ben", facilitator="fay")
    t.given("ada", "canary", kind="word")
    everybody = "canary" in str(t.view())
    sees_it = {p for p in t.session.people if everybody or "canary" in str(t.mine(p))}
    assert sees_it == set(seen_by.split())
    owner = t.view().items["i1"].owner if everybody else ""
    assert owner == ("ada" if label == "group" else "")


def test_what_is_for_the_topic_s_owner_reaches_them(table: Lay, triage: Format) -> None:
    """Takeaways are the presenter's, and nobody else's."""
    t = evening(table, triage, "basket")
    t.given("ada", "canary", kind="takeaway")
    assert "canary" not in str(t.view())
    assert [p for p in t.session.people if "canary" in str(t.mine(p))] == ["ada"]


def test_a_withdrawn_word_is_seen_by_its_owner_only(table: Lay, triage: Format) -> None:
    """So that it can be put back."""
    t = evening(table, triage, "urgency").quietly("ben", Withdraw, item="i2")
    assert "i2" not in t.view().items
    assert "i2" in t.mine("ben").items
    assert "i2" not in t.mine("ada").items


def test_who_waits_outside_is_not_shown_and_is_shown_nothing(table: Lay, triage: Format) -> None:
    """The door is closed both ways; facilitators see who waits."""
    t = evening(table, triage, "present").quietly("dua", Join, name="dua")
    assert "dua" not in t.view().people
    dua = t.mine("dua")
    assert (dua.waiting, dua.offers, dua.items) == (True, {}, {})
    assert "wait" in dua.notices
    figures = t.mine("fay").figures
    assert figures is not None
    assert figures.waiting == ("dua",)
    assert t.mine("ada").figures is None


def test_people_are_shown_as_they_are(table: Lay, triage: Format) -> None:
    """Facilitator and lead, presenter, away, listening, late."""
    t = evening(table, triage, "clarify")
    t.quietly("gus", ArriveToFacilitate, name="gus")
    t.quietly("ben", JustListen).quietly("cem", Leave)
    people = t.view().people
    assert (people["fay"].facilitator, people["fay"].lead) == (True, True)
    assert people["ada"].roles == ("presenter",)
    assert people["ben"].listening
    assert not people["cem"].here
    assert people["gus"].late


def test_my_turn_is_said_in_one_word(table: Lay, triage: Format) -> None:
    """Speaker, presenter, next, listener; before a round nothing."""
    t = evening(table, triage, "clarify")
    turns = {person: t.mine(person).turn for person in t.session.people}
    assert turns == {"ada": "presenter", "ben": "speaker", "cem": "next", "fay": "listener"}
    assert evening(table, triage, "urgency").mine("ada").turn == ""


def test_steps_say_where_the_evening_is(table: Lay, triage: Format) -> None:
    """Done, now, to come; the optional one that is off is not there."""
    steps = evening(table, triage, "clarify").view().steps
    states = {step.id: step.state for step in steps}
    assert "follow_up" not in states
    assert (states["keywords"], states["clarify"], states["basket"]) == ("done", "now", "to_come")
    assert {step.id for step in steps if step.loop} >= {"present", "breath"}


def test_the_basket_lists_everyone_who_had_a_turn(table: Lay, triage: Format) -> None:
    """Spoken or passed alike."""
    t = evening(table, triage, "react")
    t.quietly("ben", Pass).quietly("cem", HandOn).quietly("fay", Pass).quietly("fay", NextPhase)
    assert t.view().checklist == ("ben", "cem", "fay")
    t.quietly("fay", NextPhase)
    assert t.view().checklist == ()


def test_what_fits_is_shown_to_all_where_urgency_is_asked(table: Lay, triage: Format) -> None:
    """To facilitators always."""
    t = evening(table, triage, "urgency")
    assert t.view().fits == 4
    t.quietly("ada", Flag, item="i1")
    assert t.view().items["i1"].urgent
    t.quietly("fay", NextPhase)
    assert t.view().fits == 0
    figures = t.mine("fay").figures
    assert figures is not None
    assert figures.fits == 3
    assert figures.has_topics


def test_a_warm_glow_has_no_name_and_is_the_presenter_s_alone(table: Lay, triage: Format) -> None:
    """ "I know this one": gone with the turn it was for."""
    t = evening(table, triage, "react").quietly("cem", SameHere)
    assert [p for p in t.session.people if t.mine(p).warm is not None] == ["ada"]
    assert "cem" not in str(t.events[-1])
    t.quietly("ben", HandOn)
    assert t.mine("ada").warm is None


def test_a_held_clock_and_a_bell_are_seen(table: Lay, triage: Format) -> None:
    """Since when, and until when."""
    t = evening(table, triage, "react").quietly("ben", RingBell, seconds=15)
    assert (t.view().held, t.view().bell) == (t.now, t.now + 15_000)
    t.quietly("fay", Hold)
    assert t.view().bell is None


def test_after_the_end_it_is_said_when_everything_will_be_gone(table: Lay) -> None:
    """24 hours for sheets of a sealed session."""
    t = table(small_format(brief_phase(collect=(OPEN_KEYWORD,))), "ada", facilitator="fay")
    t >> after(minutes=1) << sees(...)
    t.quietly("fay", NextPhase)
    room = t.view().room
    assert room.closed == t.now
    assert room.erased == t.now + t.session.plan.kept_ms


def test_who_is_lost_for_a_moment_stays_in_the_circle(table: Lay) -> None:
    """A short loss is not an absence; a long one is shown as away."""
    t = table(small_format(brief_phase(), round_phase()), "ada", "ben", facilitator="fay")
    t.quietly("fay", NextPhase).quietly("ben", Lose)
    view = t.view()
    assert "ben" in view.piece.order
    assert not view.people["ben"].here
    assert view.piece.next == "fay"
