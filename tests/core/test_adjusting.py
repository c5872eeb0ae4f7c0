"""The settings of one session: minutes, words and phases, before or while it runs."""

import msgspec
import pytest

from talkingpiece.core import events as e
from talkingpiece.core.commands import (
    InsertPhase,
    NextPhase,
    SetMinutes,
    SetWords,
    SwitchPhase,
    Undo,
)
from talkingpiece.core.evolve import replay
from talkingpiece.core.formats import Format
from talkingpiece.core.ids import MINUTE_MS
from talkingpiece.errors import Code
from talkingpiece.registry import Registry
from talkingpiece.testing.script import Lay, Playbook, does, refuses, sees
from talkingpiece.testing.small import brief_phase, round_phase, small_format


def welcoming(table: Lay, format_: Format, phase: str = "welcome", **plan: int) -> Playbook:
    """Pia, Ada and Ben at the table with Fay; the table is in *phase*."""
    laid = table(format_, "pia", "ada", "ben", facilitator="fay", **plan)
    while laid.phase != phase:
        if laid.phase == "keywords":
            laid.given("pia", "balance")
            laid.given("ada", "scope")
        laid.quietly("fay", NextPhase)
    return laid


def minutes(laid: Playbook, phase: str) -> tuple[int, int, int]:
    return next(p.minutes for p in laid.session.format.phases() if p.id == phase)


# --- minutes --------------------------------------------------------------------------------------


def test_minutes_of_what_is_still_to_come(table: Lay, triage: Format) -> None:
    """The phase then lasts so long, and the forecast counts with it."""
    laid = welcoming(table, triage, minutes=90)
    fits = laid.mine("fay").figures
    laid >> does("fay", SetMinutes, phase="urgency", minutes=4) << sees(e.FormatAdjusted)
    laid >> does("fay", SetMinutes, phase="basket", minutes=30) << sees(e.FormatAdjusted)
    assert minutes(laid, "urgency") == (1, 4, 5)
    assert minutes(laid, "basket") == (2, 30, 30)
    now = laid.mine("fay").figures
    assert fits is not None
    assert now is not None
    assert now.fits < fits.fits
    laid.quietly("fay", NextPhase).quietly("fay", NextPhase)
    assert (laid.phase, laid.session.clock.usual_ms) == ("urgency", 4 * MINUTE_MS)


def test_what_runs_or_is_over_keeps_its_minutes(table: Lay, triage: Format) -> None:
    """For the running phase there is "more time"."""
    laid = welcoming(table, triage)
    for phase in ("lobby", "welcome"):
        laid >> does("fay", SetMinutes, phase=phase, minutes=9) << refuses(Code.NOT_NOW)
    laid >> does("fay", SetMinutes, phase="tea", minutes=9) << refuses(Code.NO_SUCH_PHASE)


def test_phases_of_a_loop_come_again_with_the_next_topic(table: Lay, triage: Format) -> None:
    """While the basket runs, the story of the next topic is still to come."""
    laid = welcoming(table, triage, "basket")
    laid >> does("fay", SetMinutes, phase="present", minutes=6) << sees(e.FormatAdjusted)
    while laid.phase != "present":
        laid.quietly("fay", NextPhase)
    assert laid.session.clock.usual_ms == 6 * MINUTE_MS


def test_only_facilitators_change_the_session(table: Lay, triage: Format) -> None:
    """And only they see what can be set."""
    laid = welcoming(table, triage)
    for command, fields in (
        (SetMinutes, {"phase": "closing", "minutes": 9}),
        (SetWords, {"phase": "closing", "role": "speaker", "text": "Bye."}),
        (SwitchPhase, {"phase": "breath", "on": False}),
        (InsertPhase, {"phase": "welcome", "after": "keywords"}),
    ):
        laid >> does("ada", command, **fields) << refuses(Code.NOT_THE_FACILITATOR)  # type: ignore[arg-type]
    assert laid.mine("ada").plan == {}
    assert list(laid.mine("fay").plan) == [phase.id for phase in triage.phases()]


# --- words ----------------------------------------------------------------------------------------


def test_words_of_our_own_stand_in_every_language(table: Lay, triage: Format) -> None:
    """Nobody reads something else because of their language; spaces are tidied up."""
    laid = welcoming(table, triage)
    words = "What will  you\n tell the children?"
    laid >> does("fay", SetWords, phase="closing", role="speaker", text=words) << sees(...)
    closing = laid.session.format.phases()[-1]
    assert closing.prompts["speaker"] == dict.fromkeys(
        ("en", "fr", "de"), "What will you tell the children?"
    )


def test_the_words_of_the_running_phase_may_be_changed(table: Lay, triage: Format) -> None:
    """Everybody reads them at once."""
    laid = welcoming(table, triage)
    laid.quietly("fay", SetWords, phase="welcome", role="all", text="Breathe.")
    assert laid.session.phase.prompts["all"]["de"] == "Breathe."
    laid.quietly("fay", NextPhase)
    laid >> does("fay", SetWords, phase="welcome", role="all", text="x") << refuses(Code.NOT_NOW)


def test_without_words_the_usual_ones_of_the_kernel_stand_there(table: Lay, triage: Format) -> None:
    """An empty text takes the format's own words away."""
    laid = welcoming(table, triage)
    laid.quietly("fay", SetWords, phase="keywords", role="listener", text=" ")
    laid.quietly("fay", NextPhase)
    assert laid.mine("ada").prompt.key == "defaults.round.listener"


@pytest.mark.parametrize(
    "role, text, code",
    [
        ("speaker", "x" * 231, Code.TOO_LONG),
        ("speaker", "Say {secret}.", Code.NOT_SOUND),
        ("speaker", "A { alone.", Code.NOT_SOUND),
        ("baker", "Knead.", Code.NOT_SOUND),
    ],
)
def test_unsound_words_change_nothing(
    table: Lay, triage: Format, role: str, text: str, code: Code
) -> None:
    """They are looked at as those of every format are."""
    laid = welcoming(table, triage)
    laid >> does("fay", SetWords, phase="closing", role=role, text=text) << refuses(code)
    assert laid.session.format == triage


# --- on and off -----------------------------------------------------------------------------------


def test_an_optional_phase_is_switched_on(table: Lay, triage: Format) -> None:
    """In the second session of a series people may say what became of their topic."""
    laid = welcoming(table, triage, index=2)
    laid >> does("fay", SwitchPhase, phase="follow_up", on=True) << sees(e.FormatAdjusted)
    assert not laid.mine("fay").plan["follow_up"].off  # type: ignore[index]
    laid.quietly("fay", NextPhase)
    assert laid.phase == "follow_up"


def test_a_phase_is_skipped_and_taken_in_again(table: Lay, triage: Format) -> None:
    """Whether it was optional or not; it vanishes from the way that everybody sees."""
    laid = welcoming(table, triage)
    laid.quietly("fay", SwitchPhase, phase="urgency", on=False)
    laid.quietly("fay", SwitchPhase, phase="breath", on=False)
    assert not {"urgency", "breath"} & {step.id for step in laid.view().steps}
    laid.quietly("fay", SwitchPhase, phase="breath", on=True)
    laid.quietly("fay", NextPhase)
    laid.given("pia", "balance")
    laid.quietly("fay", NextPhase)
    assert laid.phase == "present"


def test_a_topic_begins_with_the_first_phase_that_is_on(table: Lay, triage: Format) -> None:
    """The story may be left out too: then questions come first."""
    laid = welcoming(table, triage)
    laid.quietly("fay", SwitchPhase, phase="present", on=False)
    laid.quietly("fay", NextPhase)
    laid.given("pia", "balance")
    laid.quietly("fay", NextPhase).quietly("fay", NextPhase)
    assert laid.phase == "clarify"
    assert laid.session.presenter == "pia"


def test_the_running_phase_is_not_switched_off(table: Lay, triage: Format) -> None:
    laid = welcoming(table, triage, "clarify")
    laid >> does("fay", SwitchPhase, phase="clarify", on=False) << refuses(Code.NOT_NOW)


# --- once more ------------------------------------------------------------------------------------


def test_a_phase_comes_once_more(table: Lay) -> None:
    """Another check-in round, after the one that runs; its words and rules are the same."""
    format_ = small_format(brief_phase(), round_phase("check_in"), round_phase("closing"))
    laid = table(format_, "ada", "ben", facilitator="fay").quietly("fay", NextPhase)
    (laid >> does("fay", InsertPhase, phase="check_in", after="check_in") << sees(e.FormatAdjusted))
    laid.quietly("fay", InsertPhase, phase="check_in", after="closing")
    assert [phase.id for phase in laid.session.format.phases()] == [
        "start", "check_in", "check_in_2", "closing", "check_in_3",
    ]  # fmt: skip
    laid.quietly("fay", NextPhase)
    assert (laid.phase, laid.session.piece.round) == ("check_in_2", 1)
    laid.quietly("fay", Undo)
    assert laid.phase == "check_in"


def test_nothing_is_put_before_the_running_phase(table: Lay, triage: Format) -> None:
    """There it would never come."""
    laid = welcoming(table, triage, "urgency")
    for after_ in ("lobby", "keywords"):
        laid >> does("fay", InsertPhase, phase="welcome", after=after_) << refuses(Code.NOT_NOW)
    laid = welcoming(table, triage, "react")
    (laid >> does("fay", InsertPhase, phase="react", after="present") << refuses(Code.NOT_NOW))


def test_a_phase_of_a_topic_stays_with_the_topics(table: Lay, triage: Format) -> None:
    """It needs somebody whose topic it is; any other may also follow all topics."""
    laid = welcoming(table, triage, "react")
    laid >> does("fay", InsertPhase, phase="react", after="closing") << refuses(Code.NOT_NOW)
    laid.quietly("fay", InsertPhase, phase="react", after="react")
    laid.quietly("fay", InsertPhase, phase="keywords", after="breath")
    ids = [phase.id for phase in laid.session.format.phases()]
    assert ids.index("react_2") == ids.index("react") + 1
    assert ids.index("keywords_2") == ids.index("breath") + 1
    laid.quietly("fay", NextPhase)
    assert (laid.phase, laid.session.presenter) == ("react_2", "pia")


def test_a_session_has_only_so_many_phases(table: Lay) -> None:
    """Somebody who taps again and again fills no log."""
    laid = table(small_format(brief_phase()), "ada", facilitator="fay")
    for _ in range(39):
        laid.quietly("fay", InsertPhase, phase="start", after="start")
    laid >> does("fay", InsertPhase, phase="start", after="start") << refuses(Code.TOO_MANY)


# --- what never changes ---------------------------------------------------------------------------


def test_labels_only_ever_narrow(table: Lay, triage: Format) -> None:
    """Whatever is set, privacy and labels are those of the format (A7)."""
    laid = welcoming(table, triage, index=2)
    laid.quietly("fay", SetMinutes, phase="present", minutes=6)
    laid.quietly("fay", SetWords, phase="present", role="presenter", text="Tell us.")
    laid.quietly("fay", SwitchPhase, phase="follow_up", on=True)
    laid.quietly("fay", InsertPhase, phase="keywords", after="urgency")
    laid.quietly("fay", InsertPhase, phase="basket", after="basket")
    before = {phase.id: phase for phase in triage.phases()}
    now = laid.session.format
    assert (now.privacy, now.outputs) == (triage.privacy, triage.outputs)
    assert (now.lists, now.never_record) == (triage.lists, triage.never_record)
    for phase in now.phases():
        assert phase.collect == before[phase.id.removesuffix("_2")].collect  # type: ignore[index]
        assert phase.rules == before[phase.id.removesuffix("_2")].rules  # type: ignore[index]


def test_a_changed_session_is_replayed_without_asking_anybody(
    table: Lay, triage: Format, registry: Registry
) -> None:
    """The whole format stands in the event; it is as sound as before, and plays to its end."""
    laid = welcoming(table, triage)
    laid.quietly("fay", SetMinutes, phase="closing", minutes=9)
    laid.quietly("fay", InsertPhase, phase="closing", after="closing")
    assert replay(laid.events) == laid.session
    stored = msgspec.msgpack.encode(laid.events)
    assert replay(msgspec.msgpack.decode(stored, type=list[e.AnyEvent])) == laid.session
    assert registry.wrong_with(laid.session.format) == ()
    while laid.session.closed is None:
        laid.quietly("fay", NextPhase)


def test_what_changes_nothing_is_no_event(table: Lay, triage: Format) -> None:
    laid = welcoming(table, triage)
    laid >> does("fay", SetMinutes, phase="closing", minutes=5) << sees()
    laid >> does("fay", SwitchPhase, phase="breath", on=True) << sees()
