"""The buttons for what goes wrong: silence, a rule to be shown, links that went astray (A8)."""

import pytest

from talkingpiece.core import events as e
from talkingpiece.core.commands import (
    HandOn,
    Join,
    NextPerson,
    NextPhase,
    Pass,
    RaiseUrgent,
    RenewLinks,
    RingBell,
    ShowRule,
    Speak,
    TapFor,
)
from talkingpiece.core.formats import Format
from talkingpiece.errors import Code
from talkingpiece.registry import Registry
from talkingpiece.testing.script import Lay, Playbook, after, does, refuses, sees, that
from talkingpiece.testing.small import brief_phase, small_format, talk_phase, topics_loop


def reached(table: Lay, triage: Format, phase: str) -> Playbook:
    """Pia's topic is there, Ada's too; the table is in *phase*."""
    laid = table(triage, "pia", "ada", "ben", facilitator="fay")
    while laid.phase != phase:
        if laid.phase == "keywords":
            laid.given("pia", "balance")
            laid.given("ada", "scope")
        laid.quietly("fay", NextPhase)
    return laid


# --- long silence ---------------------------------------------------------------------------------


def test_silence_may_be_waited_for_put_off_or_passed_on(table: Lay, triage: Format) -> None:
    """Both stand under the quiet question, which the panel asks facilitators after 30 s."""
    laid = reached(table, triage, "react")
    holder = laid.holder or ""
    offers = laid.mine("fay").offers
    assert offers["silence_later"].notice == offers["silence_move_on"].notice == "silence"
    assert not any(name.startswith("silence") for name in laid.offers("pia"))
    later = {"do": "tap_for", "person": holder, "tap": "come_back_later"}
    assert offers["silence_later"].command == later
    (
        laid
        >> does("fay", TapFor, person=holder, tap="come_back_later")
        << sees(that(e.TurnPutOff, by=holder), e.PieceGiven)
    )
    assert holder in laid.session.piece.queue


def test_two_people_in_a_pair_hear_for_themselves_that_it_is_quiet(
    table: Lay, registry: Registry
) -> None:
    """Where all microphones are open, nobody is asked what to do about a silence."""
    laid = table(registry.formats["mentoring_last"], "ada", facilitator="fay")
    while laid.session.phase.id != "key_takeaways":
        laid.quietly("fay", NextPhase)
    assert laid.holder == "ada"
    assert not any(name.startswith("silence") for name in laid.offers("fay"))


def test_in_silence_nothing_happens_by_itself(table: Lay, triage: Format) -> None:
    """A long silence belongs to whoever has the piece."""
    laid = reached(table, triage, "react")
    laid >> after(minutes=10)
    assert laid.session.piece.round == 1


def test_whoever_speaks_is_not_asked_about(table: Lay, triage: Format) -> None:
    """Nor put off by somebody else, nor anybody whose turn it is not."""
    laid = reached(table, triage, "react")
    holder = laid.holder or ""
    laid.quietly(holder, Speak)
    assert not any(name.startswith("silence") for name in laid.offers("fay"))
    for person in (holder, "pia"):
        (
            laid
            >> does("fay", TapFor, person=person, tap="come_back_later")
            << refuses(Code.NOT_YOUR_TURN)
        )


def test_a_question_and_its_answer_are_no_silence(table: Lay, triage: Format) -> None:
    """They are one turn, in which nobody has to tap anything."""
    laid = reached(table, triage, "clarify")
    assert not any(name.startswith("silence") for name in laid.offers("fay"))


def test_nobody_passes_for_somebody_else(table: Lay, triage: Format) -> None:
    """Silence is no pass: only the person says that."""
    laid = reached(table, triage, "react")
    laid >> does("fay", TapFor, person=laid.holder, tap="pass") << refuses(Code.NOT_YOUR_TURN)
    laid.quietly("fay", NextPerson)


# --- the rule -------------------------------------------------------------------------------------


def test_the_rule_is_shown_to_all_and_names_nobody(table: Lay, triage: Format) -> None:
    """Everybody's prompt grows, also whoever it was meant for; it ends with the phase (A6)."""
    laid = reached(table, triage, "clarify")
    assert laid.view().rule is None
    laid >> does("ada", ShowRule) << refuses(Code.NOT_THE_FACILITATOR)
    assert "show_rule" in laid.offers("fay")
    laid >> does("fay", ShowRule) << sees(e.RuleShown(at=laid.now).__class__)
    assert laid.view().rule == laid.now
    assert not any(name in str(laid.events[-1]) for name in ("pia", "ada", "ben", "fay"))
    laid.quietly("fay", NextPhase)
    assert laid.view().rule is None


def test_advice_among_questions_is_met_by_a_hint_then_by_the_rule(
    table: Lay, triage: Format
) -> None:
    """Both are a tap for the facilitator while questions only are asked for (B0)."""
    laid = reached(table, triage, "clarify")
    assert {"nudge_as_question", "show_rule"} <= laid.offers("fay")
    assert laid.view().phase.contribution == "questions_only"


# --- pause bell -----------------------------------------------------------------------------------


@pytest.mark.parametrize("seconds", [15, 30, 60])
def test_the_pause_bell_is_anonymous(table: Lay, triage: Format, seconds: int) -> None:
    """The clock stands still, everybody sees the pause, and nobody learns who asked."""
    laid = reached(table, triage, "react")
    begun = laid.session.clock.started
    laid >> does("ada", RingBell, seconds=seconds) << sees(that(e.TimerHeld))
    assert "ada" not in str(laid.events[-1])
    assert laid.view().bell == laid.now + seconds * 1000
    laid >> does("ben", RingBell, seconds=15) << refuses(Code.NOT_NOW)
    laid >> after(seconds=seconds) << sees(e.TimerResumed)
    assert laid.view().bell is None
    assert laid.session.clock.started == begun + seconds * 1000


# --- links ----------------------------------------------------------------------------------------


def test_a_facilitator_makes_new_links_after_a_question(table: Lay, triage: Format) -> None:
    """It cannot be taken back, so it asks first; people at the table stay."""
    laid = reached(table, triage, "keywords")
    offer = laid.mine("fay").offers["renew_links"]
    assert offer.confirm is not None
    assert "renew_links" not in laid.offers("ada")
    laid >> does("ada", RenewLinks) << refuses(Code.NOT_THE_FACILITATOR)
    laid >> does("fay", RenewLinks) << sees(e.LinksRenewed)
    assert laid.session.links == 1
    assert laid.session.people["ada"].here
    laid.quietly("pia", Pass).quietly("ada", HandOn)


# --- unknown people -------------------------------------------------------------------------------


def test_who_has_the_page_open_and_has_not_sat_down_is_counted_for_facilitators(
    table: Lay, triage: Format
) -> None:
    """They are "not at the table"; nobody else is told, and nobody is named."""
    laid = reached(table, triage, "keywords")
    figures = laid.mine("fay", arriving=1).figures
    assert figures is not None
    assert figures.arriving == 1
    assert laid.mine("ada", arriving=1).figures is None


@pytest.mark.parametrize(
    "phase, late",
    [
        ("lobby", "join"), ("welcome", "join"), ("keywords", "join"), ("urgency", "join"),
        ("present", "wait"), ("clarify", "listen"), ("react", "listen"), ("basket", "listen"),
        ("breath", "join"), ("closing", "listen"),
    ],
)  # fmt: skip
def test_whoever_comes_late_is_received_as_the_phase_says(
    table: Lay, triage: Format, phase: str, late: str
) -> None:
    """In freely until the topics begin; during a story honest waiting; then listening."""
    laid = reached(table, triage, phase)
    laid.quietly("zoe", Join, name="zoe")
    zoe = laid.session.people["zoe"]
    assert zoe.late == late
    mine = laid.mine("zoe")
    assert mine.waiting == (late == "wait")
    if late == "wait":
        assert mine.notices["wait"].say.values["min"] >= 1  # type: ignore[operator]
        assert mine.offers == {}
        assert "admit_zoe" in laid.offers("fay")
        laid.quietly("fay", NextPhase)
        assert laid.session.people["zoe"].late == "listen"
    if late == "listen":
        assert mine.notices["listen"].say.key == "situations.late_listen"
        assert "zoe" not in laid.session.piece.order


def test_an_urgent_topic_comes_next_only_while_topics_are_to_come(table: Lay) -> None:
    """Later it is looked after at another time: what is offered is never refused."""
    form = small_format(brief_phase(), topics_loop(talk_phase()), brief_phase("end"))
    t = table(form, "ada", facilitator="fay")
    t.quietly("ada", RaiseUrgent, text="The server is down.")
    assert "put_first_i1" in t.offers("fay")
    t.quietly("fay", NextPhase)
    offered = {name.rsplit("_", 1)[0] for name in t.offers("fay")}
    assert "set_aside" in offered
    assert "put_first" not in offered
