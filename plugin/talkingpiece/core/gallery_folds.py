"""How a session changes because others watch it: one fold per event."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from talkingpiece.core.gallery_events import (
    GalleryOpened,
    NodesAsked,
    NodesGivenUp,
    WatchersCounted,
    WatchingAnswered,
)
from talkingpiece.core.session import Session
from talkingpiece.core.unusual import Gallery


def watching(gallery: Gallery) -> int:
    """How many watch, at all nodes together."""
    sure = sum(n for node, n in gallery.counts.items() if node not in gallery.doubted)
    return max(sure, gallery.least) if gallery.doubted else sure


def _counted(session: Session, event: WatchersCounted) -> Session:
    counts = {**session.gallery.counts, event.by: event.now}
    if not event.now:
        del counts[event.by]
    doubted = session.gallery.doubted - {event.by}
    return replace(session, gallery=replace(session.gallery, counts=counts, doubted=doubted))


def _asked(session: Session, event: NodesAsked) -> Session:
    gallery, nodes = session.gallery, frozenset(event.nodes)
    asked = replace(gallery, doubted=gallery.doubted | nodes, least=watching(gallery))
    return replace(session, gallery=asked)


def _given_up(session: Session, event: NodesGivenUp) -> Session:
    gallery = session.gallery
    counts = {node: n for node, n in gallery.counts.items() if node not in event.nodes}
    doubted = gallery.doubted.difference(event.nodes)
    return replace(session, gallery=replace(gallery, counts=counts, doubted=doubted))


def _answered(session: Session, event: WatchingAnswered) -> Session:
    """One answer stands: the next one whose case it is, is asked anew."""
    answered = replace(session.gallery, answered=event.person, agreed=event.on)
    return replace(session, gallery=answered)


def _opened(session: Session, event: GalleryOpened) -> Session:
    return replace(session, gallery=replace(session.gallery, shut=not event.on))


FOLDS: dict[type, Callable[[Session, Any], Session]] = {
    WatchersCounted: _counted,
    NodesAsked: _asked,
    NodesGivenUp: _given_up,
    WatchingAnswered: _answered,
    GalleryOpened: _opened,
}
