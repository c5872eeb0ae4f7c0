"""What somebody hopes for with their own topic: for their eyes alone, and back when its time comes.

Feedback, views, information, insights: whoever brings a topic knows best, and need not say it
aloud. A hope is given at a word of one's own, stands on no other screen, and leaves with the room
(formats.md B0, `keywords`).
"""

from collections.abc import Iterator

from talkingpiece.core import commands as c
from talkingpiece.core import events as e
from talkingpiece.core import items
from talkingpiece.core.formats import Collected
from talkingpiece.core.gathering import HOPE
from talkingpiece.core.grammar import Moment
from talkingpiece.core.ids import ItemId, PersonId
from talkingpiece.core.options import TalkOptions
from talkingpiece.core.people import Participant
from talkingpiece.core.session import Item, Session
from talkingpiece.core.shown import Field, Notice, Offer
from talkingpiece.core.text import Say
from talkingpiece.errors import Code, Refused


def add(moment: Moment, command: c.Add) -> None:
    """A person gives something; a hope belongs to a word of theirs, and each word has one."""
    if command.kind != HOPE:
        items.add(moment, command)
        return
    me, session = moment.me(), moment.session
    what = _collected(session)
    if what is None:
        raise Refused(Code.NOT_NOW)
    mine = {word.id for word in _words(session, me.id)}
    if command.part not in mine or command.owner not in (None, me.id):
        raise Refused(Code.NO_SUCH_ITEM)
    if hope_for(session, me.id, command.part) is not None:
        raise Refused(Code.ENOUGH_GIVEN)
    items.checked_number(session, me.id)
    item = Item(
        id=ItemId(f"i{session.next_item}"),
        kind=HOPE,
        text=items.cleaned(command.text, items.longest(session, what)),
        owner=me.id,
        at=moment.at,
        sees=what.sees,
        keep=what.keep,
        phase=session.phase.id,
        part=command.part,
    )
    moment.add(e.ItemAdded(item=item))


def hope_for(session: Session, person: PersonId, word: ItemId | None) -> Item | None:
    """What *person* hopes for with *word*, if they noted it."""
    for item in session.items.values():
        stands = item.kind == HOPE and item.state != "withdrawn" and not item.away
        if stands and item.owner == person and item.part == word:
            return item
    return None


def rests(session: Session, item: Item) -> bool:
    """Whether *item* is a hope whose word was taken back: then it is on no screen at all."""
    word = session.items.get(item.part) if item.kind == HOPE and item.part else None
    return word is not None and word.state == "withdrawn"


def offers(session: Session, me: Participant) -> Iterator[tuple[str, Offer]]:
    """At each word of one's own: note what one hopes for, or find better words for it."""
    what = _collected(session)
    if what is None:
        return
    for word in _words(session, me.id):
        hope = hope_for(session, me.id, word.id)
        command: dict[str, str | int | bool] = {"do": "add", "kind": HOPE, "part": word.id}
        if hope is not None:
            command = {"do": "edit", "item": hope.id}
        field = Field(
            name="text",
            label=Say("panel.hope"),
            kind="line",
            max=items.longest(session, what),
            of=ItemId("") if hope is None else hope.id,
        )
        label = Say("buttons.hope")
        yield (
            f"hope_{word.id}",
            Offer(
                command=command, label=label, place="item", order=6, item=word.id, fields=(field,)
            ),
        )


def notices(session: Session, person: PersonId) -> Iterator[tuple[str, Notice]]:
    """What a presenter hoped for, while it is their time to speak: to them, and to nobody else."""
    speaks = session.presenter == person == session.piece.holder
    if not speaks or not isinstance(session.phase.options, TalkOptions):
        return
    hope = hope_for(session, person, session.cursor.item)
    if hope is not None:
        yield "hope", Notice(say=Say("situations.hope", {"text": hope.text}))


def _collected(session: Session) -> Collected | None:
    """With which labels the running phase takes hopes, if it does."""
    if session.closed is not None:
        return None
    return next((what for what in session.phase.collect if what.kind == HOPE), None)


def _words(session: Session, person: PersonId) -> Iterator[Item]:
    """What *person* brought, and is still to come."""
    for item in session.items.values():
        waits = item.owner == person and item.state == "open" and not item.away
        if waits and items.spec_of(session, item.kind) is not None:
            yield item
