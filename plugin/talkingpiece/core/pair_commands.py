"""What a pair may ask about the sessions to come."""

from typing import Annotated

import msgspec

from talkingpiece.core.asking import Command
from talkingpiece.core.ids import Ms

MOST_SESSIONS = 99
Sessions = Annotated[int, msgspec.Meta(ge=0, le=MOST_SESSIONS)]


class AgreeSpan(Command, frozen=True, tag="agree_span", kw_only=True):
    """How many sessions there are to be, or until when; what is not given stays as it is."""

    sessions: Sessions | None = None
    """0: as many as it takes."""
    until: Ms | None = None
