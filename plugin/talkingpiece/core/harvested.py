"""What leaves a session for several people, as data: complete in itself, without ids or people.

`core.harvest` builds it, after the labels; pages, files and hooks read it.
"""

from typing import Literal

import msgspec

from talkingpiece.core.ids import Ms
from talkingpiece.core.text import Words

Audience = Literal["public", "group", "pair", "facilitators", "person"]


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One item as it leaves: its words, and nothing that says who gave it, but for `by`."""

    text: str
    fields: dict[str, str] = {}
    """What else the card says: a tip's why."""
    lane: str = ""
    theme: str = ""
    """What the cluster it stands in is called."""
    about: str = ""
    """The words of the topic it was given to."""
    status: str = ""
    rank: int = 0
    """Its arrival rank, where the output names it."""
    waits: bool = False
    """It was not reached, and waits."""
    count: int = 0
    """How many people tapped on it: +1, resonates, helps me too."""
    also: tuple[str, ...] = ()
    """The same in other words: what was merged into it."""
    by: str = ""
    """The name of whoever gave it, where that person wished it."""


class Bars(msgspec.Struct, frozen=True, kw_only=True):
    """What a poll came to: figures, never who answered what. Too few answers leave no figures."""

    kind: str
    question: str
    asks: str
    """The kernel's words for the question, if the facilitator gave none."""
    counts: dict[str, int]
    votes: int
    outcome: str
    withheld: bool
    ends: tuple[str, str] = ("", "")
    """What the lowest and the highest number of a scale mean."""


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """What a format adds to its own minutes, in the reader's language: plain lines."""

    heading: str
    lines: tuple[str, ...]


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """Everything of one kind, or one counter."""

    kind: str
    entries: tuple[Entry, ...] = ()
    bars: tuple[Bars, ...] = ()
    number: int | None = None
    date: Ms | None = None


class Harvest(msgspec.Struct, frozen=True, kw_only=True):
    """One output of a session, complete in itself: its words need no format any more."""

    output: str
    audience: Audience
    title: str
    format: str
    format_title: Words
    start: Ms
    language: str
    index: int
    for_whom: str
    parts: tuple[Part, ...]
    terms: dict[str, Words]
    """The format's own words for lanes, fields and kinds."""
