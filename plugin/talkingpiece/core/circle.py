"""Who sits in a round, and in which order: the ring, its start and its direction (formats.md A3).

Everyone sees the same circle. Only people who may speak are in it; what they did is not.
"""

from talkingpiece.core.ballots import from_both_ends
from talkingpiece.core.ids import PersonId
from talkingpiece.core.options import DiscussOptions, RoundOptions
from talkingpiece.core.poll_memory import scores, voters
from talkingpiece.core.roles import has, means, named, whose
from talkingpiece.core.session import Session


def order_of(session: Session, options: RoundOptions, seed: int = 0) -> tuple[PersonId, ...]:
    """The circle of the next round of the running phase; *seed* is the chance of a random one.

    Peers from the right start, in the right direction, then facilitators where they go last. Where
    only a sample speaks, these are the first ones, and nobody else.
    """
    order = _everybody(session, options, seed)
    return order[: options.sample] if options.sample else order


def _everybody(session: Session, options: RoundOptions, seed: int) -> tuple[PersonId, ...]:
    people = [p for p in session.ring if takes_part(session, options, p)]
    facilitators = [p for p in people if session.people[p].role == "facilitator"]
    if options.order == "random":
        people = _shuffled(people, seed)
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
    if options.who == "voters":
        return person in voters(session)
    if options.who == "authors":
        return _has_given(session, person)
    return means(session, options.who, person)


def is_expected(session: Session, options: RoundOptions, person: PersonId) -> bool:
    """Whether the running round waits for *person*: of a sample, only for those who are in it."""
    if options.sample and person not in session.piece.order:
        return False
    return takes_part(session, options, person)


def _has_given(session: Session, person: PersonId) -> bool:
    """Whether something of theirs is open on a list of the format."""
    kinds = {spec.item for spec in session.format.lists.values()}
    return any(
        item.owner == person and item.kind in kinds and item.state == "open"
        for item in session.items.values()
    )


def is_hushed(session: Session) -> bool:
    """Whether who comes next is shown to nobody: it would tell scores, or nobody knows it yet."""
    options = session.phase.options
    return isinstance(options, RoundOptions) and options.order in ("by_score", "popcorn")


def shown_order(session: Session) -> tuple[PersonId, ...]:
    """The circle as everybody may see it.

    Where people speak in the order of their scores, those who wait stand as they sit: only who
    has had the piece is seen to have had it.
    """
    piece = session.piece
    if isinstance(session.phase.options, DiscussOptions):
        return ()  # who spoke how often in an open talk is nobody's business
    options = session.phase.options
    if not isinstance(options, RoundOptions) or options.order != "by_score":
        return piece.order
    waiting = [p for p in session.ring if p in piece.queue]
    return (*(p for p in piece.order if p not in waiting), *waiting)


def _turned(
    session: Session, options: RoundOptions, people: list[PersonId]
) -> tuple[PersonId, ...]:
    """*people* from the round's start on, in its direction.

    `rotate` and `alternate` count the rounds of this phase id, over the whole session; the series
    adds its offset, so that another person starts next time.
    """
    if not people:
        return ()
    known = scores(session) if options.order == "by_score" else {}
    if known:
        return _by_score(known, people, options.start == "extremes")
    begun = session.rounds.get(session.phase.id, 0)
    start = _start(session, options, people, begun) % len(people)
    turned = people[start:] + people[:start]
    if options.direction == "alternate" and begun % 2 == 1:
        turned = [turned[0], *reversed(turned[1:])]
    return tuple(turned)


def _shuffled(people: list[PersonId], seed: int) -> list[PersonId]:
    """*people* in an order that chance alone decides, always the same for the same *seed*."""
    left, order = list(people), []
    for number in range(len(left), 0, -1):
        seed = (seed * 6_364_136_223_846_793_005 + 1_442_695_040_888_963_407) % 2**64
        order.append(left.pop((seed >> 33) % number))
    return order


def _by_score(
    known: dict[PersonId, int], people: list[PersonId], extremes: bool
) -> tuple[PersonId, ...]:
    """From both ends, or from the lowest on; whoever gave no number comes after."""
    scored = [person for person in people if person in known]
    rest = [person for person in people if person not in known]
    low_first = sorted(scored, key=lambda person: known[person])
    return (*(from_both_ends(known, scored) if extremes else low_first), *rest)


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
