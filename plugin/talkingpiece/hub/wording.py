"""The words of one room's formats, made into a frame once for each language.

Whoever comes is told them, and everybody is told again when they change: a switch of format, words
that a facilitator has written.
"""

from collections.abc import Iterable, Mapping
from typing import Protocol

from talkingpiece.core.formats import Format
from talkingpiece.core.session import Session
from talkingpiece.core.switching import rests
from talkingpiece.hub import wire
from talkingpiece.hub.connection import Connection, frame

LANGUAGES_KEPT = 16
"""For so many languages the finished frame is kept: a browser may name any."""


class Words(Protocol):
    """Where a format's texts come from: `registry.Registry`."""

    @property
    def formats(self) -> Mapping[str, Format]:
        """The formats as they are offered, by id."""
        ...

    def texts(self, chosen: Format, locale: str) -> dict[str, str]:
        """All texts of a format for a language, by key."""
        ...


class Wording:
    """What the people of one room read."""

    def __init__(self, words: Words, session: Session) -> None:
        self._words = words
        self._formats = spoken_of(session)
        self._frames: dict[str, bytes] = {}

    def follow(self, session: Session) -> bool:
        """The session is this one now; whether there are other words than before."""
        spoken = spoken_of(session)
        if spoken == self._formats:
            return False
        self._formats = spoken
        self._frames.clear()
        return True

    def follow_with(self, session: Session, readers: Iterable[Connection]) -> None:
        """As `follow`; *readers* are told if there are other words than before."""
        if self.follow(session):
            for reader in readers:
                self.tell(reader, reader.locale)

    def tell(self, connection: Connection, locale: str) -> None:
        """Send the words to one browser; it gets them again when they are changed."""
        connection.locale = locale
        finished = self._frames.get(locale)
        if finished is None:
            if len(self._frames) >= LANGUAGES_KEPT:
                self._frames.clear()
            finished = self._frames[locale] = frame(wire.encode(self._texts(locale)))
        connection.send_frame(finished)

    def _texts(self, locale: str) -> wire.Texts:
        """The words of the room's format in a language, and of those that rest or are to come."""
        found: dict[str, str] = {}
        for chosen in self._formats:
            found |= self._words.texts(chosen, locale)
        return wire.Texts(locale=locale, texts=found)


class OutsideWording(Wording):
    """What those read who are not at the table: the words of the forms, and nobody's own.

    Titles are never written by hand. Of everything else only what is still as the form is offered:
    what a facilitator wrote for this session stays at the table.
    """

    def _texts(self, locale: str) -> wire.Texts:
        found: dict[str, str] = {}
        for chosen in self._formats:
            own = self._words.texts(chosen, locale)
            offered = self._words.formats.get(chosen.id)
            as_offered = self._words.texts(offered, locale) if offered is not None else {}
            found |= {
                key: text
                for key, text in own.items()
                if key.endswith("/title") or as_offered.get(key) == text
            }
        return wire.Texts(locale=locale, texts=found)


def spoken_of(session: Session) -> tuple[Format, ...]:
    """Every format whose words people may read now; the running one last, it has the last word."""
    coming = (session.switching.format,) if session.switching is not None else ()
    return (*reversed(tuple(rests(session))), *coming, session.format)
