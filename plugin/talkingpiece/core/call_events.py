"""What happens because of the call that a session is held in."""

from talkingpiece.core.asking import Event
from talkingpiece.core.unusual import Recording


class RecordingNoticed(Event, frozen=True, tag="recording_noticed", kw_only=True):
    """A recording in the call began, ended, or was accepted; nobody is named."""

    now: Recording
