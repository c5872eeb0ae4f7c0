"""Counting what people tapped on items. One place, so that every list counts alike."""

from talkingpiece.core.ids import ItemId
from talkingpiece.core.remembered import remembered
from talkingpiece.core.session import Item, Session

PLUS_ONE = "plus_one"


def count(session: Session, item: Item, gesture: str) -> int:
    """How many people gave *item* this gesture, once each, also where they gave it to a part.

    Whoever gave the item is for it anyway and is not counted.
    """
    people = set(item.marks.get(gesture, ()))
    for part in parts(session, item):
        people.update(part.marks.get(gesture, ()))
    return len(people - {item.owner})


def counts(session: Session, item: Item) -> dict[str, int]:
    """Every gesture that anybody gave, with its count."""
    if not item.marks and not parts(session, item):
        return {}
    given = {*item.marks, *(name for part in parts(session, item) for name in part.marks)}
    counted = {name: count(session, item, name) for name in sorted(given)}
    return {name: number for name, number in counted.items() if number}


def score(session: Session, item: Item) -> int:
    """What a list that is ordered by votes goes by: +1, endorsements, and dots of a poll."""
    dots = item.dots + sum(part.dots for part in parts(session, item))
    return count(session, item, PLUS_ONE) + count(session, item, "endorse") + dots


def parts(session: Session, item: Item) -> tuple[Item, ...]:
    """What was merged into *item*."""
    return _merged(session).get(item.id, ())


@remembered
def _merged(session: Session) -> dict[ItemId, tuple[Item, ...]]:
    found: dict[ItemId, tuple[Item, ...]] = {}
    for one in session.items.values():
        into = one.standing.into
        if into and one.state != "withdrawn":
            found[into] = (*found.get(into, ()), one)
    return found


def head(session: Session, item: Item) -> Item:
    """What *item* is shown with: the item it was merged into, or itself."""
    into = session.items.get(item.standing.into)
    return item if into is None or into.state == "withdrawn" else into
