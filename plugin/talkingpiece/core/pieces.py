"""How the piece moves: the folds of all events of a turn (formats.md A3).

`spoke` and `passed` leave the same mark: `contributors`. Who passed is known only until somebody
contributes, or the phase ends.
"""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from talkingpiece.core import events as e
from talkingpiece.core.ids import PersonId
from talkingpiece.core.session import Session

NOBODY_PICKS: dict[str, object] = {"picks": None, "picks_since": None, "pick_missed": False}


def _piece(session: Session, **changes: object) -> Session:
    return replace(session, piece=replace(session.piece, **changes))


def _round_opened(session: Session, event: e.RoundOpened) -> Session:
    piece = session.piece
    phase = session.phase.id
    session = replace(
        session, rounds={**session.rounds, phase: session.rounds.get(phase, 0) + 1}, lit=None
    )
    return _piece(
        session, order=event.order, queue=event.order, holder=None, since=None,
        passed=() if piece.closed else piece.passed, put_off=(), had=(), round=piece.round + 1,
        closed=None, begun=False, **NOBODY_PICKS,
    )  # fmt: skip


def _turned(session: Session, event: e.CircleTurned) -> Session:
    return _piece(session, order=event.order, queue=event.order)


def _without(people: tuple[PersonId, ...], person: PersonId) -> tuple[PersonId, ...]:
    return tuple(other for other in people if other != person)


def _with(people: tuple[PersonId, ...], person: PersonId) -> tuple[PersonId, ...]:
    return people if person in people else (*people, person)


def _given(session: Session, event: e.PieceGiven) -> Session:
    piece = session.piece
    return _piece(
        session,
        order=_with(piece.order, event.to),
        queue=_without(piece.queue, event.to),
        holder=event.to,
        since=event.at,
        speaking=False,
        begun=True,
        given=0,
        more_ms=0,
        **NOBODY_PICKS,
    )


def _awaited(session: Session, event: e.TurnAwaited) -> Session:
    piece = session.piece
    lit = None if piece.closed else session.lit
    return _piece(
        replace(session, lit=lit),
        order=_with(piece.order, event.by),
        queue=_with(piece.queue, event.by),
        closed=None,
    )


def _taken(session: Session, event: e.TurnTaken) -> Session:
    return _piece(session, speaking=True)


def _over(session: Session, by: PersonId, **changes: object) -> Session:
    """A turn is over. One mark for spoke and passed: `contributors` holds both alike."""
    piece = session.piece
    return _piece(
        replace(session, warm_at=None, nudge=None),
        **{
            "holder": None,
            "since": None,
            "speaking": False,
            "given": 0,
            "contributors": _with(piece.contributors, by),
            "had": _with(piece.had, by),
            **changes,
        },
    )


def _ended(session: Session, event: e.TurnEnded) -> Session:
    return _over(session, event.by, passed=())


def _passed(session: Session, event: e.TurnPassed) -> Session:
    return _over(session, event.by, passed=_with(session.piece.passed, event.by))


def _put_off(session: Session, event: e.TurnPutOff) -> Session:
    piece = session.piece
    return _over(
        session,
        event.by,
        contributors=piece.contributors,
        had=piece.had,
        put_off=_with(piece.put_off, event.by),
        queue=_with(piece.queue, event.by),
    )


def _missed(session: Session, event: e.TurnMissed) -> Session:
    piece = session.piece
    return _over(
        session,
        event.by,
        contributors=piece.contributors,
        had=piece.had,
        queue=(event.by, *_without(piece.queue, event.by)),
    )


def _given_up(session: Session, event: e.TurnGivenUp) -> Session:
    piece = session.piece
    session = _piece(
        session,
        order=_without(piece.order, event.by),
        queue=_without(piece.queue, event.by),
    )
    if piece.picks == event.by:
        return _piece(session, **NOBODY_PICKS)
    if piece.holder != event.by:
        return session
    return _piece(session, holder=None, since=None, speaking=False, given=0)


def _round_closed(session: Session, event: e.RoundClosed) -> Session:
    return _piece(
        session, holder=None, since=None, speaking=False, closed=event.why, **NOBODY_PICKS
    )


def _pick_awaited(session: Session, event: e.PickAwaited) -> Session:
    return _piece(session, picks=event.by, picks_since=event.at, pick_missed=False)


def _pick_missed(session: Session, event: e.PickMissed) -> Session:
    return _piece(session, pick_missed=True)


def _warmed(session: Session, event: e.Warmed) -> Session:
    return replace(session, warm_at=event.at)


FOLDS: dict[type, Callable[[Session, Any], Session]] = {
    e.RoundOpened: _round_opened,
    e.CircleTurned: _turned,
    e.PieceGiven: _given,
    e.TurnAwaited: _awaited,
    e.TurnTaken: _taken,
    e.TurnEnded: _ended,
    e.TurnPassed: _passed,
    e.TurnPutOff: _put_off,
    e.TurnMissed: _missed,
    e.TurnGivenUp: _given_up,
    e.RoundClosed: _round_closed,
    e.PickAwaited: _pick_awaited,
    e.PickMissed: _pick_missed,
    e.Warmed: _warmed,
}
