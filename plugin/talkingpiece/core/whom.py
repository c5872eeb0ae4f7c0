"""Who is meant by the `by` and `who` of a declaration: everyone, a role, whoever conducts."""

from talkingpiece.core.ids import PersonId, RoleId
from talkingpiece.core.options import ArrangeOptions
from talkingpiece.core.roles import holders, means, writes_down
from talkingpiece.core.session import Item, Session


def is_one(session: Session, person: PersonId, who: str) -> bool:
    """Whether *person* is one of those that a declaration calls *who*.

    Of what an owner does with their own items, `items` takes care.
    """
    return means(session, who, person)


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
        nobody = not holders(session, RoleId(options.by))
        return is_one(session, person, options.by) or (facilitates and nobody)
    return is_one(session, person, options.by)


__all__ = ["is_one", "works", "writes_down"]
