"""What publishing makes of a session: the folds of `harvest_events`."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from talkingpiece.core import harvest_events as e
from talkingpiece.core.session import Session


def _published(session: Session, event: e.Published) -> Session:
    return replace(session, published={**session.published, event.output: event.for_whom})


def _unpublished(session: Session, event: e.Unpublished) -> Session:
    left = {name: words for name, words in session.published.items() if name != event.output}
    return replace(session, published=left)


def _credited(session: Session, event: e.Credited) -> Session:
    person = replace(session.people[event.person], credited=event.on)
    return replace(session, people={**session.people, event.person: person})


def _left_out(session: Session, event: e.LeftOut) -> Session:
    others = tuple(item for item in session.left_out if item != event.item)
    return replace(session, left_out=(*others, event.item) if event.on else others)


FOLDS: dict[type, Callable[[Session, Any], Session]] = {
    e.Published: _published,
    e.Unpublished: _unpublished,
    e.Credited: _credited,
    e.LeftOut: _left_out,
}
