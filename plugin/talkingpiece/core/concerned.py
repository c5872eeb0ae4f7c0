"""Whose own part a change may have altered; nobody else's is worked out again.

Most changes at a table of forty concern three people: who had the piece, who gets it, who is next.
Anything that is not known to concern few concerns everybody, so that something new is slow at
first and never wrong.
"""

from collections import Counter
from collections.abc import Callable
from operator import attrgetter, is_

from talkingpiece.core.casting import asked_role
from talkingpiece.core.ids import PersonId
from talkingpiece.core.labels import all_see, is_nameless
from talkingpiece.core.options import CollectOptions
from talkingpiece.core.powers import who_may_advance
from talkingpiece.core.prompts import upcoming
from talkingpiece.core.remembered import remembered
from talkingpiece.core.session import Item, Session
from talkingpiece.core.turns import responder

People = frozenset[PersonId]
NARROW = frozenset({"seq", "people", "ring", "piece", "items", "next_item", "next_rank"})
"""Of these a change is looked at closely; one of anything else concerns everybody."""
FOR_ALL = ("order", "begun", "closed", "round", "picks", "pick_missed")
"""What of a piece decides what all in the round may do."""

WORDS = frozenset({"text", "fields"})
"""What an item says; the rest of it decides where it stands, and for whom."""

_WIDE = attrgetter(*(name for name in Session.__struct_fields__ if name not in NARROW))
_TABLE = attrgetter(*sorted(NARROW - {"seq", "items"}))
_STANDING = attrgetter(*(name for name in Item.__struct_fields__ if name not in WORDS))


def is_quiet(before: Session, after: Session) -> bool:
    """Whether nothing has changed but people, their turns, and what they gave."""
    return all(map(is_, _WIDE(before), _WIDE(after)))


def other_words_alone(before: Session, after: Session) -> list[Item] | None:
    """The items with other words, if nothing else differs between two sessions that are quiet."""
    same = all(map(is_, _TABLE(before), _TABLE(after)))
    return _other_words(before, after) if same else None


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


def _watching(session: Session) -> People:
    found = {person.id for person in session.people.values() if person.role == "facilitator"}
    if session.acting is not None:
        found.add(session.acting)
    return who_may_advance(session) | found


def _by_people(before: Session, after: Session) -> People | None:
    """Those who came, went, or sit differently; all, if others go by them."""
    changed = {
        person
        for person in {**before.people, **after.people}
        if before.people.get(person) is not after.people.get(person)
    }
    busy = after.floor, after.switching, asked_role(after), *after.owing
    if any(one is not None for one in busy) or _is_written_down(after):
        return None
    if before.facilitators_here() != after.facilitators_here():
        return None
    if _others_go_by(before, after, changed):
        return None
    return frozenset(changed)


def _is_written_down(session: Session) -> bool:
    """Whether somebody may write down what others say: they are offered whoever is here."""
    options = session.phase.options
    return isinstance(options, CollectOptions) and options.mode != "write"


def _others_go_by(before: Session, after: Session, changed: set[PersonId]) -> bool:
    """Whether one of them has a role or a turn, leads, or is called like somebody else."""
    for session in (before, after):
        piece = session.piece
        leading = {*session.facilitators_here(), session.lead, session.presenter}
        turning = {piece.holder, responder(session), *piece.order}
        roles = {person for people in session.roles.values() for person in people}
        if changed & (leading | turning | roles):
            return True
        names = Counter(person.name.casefold() for person in session.people.values())
        for person in changed & session.people.keys():
            if session.people[person].role == "facilitator":
                return True
            if names[session.people[person].name.casefold()] > 1:
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
    changed = _other_words(before, after)
    if changed is None or _says(after, "keyword}"):
        return None
    people: set[PersonId | None] = set()
    for item in changed:
        if all_see(item) and not is_nameless(item):
            continue  # nobody's own part repeats what stands in the shared view
        topic = None if item.topic is None else after.items.get(item.topic)
        people |= {item.owner, item.to, None if topic is None else topic.owner}
    return frozenset(person for person in people if person is not None)


def _other_words(before: Session, after: Session) -> list[Item] | None:
    """The items with other words; None where more than words of items changed."""
    if before.items.keys() != after.items.keys():
        return None
    both = zip(before.items.values(), after.items.values(), strict=True)
    changed = [(was, now) for was, now in both if was is not now]
    if any(_STANDING(was) != _STANDING(now) for was, now in changed):
        return None
    return [now for _, now in changed]


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
