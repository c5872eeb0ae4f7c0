"""Joining, leaving, being lost, coming back."""

from talkingpiece.core import casting
from talkingpiece.core import commands as c
from talkingpiece.core import events as e
from talkingpiece.core.formats import Late
from talkingpiece.core.grammar import Moment
from talkingpiece.core.ids import PersonId
from talkingpiece.core.items import cleaned
from talkingpiece.core.people import Participant
from talkingpiece.core.roles import concerns_presenter
from talkingpiece.core.session import Session
from talkingpiece.core.steering import facilitator, successor
from talkingpiece.errors import Code, Refused

MAX_NAME_LENGTH = 60
SEATS_EACH, SEATS_MORE = 3, 100
"""Seats a session gives out in all, those of people who have left included: so many for each place,
and so many more. Nobody comes and goes that often; a program that does fills no memory."""
MAX_KNOCKING = 5
"""So many may wait for a yes at once: a facilitator reads a notice for each."""


def join(moment: Moment, command: c.Join) -> None:
    """Sit down with the invitation link: freely at first, then by the phase's late rule (A8).

    Who knocks waits outside, whatever the phase, until a facilitator says yes (decision 26).
    """
    late: Late = "wait" if command.knocks else _late(moment.session)
    _sit_down(moment, command.name, command.locale, late, knocks=command.knocks)


def arrive_to_facilitate(moment: Moment, command: c.ArriveToFacilitate) -> None:
    """Sit down with a facilitator link. The first leads; each further one needs the lead's yes."""
    session = moment.session
    if session.facilitators_here():
        _sit_down(moment, command.name, command.locale, _late(session), asks=True)
        return
    _sit_down(moment, command.name, command.locale, "join", facilitates=True)


def _late(session: Session) -> Late:
    """What the running phase lets a newcomer do."""
    return session.phase.late


def _sit_down(
    moment: Moment,
    name: str,
    locale: str,
    late: Late,
    *,
    facilitates: bool = False,
    asks: bool = False,
    knocks: bool = False,
) -> None:
    session = moment.session
    if moment.actor in session.people:
        raise Refused(Code.ALREADY_HERE)
    if knocks and _many_here(session, MAX_KNOCKING, knocking=True):
        raise Refused(Code.ROOM_FULL, max=MAX_KNOCKING)
    most = session.format.capacity.hard_max
    # Nobody is kept out by strangers at the door.
    if not facilitates and _many_here(session, most, knocking=False):
        raise Refused(Code.ROOM_FULL, max=most)
    given = SEATS_EACH * most + SEATS_MORE
    if len(session.people) >= given and not facilitates:
        raise Refused(Code.ROOM_FULL, max=given)
    person = Participant(
        id=moment.actor,
        name=cleaned(name, MAX_NAME_LENGTH),
        role="facilitator" if facilitates else "participant",
        locale=locale,
        arrived=moment.at,
        late=late,
        knocks=knocks,
        asks_to_facilitate=asks,
    )
    moment.add(e.PersonJoined(person=person))
    if facilitates:
        moment.add(e.LeadChanged(to=person.id, at=moment.at))
    casting.settle(moment)
    moment.kind.seated(moment, person.id)


def _many_here(session: Session, many: int, *, knocking: bool) -> bool:
    """Whether at least so many are here, at the door or at the table."""
    people = session.people.values()
    if len(people) < many:  # the usual case; in a large gathering counting takes its time
        return False
    return sum(person.here and person.knocks == knocking for person in people) >= many


def rename(moment: Moment, command: c.Rename) -> None:
    """Another name for the same seat."""
    me = moment.me()
    name = cleaned(command.name, MAX_NAME_LENGTH)
    if name != me.name:
        moment.add(e.Renamed(person=me.id, name=name))


def leave(moment: Moment) -> None:
    """Get up and go. What a person gave stays theirs."""
    person = moment.person(moment.actor)
    if not person.here:
        raise Refused(Code.NOT_HERE)
    _away(moment, person.id, left=True)


def lose(moment: Moment) -> None:
    """The house has not heard from a person for longer than the grace time."""
    if moment.person(moment.actor).here:
        _away(moment, moment.actor, left=False)


def remove(moment: Moment, command: c.Remove) -> None:
    """A facilitator sees somebody out."""
    me = facilitator(moment)
    person = moment.person(command.person)
    if person.id == me.id or not person.here or person.role == "facilitator":
        raise Refused(Code.NOT_NOW)
    _away(moment, person.id, left=True, removed=True)


def _away(moment: Moment, person: PersonId, *, left: bool, removed: bool = False) -> None:
    """Somebody is gone; the lead passes at once to the other facilitator, if there is one."""
    moment.add(e.PersonLeft(person=person, at=moment.at, removed=removed))
    if moment.session.lead == person:
        moment.add(e.LeadChanged(to=successor(moment.session, person), at=moment.at))
    wish = moment.session.lead_wish
    if wish is not None and wish.by == person:
        moment.add(e.LeadAsked(by=None, at=moment.at))
    missing = moment.session.leaderless
    if missing is not None and missing.offer is not None and missing.offer.by == person:
        moment.add(e.LeadOffered(by=None, at=moment.at))
    _await_presenter(moment, person)
    moment.kind.gone(moment, person, left)


def _await_presenter(moment: Moment, person: PersonId) -> None:
    """Whose topic it is has gone: the clock stops, and people wait quietly (A8)."""
    session = moment.session
    if person != session.presenter or session.awaited is not None:
        return
    if not concerns_presenter(session):
        return
    if session.clock.held is None:
        moment.add(e.TimerHeld(at=moment.at))
    moment.add(e.PresenterAwaited(person=person, at=moment.at))


def return_(moment: Moment) -> None:
    """Back in the same seat: by the seat's token. A turn lost meanwhile is taken up in this round.

    Whoever was away while a story began listens until the next topic, as a newcomer would, but is
    not kept outside: they belong to the circle.
    """
    person = moment.person(moment.actor)
    if person.here:
        return
    if person.removed:
        raise Refused(Code.NOT_HERE)
    moment.add(e.PersonReturned(person=person.id, late=person.late))
    session = moment.session
    if person.role == "facilitator" and session.lead is None:
        moment.add(e.LeadChanged(to=person.id, at=moment.at))
    if session.awaited is not None and session.awaited.person == person.id:
        moment.add(e.PresenterAwaited(person=None, at=moment.at))
        if session.clock.held is not None:
            moment.add(e.TimerResumed(at=moment.at))
    moment.kind.seated(moment, person.id)


def just_listen(moment: Moment, command: c.JustListen) -> None:
    """Sit out or come back in; nobody asks why, nothing is kept of it."""
    me = moment.me()
    if command.on and me.id == moment.session.presenter:
        raise Refused(Code.NOT_NOW)
    if me.listening == command.on:
        return
    moment.add(e.ListeningChosen(person=me.id, on=command.on))
    if command.on:
        moment.kind.gone(moment, me.id, left=True)
    else:
        moment.kind.seated(moment, me.id)
