"""The floor of an open talk: who speaks next, and whether the talk goes on (formats.md A5, D1, C1).

Always true, and tested: there is never more than one holder; where those who spoke least come
first, nobody gets the floor twice before somebody who waits and has not spoken; a talk that is made
longer by thumbs is never made longer than its steps say, nor into the time kept for the end.
"""

from collections.abc import Iterator

from talkingpiece.core import events as e
from talkingpiece.core import floor_events as fe
from talkingpiece.core.ballots import counted, thumbs
from talkingpiece.core.floor_commands import RaiseHand
from talkingpiece.core.floor_state import Floor, Hand, Thumbs
from talkingpiece.core.formats import Reason
from talkingpiece.core.grammar import Moment
from talkingpiece.core.ids import MINUTE_MS, SECOND_MS, Ms, PersonId
from talkingpiece.core.microphones import rule_of
from talkingpiece.core.options import DiscussOptions
from talkingpiece.core.pace import kept_free
from talkingpiece.core.roles import means
from talkingpiece.core.session import Session
from talkingpiece.errors import Code, Refused

VOTE_MS = 20 * SECOND_MS
"""So long thumbs are waited for."""


def options_of(session: Session) -> DiscussOptions:
    """The options of the running talk. Raises `Refused` where the phase is none."""
    options = session.phase.options
    if not isinstance(options, DiscussOptions):
        raise Refused(Code.NOT_NOW)
    return options


def floor_of(session: Session) -> Floor:
    """The floor as it is now; empty at first."""
    return session.floor or Floor()


# --- hands --------------------------------------------------------------------------------------


def has_hands(session: Session) -> bool:
    """Whether people ask for the floor with their hand in the running talk."""
    options = session.phase.options
    if not isinstance(options, DiscussOptions):
        return False
    return options.floor != "open" or rule_of(session).hand == "floor"


def may_ask(session: Session, person: PersonId) -> bool:
    """Whether *person* may ask for the floor, or for one of the seats that are meant for them."""
    options = session.phase.options
    if not isinstance(options, DiscussOptions) or not has_hands(session):
        return False
    return options.floor != "seats" or not options.seats or means(session, options.seats, person)


def queue(session: Session) -> tuple[Hand, ...]:
    """The hands that are up, in the order in which they come: who could speak is first."""
    floor, order = floor_of(session), options_of(session).queue_order
    hands = [hand for hand in floor.hands if session.people[hand.by].plays]
    if order == "least_spoken_first":
        hands.sort(key=lambda hand: (floor.spoken.get(hand.by, 0), hand.at))
    elif order == "objectors_first":
        objectors = session.poll.objectors if session.poll is not None else ()
        hands.sort(key=lambda hand: (hand.by not in objectors, hand.at))
    else:
        hands.sort(key=lambda hand: hand.at)
    return tuple(hands)


def raise_hand(moment: Moment, command: RaiseHand) -> None:
    """Somebody would like to speak; on an empty floor that goes by hands they have it at once.

    A hand that was up in the call before counts from then, so that there is one queue by time.
    """
    me, session = moment.me(), moment.session
    floor = floor_of(session)
    up = any(hand.by == me.id for hand in floor.hands)
    if not may_ask(session, me.id) or not me.plays or up or me.id in floor.seats:
        raise Refused(Code.NOT_NOW)
    if session.piece.holder == me.id:
        raise Refused(Code.NOT_NOW)
    since = moment.at if command.since is None else min(command.since, moment.at)
    moment.add(fe.HandRaised(by=me.id, at=max(since, session.opened)))
    _move_on(moment)


def lower_hand(moment: Moment) -> None:
    """Not any more; or back from the inner circle to those who listen."""
    me, floor = moment.me(), floor_of(moment.session)
    if any(hand.by == me.id for hand in floor.hands):
        moment.add(fe.HandLowered(by=me.id))
    elif me.id in floor.seats:
        moment.add(fe.SeatTaken(by=me.id, on=False))
        _move_on(moment)
    else:
        raise Refused(Code.NOT_NOW)


def _move_on(moment: Moment) -> None:
    """The floor is free: where it goes by hands, the next one has it; a free seat is filled."""
    options = options_of(moment.session)
    if options.floor == "seats":
        room = options.seat_count + options.open_seats
        for hand in queue(moment.session):
            seats = floor_of(moment.session).seats
            if len(seats) >= room and options.when_full == "longest_leaves":
                moment.add(fe.SeatTaken(by=seats[0], on=False))
                seats = seats[1:]
            if len(seats) < room:
                moment.add(fe.SeatTaken(by=hand.by))
        return
    if options.floor != "queue" or moment.session.piece.holder is not None:
        return
    waiting = queue(moment.session)
    if waiting:
        _give(moment, waiting[0].by)


def _give(moment: Moment, to: PersonId) -> None:
    moment.add(fe.FloorTaken(by=to))
    moment.add(e.PieceGiven(to=to, at=moment.at))


def speak(moment: Moment) -> None:
    """The holder says "I speak"."""
    holder = _holding(moment)
    if not moment.session.piece.speaking:
        moment.add(e.TurnTaken(by=holder))


def done(moment: Moment) -> None:
    """The holder has spoken."""
    moment.add(e.TurnEnded(by=_holding(moment)))
    _move_on(moment)


def _holding(moment: Moment) -> PersonId:
    me = moment.me()
    if moment.session.piece.holder != me.id:
        raise Refused(Code.NOT_YOUR_TURN)
    return me.id


def next_person(moment: Moment) -> None:
    """Whoever leads ends this turn, or asks the next one with a hand up."""
    session = moment.session
    holder, waiting = session.piece.holder, queue(session)
    if holder is not None:
        here = session.people[holder].here
        moment.add(e.TurnEnded(by=holder) if here else e.TurnGivenUp(by=holder))
    elif not waiting:
        raise Refused(Code.NOT_NOW)
    _move_on(moment)
    if moment.session.piece.holder is None and holder is None:
        _give(moment, waiting[0].by)


def give_floor(moment: Moment, to: PersonId) -> None:
    """Whoever leads gives the floor to somebody; whoever has it now is done."""
    person, piece = moment.person(to), moment.session.piece
    options_of(moment.session)
    if not person.plays or piece.holder == to:
        raise Refused(Code.NOT_NOW)
    if piece.holder is not None:
        moment.add(e.TurnEnded(by=piece.holder))
    _give(moment, to)


def gone(moment: Moment, person: PersonId, left: bool) -> None:
    """Somebody is away: their hand is down, and their turn is over if nobody can wait for them."""
    floor = floor_of(moment.session)
    if any(hand.by == person for hand in floor.hands) and left:
        moment.add(fe.HandLowered(by=person))
    if person in floor.seats and left:
        moment.add(fe.SeatTaken(by=person, on=False))
    session = moment.session
    if session.piece.holder == person and (left or not session.led):
        moment.add(e.TurnGivenUp(by=person))
    if session.floor is not None:
        _move_on(moment)
        _all_in(moment)


# --- how long -----------------------------------------------------------------------------------


def step_minutes(session: Session, at: Ms) -> int:
    """By how many minutes the talk may be made longer now; 0: not any more.

    Steps get shorter, and none of them is taken from the time that is kept for the end.
    """
    extend, floor = options_of(session).extend, floor_of(session)
    if extend is None or extend.by == "none" or floor.extended >= extend.max or not extend.steps:
        return 0
    minutes = extend.steps[min(floor.extended, len(extend.steps) - 1)]
    return minutes if minutes <= kept_free(session, session.cursor.path, at) else 0


def by_vote(session: Session) -> bool:
    """Whether people decide with their thumbs how long they talk."""
    options = session.phase.options
    extend = options.extend if isinstance(options, DiscussOptions) else None
    return extend is not None and extend.by == "vote"


def bell_at(session: Session) -> Ms | None:
    """When the time of the talk is up and thumbs are asked for; None where that is not so."""
    floor, clock = floor_of(session), session.clock
    if not by_vote(session) or clock.usual_ms == 0 or floor.over or floor.thumbs is not None:
        return None
    return Ms(clock.started + clock.usual_ms)


def instants(session: Session) -> Iterator[Ms]:
    """When something happens by itself on the floor."""
    if not isinstance(session.phase.options, DiscussOptions):
        return
    bell, running = bell_at(session), floor_of(session).thumbs
    if bell is not None:
        yield bell
    if running is not None:
        yield Ms(running.at + VOTE_MS)


def tick(moment: Moment) -> None:
    """The bell: thumbs are asked for, or counted."""
    session = moment.session
    if not isinstance(session.phase.options, DiscussOptions):
        return
    bell, running = bell_at(session), floor_of(session).thumbs
    if running is not None and moment.at >= running.at + VOTE_MS:
        _count(moment, running)
    elif bell is not None and moment.at >= bell:
        call(moment)


def call(moment: Moment) -> None:
    """Ask with thumbs, if the talk may be made longer at all."""
    if step_minutes(moment.session, moment.at):
        moment.add(fe.ThumbsCalled(at=moment.at))
    else:
        moment.add(fe.TalkOver())


def voters(session: Session) -> tuple[PersonId, ...]:
    """Whose thumb is waited for."""
    return tuple(p.id for p in session.here() if p.plays and p.widget)


def hold_thumb(moment: Moment, thumb: str) -> None:
    """Somebody's answer; once all are in, they are counted."""
    me, running = moment.me(), floor_of(moment.session).thumbs
    if running is None or not me.plays:
        raise Refused(Code.NOT_NOW)
    if running.given.get(me.id) != thumb:
        moment.add(fe.ThumbGiven(by=me.id, thumb=thumb))
    _all_in(moment)


def _all_in(moment: Moment) -> None:
    running, asked = floor_of(moment.session).thumbs, voters(moment.session)
    if running is not None and asked and all(person in running.given for person in asked):
        _count(moment, running)


def _count(moment: Moment, running: Thumbs) -> None:
    """More up than down: go on, by the next step. A tie, or nobody: the next topic."""
    given = running.given.values()
    counts = counted(("up", "sideways", "down"), ())
    for thumb in given:
        counts[thumb] += 1
    minutes = step_minutes(moment.session, moment.at)
    on = thumbs(counts) == "up" and minutes > 0
    moment.add(fe.ThumbsCounted(on=on))
    if on:
        lengthen(moment, minutes)


def lengthen(moment: Moment, minutes: int) -> None:
    """The talk is longer by *minutes*: from now on, where its time is up already."""
    session, at = moment.session, moment.at
    late = max(at - session.clock.started - session.clock.usual_ms, 0)
    moment.add(e.TimeExtended(by_ms=minutes * MINUTE_MS + late))
    moment.add(fe.TalkExtended())


def ended(session: Session) -> Reason | None:
    """`vote_stop`, or `queue_empty` once somebody has spoken."""
    floor, exits = floor_of(session), session.phase.exit
    if floor.over and "vote_stop" in exits:
        return "vote_stop"
    waits = session.piece.holder is not None or bool(floor.hands)
    if "queue_empty" in exits and floor.spoken and not waits:
        return "queue_empty"
    return None
