"""Changing the form in mid-call: what comes along, what stays, and the way back (formats.md A9).

People, facilitators and ring go on. Topics that are not done come along where both formats have
them: their words and owner, with labels that only narrow. Private notes and next actions stay with
whom they belong to. Everything else comes along only if its label lets everybody see it, and from a
sealed format never. What stays behind is put away, not lost: going back brings it again.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from talkingpiece.core import flow
from talkingpiece.core.events import (
    PresenterAwaited,
    Steered,
    TimerHeld,
    TimerResumed,
)
from talkingpiece.core.floor_state import Floor
from talkingpiece.core.formats import ForEach, Format, Keep, Privacy, Sees, Step
from talkingpiece.core.grammar import Moment
from talkingpiece.core.ids import ItemId, Ms, PersonId, RoleId
from talkingpiece.core.session import Cursor, Item, ItemState, Left, Piece, Session
from talkingpiece.core.standing import Standing
from talkingpiece.core.switch_events import FormatResumed, FormatSwitched, SwitchDropped

TOPIC_KINDS = frozenset({"keyword", "topic", "case_offer", "subject", "discussion_item", "goal"})
"""The kinds that are topics, and become each other (A9)."""
MAX_DEPTH = 6
"""So many formats may rest at once."""

_SEES: tuple[Sees, ...] = (
    "me", "owner", "facilitators", "group_on_reveal", "group_anon", "group", "public",
)  # fmt: skip
_KEEP: tuple[Keep, ...] = ("none", "session", "personal", "series", "harvest")
_PACTS: tuple[Privacy, ...] = ("sealed", "pair", "group", "open")
_SHOWN = frozenset(_SEES[3:])


def pact_of(session: Session) -> Privacy:
    """The strictest pact that people here have said yes to; newcomers say yes to the same."""
    return stricter_of(session.pact or session.format.privacy, session.format.privacy)


def stricter_of(one: Privacy, other: Privacy) -> Privacy:
    """The stricter of two pacts."""
    return min(one, other, key=_PACTS.index)


def topic_kind(format_: Format) -> str | None:
    """The kind that topics have in *format_*: of the list it goes through, else of any list."""
    names = [step.for_each for step in format_.flow if isinstance(step, ForEach)]
    for name in (*names, *format_.lists):
        spec = format_.lists.get(name)
        if spec is not None and spec.item in TOPIC_KINDS:
            return spec.item
    return None


def topics(session: Session) -> tuple[Item, ...]:
    """The topics of the running format that are not done, in the order of their rank."""
    kind = topic_kind(session.format)
    found = (
        item
        for item in session.items.values()
        if item.kind == kind
        and not item.away
        and not item.standing.into
        and item.state not in ("done", "withdrawn")
    )
    return tuple(sorted(found, key=lambda item: item.rank))


def movable(session: Session, target: Format) -> tuple[Item, ...]:
    """The topics that may come along to *target*: its declaration takes them, and ours gives."""
    if topic_kind(target) is None or not _gives_topics(session.format):
        return ()
    return topics(session)


def _gives_topics(format_: Format) -> bool:
    """Whether the declared `carry_over.switch` names the format's topics, in whatever words."""
    kind = topic_kind(format_)
    named = {"topics", "topics_open", kind, f"{kind}s"}
    named |= {name for name, spec in format_.lists.items() if spec.item == kind}
    return kind is not None and bool(named & set(format_.carry_over.switch))


def labelled(item: Item, target: Format, kind: str) -> Item:
    """*item* as a topic of *target*: its words and owner, under labels that only narrow."""
    collected = [what for phase in target.phases() for what in phase.collect if what.kind == kind]
    sees = min([item.sees, *(what.sees for what in collected[:1])], key=_SEES.index)
    keep = min([item.keep, *(what.keep for what in collected[:1])], key=_KEEP.index)
    return replace(
        item, kind=kind, sees=sees, keep=keep, urgent=False, marks={}, part=None,
        standing=Standing(),
    )  # fmt: skip


def changed(session: Session, target: Format, topic: ItemId | None) -> tuple[Item, ...]:
    """What becomes of the items on a change to *target*: those alone that are not as before.

    With *topic*, that topic comes along and no other.
    """
    kind = topic_kind(target)
    along = {item.id for item in movable(session, target) if topic in (None, item.id)}
    found = []
    for item in session.items.values():
        if item.away:
            continue
        if item.id in along and kind is not None:
            state: ItemState = "open" if item.state in ("now", "parked") else item.state
            found.append(replace(labelled(item, target, kind), state=state))
        elif not _comes_along(session, item):
            found.append(replace(item, away=True))
    return tuple(found)


def _comes_along(session: Session, item: Item) -> bool:
    """Whether an item that is no topic on its way stays on the screens it is on."""
    if item.keep == "none" or item.kind in TOPIC_KINDS:
        return False
    return item.sees not in _SHOWN or session.format.privacy != "sealed"


def back_again(session: Session, left: Left) -> tuple[Item, ...]:
    """What becomes of the items when the format that was *left* is resumed: those that change.

    Its own are as they were. A topic that came along is its own again: with new words if it got
    some, done if it was done meanwhile. What came up meanwhile comes along as on every change.
    """
    before = left.session.format
    kind = topic_kind(before)
    found = []
    for item in session.items.values():
        was = left.was.get(item.id)
        if was is not None:
            found.append(_again(item, was))
        elif item.away:
            continue
        elif item.kind in TOPIC_KINDS and kind is not None and _gives_topics(session.format):
            state: ItemState = "open" if item.state in ("now", "parked") else item.state
            found.append(replace(labelled(item, before, kind), state=state))
        elif not _comes_along(session, item):
            found.append(replace(item, away=True))
    return tuple(item for item in found if item != session.items[item.id])


def _again(item: Item, was: Item) -> Item:
    """An item as it was in the format it comes back to; what happened to it since has happened."""
    decided = item.away or item.state in ("done", "withdrawn", "kept") or was.state == "kept"
    return replace(
        was,
        text=item.text,
        fields=item.fields,
        owner=item.owner,
        claimed_by=item.claimed_by,
        sees=item.sees,
        keep=item.keep,
        state=item.state if decided else was.state,
    )


# --- changing ----------------------------------------------------------------------------------


def begin_at(target: Format, topic: ItemId | None) -> Cursor:
    """Where *target* begins in mid-call: at its first topic phase, if one topic was chosen.

    What stands before the start (a lobby) is left out.
    """
    for index, step in enumerate(target.flow):
        if isinstance(step, ForEach):
            if topic is not None and target.lists[step.for_each].item in TOPIC_KINDS:
                inner = next((at for at, phase in enumerate(step.do) if phase.default_on), 0)
                return Cursor((index, inner), topic)
        elif topic is None and not step.phase.pre_start and _is_on(step):
            return Cursor((index,))
    return begin_at(target, None) if topic is not None else flow.first(target)


def _is_on(step: Step) -> bool:
    return step.phase.default_on or not step.phase.optional


def switch(
    moment: Moment, target: Format, topic: ItemId | None, outside: tuple[PersonId, ...] = ()
) -> None:
    """Go on in *target*, with the one *topic* alone if there is one."""
    _step(moment)
    session = moment.session
    cursor = begin_at(target, topic)
    moment.add(
        FormatSwitched(
            format=target,
            cursor=cursor,
            at=moment.at,
            items=changed(session, target, topic),
            pact=stricter_of(pact_of(session), target.privacy),
            outside=outside,
            roles=_roles(session, target),
        )
    )
    flow.arrive(moment, cursor, new_topic=True)


def _roles(session: Session, target: Format) -> dict[RoleId, tuple[PersonId, ...]]:
    """Who goes on in a role of the session, where ours gives roles along and *target* has it."""
    before = session.format
    kin = bool(before.family) and before.family == target.family
    if "roles" not in before.carry_over.switch and not kin:
        return {}
    return {
        role: people
        for role, people in session.roles.items()
        if role in target.roles and target.roles[role].scope == "session"
    }


def stay(moment: Moment) -> None:
    """Whoever moves on otherwise stays in this form."""
    if moment.session.switching is not None:
        moment.add(SwitchDropped())


def _step(moment: Moment) -> None:
    """A steering step, as every other one: it can be undone."""
    held = moment.session.clock.held is not None
    moment.add(Steered())
    if held:
        moment.add(TimerResumed(at=moment.at))


def switch_back(moment: Moment) -> None:
    """Resume the format that was left last, as a step of its own."""
    _step(moment)
    go_back(moment)


def go_back(moment: Moment) -> None:
    """Resume the format that was left last, where it was, with whoever is here now."""
    resume(moment)
    reseat(moment)
    session = moment.session
    presenter = session.presenter
    if presenter is not None and not session.people[presenter].here:
        moment.add(TimerHeld(at=moment.at))
        moment.add(PresenterAwaited(person=presenter, at=moment.at))


def resume(moment: Moment) -> None:
    """The format left last is the session's again; nobody is asked anything yet."""
    session = moment.session
    left = session.stack[-1].session
    stood = moment.at - session.stack[-1].at
    piece = left.piece
    if piece.since is not None:
        piece = replace(piece, since=Ms(piece.since + stood))
    piece = still_here(session, piece)
    items = back_again(session, session.stack[-1])
    moment.add(FormatResumed(at=moment.at, piece=piece, items=items))


def unwound(moment: Moment) -> None:
    """Before the end: every format that rests is resumed, so that nothing of it is forgotten."""
    while moment.session.stack:
        resume(moment)


def still_here(session: Session, piece: Piece) -> Piece:
    """*piece* without those who have left since; its holder is looked after by `reseat`."""
    here = {person.id for person in session.people.values() if person.seated}
    return replace(
        piece,
        order=tuple(p for p in piece.order if p in here or p == piece.holder),
        queue=tuple(p for p in piece.queue if p in here),
    )


def reseat(moment: Moment) -> None:
    """A ring that was restored: the turn of whoever left moves on, newcomers get their place."""
    session = moment.session
    piece, floor = session.piece, session.floor or Floor()
    waiting = (piece.holder, *(hand.by for hand in floor.hands), *floor.seats)
    for person_id in dict.fromkeys(waiting):
        if person_id is not None and not session.people[person_id].here:
            moment.kind.gone(moment, person_id, left=True)
    for person in session.people.values():
        if person.plays and person.id not in piece.order:
            moment.kind.seated(moment, person.id)


def rests(session: Session) -> Iterator[Format]:
    """The formats that were left, the last one first."""
    for left in reversed(session.stack):
        yield left.session.format
