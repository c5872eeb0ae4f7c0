"""How the floor of an open talk changes: one fold per event."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from talkingpiece.core import floor_events as e
from talkingpiece.core.floor_state import Floor, Hand, Thumbs
from talkingpiece.core.ids import PersonId
from talkingpiece.core.session import Session


def _floor(session: Session, **changes: object) -> Session:
    return replace(session, floor=replace(session.floor or Floor(), **changes))


def _hands(session: Session, besides: PersonId) -> tuple[Hand, ...]:
    floor = session.floor or Floor()
    return tuple(hand for hand in floor.hands if hand.by != besides)


def _busy_again(session: Session) -> Session:
    """A queue that was empty is not so any more."""
    lit = session.lit
    empty = lit is not None and lit.why == "queue_empty"
    return replace(session, lit=None) if empty else session


def _raised(session: Session, event: e.HandRaised) -> Session:
    hands = (*_hands(session, event.by), Hand(event.by, event.at))
    return _floor(_busy_again(session), hands=hands)


def _lowered(session: Session, event: e.HandLowered) -> Session:
    return _floor(session, hands=_hands(session, event.by))


def _taken(session: Session, event: e.FloorTaken) -> Session:
    spoken = dict((session.floor or Floor()).spoken)
    spoken[event.by] = spoken.get(event.by, 0) + 1
    return _floor(_busy_again(session), hands=_hands(session, event.by), spoken=spoken)


def _seat(session: Session, event: e.SeatTaken) -> Session:
    others = tuple(one for one in (session.floor or Floor()).seats if one != event.by)
    seats = (*others, event.by) if event.on else others
    return _floor(session, seats=seats, hands=_hands(session, event.by))


def _called(session: Session, event: e.ThumbsCalled) -> Session:
    return _floor(session, thumbs=Thumbs(at=event.at))


def _thumb(session: Session, event: e.ThumbGiven) -> Session:
    thumbs = (session.floor or Floor()).thumbs
    if thumbs is None:
        return session
    return _floor(session, thumbs=replace(thumbs, given={**thumbs.given, event.by: event.thumb}))


def _counted(session: Session, event: e.ThumbsCounted) -> Session:
    return _floor(session, thumbs=None, over=not event.on)


def _extended(session: Session, event: e.TalkExtended) -> Session:
    floor = session.floor or Floor()
    lit = session.lit
    stopped = lit is not None and lit.why in ("vote_stop", "time_up")
    session = replace(session, lit=None) if stopped else session
    return _floor(session, extended=floor.extended + 1, over=False, thumbs=None)


def _over(session: Session, event: e.TalkOver) -> Session:
    return _floor(session, over=True)


def _wish(session: Session, event: e.WishGiven) -> Session:
    wishes = (session.floor or Floor()).wishes
    return _floor(session, wishes={**wishes, event.by: event.to})


def _votes_counted(session: Session, event: e.VotesCounted) -> Session:
    return _floor(session, wishes={})


FOLDS: dict[type, Callable[[Session, Any], Session]] = {
    e.HandRaised: _raised,
    e.HandLowered: _lowered,
    e.FloorTaken: _taken,
    e.SeatTaken: _seat,
    e.ThumbsCalled: _called,
    e.ThumbGiven: _thumb,
    e.ThumbsCounted: _counted,
    e.TalkExtended: _extended,
    e.TalkOver: _over,
    e.WishGiven: _wish,
    e.VotesCounted: _votes_counted,
}
