"""What lies between two sessions, found out once for all who ask.

A change is looked at for what all see, and for whose own part it may concern. Sessions are frozen:
what has not changed is the same object as before.
"""

from itertools import compress
from operator import attrgetter, is_, is_not

from talkingpiece.core.session import Item, Session

NARROW = frozenset({"seq", "people", "ring", "piece", "items", "next_item", "next_rank"})
"""Of these a change is looked at closely; one of anything else concerns everybody."""
WORDS = frozenset({"text", "fields"})
"""What an item says; the rest of it decides where it stands, and for whom."""

_WIDE = attrgetter(*(name for name in Session.__struct_fields__ if name not in NARROW))
_TABLE = attrgetter(*sorted(NARROW - {"seq", "items"}))
_STANDING = attrgetter(*(name for name in Item.__struct_fields__ if name not in WORDS))


class Difference:
    """Between the session *before* and the one *after* it."""

    __slots__ = ("after", "before", "quiet", "reworded", "words_alone")

    def __init__(self, before: Session, after: Session) -> None:
        self.before = before
        self.after = after
        self.quiet = all(map(is_, _WIDE(before), _WIDE(after)))
        """Nothing has changed but people, their turns, and what they gave."""
        self.reworded = _reworded(before, after) if self.quiet else None
        """The items with other words, if nothing else changed about items; else None."""
        self.words_alone = self.reworded is not None and all(
            map(is_, _TABLE(before), _TABLE(after))
        )
        """Nothing has changed but the words of items."""


def _reworded(before: Session, after: Session) -> list[Item] | None:
    was, now = before.items, after.items
    if was is now:
        return []
    if len(was) != len(now):
        return None
    olds, news = was.values(), now.values()
    changed = []
    for old, new in compress(zip(olds, news, strict=True), map(is_not, olds, news)):
        if _STANDING(old) != _STANDING(new):  # its id too: others in the place of some
            return None
        changed.append(new)
    return changed
