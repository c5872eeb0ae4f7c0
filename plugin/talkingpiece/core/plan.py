"""What was agreed before a session."""

import msgspec

from talkingpiece.core.ids import SECOND_MS, Ms
from talkingpiece.core.rules import Level


class Span(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How long a pair means to go on: a plan, no promise."""

    sessions: int = 0
    """How many sessions in all; 0: as many as it takes."""
    until: Ms | None = None


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What was agreed before: title, start and end, zone, language, the place in the series."""

    title: str = ""
    start: Ms
    end: Ms
    zone: str = "UTC"
    language: str = "en"
    index: int = 1
    """Which session of the series this is, from 1."""
    ring_offset: int = 0
    """By how many seats the series has moved on, so that another person starts."""
    kept_ms: int = 24 * 3600 * SECOND_MS
    """How long after the end what is kept for the session is still there (A7)."""
    call: str = ""
    """The address of the call it is held in; empty where people meet round one table."""
    level: Level = "guide"
    """How the rules reach microphones in the call, until facilitators choose otherwise."""
    last: bool = False
    """Whether it is meant to be the last of its series."""
    rehearsal: bool = False
    """One person facilitates, all others are simulated."""
    demo: bool = False
    """A demonstration: whoever has the link for it may watch the form (`core.gallery`)."""
    span: Span = Span()
    """How long a pair means to go on, as the series remembers it."""
