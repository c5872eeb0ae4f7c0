"""What is asked because others watch a demonstration."""

from typing import Annotated

import msgspec

from talkingpiece.core.asking import Command


class CountWatchers(Command, frozen=True, tag="count_watchers", kw_only=True):
    """The house: so many pages watch now."""

    now: Annotated[int, msgspec.Meta(ge=0)]


class LetWatch(Command, frozen=True, tag="let_watch", kw_only=True):
    """I may be watched while the case is mine, or (*on* is false) rather not."""

    on: bool


class OpenGallery(Command, frozen=True, tag="open_gallery", kw_only=True):
    """Whoever facilitates shuts the gallery for all who watch, or opens it again."""

    on: bool


GalleryCommand = LetWatch | OpenGallery
