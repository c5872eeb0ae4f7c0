"""A recording in the call stops a sealed session, until it ends or facilitators decide."""

from msgspec.structs import replace

from talkingpiece.core import commands as c
from talkingpiece.core import events as e
from talkingpiece.core.decide import HOUSE
from talkingpiece.core.formats import Format
from talkingpiece.errors import Code
from talkingpiece.testing.script import Lay, Playbook, after, does, refuses, sees, that


def begins(laid: Playbook, on: bool = True) -> Playbook:
    """The house hears of it."""
    return laid >> does(HOUSE, c.NoticeRecording, on=on)


def test_the_clock_stands_still_while_it_runs(table: Lay, triage: Format) -> None:
    """Everybody reads why, and whoever leads is asked; when it ends, time goes on as if nothing."""
    laid = table(triage, "ada", facilitator="fay")
    begins(laid) << sees(that(e.RecordingNoticed, now="paused"), e.TimerHeld)
    for who in ("ada", "fay"):
        notice = laid.mine(who).notices["recording"]
        assert (notice.say.key, notice.tone) == ("situations.recording_on", "urgent")
    assert "go_on_recorded" in laid.offers("fay")
    assert "go_on_recorded" not in laid.offers("ada")
    begins(laid) << sees()
    begins(laid, on=False) << sees(that(e.RecordingNoticed, now=""), e.TimerResumed)
    assert "recording" not in laid.mine("ada").notices
    begins(laid, on=False) << sees()


def test_facilitators_may_go_on_and_everybody_reads_so(table: Lay, triage: Format) -> None:
    laid = table(triage, "ada", facilitator="fay")
    laid >> does("fay", c.GoOnRecorded) << refuses(Code.NOT_NOW)
    begins(laid) << sees(..., e.TimerHeld)
    laid >> does("ada", c.GoOnRecorded) << refuses(Code.NOT_THE_FACILITATOR)
    (
        laid
        >> does("fay", c.GoOnRecorded)
        << sees(that(e.RecordingNoticed, now="accepted"), e.TimerResumed)
    )
    assert laid.mine("ada").notices["recording"].say.key == "situations.recording_accepted"
    laid >> does("fay", c.GoOnRecorded) << refuses(Code.NOT_NOW)
    begins(laid, on=False) << sees(that(e.RecordingNoticed, now=""))


def test_a_pause_that_was_there_stays(table: Lay, triage: Format) -> None:
    """A bell gives way, since its silence would end by itself; a pause of the lead's does not."""
    laid = table(triage, "ada", facilitator="fay").quietly("fay", c.Hold)
    begins(laid) << sees(that(e.RecordingNoticed, now="noticed"))
    begins(laid, on=False) << sees(that(e.RecordingNoticed, now=""))
    laid.quietly("fay", c.Resume).quietly("ada", c.RingBell, seconds=15)
    begins(laid) << sees(e.TimerResumed, that(e.RecordingNoticed, now="paused"), e.TimerHeld)
    laid >> after(seconds=20)
    assert laid.session.clock.held is not None


def test_only_sealed_sessions_stop(table: Lay, triage: Format) -> None:
    laid = table(replace(triage, privacy="group"), "ada", facilitator="fay")
    begins(laid) << sees()
    laid = table(triage, "ada", facilitator="fay").quietly("fay", c.Close)
    begins(laid) << sees()


def test_after_the_end_nothing_is_stopped_by_it(table: Lay, triage: Format) -> None:
    """Nobody hears any more when it ends, so nothing waits for that."""
    laid = table(triage, "ada", facilitator="fay")
    begins(laid) << sees(..., e.TimerHeld)
    laid.quietly("fay", c.Close)
    assert laid.session.closed is not None
    assert laid.session.recording == ""
