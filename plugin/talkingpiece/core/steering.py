"""What whoever leads may do: next person, next phase, undo, time, admitting people, ending.

Moving on is a person's tap (decision 11). Each steering command names the step it was made for,
so two people who press at the same time make one step.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from talkingpiece.core import cases, casting, flow, gathering, switching
from talkingpiece.core import commands as c
from talkingpiece.core import events as e
from talkingpiece.core.arranging import may_schedule
from talkingpiece.core.board_asking import Reveal
from talkingpiece.core.formats import ForEach, Step
from talkingpiece.core.grammar import Moment
from talkingpiece.core.ids import MINUTE_MS, SECOND_MS, Ms, PersonId
from talkingpiece.core.people import Participant
from talkingpiece.core.poll_commands import ShowAnswers
from talkingpiece.core.powers import advances
from talkingpiece.core.session import Cursor, Item, Session, UndoPoint
from talkingpiece.errors import Code, Refused

LEAD_WISH_MS = 10 * SECOND_MS
"""After this long without an answer, the other facilitator has the lead (A2)."""
FIRST_DATE_YEARS_MS = 5 * 366 * 24 * 3600 * SECOND_MS


def facilitator(moment: Moment) -> Participant:
    """Whoever asks, if they facilitate. Raises `Refused` otherwise."""
    me = moment.me()
    if me.role != "facilitator":
        raise Refused(Code.NOT_THE_FACILITATOR)
    return me


def frame_holder(moment: Moment) -> Participant:
    """Whoever asks, if they facilitate, or hold the frame while nobody does (A2)."""
    me = moment.me()
    return me if moment.session.acting == me.id else facilitator(moment)


def leads(moment: Moment, command: c.Steering) -> None:
    """Only the lead steers, and only from the step they saw."""
    me = frame_holder(moment)
    session = moment.session
    if session.lead not in (None, me.id):
        lead = session.people[session.lead] if session.lead else me
        raise Refused(Code.NAME_LEADS, name=lead.name)
    if command.step != session.step:
        raise Refused(Code.ALREADY_MOVED)


def steer(moment: Moment, command: c.Steering) -> None:
    """One steering step: it remembers what it finds, then does its deed."""
    moves_on = isinstance(command, c.NextPhase)
    if not (moves_on and advances(moment.session, moment.me().id, moment.at)):
        leads(moment, command)
    elif command.step != moment.session.step:
        raise Refused(Code.ALREADY_MOVED)
    switching.stay(moment)
    if isinstance(command, c.Undo):
        undo(moment)
        return
    if isinstance(command, c.Close):
        close(moment)
        return
    if isinstance(command, ShowAnswers):  # what was seen cannot be unseen: no step to undo
        moment.kind.handle(moment, command)
        return
    moment.add(e.Steered())
    if moment.session.clock.held is not None:
        moment.add(e.TimerResumed(at=moment.at))
    _step(moment, command)


def _step(moment: Moment, command: c.Steering) -> None:
    match command:
        case c.NextPerson():
            moment.kind.next_person(moment)
        case c.AnotherRound():
            moment.kind.another_round(moment)
        case c.GivePiece():
            moment.kind.give_piece(moment, command.to)
        case c.GiveRole():
            casting.hand(moment, command)
        case c.NextPhase():
            advance(moment)
        case c.RestTopic():
            rest_topic(moment)
        case Reveal() if gathering.hides(moment.session):
            gathering.unveil(moment)
        case c.GoTo():
            flow.enter(moment, _target(moment.session, command))
        case _:
            raise Refused(Code.NOT_NOW)


def advance(moment: Moment) -> None:
    """Enter what comes next; after the last phase, go back to the format before, or close."""
    cursor = flow.following(moment.session, moment.at)
    if cursor is not None:
        flow.enter(moment, cursor)
    elif moment.session.stack:
        switching.go_back(moment)
    else:
        close(moment)


def rest_topic(moment: Moment) -> None:
    """The presenter is away: their topic rests, or counts as done, and the session goes on (B0).

    Early in their story it goes back to the list with its rank; in the basket it is done; else it
    rests until they are back. It is never discussed without its owner (A8).
    """
    session = moment.session
    item = session.cursor.item
    if session.awaited is None:
        raise Refused(Code.NOT_NOW)
    if item is None:
        cases.rest(moment)
        return
    moment.add(e.ItemMoved(item=item, state=flow.resting_state(session, session.awaited.since)))
    advance(moment)


def _target(session: Session, command: c.GoTo) -> Cursor:
    """Where a jump leads. A phase of a loop needs a topic: the named one, else the open one."""
    for index, step in enumerate(session.format.flow):
        if isinstance(step, Step):
            if step.phase.id == command.phase:
                return Cursor((index,))
            continue
        for inner, phase in enumerate(step.do):
            if phase.id == command.phase:
                return Cursor((index, inner), _topic(session, step, command).id)
    raise Refused(Code.NO_SUCH_PHASE)


def _topic(session: Session, loop: ForEach, command: c.GoTo) -> Item:
    """The topic a jump into a loop is about: its owner has to be here."""
    item = session.items.get(command.item or session.cursor.item or "")  # type: ignore[arg-type]
    kind = session.format.lists[loop.for_each].item
    if item is None or item.kind != kind or item.state == "withdrawn":
        raise Refused(Code.NO_SUCH_ITEM)
    owner = session.people.get(item.owner) if item.owner else None
    if loop.role != "none" and (owner is None or not owner.here):
        raise Refused(Code.NO_SUCH_PERSON)
    return item


def undo(moment: Moment) -> None:
    """Phase, ring and clock of the last steering step come back; what people added stays."""
    point = moment.session.undo
    if point is None:
        raise Refused(Code.NOTHING_TO_UNDO)
    items = switching.back_again(moment.session, point.left) if point.left is not None else ()
    moment.add(e.Undone(point=_reconciled(moment.session, point), items=items))
    switching.reseat(moment)


def _reconciled(session: Session, point: UndoPoint) -> UndoPoint:
    """*point* with only what the step itself changed: dropped items, topics opened or put away.

    People who left since are taken out of the ring.
    """
    changed = []
    for item in point.changed:
        now = session.items.get(item.id)
        if now is None or (item.state == "now") != (now.state == "now"):
            changed.append(item)
    piece = switching.still_here(session, point.piece)
    return replace(point, changed=tuple(changed), piece=piece)


def close(moment: Moment) -> None:
    """End the session. What was not reached stays open, for the series."""
    cases.close(moment)
    switching.unwound(moment)
    flow.leave(moment, None)
    moment.add(e.Closed(at=moment.at))


# --- time -------------------------------------------------------------------------------------


def hold(moment: Moment) -> None:
    """Stop the clock."""
    frame_holder(moment)
    if moment.session.clock.held is not None and moment.session.clock.until is None:
        raise Refused(Code.NOT_NOW)
    if moment.session.clock.held is not None:
        moment.add(e.TimerResumed(at=moment.at))
    moment.add(e.TimerHeld(at=moment.at))


def resume(moment: Moment) -> None:
    """Let the clock run again."""
    frame_holder(moment)
    if moment.session.clock.held is None:
        raise Refused(Code.NOT_NOW)
    moment.add(e.TimerResumed(at=moment.at))


def ring_bell(moment: Moment, command: c.RingBell) -> None:
    """A pause for everybody. Nobody learns who asked; the event does not know it either."""
    moment.me()
    if moment.session.clock.held is not None:
        raise Refused(Code.NOT_NOW)
    until = Ms(moment.at + command.seconds * SECOND_MS)
    moment.add(e.TimerHeld(at=moment.at, until=until))


def extend(moment: Moment, command: c.Extend) -> None:
    """More time for the phase, or a later end."""
    frame_holder(moment)
    moment.add(e.TimeExtended(by_ms=command.minutes * MINUTE_MS, session=command.session))


def set_next_date(moment: Moment, command: c.SetNextDate) -> None:
    """When the circle meets again: in the future, and not in another life."""
    if not may_schedule(moment.session, moment.me().id):
        frame_holder(moment)
    if not moment.at < command.at < moment.at + FIRST_DATE_YEARS_MS:
        raise Refused(Code.BAD_TIME)
    moment.add(e.NextDateSet(at=command.at))


# --- people -----------------------------------------------------------------------------------


def admit(moment: Moment, command: c.Admit) -> None:
    """Let somebody in, give a listening person a full seat, or say yes to a facilitator."""
    me = facilitator(moment)
    person = moment.person(command.person)
    if person.asks_to_facilitate:
        if moment.session.lead not in (None, me.id):
            raise Refused(Code.NAME_LEADS, name=moment.session.people[moment.session.lead].name)
        moment.add(e.Admitted(person=person.id, role="facilitator"))
    elif person.late != "join" and person.here:
        moment.add(e.Admitted(person=person.id, role=person.role))
    else:
        raise Refused(Code.NOT_NOW)
    casting.settle(moment)
    moment.kind.seated(moment, person.id)


def hand_over(moment: Moment, command: c.HandOver) -> None:
    """The lead gives the conductor token to another facilitator: one tap, immediate."""
    me = frame_holder(moment)
    session = moment.session
    if session.lead != me.id:
        lead = session.people[session.lead].name if session.lead else me.name
        raise Refused(Code.NAME_LEADS, name=lead)
    other = moment.person(command.to)
    if other.role != "facilitator" or not other.here or other.id == me.id:
        raise Refused(Code.NO_SUCH_PERSON)
    moment.add(e.LeadChanged(to=other.id, at=moment.at))


def take_lead(moment: Moment) -> None:
    """Another facilitator takes the lead: at once while nobody leads, else after ten seconds."""
    me = facilitator(moment)
    session = moment.session
    if session.lead == me.id or session.lead_wish is not None:
        raise Refused(Code.NOT_NOW)
    if session.lead is None:
        moment.add(e.LeadChanged(to=me.id, at=moment.at))
    else:
        moment.add(e.LeadAsked(by=me.id, at=moment.at))


def keep_lead(moment: Moment) -> None:
    """The lead goes on leading."""
    me = frame_holder(moment)
    if moment.session.lead != me.id or moment.session.lead_wish is None:
        raise Refused(Code.NOT_NOW)
    moment.add(e.LeadAsked(by=None, at=moment.at))


def successor(session: Session, leaving: PersonId) -> PersonId | None:
    """Who leads when *leaving* is gone: the facilitator who is here longest, if any (A8)."""
    others: Iterable[PersonId] = (p for p in session.facilitators_here() if p != leaving)
    return next(iter(others), None)
