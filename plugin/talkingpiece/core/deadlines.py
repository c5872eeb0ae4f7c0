"""When something happens by itself, and what. Pure: the house asks, and sends `Tick` in time.

With a facilitator present time only lights a button (decision 11). Without one, a lit button is
followed after five seconds, and anybody may tap "stay".
"""

from collections.abc import Iterator

from talkingpiece.core import events as e
from talkingpiece.core import floors, popcorn
from talkingpiece.core.forecast import after_loop_minutes
from talkingpiece.core.formats import ForEach
from talkingpiece.core.grammar import Moment
from talkingpiece.core.ids import MINUTE_MS, SECOND_MS, Ms
from talkingpiece.core.options import BriefOptions
from talkingpiece.core.polls import looked_at_until
from talkingpiece.core.session import Session
from talkingpiece.core.steering import LEAD_WISH_MS, advance, rest_topic
from talkingpiece.core.unusual import Awaited

LEADERLESS_MS = 60 * SECOND_MS
"""After this long without a facilitator, somebody may offer to hold the frame (A8)."""
OBJECTION_MS = 15 * SECOND_MS
"""So long anybody may object to an acting facilitator (A8)."""
PRESENTER_WAIT_MS = 180 * SECOND_MS
"""So long a presenter who lost the connection is waited for (A8)."""
PRESENTER_LEAST_MS = 30 * SECOND_MS
"""So long at the least, however near the end is: a connection is often back by then."""
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
    yield from _waiting_instants(session)
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
            yield Ms(max(clock.started + clock.usual_ms, looked_at_until(session)))
        if looked_at_until(session):
            yield looked_at_until(session)
        yield from floors.instants(session)
    picks = popcorn.due(session)
    if picks is not None:
        yield picks


def _waiting_instants(session: Session) -> Iterator[Ms]:
    """When people have waited long enough for somebody."""
    missing = session.leaderless
    if missing is not None and not missing.asked and session.here():
        yield Ms(missing.since + LEADERLESS_MS)
    if missing is not None and missing.offer is not None:
        yield Ms(missing.offer.at + OBJECTION_MS)
    if session.awaited is not None and not session.awaited.over:
        yield presenter_waited_until(session, session.awaited)


def presenter_waited_until(session: Session, awaited: Awaited) -> Ms:
    """When the wait for a lost presenter is over: it does not eat the time kept for the end."""
    usual = Ms(awaited.since + PRESENTER_WAIT_MS)
    index = session.cursor.path[0]
    if not isinstance(session.format.flow[index], ForEach):
        return usual
    kept = Ms(session.plan.end - int(after_loop_minutes(session, index) * MINUTE_MS))
    if kept <= awaited.since:  # there is nothing left to be kept
        return usual
    return min(usual, max(kept, Ms(awaited.since + PRESENTER_LEAST_MS)))


def _moves_on(session: Session) -> Ms | None:
    """When the session goes on without anybody's tap, if it does."""
    lit = session.lit
    if lit is None or not session.here():
        return None
    if ends_by_itself(session):
        return lit.at
    if session.led or lit.stay:
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
        moment.add(e.LeadChanged(to=wish.by, at=moment.at))
    _waits_over(moment)
    clock = moment.session.clock
    if clock.held is not None:
        if clock.until is None or moment.at < clock.until:
            return
        moment.add(e.TimerResumed(at=clock.until))
    _light_by_time(moment)
    popcorn.tick(moment)
    if moment.session.lit is None:
        floors.tick(moment)
    moves = _moves_on(moment.session)
    if moves is not None and moment.at >= moves and not moment.kind.comes_first(moment):
        advance(moment)


def _waits_over(moment: Moment) -> None:
    """Somebody has been waited for long enough: a lead, objections, the presenter."""
    missing = moment.session.leaderless
    if missing is not None:
        if not missing.asked and moment.at >= missing.since + LEADERLESS_MS:
            moment.add(e.LeadMissed())
        offer = missing.offer
        if offer is not None and moment.at >= offer.at + OBJECTION_MS:
            moment.add(e.LeadChanged(to=offer.by, at=moment.at))
    awaited = moment.session.awaited
    if awaited is None or awaited.over:
        return
    if moment.at < presenter_waited_until(moment.session, awaited):
        return
    moment.add(e.AwaitEnded())
    if not moment.session.led:
        rest_topic(moment)


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
        and moment.at >= looked_at_until(session)
    ):
        moment.add(e.ExitReached(why="time_up", at=moment.at))
    elif 0 < looked_at_until(session) <= moment.at:
        moment.add(e.ExitReached(why="all_submitted", at=moment.at))
