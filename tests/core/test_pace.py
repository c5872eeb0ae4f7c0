"""Keeping time inside a topic (formats.md A4), played with the triage intervision as it ships."""

from msgspec.structs import replace

from talkingpiece.core import events as e
from talkingpiece.core.commands import (
    AnotherRound,
    Extend,
    Finish,
    HandOn,
    MoreTime,
    NextPhase,
    NotNow,
    Pass,
)
from talkingpiece.core.formats import Format, Step
from talkingpiece.core.ids import MINUTE_MS, SECOND_MS
from talkingpiece.core.pace import pace, turn_times_ms
from talkingpiece.errors import Code
from talkingpiece.testing.script import Lay, Playbook, after, does, refuses, sees, that
from talkingpiece.testing.small import brief_phase, round_phase, small_format


def presenting(table: Lay, triage: Format, phase: str = "present", left: int = 0) -> Playbook:
    """Pia's topic is open and Ada's waits; in *phase* so many minutes of the session are left."""
    laid = table(triage, "pia", "ada", "ben", facilitator="fay")
    laid.quietly("fay", NextPhase).quietly("fay", NextPhase)
    laid.given("pia", "balance")
    laid.given("ada", "scope")
    laid.quietly("fay", NextPhase).quietly("fay", NextPhase)
    while laid.phase != phase:
        waits = left and laid.session.format.flow[5].do[laid.session.cursor.path[1] + 1].id == phase  # type: ignore[union-attr]
        if waits:
            laid >> after(minutes=120 - left)
        laid.quietly("fay", NextPhase)
    if left and phase == "present":
        laid >> after(minutes=120 - left)
    return laid


def passed_round(laid: Playbook) -> None:
    """Everybody asks one question: the round goes once round."""
    first = laid.session.piece.round
    while laid.session.piece.round == first and laid.session.piece.closed is None:
        laid.quietly(laid.holder or "", HandOn)


# --- in time ------------------------------------------------------------------------------------


def test_with_time_enough_everything_has_its_usual_time(table: Lay, triage: Format) -> None:
    """No notice, no shorter turn, and round after round of questions."""
    laid = presenting(table, triage, "clarify")
    now = pace(laid.session, laid.now)
    assert (now.turn, now.behind) == (1.0, False)
    assert now.target_ms == laid.session.clock.usual_ms
    passed_round(laid)
    assert laid.session.piece.round == 2
    assert "shorter_turns" not in laid.mine("ada").notices


def test_before_the_first_topic_nothing_is_shortened(table: Lay, triage: Format) -> None:
    """Compression is for the inside of a topic; the welcome takes what it takes."""
    laid = table(triage, "ada", "ben", "cem", facilitator="fay", minutes=20)
    laid.quietly("fay", NextPhase).quietly("fay", NextPhase)
    assert pace(laid.session, laid.now).target_ms == laid.session.clock.usual_ms
    assert turn_times_ms(laid.session) == (20 * SECOND_MS, 40 * SECOND_MS)


# --- behind, in this order ------------------------------------------------------------------------


def test_behind_optional_phases_are_left_out(table: Lay, triage: Format) -> None:
    """First the pause between two topics goes; while there is time it stands where it stood."""
    for left, following in ((60, "breath"), (29, "present")):
        laid = presenting(table, triage, "basket", left=left)
        laid.quietly("fay", NextPhase)
        assert laid.phase == following, left


def test_behind_questions_end_with_the_running_round(table: Lay, triage: Format) -> None:
    """The button is lit with its reason; nobody is cut off, and another round is still a tap."""
    laid = presenting(table, triage, "clarify", left=20)
    passed_round(laid)
    assert laid.session.piece.closed == "behind"
    lit = laid.mine("fay").offers["next_phase"].lit
    assert lit is not None
    assert lit.key == "exits.behind"
    laid >> does("fay", AnotherRound) << sees(e.Steered, e.RoundOpened, e.PieceGiven)


def test_a_round_of_passes_is_still_called_so(table: Lay, triage: Format) -> None:
    """Everybody passed: that is the better reason, behind or not."""
    laid = presenting(table, triage, "clarify", left=20)
    while laid.session.piece.closed is None:
        laid.quietly(laid.holder or "", Pass)
    assert laid.session.piece.closed == "all_passed"


def test_behind_turns_are_shorter_and_the_group_is_told(table: Lay, triage: Format) -> None:
    """Down to 60 %, never below; everybody reads that turns are a bit shorter now."""
    shares = []
    for left in (60, 18, 17, 5):
        laid = presenting(table, triage, "react", left=left)
        soft, hard = turn_times_ms(laid.session)
        shares.append(soft / (120 * SECOND_MS))
        assert abs(hard - soft * 3 / 2) <= 2
        told = "shorter_turns" in laid.mine("ada").notices
        assert told == (soft < 120 * SECOND_MS)
        assert laid.view().piece.soft_ms == soft
    assert shares[0] == 1.0
    assert shares[-1] == 0.6
    assert shares == sorted(shares, reverse=True)
    assert 0.6 < shares[2] < shares[1] < 1.0


def test_those_who_come_last_share_what_is_left(table: Lay, triage: Format) -> None:
    """Who spoke long takes time from nobody in particular: all later turns are a bit shorter."""
    laid = presenting(table, triage, "react", left=20)
    assert turn_times_ms(laid.session)[0] == 120 * SECOND_MS
    laid >> after(minutes=3.5)
    laid.quietly(laid.holder or "", HandOn)
    left, basket, turns = 20 - 8 - 3.5, 5, 2
    assert turn_times_ms(laid.session)[0] == (left - basket) / turns * MINUTE_MS
    assert "shorter_turns" in laid.mine("ada").notices
    laid >> after(seconds=30)
    laid.quietly(laid.holder or "", HandOn)
    assert turn_times_ms(laid.session)[0] == 120 * SECOND_MS, "somebody was brief"


def test_protected_time_that_barely_fits_leaves_a_sentence_free(table: Lay, triage: Format) -> None:
    """Nobody is cut off, so the basket does not use the last second before the end's time."""
    laid = presenting(table, triage, "basket", left=13)
    assert pace(laid.session, laid.now).target_ms == 4.5 * MINUTE_MS


def test_protected_time_is_kept(table: Lay, triage: Format) -> None:
    """The basket is the last to give way, and never loses its least time, however late it is."""
    for left, minutes in ((60, 5.0), (12, 3.5), (3, 2.0)):
        laid = presenting(table, triage, "basket", left=left)
        now = pace(laid.session, laid.now)
        assert now.target_ms == minutes * MINUTE_MS
        assert now.turn == 1.0


def test_a_protected_phase_is_never_left_out(table: Lay, triage: Format) -> None:
    """Also where somebody made it optional."""
    flow = tuple(
        Step(phase=replace(s.phase, optional=True))
        if isinstance(s, Step) and s.phase.protected_time
        else s
        for s in triage.flow
    )
    laid = presenting(table, replace(triage, flow=flow), "basket", left=3)
    while laid.phase != "carry_over":
        laid.quietly("fay", NextPhase)
    laid.quietly("fay", NextPhase)
    assert laid.phase == "closing"


def test_an_optional_phase_needs_time_of_its_own_anywhere(table: Lay) -> None:
    """Outside loops too: it is left out when what has to follow would not fit any more."""
    extra = round_phase("extra", optional=True, minutes=(1, 5, 5))
    format_ = small_format(brief_phase(), extra, round_phase("last", minutes=(5, 20, 20)))
    for late, following in ((0, "extra"), (55, "last")):
        laid = table(format_, "ada", "ben", facilitator="fay", minutes=60)
        laid >> after(minutes=late)
        laid.quietly("fay", NextPhase)
        assert laid.phase == following


# --- one topic only -------------------------------------------------------------------------------


def test_a_single_topic_may_take_the_upper_end_of_its_times(table: Lay, triage: Format) -> None:
    """One topic only: nobody hurries, and the session ends early (A8)."""
    laid = table(triage, "pia", "ada", "ben", facilitator="fay")
    laid.quietly("fay", NextPhase).quietly("fay", NextPhase)
    laid.given("pia", "balance")
    laid.quietly("fay", NextPhase).quietly("fay", NextPhase)
    assert (laid.phase, laid.session.clock.usual_ms) == ("present", 10 * MINUTE_MS)
    laid.quietly("pia", Finish).quietly("fay", NextPhase)
    assert laid.session.clock.usual_ms == 15 * MINUTE_MS
    while laid.phase != "basket":
        laid.quietly("fay", NextPhase)
    laid.quietly("fay", NextPhase)
    assert laid.phase == "closing"


def test_two_topics_have_their_usual_times(table: Lay, triage: Format) -> None:
    """Another topic waits."""
    assert presenting(table, triage).session.clock.usual_ms == 8 * MINUTE_MS


# --- ahead and behind -----------------------------------------------------------------------------


def test_ahead_and_behind_are_shown_to_facilitators_only(table: Lay, triage: Format) -> None:
    """Behind is positive, time to spare negative; nobody else sees either."""
    spare = presenting(table, triage).mine("fay").figures
    behind = presenting(table, triage, "clarify", left=20).mine("fay").figures
    assert spare is not None
    assert spare.behind_ms < 0
    assert behind is not None
    assert behind.behind_ms > 0
    laid = presenting(table, triage, "clarify", left=20)
    assert laid.mine("ada").figures is None
    assert "behind" not in str(laid.view())


def test_a_phase_that_runs_over_shows(table: Lay, triage: Format) -> None:
    """Past its usual time, ten minutes are ten minutes less."""
    laid = presenting(table, triage, left=60)
    before = laid.mine("fay").figures
    laid >> after(minutes=10)
    now = laid.mine("fay").figures
    assert before is not None
    assert now is not None
    assert now.behind_ms == before.behind_ms + 10 * MINUTE_MS


# --- more time ------------------------------------------------------------------------------------


def test_more_time_is_asked_for_without_a_name(table: Lay, triage: Format) -> None:
    """Anybody, in any phase; facilitators see that somebody asked, and nobody sees who."""
    laid = presenting(table, triage)
    assert all("more_time" in laid.offers(who) for who in ("pia", "ada", "fay"))
    laid >> does("ben", MoreTime) << sees(that(e.MoreTimeAsked, on=True))
    laid >> does("ada", MoreTime) << sees()
    assert "ben" not in str(laid.events[-1])
    assert laid.mine("fay").notices["more_time"].say.key == "situations.more_time"
    for other in ("pia", "ada", "ben"):
        assert "more_time" not in laid.mine(other).notices
        assert not {"give_time", "not_now"} & laid.offers(other)


def test_two_more_minutes_are_one_tap(table: Lay, triage: Format) -> None:
    """They are two minutes more for the phase and for the turn; the question is answered."""
    laid = presenting(table, triage, "react")
    soft, hard = turn_times_ms(laid.session)
    usual = laid.session.clock.usual_ms
    laid.quietly("ada", MoreTime)
    offer = laid.mine("fay").offers["give_time"]
    assert (offer.place, offer.notice) == ("notice", "more_time")
    laid >> does("fay", Extend, minutes=2) << sees(e.TimeExtended)
    assert laid.session.clock.usual_ms == usual + 2 * MINUTE_MS
    assert turn_times_ms(laid.session) == (soft + 2 * MINUTE_MS, hard + 2 * MINUTE_MS)
    assert "more_time" not in laid.mine("fay").notices
    laid.quietly(laid.holder or "", HandOn)
    assert turn_times_ms(laid.session) == (soft, hard)


def test_not_now_is_an_answer_too(table: Lay, triage: Format) -> None:
    """The group learns of neither; whoever likes may ask again."""
    laid = presenting(table, triage)
    laid.quietly("ada", MoreTime)
    laid >> does("ben", NotNow) << refuses(Code.NOT_THE_FACILITATOR)
    laid >> does("fay", NotNow) << sees(that(e.MoreTimeAsked, on=False))
    laid >> does("fay", NotNow) << refuses(Code.NOT_NOW)
    laid >> does("ada", MoreTime) << sees(e.MoreTimeAsked)


def test_a_wish_for_more_time_ends_with_its_phase(table: Lay, triage: Format) -> None:
    """What was asked of one phase is not asked of the next."""
    laid = presenting(table, triage)
    laid.quietly("ada", MoreTime).quietly("fay", NextPhase)
    assert "more_time" not in laid.mine("fay").notices
