"""What is remembered of the call: how rules reach microphones, and a recording."""

from talkingpiece.core.call_events import RecordingNoticed
from talkingpiece.core.evolve import evolve
from talkingpiece.core.formats import Format
from talkingpiece.core.setting_events import LevelSet
from talkingpiece.testing.script import Lay


def test_level_and_recording_are_remembered(table: Lay, triage: Format) -> None:
    session = table(triage, "ada").session
    session = evolve(session, LevelSet(level="server"))
    session = evolve(session, RecordingNoticed(now="paused"))
    assert (session.level, session.recording) == ("server", "paused")
