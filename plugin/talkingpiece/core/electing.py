"""Who is to take a role: by vote, or by whose turn it is in the series (formats.md D1).

A vote is secret: nobody's is on any screen but their own, before the count and after it, and the
count names one person and no figures. A rota goes by the place of the session in its series and
the order of names, so that nothing about people has to be kept from session to session.
"""

from talkingpiece.core import casting, roles
from talkingpiece.core.floor_events import VotesCounted, WishGiven
from talkingpiece.core.floor_state import Floor
from talkingpiece.core.grammar import Moment
from talkingpiece.core.ids import PersonId
from talkingpiece.core.session import Session
from talkingpiece.errors import Code, Refused


def is_open(session: Session) -> bool:
    """Whether people vote now on who takes the role of the running phase."""
    return bool(candidates(session))


def candidates(session: Session) -> tuple[PersonId, ...]:
    """Whom people may vote for: those who offered, or all who have not said no."""
    return casting.eligible(session) if "vote" in casting.ways(session) else ()


def voters(session: Session) -> tuple[PersonId, ...]:
    """Whose vote is waited for."""
    return tuple(p.id for p in session.here() if p.plays and p.widget)


def votes(session: Session) -> dict[PersonId, PersonId]:
    """Who wishes for whom; nobody's business but each one's own."""
    return (session.floor or Floor()).wishes


def vote(moment: Moment, choice: str) -> None:
    """Somebody's vote; it may be changed until all are in. Then they are counted."""
    me, session = moment.me(), moment.session
    if not is_open(session) or not me.plays:
        raise Refused(Code.NOT_NOW)
    if choice not in candidates(session):
        raise Refused(Code.NO_SUCH_PERSON)
    if votes(session).get(me.id) != choice:
        moment.add(WishGiven(by=me.id, to=PersonId(choice)))
    count_if_all_are_in(moment)


def count_if_all_are_in(moment: Moment) -> None:
    """Nobody is waited for any more."""
    session = moment.session
    asked = voters(session)
    if is_open(session) and asked and all(one in votes(session) for one in asked):
        _count(moment)


def count(moment: Moment) -> None:
    """Whoever leads has waited long enough; where nobody does, anybody may say so."""
    casting.may_end_the_choice(moment)
    if not is_open(moment.session) or not votes(moment.session):
        raise Refused(Code.TOO_EARLY)
    _count(moment)


def _count(moment: Moment) -> None:
    """Most votes; of those who have equally many, the lot decides. The chance is the stamp's."""
    session = moment.session
    able = candidates(session)
    given = [to for to in votes(session).values() if to in able]
    moment.add(VotesCounted())
    if given:
        most = max(given.count(one) for one in able)
        first = [one for one in able if given.count(one) == most]
        casting.assign(moment, first[moment.seed % len(first)])


# --- whose turn it is -----------------------------------------------------------------------------


def next_in_rota(session: Session) -> PersonId | None:
    """Whose turn it is this time; whoever has said no today is passed over."""
    if "rota" not in casting.ways(session):
        return None
    able = casting.eligible(session)
    everybody = sorted(
        (p for p in session.here() if p.plays and p.role != roles.FACILITATOR),
        key=lambda p: (p.name.casefold(), session.ring.index(p.id)),
    )
    if not able or not everybody:
        return None
    start = session.plan.ring_offset % len(everybody)
    turned = (*everybody[start:], *everybody[:start])
    return next((person.id for person in turned if person.id in able), None)


def go_by_rota(moment: Moment) -> None:
    """It is theirs, if they like. Raises `Refused` where nobody's turn can be told."""
    casting.may_end_the_choice(moment)
    whose = next_in_rota(moment.session)
    if whose is None:
        raise Refused(Code.NOT_NOW)
    casting.assign(moment, whose)


def rota_comes_first(session: Session) -> bool:
    """Whether the rota is asked before anybody is: no way before it needs people."""
    before, _, _ = (" ".join(casting.ways(session))).partition("rota")
    return "rota" in casting.ways(session) and before.strip() in ("", "next_in_list")
