"""A recording in the call: sealed formats stop for it, until it ends or facilitators decide (A8).

Browsers in the call tell the house that one runs. Nobody is named: Jitsi says to everybody alike
that it records, and who began it is for people to talk about.
"""

from collections.abc import Iterator

from talkingpiece.core import events as e
from talkingpiece.core.call_commands import GoOnRecorded, NoticeRecording
from talkingpiece.core.call_events import RecordingNoticed
from talkingpiece.core.grammar import Moment
from talkingpiece.core.session import Session
from talkingpiece.core.shown import Notice, Offer
from talkingpiece.core.steering import frame_holder
from talkingpiece.core.text import Say
from talkingpiece.errors import Code, Refused


def sealed(session: Session) -> bool:
    """Whether people have said yes to a pact that allows no recording."""
    return (session.pact or session.format.privacy) == "sealed"


def notice(moment: Moment, command: NoticeRecording) -> None:
    """One begins, or the last one has ended; the clock runs again if it stood still for it."""
    session = moment.session
    if command.on and not session.recording and sealed(session):
        if session.clock.held is not None and session.clock.until is not None:
            moment.add(e.TimerResumed(at=moment.at))  # a moment of silence gives way
        pauses = moment.session.clock.held is None
        moment.add(RecordingNoticed(now="paused" if pauses else "noticed"))
        if pauses:
            moment.add(e.TimerHeld(at=moment.at))
    elif not command.on and session.recording:
        moment.add(RecordingNoticed(now=""))
        _runs_again(moment, session)


def go_on(moment: Moment, command: GoOnRecorded) -> None:
    """Whoever holds the frame decides for all: we go on, and everybody reads that we do."""
    frame_holder(moment)
    session = moment.session
    if session.recording in ("", "accepted"):
        raise Refused(Code.NOT_NOW)
    moment.add(RecordingNoticed(now="accepted"))
    _runs_again(moment, session)


def _runs_again(moment: Moment, before: Session) -> None:
    clock = moment.session.clock
    if before.recording == "paused" and clock.held is not None and clock.until is None:
        moment.add(e.TimerResumed(at=moment.at))


def notices(session: Session) -> Iterator[tuple[str, Notice]]:
    """Everybody reads it, for as long as it runs."""
    if session.recording == "accepted":
        yield "recording", Notice(say=Say("situations.recording_accepted"), tone="warm")
    elif session.recording:
        yield "recording", Notice(say=Say("situations.recording_on"), tone="urgent")


def offers(session: Session) -> Iterator[tuple[str, Offer]]:
    """What whoever holds the frame may choose; the other choice is to stop it in the call."""
    if session.recording in ("paused", "noticed"):
        offer = Offer(
            command={"do": "go_on_recorded"},
            label=Say("buttons.go_on_recorded"),
            place="notice",
            order=1,
            notice="recording",
            confirm=Say("panel.sure_recorded"),
        )
        yield "go_on_recorded", offer
