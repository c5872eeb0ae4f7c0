"""Whose own part a change may have altered; nobody else's is worked out again.

Most changes at a table of forty concern three people: who had the piece, who gets it, who is next.
Anything that is not known to concern few concerns everybody, so that something new is slow at
first and never wrong.
"""

from collections import Counter
from collections.abc import Callable

from talkingpiece.core.casting import asked_role
from talkingpiece.core.difference import Difference
from talkingpiece.core.formats import Format
from talkingpiece.core.ids import PersonId, PhaseId
from talkingpiece.core.labels import all_see, is_nameless
from talkingpiece.core.options import CollectOptions
from talkingpiece.core.powers import who_may_advance
from talkingpiece.core.prompts import upcoming
from talkingpiece.core.remembered import remembered
from talkingpiece.core.session import Session
from talkingpiece.core.turns import responder

People = frozenset[PersonId]
FOR_ALL = ("order", "begun", "closed", "round", "picks", "pick_missed")
"""What of a piece decides what all in the round may do."""


def concerned(difference: Difference) -> People | None:
    """Everybody whose `views.mine` may differ between the two sessions; None: all of them.

    Facilitators, whoever acts for them and whoever may move on are always among them: what they
    are shown depends on the time, too.
    """
    if not difference.quiet:
        return None
    found = _watching(difference.after)
    for part, look in _CLOSELY.items():
        if part in difference.changed:
            some = look(difference)
            if some is None:
                return None
            found |= some
    return found


def _watching(session: Session) -> People:
    found = {person.id for person in session.people.values() if person.role == "facilitator"}
    if session.acting is not None:
        found.add(session.acting)
    return who_may_advance(session) | found


def _by_people(difference: Difference) -> People | None:
    """Those who came, went, or sit differently; all, if others go by them."""
    before, after = difference.before, difference.after
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


def _by_turns(difference: Difference) -> People | None:
    """Those whose place in the round is another one; all, if it is named in what all read."""
    before, after = difference.before, difference.after
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


def _by_words(difference: Difference) -> People | None:
    """Those to whom a changed item is shown privately; all, if more than its words changed."""
    after, changed = difference.after, difference.reworded
    if changed is None or _says(after, "keyword}"):
        return None
    people: set[PersonId | None] = set()
    for item in changed:
        if all_see(item) and not is_nameless(item):
            continue  # nobody's own part repeats what stands in the shared view
        topic = None if item.topic is None else after.items.get(item.topic)
        people |= {item.owner, item.to, None if topic is None else topic.owner}
    return frozenset(person for person in people if person is not None)


def _says(session: Session, placeholder: str) -> bool:
    """Whether a sentence of the running phase names what *placeholder* stands for."""
    return placeholder in _sentences(session.format)[session.phase.id]


@remembered
def _sentences(format_: Format) -> dict[PhaseId, str]:
    """Of each phase: everything that it says to anybody."""
    return {
        phase.id: "\n".join(text for words in phase.prompts.values() for text in words.values())
        for phase in format_.phases()
    }


def _by_ring(difference: Difference) -> People | None:
    """Nobody by itself, where newcomers sit down after all others."""
    was, now = difference.before.ring, difference.after.ring
    return frozenset() if now[: len(was)] == was else None


_CLOSELY: dict[str, Callable[[Difference], People | None]] = {
    "ring": _by_ring,
    "people": _by_people,
    "piece": _by_turns,
    "items": _by_words,
}
