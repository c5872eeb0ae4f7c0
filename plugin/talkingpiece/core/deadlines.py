"""When something happens by itself, and what. Pure: the house asks, and sends `Tick` in time.

With a facilitator present time only lights a button (decision 11). Without one, a lit button is
followed after five seconds, and anybody may tap "stay".
"""

from collections.abc import Iterator

from talkingpiece.core import events as e
from talkingpiece.core.grammar import Moment
from talkingpiece.core.ids import SECOND_MS, Ms
from talkingpiece.core.options import BriefOptions
from talkingpiece.core.session import Session
from talkingpiece.core.steering import LEAD_WISH_MS, advance

MOVING_ON_MS = 5 * SECOND_MS
"""How long "moving on, tap to stay" stands before it happens."""


def next_instant(session: Session) -> Ms | None:
    """The next instant at which a `Tick` would change something; None when nothing is due."""
    return min(_instants(session), default=None)


def _instants(session: Session) -> Iterator[Ms]:
    if session.closed is not None:
        return
    if session.lead_wish is not None:
        yield Ms(session.lead_wish.at + LEAD_WISH_MS)
    clock = session.clock
    if clock.held is not None:
        if clock.until is not None:
            yield clock.until
        return
    moves = _moves_on(session)
    if moves is not None:
        yield moves
    if session.lit is None:
        if "start_time" in session.phase.exit:
            yield session.plan.start
        if "time_up" in session.phase.exit and clock.usual_ms > 0:
            yield Ms(clock.started + clock.usual_ms)


def _moves_on(session: Session) -> Ms | None:
    """When the session goes on without anybody's tap, if it does."""
    lit = session.lit
    if lit is None or not session.here():
        return None
    if ends_by_itself(session):
        return lit.at
    if session.facilitators_here() or lit.stay:
        return None
    alone_since = (
        person.gone_since
        for person in session.people.values()
        if person.role == "facilitator" and person.gone_since is not None
    )
    return Ms(max(lit.at, *alone_since, 0) + MOVING_ON_MS)


def ends_by_itself(session: Session) -> bool:
    """A pause that nobody leads ends with its time: the one exception of decision 11."""
    options = session.phase.options
    lit = session.lit
    return (
        isinstance(options, BriefOptions)
        and options.who == "none"
        and lit is not None
        and lit.why == "time_up"
    )


def tick(moment: Moment) -> None:
    """Everything whose instant has come. Finding nothing to do is fine: nodes may both ask."""
    session = moment.session
    wish = session.lead_wish
    if wish is not None and moment.at >= wish.at + LEAD_WISH_MS:
        moment.add(e.LeadChanged(to=wish.by))
    clock = moment.session.clock
    if clock.held is not None:
        if clock.until is None or moment.at < clock.until:
            return
        moment.add(e.TimerResumed(at=clock.until))
    _light_by_time(moment)
    moves = _moves_on(moment.session)
    if moves is not None and moment.at >= moves:
        advance(moment)


def _light_by_time(moment: Moment) -> None:
    session = moment.session
    if session.lit is not None:
        return
    exits = session.phase.exit
    if "start_time" in exits and moment.at >= session.plan.start:
        moment.add(e.ExitReached(why="start_time", at=moment.at))
    elif (
        "time_up" in exits
        and session.clock.usual_ms > 0
        and moment.at >= session.clock.started + session.clock.usual_ms
    ):
        moment.add(e.ExitReached(why="time_up", at=moment.at))
