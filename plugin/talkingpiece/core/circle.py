"""Who sits in a round, and in which order: the ring, its start and its direction (formats.md A3).

Everyone sees the same circle. Only people who may speak are in it; what they did is not.
"""

from talkingpiece.core.ids import PersonId
from talkingpiece.core.options import RoundOptions
from talkingpiece.core.roles import has, has_something_listed, means, named, whose
from talkingpiece.core.session import Session


def order_of(session: Session, options: RoundOptions) -> tuple[PersonId, ...]:
    """The circle of the next round of the running phase.

    Peers from the right start, in the right direction, then facilitators where they go last.
    """
    people = [p for p in session.ring if takes_part(session, options, p)]
    facilitators = [p for p in people if session.people[p].role == "facilitator"]
    if options.facilitator_turn == "normal":
        return _turned(session, options, people)
    peers = [p for p in people if p not in facilitators]
    last = facilitators if options.facilitator_turn in ("last", "last_optional") else []
    return (*_turned(session, options, peers), *last)


def takes_part(session: Session, options: RoundOptions, person: PersonId) -> bool:
    """Whether *person* may be given a turn in the running round."""
    someone = session.people[person]
    if not someone.plays:
        return False
    if options.responder != "none" and has(session, person, options.responder):
        return False
    if options.facilitator_turn == "none" and someone.role == "facilitator":
        return False
    if options.who in ("authors", "owners"):
        return has_something_listed(session, person)
    return means(session, options.who, person)


def _turned(
    session: Session, options: RoundOptions, people: list[PersonId]
) -> tuple[PersonId, ...]:
    """*people* from the round's start on, in its direction.

    `rotate` and `alternate` count the rounds of this phase id, over the whole session; the series
    adds its offset, so that another person starts next time.
    """
    if not people:
        return ()
    begun = session.rounds.get(session.phase.id, 0)
    start = _start(session, options, people, begun) % len(people)
    turned = people[start:] + people[:start]
    if options.direction == "alternate" and begun % 2 == 1:
        turned = [turned[0], *reversed(turned[1:])]
    return tuple(turned)


def _start(session: Session, options: RoundOptions, people: list[PersonId], begun: int) -> int:
    """The index in *people* of who begins."""
    offset = session.plan.ring_offset
    if options.start == "rotate":
        return begun + offset
    if options.start == "next_after_presenter":
        return _after(session, session.presenter, people)
    if options.start == "left_of_facilitator":
        return _after(session, session.lead, people) + offset
    role = named(session.format, options.start)
    first = None if role is None else whose(session, role)
    return people.index(first) if first in people else offset


def _after(session: Session, person: PersonId | None, people: list[PersonId]) -> int:
    """The index of whoever sits next after *person* in the ring, clockwise."""
    if person is None or person not in session.ring:
        return 0
    seat = session.ring.index(person)
    for other in (*session.ring[seat + 1 :], *session.ring[:seat]):
        if other in people:
            return people.index(other)
    return 0
