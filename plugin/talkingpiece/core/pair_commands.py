"""What a pair may ask before, between and after its sessions."""

from typing import Annotated

import msgspec

from talkingpiece.core.asking import Command, Id, Text
from talkingpiece.core.ids import Ms

MOST_SESSIONS = 99
Sessions = Annotated[int, msgspec.Meta(ge=0, le=MOST_SESSIONS)]


class AgreeSpan(Command, frozen=True, tag="agree_span", kw_only=True):
    """How many sessions there are to be, or until when; what is not given stays as it is."""

    sessions: Sessions | None = None
    """0: as many as it takes."""
    until: Ms | None = None


class Prepare(Command, frozen=True, tag="prepare", kw_only=True):
    """Write something down for a later phase, before the session begins."""

    kind: Id
    text: Text
    lane: Id = ""


class Reflect(Command, frozen=True, tag="reflect", kw_only=True):
    """Answer a question of my deck after the session, for my eyes only; no words take it back."""

    question: Annotated[int, msgspec.Meta(ge=1, le=20)]
    text: Text = ""


class ShowAnswer(Command, frozen=True, tag="show_answer", kw_only=True):
    """Let the other one read my answer to a question of my deck, as it is now; or no longer."""

    question: Annotated[int, msgspec.Meta(ge=1, le=20)]
    on: bool = True


PairCommand = AgreeSpan | Prepare | Reflect | ShowAnswer
