"""What gestures and work on a list make of a session: the folds of `board_events`."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from talkingpiece.core import board_events as e
from talkingpiece.core.ids import ItemId, PersonId
from talkingpiece.core.session import Item, ListPoint, Session


def with_item(session: Session, item: ItemId, **changes: object) -> Session:
    """*session* with some members of one item changed."""
    items = dict(session.items)
    items[item] = replace(items[item], **changes)
    return replace(session, items=items)


def _toggled(people: tuple[PersonId, ...], person: PersonId, on: bool) -> tuple[PersonId, ...]:
    others = tuple(other for other in people if other != person)
    return (*others, person) if on else others


def _marked(session: Session, event: e.Marked) -> Session:
    marks = dict(session.items[event.item].marks)
    marks[event.gesture] = _toggled(marks.get(event.gesture, ()), event.by, event.on)
    kept = {gesture: people for gesture, people in marks.items() if people}
    return with_item(session, event.item, marks=kept)


def _submitted(session: Session, event: e.Submitted) -> Session:
    return replace(session, submitted=_toggled(session.submitted, event.by, event.on))


def _revealed(session: Session, event: e.Revealed) -> Session:
    items = dict(session.items)
    for item in event.items:
        items[item] = replace(items[item], shown=True)
    return replace(session, items=items, unveiled=True)


def _touched(session: Session, event: e.ListTouched) -> Session:
    kind = session.format.lists[event.list].item
    items = tuple(item for item in session.items.values() if item.kind == kind)
    point = ListPoint(list=event.list, items=items, order=session.orders.get(event.list, ()))
    return replace(session, list_undo=point)


def _placed(session: Session, event: e.ItemPlaced) -> Session:
    return with_item(session, event.item, standing=event.standing)


def _ordered(session: Session, event: e.ListOrdered) -> Session:
    return replace(session, orders={**session.orders, event.list: event.order})


def _undone(session: Session, event: e.ListUndone) -> Session:
    point = session.list_undo
    assert point is not None
    items = dict(session.items)
    for before in point.items:
        now = items.get(before.id)
        if now is not None:
            items[before.id] = _as_before(now, before)
    orders = {name: order for name, order in session.orders.items() if name != point.list}
    if point.order:
        orders[point.list] = point.order
    return replace(session, items=items, orders=orders, list_undo=None)


def _as_before(now: Item, before: Item) -> Item:
    """Where it stands goes back, also out of parking; words, gestures and states stay."""
    state = before.state if now.state == "parked" else now.state
    return replace(now, state=state, standing=before.standing)


FOLDS: dict[type, Callable[[Session, Any], Session]] = {
    e.Marked: _marked,
    e.Submitted: _submitted,
    e.Revealed: _revealed,
    e.ListTouched: _touched,
    e.ItemPlaced: _placed,
    e.ListOrdered: _ordered,
    e.ListUndone: _undone,
}
