"""The turn engine: rounds in which everyone may speak, pass, or come back later (formats.md A3).

Always true, and tested: nobody is skipped, nobody speaks twice in one round, a round of passes
never ends early, and there is never more than one holder.
"""

from talkingpiece.core import events as e
from talkingpiece.core.circle import is_expected, order_of, takes_part
from talkingpiece.core.grammar import Moment
from talkingpiece.core.ids import PersonId
from talkingpiece.core.options import RoundOptions
from talkingpiece.core.pace import is_behind
from talkingpiece.core.roles import whose
from talkingpiece.core.session import Session
from talkingpiece.errors import Code, Refused

CHOSEN_STARTS = ("volunteer", "facilitator_pick")
"""Starts for which nobody holds the piece until somebody begins."""


UNTIL_ALL_PASS = ("until_all_pass", "until_time")
MOST_TOURS = 50


def tours(options: RoundOptions) -> int:
    """How many tours there are at most before the way on is lit."""
    if isinstance(options.repeat, int):
        return options.repeat
    return MOST_TOURS if options.repeat == "until_time" else options.max_rounds


def round_options(session: Session) -> RoundOptions:
    """The options of the running round. Raises `Refused` where the phase is no round."""
    options = session.phase.options
    if not isinstance(options, RoundOptions):
        raise Refused(Code.NOT_NOW)
    return options


def open_round(moment: Moment) -> None:
    """Begin the next round: the circle is laid, the first person gets the piece."""
    options = round_options(moment.session)
    moment.add(e.RoundOpened(order=order_of(moment.session, options, moment.seed)))
    if not moment.session.piece.order:
        moment.add(e.RoundClosed(why="round_done"))
    elif not awaits_start(moment.session):
        move_on(moment)


def awaits_start(session: Session) -> bool:
    """Whether the round waits for somebody to begin it."""
    options = session.phase.options
    piece = session.piece
    return (
        isinstance(options, RoundOptions)
        and options.start in CHOSEN_STARTS
        and piece.round == 1
        and piece.holder is None
        and piece.closed is None
        and bool(piece.order)
        and not piece.begun
    )


def all_passed(session: Session, options: RoundOptions) -> bool:
    """True when every eligible person who is here has passed since the last contribution.

    That equals a whole tour of passes, but it may begin anywhere in the ring (A3.4). Absent people
    do not block it.
    """
    passed = session.piece.passed
    eligible = [p for p in session.ring if is_expected(session, options, p)]
    return bool(passed) and all(person in passed for person in eligible)


def move_on(moment: Moment, picks: PersonId | None = None) -> None:
    """Nobody holds the piece: give it to the next person who is here, or close or reopen.

    Where people pick, whoever had it (*picks*) says who is next, unless only one is left.
    """
    session = moment.session
    options = round_options(session)
    if options.repeat in UNTIL_ALL_PASS and all_passed(session, options):
        moment.add(e.RoundClosed(why="all_passed"))
        return
    clock = session.clock
    if options.repeat == "until_time" and moment.at >= clock.started + clock.usual_ms:
        moment.add(e.RoundClosed(why="time_up"))
        return
    able = [person for person in session.piece.queue if takes_part(session, options, person)]
    if able and picks is not None and options.order == "popcorn" and len(able) > 1:
        moment.add(e.PickAwaited(by=picks, at=moment.at))
    elif able and (session.piece.picks is None or len(able) == 1):
        moment.add(e.PieceGiven(to=able[0], at=moment.at))
    if able:
        return
    if options.repeat == "once":
        moment.add(e.RoundClosed(why="round_done"))
    elif session.piece.round >= tours(options):
        counted = isinstance(options.repeat, int) and "max_rounds" not in session.phase.exit
        moment.add(e.RoundClosed(why="round_done" if counted else "max_rounds"))
    elif is_behind(session, moment.at):
        moment.add(e.RoundClosed(why="behind"))
    elif not any(takes_part(session, options, p) for p in session.ring):
        moment.add(e.RoundClosed(why="round_done"))
    else:
        open_round(moment)


def _holding(moment: Moment) -> PersonId:
    """Whoever asks, if they hold the piece."""
    me = moment.me()
    if moment.session.piece.holder != me.id:
        raise Refused(Code.NOT_YOUR_TURN)
    return me.id


def speak(moment: Moment) -> None:
    """The holder says "I speak". Optional: a voice counts as speaking."""
    holder = _holding(moment)
    if not moment.session.piece.speaking:
        moment.add(e.TurnTaken(by=holder))


def hand_on(moment: Moment) -> None:
    """The holder has spoken."""
    holder = _holding(moment)
    moment.add(e.TurnEnded(by=holder))
    move_on(moment, holder)


def pass_turn(moment: Moment) -> None:
    """The holder passes. Where nothing may be passed, it is the same as handing on.

    Whoever gave something in this turn has contributed, so the tap only hands on.
    """
    holder = _holding(moment)
    gave = moment.session.piece.given > 0
    moment.add(e.TurnEnded(by=holder) if gave else e.TurnPassed(by=holder))
    move_on(moment, holder)


def come_back_later(moment: Moment) -> None:
    """The holder moves to the end of this round, once; a second time counts as a pass."""
    holder = _holding(moment)
    if holder in moment.session.piece.put_off:
        pass_turn(moment)
        return
    moment.add(e.TurnPutOff(by=holder))
    move_on(moment, holder)


def volunteer(moment: Moment) -> None:
    """Somebody begins the round."""
    me = moment.me()
    if not awaits_start(moment.session) or me.id not in moment.session.piece.order:
        raise Refused(Code.NOT_NOW)
    _begin_with(moment, me.id)


def _begin_with(moment: Moment, person: PersonId) -> None:
    """The circle is turned so that *person* is first."""
    order = moment.session.piece.order
    seat = order.index(person)
    moment.add(e.CircleTurned(order=(*order[seat:], *order[:seat])))
    moment.add(e.PieceGiven(to=person, at=moment.at))


def answered(moment: Moment) -> None:
    """The one who answers ends the turn: question and answer are one turn (decision 12)."""
    me = moment.me()
    holder = moment.session.piece.holder
    if me.id != responder(moment.session) or holder is None:
        raise Refused(Code.NOT_NOW)
    moment.add(e.TurnEnded(by=holder))
    move_on(moment, holder)


def enough(moment: Moment) -> None:
    """The one who answers ends the round of questions early."""
    if moment.me().id != responder(moment.session) or moment.session.piece.closed:
        raise Refused(Code.NOT_NOW)
    moment.add(e.RoundClosed(why="presenter_done"))


def responder(session: Session) -> PersonId | None:
    """Whoever answers in the running round, if the round has answers."""
    options = session.phase.options
    if not isinstance(options, RoundOptions) or options.responder == "none":
        return None
    return whose(session, options.responder)


def next_person(moment: Moment) -> None:
    """Whoever leads ends this turn. A holder who is away may take it up again in this round."""
    session = moment.session
    holder = session.piece.holder
    if holder is None:
        if session.piece.closed is not None or not session.piece.order:
            raise Refused(Code.NOT_NOW)
        move_on(moment)
        return
    here = session.people[holder].here
    moment.add(e.TurnEnded(by=holder) if here else e.TurnMissed(by=holder))
    move_on(moment, holder if here else None)


def give_piece(moment: Moment, to: PersonId) -> None:
    """Whoever leads gives the piece to somebody who has not had a turn in this round.

    Whoever holds it now is asked again later in this round, so nobody is skipped.
    """
    session = moment.session
    options = round_options(session)
    person = moment.person(to)
    if awaits_start(session) and to in session.piece.order and takes_part(session, options, to):
        _begin_with(moment, to)
        return
    if person.seated and person.late == "listen":
        moment.add(e.Admitted(person=to, role=person.role))
        seated(moment, to)
    piece = moment.session.piece
    if to not in piece.queue or not takes_part(moment.session, options, to):
        raise Refused(Code.NOT_NOW)
    if piece.holder is not None:
        moment.add(e.TurnMissed(by=piece.holder))
    if moment.session.piece.holder != to:
        moment.add(e.PieceGiven(to=to, at=moment.at))


def seated(moment: Moment, person: PersonId) -> None:
    """Somebody may take part from now on: at the end of the ring, never before people who wait.

    Whoever is still awaited in this round only gets the piece if nobody holds it.
    """
    session = moment.session
    piece = session.piece
    options = round_options(session)
    if not is_expected(session, options, person):
        return
    waits = awaits_start(session)
    if person in piece.had or piece.closed in ("max_rounds", "presenter_done", "behind"):
        return
    if person not in piece.order or piece.closed is not None:
        moment.add(e.TurnAwaited(by=person))
    if not waits:
        move_on_if_idle(moment)


def move_on_if_idle(moment: Moment) -> None:
    """Somebody was added to the round: if nobody holds the piece, it goes on to them."""
    if moment.session.piece.holder is None and not awaits_start(moment.session):
        move_on(moment)


def gone(moment: Moment, person: PersonId, left: bool) -> None:
    """Somebody is away (A3.6).

    Who left or sits out is taken out of the ring; a lost holder's turn waits for the facilitator
    while there is one, and the turn of anybody else who is lost waits for them.
    """
    if left and person in moment.session.piece.order:
        moment.add(e.TurnGivenUp(by=person))
    session = moment.session
    options = round_options(session)
    if session.piece.closed is not None or awaits_start(session):
        return
    holder = session.piece.holder
    if holder is None:
        move_on(moment)
    elif not session.people[holder].here:
        if not session.led and session.here():  # where nobody is left, the turn waits for them
            moment.add(e.TurnMissed(by=holder))
            move_on(moment)
    elif options.repeat in UNTIL_ALL_PASS and all_passed(session, options):
        moment.add(e.RoundClosed(why="all_passed"))


def recast(moment: Moment) -> None:
    """Roles have changed: whoever may speak now is in the ring, whoever may not any more is out.

    In this order, else a round whose last person is out would be over before it asks who came in.
    """
    options = round_options(moment.session)
    for person in moment.session.ring:
        if person not in moment.session.piece.order:
            seated(moment, person)
    for person in moment.session.piece.order:
        someone = moment.session.people[person]
        if someone.plays and not takes_part(moment.session, options, person):
            gone(moment, person, left=True)


def another_round(moment: Moment) -> None:
    """One more tour, after the circle has closed."""
    if moment.session.piece.closed is None:
        raise Refused(Code.NOT_NOW)
    open_round(moment)
