"""A change of form that is under way (formats.md A9)."""

import msgspec

from talkingpiece.core.formats import Format
from talkingpiece.core.ids import ItemId, PersonId


class Switching(msgspec.Struct, frozen=True, kw_only=True):
    """A change of form that a facilitator asked for, while something is still to be done first."""

    format: Format
    topic: ItemId | None = None
    """The one topic that comes along, where one was chosen."""
    later_ms: int = 0
    """By how much the session ends later."""
    basket: PersonId | None = None
    """Who has a minute first, for what they take along."""
    pending: tuple[PersonId, ...] = ()
    """Who has not said yes to the stricter pact yet; those who have are kept nowhere."""
