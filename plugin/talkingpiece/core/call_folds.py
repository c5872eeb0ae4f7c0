"""How a session changes because of its call: one fold per event."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from talkingpiece.core.call_events import RecordingNoticed
from talkingpiece.core.session import Session
from talkingpiece.core.setting_events import LevelSet


def _level(session: Session, event: LevelSet) -> Session:
    return replace(session, level=event.level)


def _recording(session: Session, event: RecordingNoticed) -> Session:
    return replace(session, recording=event.now)


FOLDS: dict[type, Callable[[Session, Any], Session]] = {
    LevelSet: _level,
    RecordingNoticed: _recording,
}
