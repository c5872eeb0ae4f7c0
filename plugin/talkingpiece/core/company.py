"""How the company at the table changes: the folds of who is here, who leads, and who has a role."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from talkingpiece.core import events as e
from talkingpiece.core.ids import PersonId, RoleId
from talkingpiece.core.people import Participant
from talkingpiece.core.session import Session
from talkingpiece.core.unusual import Awaited, Leaderless, LeadWish, Nudge


def _person(session: Session, person: PersonId, **changes: object) -> Session:
    people = dict(session.people)
    people[person] = replace(people[person], **changes)
    return replace(session, people=people)


def _joined(session: Session, event: e.PersonJoined) -> Session:
    people: dict[PersonId, Participant] = {**session.people, event.person.id: event.person}
    return replace(session, people=people, ring=(*session.ring, event.person.id))


def _left(session: Session, event: e.PersonLeft) -> Session:
    gone = {"gone_since": event.at, "removed": event.removed, "seat": event.seat}
    return _person(session, event.person, here=False, **gone)


def _returned(session: Session, event: e.PersonReturned) -> Session:
    return _person(session, event.person, here=True, gone_since=None, late=event.late)


def _renamed(session: Session, event: e.Renamed) -> Session:
    return _person(session, event.person, name=event.name)


def _listening(session: Session, event: e.ListeningChosen) -> Session:
    return _person(session, event.person, listening=event.on)


def _admitted(session: Session, event: e.Admitted) -> Session:
    settled = {"asks_to_facilitate": False, "knocks": False}
    return _person(session, event.person, late=event.late, role=event.role, **settled)


def _lead(session: Session, event: e.LeadChanged) -> Session:
    leaderless = Leaderless(since=event.at) if event.to is None else None
    return replace(session, lead=event.to, lead_wish=None, leaderless=leaderless)


def _lead_missed(session: Session, event: e.LeadMissed) -> Session:
    missed = session.leaderless and replace(session.leaderless, asked=True)
    return replace(session, leaderless=missed)


def _lead_offered(session: Session, event: e.LeadOffered) -> Session:
    offer = None if event.by is None else LeadWish(event.by, event.at)
    return replace(
        session, leaderless=session.leaderless and replace(session.leaderless, offer=offer)
    )


def _awaited(session: Session, event: e.PresenterAwaited) -> Session:
    awaited = None if event.person is None else Awaited(person=event.person, since=event.at)
    return replace(session, awaited=awaited)


def _await_ended(session: Session, event: e.AwaitEnded) -> Session:
    return replace(session, awaited=session.awaited and replace(session.awaited, over=True))


def _nudged(session: Session, event: e.Nudged) -> Session:
    return replace(session, nudge=Nudge(event.to, event.card) if event.card else None)


def _lead_asked(session: Session, event: e.LeadAsked) -> Session:
    wish = None if event.by is None else LeadWish(event.by, event.at)
    return replace(session, lead_wish=wish)


Held = dict[RoleId, tuple[PersonId, ...]]


def _roles(session: Session, steered: bool, change: Callable[[Held], Held]) -> Session:
    """Roles as they are now. What no step brought about, the undo of a step does not take back."""
    undo = session.undo
    if undo is not None and not steered:
        undo = replace(undo, roles=change(undo.roles))
    return replace(session, roles=change(session.roles), undo=undo)


def _role_given(session: Session, event: e.RoleGiven) -> Session:
    def change(held: Held) -> Held:
        before = () if event.alone else held.get(event.role, ())
        others = tuple(one for one in before if one != event.to)
        return {**held, event.role: (*others, event.to)}

    return _roles(session, event.steered, change)


def _role_laid_down(session: Session, event: e.RoleLaidDown) -> Session:
    def change(held: Held) -> Held:
        left = tuple(one for one in held.get(event.role, ()) if one != event.by)
        others = {role: people for role, people in held.items() if role != event.role}
        return {**others, event.role: left} if left else others

    lit = session.lit
    if lit is not None and lit.why == "role_filled":
        lit = None
    session = replace(session, lit=lit, declined=(*session.declined, event.by))
    return _roles(session, event.steered, change)


def _left_to_presenter(session: Session, event: e.LeftToPresenter) -> Session:
    others = tuple(person for person in session.leaves if person != event.by)
    return replace(session, leaves=(*others, event.by) if event.on else others)


FOLDS: dict[type, Callable[[Session, Any], Session]] = {
    e.PersonJoined: _joined,
    e.PersonLeft: _left,
    e.PersonReturned: _returned,
    e.Renamed: _renamed,
    e.ListeningChosen: _listening,
    e.Admitted: _admitted,
    e.LeadChanged: _lead,
    e.LeadMissed: _lead_missed,
    e.LeadOffered: _lead_offered,
    e.PresenterAwaited: _awaited,
    e.AwaitEnded: _await_ended,
    e.Nudged: _nudged,
    e.LeadAsked: _lead_asked,
    e.RoleGiven: _role_given,
    e.RoleLaidDown: _role_laid_down,
    e.LeftToPresenter: _left_to_presenter,
}
