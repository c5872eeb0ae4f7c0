"""What happens because others watch a demonstration."""

from talkingpiece.core.asking import Event
from talkingpiece.core.ids import PersonId


class WatchersCounted(Event, frozen=True, tag="watchers_counted", kw_only=True):
    """So many pages watch; who they are nobody knows."""

    now: int


class WatchingAnswered(Event, frozen=True, tag="watching_answered", kw_only=True):
    """Whose case it is may be watched, or would rather not."""

    person: PersonId
    on: bool


class GalleryOpened(Event, frozen=True, tag="gallery_opened", kw_only=True):
    """The gallery is open, or (*on* is false) shut."""

    on: bool


GalleryEvent = WatchersCounted | WatchingAnswered | GalleryOpened
