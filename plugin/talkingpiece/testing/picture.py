"""The watcher's own small picture of a session: its round, its place, and what it saw broken."""

from collections.abc import Iterable

import msgspec

from talkingpiece.core.formats import Format
from talkingpiece.core.ids import MINUTE_MS, Ms, PersonId
from talkingpiece.core.options import RoundOptions
from talkingpiece.core.session import Cursor, Item


class Violation(msgspec.Struct, frozen=True, kw_only=True):
    """A promise that was broken: which one, when, and what happened."""

    rule: str
    at: Ms
    what: str

    def __str__(self) -> str:
        return f"{self.rule} after {self.at / MINUTE_MS:.1f} min: {self.what}"


class Tour(msgspec.Struct, kw_only=True):
    """One round as the watcher sees it."""

    running: bool = False
    holder: PersonId | None = None
    had: frozenset[PersonId] = frozenset()
    asked: frozenset[PersonId] = frozenset()
    """Of a sample: those who were asked, or asked to be."""
    passed: frozenset[PersonId] = frozenset()
    """Since the last contribution."""


class Place(msgspec.Struct, kw_only=True):
    """Where a session stands as the watcher sees it; `rests` are the formats left in mid-call."""

    format: Format
    cursor: Cursor
    tour: Tour
    rests: tuple["Place", ...]


def authors_of(format_: Format, items: Iterable[Item]) -> set[PersonId]:
    """Whoever has something open on a list."""
    kinds = {spec.item for spec in format_.lists.values()}
    given = (item for item in items if item.kind in kinds and item.state == "open")
    return {item.owner for item in given if item.owner is not None}


def asks_again(options: RoundOptions) -> bool:
    """Whether the round goes on until everybody has passed."""
    return options.repeat in ("until_all_pass", "until_time")
