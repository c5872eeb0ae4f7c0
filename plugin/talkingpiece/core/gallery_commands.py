"""What is asked because others watch a demonstration."""

from typing import Annotated

import msgspec

from talkingpiece.core.asking import Command


class CountWatchers(Command, frozen=True, tag="count_watchers", kw_only=True):
    """The house: so many pages watch now at this node."""

    now: Annotated[int, msgspec.Meta(ge=0)]
    by: str = ""
    """The node, by a name it has drawn by lot."""


class AskNodes(Command, frozen=True, tag="ask_nodes", kw_only=True):
    """The house: this node asks whether the others who counted are still there."""

    by: str


class GiveUpNodes(Command, frozen=True, tag="give_up_nodes"):
    """The house: whoever was asked and has not answered by now is gone."""


class LetWatch(Command, frozen=True, tag="let_watch", kw_only=True):
    """I may be watched while the case is mine, or (*on* is false) rather not."""

    on: bool


class OpenGallery(Command, frozen=True, tag="open_gallery", kw_only=True):
    """Whoever facilitates shuts the gallery for all who watch, or opens it again."""

    on: bool


NodeCommand = CountWatchers | AskNodes | GiveUpNodes
"""How nodes count together; from no frame."""

GalleryCommand = LetWatch | OpenGallery
