"""Whose own part a change may have altered; nobody else's is worked out again.

Most changes at a table of forty concern three people: who had the piece, who gets it, who is next.
Anything that is not known to concern few concerns everybody, so that something new is slow at
first and never wrong.
"""

from collections.abc import Callable
from operator import attrgetter, is_

from talkingpiece.core.casting import asked_role
from talkingpiece.core.ids import PersonId
from talkingpiece.core.powers import may_advance
from talkingpiece.core.prompts import upcoming
from talkingpiece.core.remembered import remembered
from talkingpiece.core.session import Item, Session
from talkingpiece.core.turns import responder

People = frozenset[PersonId]
NARROW = frozenset({"seq", "people", "ring", "piece", "items", "next_item", "next_rank"})
"""Of these a change is looked at closely; one of anything else concerns everybody."""
FOR_ALL = ("order", "begun", "closed", "round")
"""What of a piece decides what all in the round may do."""

_WIDE = attrgetter(*(name for name in Session.__struct_fields__ if name not in NARROW))


def is_quiet(before: Session, after: Session) -> bool:
    """Whether nothing has changed but people, their turns, and what they gave."""
    return all(map(is_, _WIDE(before), _WIDE(after)))


def concerned(before: Session, after: Session) -> People | None:
    """Everybody whose `views.mine` may differ between the two sessions; None: all of them.

    Facilitators, whoever acts for them and whoever may move on are always among them: what they
    are shown depends on the time, too.
    """
    if not is_quiet(before, after):
        return None
    found = _watching(after)
    for part, look in _CLOSELY.items():
        if getattr(before, part) is not getattr(after, part):
            some = look(before, after)
            if some is None:
                return None
            found |= some
    return found


@remembered
def _watching(session: Session) -> People:
    return frozenset(
        person.id
        for person in session.people.values()
        if person.role == "facilitator"
        or session.acting == person.id
        or may_advance(session, person.id)
    )


def _by_people(before: Session, after: Session) -> People | None:
    """Those who came, went, or sit differently; all, if others go by them."""
    changed = {
        person
        for person in {**before.people, **after.people}
        if before.people.get(person) is not after.people.get(person)
    }
    busy = after.floor, after.switching, asked_role(after), *after.owing
    leads = before.facilitators_here() and after.facilitators_here()
    if any(one is not None for one in busy) or not leads or _others_go_by(before, after, changed):
        return None
    return frozenset(changed)


def _others_go_by(before: Session, after: Session, changed: set[PersonId]) -> bool:
    """Whether one of them has a role or a turn, leads, or is called like somebody else."""
    for session in (before, after):
        piece = session.piece
        leading = {*session.facilitators_here(), session.lead, session.presenter}
        turning = {piece.holder, responder(session), *piece.order}
        roles = {person for people in session.roles.values() for person in people}
        if changed & (leading | turning | roles):
            return True
        names = [person.name.casefold() for person in session.people.values()]
        for person in changed & session.people.keys():
            if session.people[person].role == "facilitator":
                return True
            if names.count(session.people[person].name.casefold()) > 1:
                return True
    return False


def _by_turns(before: Session, after: Session) -> People | None:
    """Those whose place in the round is another one; all, if it is named in what all read."""
    was, now = before.piece, after.piece
    if any(getattr(was, name) != getattr(now, name) for name in FOR_ALL):
        return None
    if (was.holder is None) != (now.holder is None):
        return None
    if was.holder != now.holder and _says(after, "{name}"):
        return None
    people = {was.holder, now.holder, after.presenter}
    people.update((responder(before), responder(after), upcoming(before), upcoming(after)))
    people.update({*was.queue} ^ {*now.queue}, {*was.put_off} ^ {*now.put_off})
    return frozenset(person for person in people if person is not None)


def _by_words(before: Session, after: Session) -> People | None:
    """Those to whom a changed item is shown privately; all, if more than its words changed."""
    if before.items.keys() != after.items.keys() or _says(after, "keyword}"):
        return None
    people: set[PersonId | None] = set()
    for was, now in zip(before.items.values(), after.items.values(), strict=True):
        if was is now:
            continue
        if was.id != now.id or not _only_words(was, now):
            return None
        topic = None if now.topic is None else after.items.get(now.topic)
        people |= {now.owner, now.to, None if topic is None else topic.owner}
    return frozenset(person for person in people if person is not None)


def _only_words(was: Item, now: Item) -> bool:
    return all(
        getattr(was, name) == getattr(now, name)
        for name in Item.__struct_fields__
        if name not in ("text", "fields")
    )


def _says(session: Session, placeholder: str) -> bool:
    """Whether a sentence of the running phase names what *placeholder* stands for."""
    return any(placeholder in one for one in _sentences(session))


@remembered
def _sentences(session: Session) -> tuple[str, ...]:
    prompts = session.phase.prompts.values()
    return tuple(text for words in prompts for text in words.values())


def _by_ring(before: Session, after: Session) -> People | None:
    """Nobody by itself, where newcomers sit down after all others."""
    return frozenset() if after.ring[: len(before.ring)] == before.ring else None


_CLOSELY: dict[str, Callable[[Session, Session], People | None]] = {
    "ring": _by_ring,
    "people": _by_people,
    "piece": _by_turns,
    "items": _by_words,
}
