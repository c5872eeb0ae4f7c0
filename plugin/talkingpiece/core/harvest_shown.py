"""What screens show of what leaves a session."""

from typing import Literal

from talkingpiece.core.ids import ItemId
from talkingpiece.core.showing import Shown


class OutputShown(Shown, frozen=True, kw_only=True):
    """Something to be fetched when the session is over, by a link of its own."""

    order: int
    audience: Literal["public", "group", "pair", "facilitators", "person"]
    published: bool = False
    """A page for everybody that everybody may read by now."""
    left_out: tuple[ItemId, ...] = ()
    """For facilitators: what they left out of it."""
