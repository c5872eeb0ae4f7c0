"""One event makes the next session. Pure folding: asks nobody, decides nothing, refuses nothing."""

from collections.abc import Callable, Iterable
from typing import Any

from msgspec.structs import force_setattr, replace

from talkingpiece.core import (
    board_folds,
    call_folds,
    company,
    floor_folds,
    gallery_folds,
    harvest_folds,
    pieces,
    poll_folds,
    setting_folds,
    switch_folds,
)
from talkingpiece.core import events as e
from talkingpiece.core.board_folds import with_item
from talkingpiece.core.ids import ItemId
from talkingpiece.core.session import (
    Clock,
    Item,
    Lit,
    Piece,
    Session,
    UndoPoint,
)


def replay(events: Iterable[e.AnyEvent]) -> Session:
    """The session that *events* made, the first of which is `Opened`."""
    stream = iter(events)
    first = next(stream)
    assert isinstance(first, e.Opened)
    session = opened(first)
    for event in stream:
        session = evolve(session, event)
    return session


def opened(event: e.Opened) -> Session:
    """The session as it is right after its first event."""
    return Session(
        room=event.room,
        plan=event.plan,
        format=event.format,
        opened=event.at,
        seq=1,
        cursor=event.cursor,
        clock=Clock(started=event.at, usual_ms=0, most_ms=0),
        items={item.id: item for item in event.items},
        next_item=len(event.items) + 1,
        next_rank=max((item.rank for item in event.items), default=0) + 1,
        level=event.plan.level,
    )


def evolve(session: Session, event: e.AnyEvent) -> Session:
    """The session after *event*; the one before is untouched."""
    folded = _FOLDS[type(event)](session, event)
    if folded is session:
        return replace(session, seq=session.seq + 1)
    force_setattr(folded, "seq", session.seq + 1)  # nobody else has seen it yet
    return folded


# --- the way ----------------------------------------------------------------------------------


def _steered(session: Session, event: e.Steered) -> Session:
    topics = tuple(item for item in session.items.values() if item.sees != "me")
    point = UndoPoint(
        cursor=session.cursor,
        piece=session.piece,
        clock=session.clock,
        lit=session.lit,
        changed=topics,
        rounds=session.rounds,
        last_contributors=session.contributors,
        roles=session.roles,
        floor=session.floor,
        poll=session.poll,
    )
    return replace(session, step=session.step + 1, undo=point)


def _phase_left(session: Session, event: e.PhaseLeft) -> Session:
    """Passes do not outlive their phase, not even in the undo point (decision 14)."""
    undo = session.undo and replace(session.undo, piece=replace(session.undo.piece, passed=()))
    items = {key: item for key, item in session.items.items() if item.keep != "none" or item.away}
    contributors = session.piece.contributors or session.contributors
    return replace(
        poll_folds.without_fleeting(session), piece=Piece(), lit=None, warm_at=None, nudge=None,
        awaited=None, items=items,
        undo=undo, contributors=contributors, more_time=False, rule_at=None, submitted=(),
        unveiled=False, list_undo=None, declined=(), floor=None,
    )  # fmt: skip


def _phase_entered(session: Session, event: e.PhaseEntered) -> Session:
    people = dict(session.people)
    new_topic = event.cursor.item != session.cursor.item
    for person, late in event.admitted.items():
        people[person] = replace(people[person], late=late)
    return replace(
        session,
        cursor=event.cursor,
        people=people,
        contributors=() if new_topic else session.contributors,
        clock=Clock(started=event.at, usual_ms=event.usual_ms, most_ms=event.most_ms),
    )


def _exit_reached(session: Session, event: e.ExitReached) -> Session:
    return replace(session, lit=Lit(event.why, event.at))


def _stay(session: Session, event: e.StayChosen) -> Session:
    return replace(session, lit=session.lit and replace(session.lit, stay=True))


def _undone(session: Session, event: e.Undone) -> Session:
    point = event.point
    session = switch_folds.undone(session, point, event.items)
    items = dict(session.items)
    for item in point.changed:
        now = items.get(item.id)
        # Words that were changed meanwhile stay; only where the item stands goes back.
        items[item.id] = item if now is None else replace(now, state=item.state)
    return replace(
        session,
        step=session.step + 1,
        cursor=point.cursor,
        piece=point.piece,
        clock=point.clock,
        lit=point.lit,
        items=dict(sorted(items.items(), key=lambda pair: _number(pair[0]))),
        rounds=point.rounds,
        contributors=point.last_contributors,
        roles=point.roles,
        floor=point.floor,
        poll=poll_folds.after_undo(session.poll, point.poll),
        unveiled=session.unveiled or point.cursor != session.cursor,
        list_undo=None,
        undo=None,
    )


def _number(item: ItemId) -> int:
    return int(item[1:])


def _closed(session: Session, event: e.Closed) -> Session:
    items = {key: item for key, item in session.items.items() if item.keep != "none"}
    return replace(
        session, closed=event.at, piece=Piece(), lit=None, undo=None, items=items, switching=None,
        recording="",
    )  # fmt: skip


# --- items ------------------------------------------------------------------------------------


def _added(session: Session, event: e.ItemAdded) -> Session:
    item: Item = event.item
    session = replace(
        session,
        items={**session.items, item.id: item},
        next_item=session.next_item + 1,
        next_rank=max(session.next_rank, item.rank + 1),
    )
    if item.owner is not None and item.owner == session.piece.holder and item.sees != "me":
        return replace(session, piece=replace(session.piece, given=session.piece.given + 1))
    return session


def _edited(session: Session, event: e.ItemEdited) -> Session:
    """New words are new to everybody: who agreed with the old ones has not read them."""
    standing = session.items[event.item].standing
    if standing.agreed:
        standing = replace(standing, agreed=())
    return with_item(session, event.item, text=event.text, standing=standing)


def _flagged(session: Session, event: e.ItemFlagged) -> Session:
    return with_item(session, event.item, urgent=event.on)


def _moved(session: Session, event: e.ItemMoved) -> Session:
    return with_item(session, event.item, state=event.state)


def _claimed(session: Session, event: e.ItemClaimed) -> Session:
    return with_item(session, event.item, claimed_by=event.by)


def _owned(session: Session, event: e.ItemOwned) -> Session:
    return with_item(session, event.item, owner=event.owner, claimed_by=None)


# --- time -------------------------------------------------------------------------------------


def _held(session: Session, event: e.TimerHeld) -> Session:
    return replace(session, clock=replace(session.clock, held=event.at, until=event.until))


def _resumed(session: Session, event: e.TimerResumed) -> Session:
    """Time stood still: what began before is moved by as much, so nobody loses any."""
    clock, piece = session.clock, session.piece
    stood = event.at - (clock.held if clock.held is not None else event.at)
    since = None if piece.since is None else piece.since + stood
    lit = session.lit
    if lit is not None and clock.held is not None:
        lit = replace(lit, at=lit.at + event.at - max(lit.at, clock.held))
    return replace(
        session,
        lit=lit,
        piece=replace(piece, since=since),
        clock=replace(clock, started=clock.started + stood, held=None, until=None),
    )


def _extended(session: Session, event: e.TimeExtended) -> Session:
    session = replace(session, more_time=False)
    if event.session:
        return replace(session, plan=replace(session.plan, end=session.plan.end + event.by_ms))
    clock = session.clock
    longer = replace(
        clock, usual_ms=clock.usual_ms + event.by_ms, most_ms=clock.most_ms + event.by_ms
    )
    timed = session.lit is not None and session.lit.why == "time_up"
    piece = replace(session.piece, more_ms=session.piece.more_ms + event.by_ms)
    return replace(session, clock=longer, piece=piece, lit=None if timed else session.lit)


def _pace_set(session: Session, event: e.PaceSet) -> Session:
    return replace(session, pace=event.pace)


def _nothing(session: Session, event: object) -> Session:
    return session


_FOLDS: dict[type, Callable[[Session, Any], Session]] = {
    e.Opened: _nothing,
    e.Steered: _steered,
    e.PhaseLeft: _phase_left,
    e.PhaseEntered: _phase_entered,
    e.ExitReached: _exit_reached,
    e.StayChosen: _stay,
    e.Undone: _undone,
    e.Closed: _closed,
    e.ItemAdded: _added,
    e.ItemEdited: _edited,
    e.ItemFlagged: _flagged,
    e.ItemMoved: _moved,
    e.ItemClaimed: _claimed,
    e.ItemOwned: _owned,
    e.TimerHeld: _held,
    e.TimerResumed: _resumed,
    e.TimeExtended: _extended,
    e.PaceSet: _pace_set,
    **setting_folds.FOLDS,
    **switch_folds.FOLDS,
    **board_folds.FOLDS,
    **call_folds.FOLDS,
    **company.FOLDS,
    **floor_folds.FOLDS,
    **gallery_folds.FOLDS,
    **pieces.FOLDS,
    **harvest_folds.FOLDS,
    **poll_folds.FOLDS,
}
"""One fold per event; a test asks that every event of `AnyEvent` has its own."""
