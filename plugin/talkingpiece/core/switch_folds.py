"""How a change of form is folded: the format that is left rests, whole, beside the session.

What people, time and things have in common goes on (`_COMMON`); everything else of a session
belongs to its format and rests with it, so that going back finds it as it was.
"""

from collections.abc import Callable, Iterable
from typing import Any

from msgspec.structs import replace

from talkingpiece.core import switch_events as e
from talkingpiece.core.ids import ItemId, Ms
from talkingpiece.core.session import Clock, Item, Left, Session, UndoPoint

_COMMON = (
    "room", "plan", "opened", "seq", "step", "closed", "people", "lead", "lead_wish", "leaderless",
    "ring", "items", "next_item", "next_rank", "links", "undo", "next_date", "pace", "level",
    "stack", "pact", "owing",
)  # fmt: skip


def resting(session: Session, changed: Iterable[Item], at: Ms) -> Left:
    """*session* as it is left at *at*: its format and place, and what *changed* items were.

    Who passed is not kept: passes do not outlive the running round (decision 14). Nor are thumbs:
    a silent vote that was interrupted is asked anew.
    """
    was = {item.id: replace(session.items[item.id], text="", fields={}) for item in changed}
    floor = session.floor and replace(session.floor, thumbs=None)
    place = replace(
        session, floor=floor, people={}, items={}, ring=(), undo=None, stack=(), switching=None,
        nudge=None,
        warm_at=None, more_time=False, rule_at=None, awaited=None, lead_wish=None, leaderless=None,
        piece=replace(session.piece, passed=()), list_undo=None,
    )  # fmt: skip
    return Left(session=place, was=was, at=at)


def revived(session: Session, left: Left, **changes: Any) -> Session:
    """The format that was *left*, with the people and things of *session*."""
    common = {name: getattr(session, name) for name in _COMMON}
    return replace(left.session, **{**common, **changes})


def with_items(session: Session, changed: Iterable[Item]) -> dict[ItemId, Item]:
    """The items of *session*, with those that *changed*."""
    return session.items | {item.id: item for item in changed}


def undone(session: Session, point: UndoPoint, items: Iterable[Item]) -> Session:
    """*session* before its form was changed, where the step that is undone changed it."""
    if point.left is None:
        return session
    return revived(session, point.left, items=with_items(session, items), stack=point.stack)


def _undo_point(session: Session, left: Left) -> UndoPoint | None:
    undo = session.undo
    if undo is None:
        return None
    piece = replace(undo.piece, passed=())
    return replace(undo, piece=piece, left=left, stack=session.stack)


def _proposed(session: Session, event: e.SwitchProposed) -> Session:
    return replace(session, switching=event.switching)


def _dropped(session: Session, event: e.SwitchDropped) -> Session:
    return replace(session, switching=None)


def _accepted(session: Session, event: e.PactAccepted) -> Session:
    switching = session.switching
    if switching is not None:
        pending = tuple(p for p in switching.pending if p != event.person)
        switching = replace(switching, pending=pending)
    people = dict(session.people)
    if event.person in session.owing:
        people[event.person] = replace(people[event.person], late="join")
    owing = tuple(p for p in session.owing if p != event.person)
    return replace(session, switching=switching, owing=owing, people=people)


def _switched(session: Session, event: e.FormatSwitched) -> Session:
    left = resting(session, event.items, event.at)
    people = dict(session.people)
    for person in event.outside:
        people[person] = replace(people[person], late="wait")
    common = {name: getattr(session, name) for name in _COMMON}
    common |= {
        "items": with_items(session, event.items),
        "people": people,
        "stack": (*session.stack, left),
        "pact": event.pact,
        "roles": event.roles,
        "owing": (*session.owing, *(p for p in event.outside if p not in session.owing)),
        "undo": _undo_point(session, left),
    }
    clock = Clock(started=event.at, usual_ms=0, most_ms=0)
    return Session(format=event.format, cursor=event.cursor, clock=clock, **common)


def _resumed(session: Session, event: e.FormatResumed) -> Session:
    """Time stood still for what rested: nobody loses any."""
    *stack, left = session.stack
    undo = _undo_point(session, resting(session, event.items, event.at))
    again = revived(session, left, items=with_items(session, event.items), stack=tuple(stack))
    stood = event.at - left.at
    clock, lit = again.clock, again.lit
    held = None if clock.held is None else Ms(clock.held + stood)
    until = None if clock.until is None else Ms(clock.until + stood)
    return replace(
        again,
        undo=undo,
        results=(*again.results, *session.results),
        piece=event.piece,
        clock=replace(clock, started=Ms(clock.started + stood), held=held, until=until),
        lit=lit and replace(lit, at=Ms(lit.at + stood)),
    )


FOLDS: dict[type, Callable[[Session, Any], Session]] = {
    e.SwitchProposed: _proposed,
    e.SwitchDropped: _dropped,
    e.PactAccepted: _accepted,
    e.FormatSwitched: _switched,
    e.FormatResumed: _resumed,
}
