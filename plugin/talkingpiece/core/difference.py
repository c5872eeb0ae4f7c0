"""What lies between two sessions, found out once for all who ask.

A change is looked at for what all see, and for whose own part it may concern. Sessions are frozen:
what has not changed is the same object as before.
"""

from itertools import compress
from operator import is_not

from msgspec.structs import astuple, replace

from talkingpiece.core.session import Item, Session

NARROW = frozenset({"seq", "people", "ring", "piece", "items", "next_item", "next_rank"})
"""Of these a change is looked at closely; one of anything else concerns everybody."""
_ITEMS = frozenset({"seq", "items"})


class Difference:
    """Between the session *before* and the one *after* it."""

    __slots__ = ("after", "before", "changed", "quiet", "reworded", "words_alone")

    def __init__(self, before: Session, after: Session) -> None:
        self.before = before
        self.after = after
        self.changed = _changed(before, after)
        """The members that are not what they were."""
        self.quiet = self.changed <= NARROW
        """Nothing has changed but people, their turns, and what they gave."""
        self.reworded = _reworded(before, after) if self.quiet else None
        """The items with other words, if nothing else changed about items; else None."""
        self.words_alone = self.reworded is not None and self.changed <= _ITEMS
        """Nothing has changed but the words of items."""


def _changed(before: Session, after: Session) -> frozenset[str]:
    if replace(before, seq=after.seq, items=after.items) == after:  # the most frequent, quickly
        return _ITEMS
    different = map(is_not, astuple(before), astuple(after))
    return frozenset(compress(Session.__struct_fields__, different))


def _reworded(before: Session, after: Session) -> list[Item] | None:
    was, now = before.items, after.items
    if was is now:
        return []
    if len(was) != len(now):
        return None
    olds, news = was.values(), now.values()
    changed = []
    for old, new in compress(zip(olds, news, strict=True), map(is_not, olds, news)):
        if replace(old, text=new.text, fields=new.fields) != new:
            return None  # where it stands, or for whom; its id too: others in the place of some
        changed.append(new)
    return changed
