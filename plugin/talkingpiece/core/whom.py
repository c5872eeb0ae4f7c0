"""Who is meant by the `by` and `who` of a declaration: everyone, a role, whoever conducts."""

from talkingpiece.core.ids import PersonId
from talkingpiece.core.options import ArrangeOptions
from talkingpiece.core.session import Item, Session

ANYBODY = frozenset(
    {"everyone", "in_turn", "pair", "owner", "owners", "authors", "all_but_idle", "voters"}
)
"""Words that leave it to each person; of an owner's own items `items` takes care."""


def is_one(session: Session, person: PersonId, who: str) -> bool:
    """Whether *person* is one of those that a declaration calls *who*."""
    if who in ANYBODY:
        return True
    if who == "speaker":
        return session.piece.holder == person
    if who.removesuffix("s") in ("facilitator", "participant"):
        return session.people[person].role == who.removesuffix("s")
    if who == "all_but_presenter":
        return session.presenter != person
    if who in ("presenter", session.presenter_role) and session.presenter is not None:
        return session.presenter == person
    if who == "scribe":
        return writes_down(session, person)
    return person in holders(session, who) or person in holders(session, who.removesuffix("s"))


def holders(session: Session, role: str) -> tuple[PersonId, ...]:
    """Who has a role of the format in this session."""
    return tuple(getattr(session, "roles", {}).get(role, ()))


def writes_down(session: Session, person: PersonId) -> bool:
    """Whether *person* may write down what somebody said: a scribe, or a facilitator."""
    return session.people[person].role == "facilitator" or person in holders(session, "scribe")


def works(session: Session, person: PersonId, item: Item | None = None) -> bool:
    """Whether *person* works on the running phase's list, or on this *item* of it.

    Where everybody works on their own, a facilitator stands in; so they do for a role that nobody
    has.
    """
    options = session.phase.options
    if not isinstance(options, ArrangeOptions):
        return False
    facilitates = session.people[person].role == "facilitator"
    if options.by in ("owner", "owners", "authors"):
        named = item is None or not (item.unnamed or item.sees == "group_anon")
        return (facilitates and named) or (item is not None and item.owner == person)
    if options.by in session.format.roles and options.by != "facilitator":
        nobody = not holders(session, options.by) and session.presenter_role != options.by
        return is_one(session, person, options.by) or (facilitates and nobody)
    return is_one(session, person, options.by)
