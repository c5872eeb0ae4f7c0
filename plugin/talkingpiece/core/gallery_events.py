"""What happens because others watch a demonstration."""

from talkingpiece.core.asking import Event
from talkingpiece.core.ids import PersonId


class WatchersCounted(Event, frozen=True, tag="watchers_counted", kw_only=True):
    """So many pages watch at one node; who they are nobody knows."""

    now: int
    by: str = ""


class NodesAsked(Event, frozen=True, tag="nodes_asked", kw_only=True):
    """Are these nodes still there? Each that is, counts again."""

    nodes: tuple[str, ...]


class NodesGivenUp(Event, frozen=True, tag="nodes_given_up", kw_only=True):
    """These have not answered: nobody watches there."""

    nodes: tuple[str, ...]


class WatchingAnswered(Event, frozen=True, tag="watching_answered", kw_only=True):
    """Whose case it is may be watched, or would rather not."""

    person: PersonId
    on: bool


class GalleryOpened(Event, frozen=True, tag="gallery_opened", kw_only=True):
    """The gallery is open, or (*on* is false) shut."""

    on: bool


GalleryEvent = WatchersCounted | NodesAsked | NodesGivenUp | WatchingAnswered | GalleryOpened
