"""How a session changes because others watch it: one fold per event."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from talkingpiece.core.gallery_events import GalleryOpened, WatchersCounted, WatchingAnswered
from talkingpiece.core.session import Session


def _counted(session: Session, event: WatchersCounted) -> Session:
    return replace(session, gallery=replace(session.gallery, watching=event.now))


def _answered(session: Session, event: WatchingAnswered) -> Session:
    """One answer stands: the next one whose case it is, is asked anew."""
    answered = replace(session.gallery, answered=event.person, agreed=event.on)
    return replace(session, gallery=answered)


def _opened(session: Session, event: GalleryOpened) -> Session:
    return replace(session, gallery=replace(session.gallery, shut=not event.on))


FOLDS: dict[type, Callable[[Session, Any], Session]] = {
    WatchersCounted: _counted,
    WatchingAnswered: _answered,
    GalleryOpened: _opened,
}
