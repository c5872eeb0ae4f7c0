"""What is asked because of the call that a session is held in."""

from talkingpiece.core.asking import Command


class NoticeRecording(Command, frozen=True, tag="notice_recording", kw_only=True):
    """A recording or a transcription runs in the call, or (*on* is false) none does any more."""

    on: bool


class GoOnRecorded(Command, frozen=True, tag="go_on_recorded"):
    """We go on although the call is recorded; everybody reads so."""
