"""What people give: keywords, notes, takeaways; who may change them; which list they stand in."""

from collections.abc import Callable

from talkingpiece.core import commands as c
from talkingpiece.core import events as e
from talkingpiece.core import gathering, tallies, theory
from talkingpiece.core.formats import Collected, ListSpec
from talkingpiece.core.grammar import Moment
from talkingpiece.core.ids import ItemId, ListId, PersonId
from talkingpiece.core.labels import all_see, is_hidden
from talkingpiece.core.options import ArrangeOptions, RoundOptions
from talkingpiece.core.session import Item, Session
from talkingpiece.core.standing import Standing
from talkingpiece.core.whom import works, writes_down
from talkingpiece.errors import Code, Refused

PRIVATE_NOTE = Collected(kind="private_note", by="everyone", sees="me", keep="personal")
"""Everybody may note something for themselves, in every phase and every format."""
PEER_NOTE = Collected(kind="peer_note", by="everyone", sees="owner", keep="personal")
"""While the presenter is away, everybody may leave them a line on their sheet (A8)."""
BASKET = (
    Collected(kind="takeaway", by="everyone", sees="me", keep="personal"),
    Collected(kind="next_action", by="everyone", sees="me", keep="personal"),
)
"""What somebody may note in the minute before the form changes: for themselves alone (A9)."""
MAX_LENGTH = 500
MAX_NOTE_LENGTH = 2_000
MAX_HOPE = 80
MAX_ITEMS_EACH = 200


def listed(session: Session, list_id: ListId) -> tuple[Item, ...]:
    """The items of a list in its order: by hand, by votes or urgent first; else by arrival rank.

    What was merged into another item stands with it and not by itself.
    """
    shown = (item for item in members(session, list_id) if tallies.head(session, item) is item)
    order = session.orders.get(list_id, ())
    options = session.phase.options
    worked = isinstance(options, ArrangeOptions) and options.list == list_id and options.order
    by = worked or session.format.lists[list_id].order
    return tuple(sorted(shown, key=_order_by(session, by, order)))


def members(session: Session, list_id: ListId) -> tuple[Item, ...]:
    """Everything that belongs to a list, also what was merged into something else."""
    kind = session.format.lists[list_id].item
    return tuple(
        i
        for i in session.items.values()
        if i.kind == kind and i.state != "withdrawn" and not i.away
    )


def _order_by(
    session: Session, order: str, by_hand: tuple[ItemId, ...]
) -> Callable[[Item], tuple[int, ...]]:
    """What to sort a list by. An order made by hand comes before every other."""
    places = {item: place for place, item in enumerate(by_hand)}

    def key(item: Item) -> tuple[int, ...]:
        first = places.get(item.id, len(places))
        urgent = order == "urgent_then_arrival" and not item.urgent
        votes = -tallies.score(session, item) if order == "votes" else 0
        return first, int(urgent), votes, item.rank

    return key


def spec_of(session: Session, kind: str) -> ListSpec | None:
    """The list whose items are of *kind*, if there is one."""
    return next((spec for spec in session.format.lists.values() if spec.item == kind), None)


def collected(session: Session, person: PersonId, said: bool = False) -> tuple[Collected, ...]:
    """What *person* may give in the running phase; *said*: and somebody writes it down."""
    may = gathering.is_meant if said else gathering.may_give
    allowed = tuple(what for what in gathering.wanted(session) if may(session, person, what))
    if session.awaited is not None and session.awaited.person == session.presenter:
        allowed = (*allowed, PEER_NOTE)
    if session.switching is not None and session.switching.basket == person:
        known = {what.kind for what in allowed}
        allowed = (*allowed, *(what for what in BASKET if what.kind not in known))
    if any(what.kind == PRIVATE_NOTE.kind for what in allowed):
        return allowed
    return (*allowed, PRIVATE_NOTE)


def add(moment: Moment, command: c.Add) -> None:
    """A person gives an item, or a facilitator writes down what somebody said."""
    me = moment.me()
    session = moment.session
    scribe = command.owner is not None and command.owner != me.id
    owner = command.owner if scribe and command.owner else me.id
    if scribe and not (writes_down(session, me.id) and _may_be_captured(session)):
        raise Refused(Code.NOT_THE_FACILITATOR)
    moment.person(owner)
    what = _wanted(session, owner, command.kind, scribe)
    gathering.checked(moment, owner, what, command.lane, command.part)
    text = cleaned(command.text, longest(session, what))
    checked_number(session, owner)
    spec = spec_of(session, what.kind)
    item = Item(
        id=ItemId(f"i{session.next_item}"),
        kind=what.kind,
        text=text,
        owner=owner,
        at=moment.at,
        sees=what.sees,
        keep=what.keep,
        phase=session.phase.id,
        topic=session.cursor.item,
        rank=session.next_rank if spec is not None else 0,
        to=session.presenter if what.sees == "owner" and session.cursor.item is None else None,
        fields=gathering.filled_in(session, what.kind, command.fields),
        part=command.part,
        standing=Standing(lane=command.lane),
    )
    moment.add(e.ItemAdded(item=gathering.labelled_like(item, what, session)))
    theory.look(moment, what.kind)
    if what.by == "speaker":
        moment.kind.added(moment, owner, what.kind)


def checked_number(session: Session, owner: PersonId) -> None:
    """Raises `Refused` if *owner* has given as much as anybody may."""
    if sum(1 for item in session.items.values() if item.owner == owner) >= MAX_ITEMS_EACH:
        raise Refused(Code.TOO_MANY, max=MAX_ITEMS_EACH)


def _wanted(session: Session, owner: PersonId, kind: str, scribe: bool) -> Collected:
    """The label an item of *kind* gets. What is private nobody writes down for somebody else."""
    for what in collected(session, owner, said=scribe):
        if what.kind == kind and not (scribe and what.sees in ("me", "group_on_reveal")):
            return what
    for what in session.phase.collect:
        spoken = what.kind == kind and what.by == "speaker" and kind not in gathering.GESTURES
        if spoken and scribe:
            return what
        if spoken:
            raise Refused(Code.NOT_YOUR_TURN)
    raise Refused(Code.NOT_NOW)


def _may_be_captured(session: Session) -> bool:
    """Whether others may write down what somebody says: not in a round of `capture: self`."""
    options = session.phase.options
    return not isinstance(options, RoundOptions) or options.capture != "self"


def longest(session: Session, what: Collected | Item) -> int:
    """Most characters an item of this kind, seen by these, may have."""
    spec = spec_of(session, what.kind)
    if spec is not None:
        return spec.max_length
    if what.kind == gathering.HOPE:
        return MAX_HOPE
    return MAX_NOTE_LENGTH if what.sees in ("me", "owner") else MAX_LENGTH


def cleaned(text: str, longest: int) -> str:
    """*text* without outer spaces. Raises `Refused` when it is empty or too long."""
    text = text.strip()
    if not text:
        raise Refused(Code.EMPTY_TEXT)
    if len(text) > longest:
        raise Refused(Code.TOO_LONG, max=longest)
    return text


def _found(moment: Moment, item: ItemId) -> Item:
    """The item. Raises `Refused` alike where there is none and where one may not see it."""
    found = moment.session.items.get(item)
    me = moment.me()
    secret = found is not None and (found.sees == "me" or found.away or is_hidden(found))
    if found is None or (secret and found.owner != me.id):
        raise Refused(Code.NO_SUCH_ITEM)
    return found


def _own(moment: Moment, item: ItemId) -> Item:
    """An item of one's own; a facilitator stands in for the owner where the group sees it."""
    found = _found(moment, item)
    me = moment.me()
    if found.owner == me.id:
        return found
    stands_in = me.role == "facilitator" and found.sees == "group" and not found.unnamed
    agreeing = may_with(moment.session, "agree", found)
    if all_see(found) and not agreeing and works(moment.session, me.id, found):
        stands_in = stands_in or may_with(moment.session, "edit", found)
    if not stands_in:
        raise Refused(Code.NOT_YOUR_ITEM)
    return found


def may(session: Session, op: str) -> bool:
    """Whether the running phase works on a list with this operation."""
    options = session.phase.options
    return isinstance(options, ArrangeOptions) and op in options.ops


def may_with(session: Session, op: str, item: Item) -> bool:
    """The same for one item: it has to stand on that list, as no private note ever does."""
    options = session.phase.options
    if not isinstance(options, ArrangeOptions) or not may(session, op):
        return False
    return session.format.lists[options.list].item == item.kind


def edit(moment: Moment, command: c.Edit) -> None:
    """New words for an item of one's own."""
    item = _own(moment, command.item)
    if item.state not in ("open", "now", "kept"):
        raise Refused(Code.NOT_NOW)
    text = cleaned(command.text, longest(moment.session, item))
    if text != item.text:
        moment.add(e.ItemEdited(item=item.id, text=text))


def withdraw(moment: Moment, command: c.Withdraw) -> None:
    """Take an item back; what is being talked about now stays."""
    item = _own(moment, command.item)
    if item.state not in ("open", "kept"):
        raise Refused(Code.NOT_NOW)
    moment.add(e.ItemMoved(item=item.id, state="withdrawn"))


def restore(moment: Moment, command: c.Restore) -> None:
    """The undo of lists: a withdrawn or kept item is open again."""
    item = _own(moment, command.item)
    if item.state not in ("withdrawn", "kept"):
        raise Refused(Code.NOT_NOW)
    if not may_restore(moment.session, item):
        raise Refused(Code.ENOUGH_GIVEN)
    moment.add(e.ItemMoved(item=item.id, state="open"))


def may_restore(session: Session, item: Item) -> bool:
    """Whether there is room for *item* again: where each may give so many, others came since."""
    here = item.phase == session.phase.id and item.topic == session.cursor.item
    if item.state != "withdrawn" or not here or item.owner is None:
        return True
    return gathering.room_left(session, item.owner, item.kind) != 0


def flag(moment: Moment, command: c.Flag) -> None:
    """Mark a topic as urgent, or not."""
    item = _own(moment, command.item)
    op = "flag_urgent" if command.on else "unflag"
    if not may_with(moment.session, op, item) or item.state != "open":
        raise Refused(Code.NOT_NOW)
    if item.urgent != command.on:
        moment.add(e.ItemFlagged(item=item.id, on=command.on))


def keep(moment: Moment, command: c.Keep) -> None:
    """Keep a topic for next time; it keeps its rank."""
    item = _own(moment, command.item)
    session = moment.session
    kept = may_with(session, "keep_next", item) or may_with(session, "postpone", item)
    if not kept or item.state != "open":
        raise Refused(Code.NOT_NOW)
    moment.add(e.ItemMoved(item=item.id, state="kept"))


def park(moment: Moment) -> None:
    """The presenter lays their own topic to rest: no reason asked (A8)."""
    me = moment.me()
    session = moment.session
    item = session.cursor.item
    if item is None or session.presenter != me.id or session.items[item].state != "now":
        raise Refused(Code.NOT_NOW)
    moment.add(e.ItemMoved(item=item, state="parked"))
    if session.piece.closed is None:
        moment.add(e.RoundClosed(why="presenter_done"))


def claim(moment: Moment, command: c.Claim) -> None:
    """Say that a carried word is mine: it has no name yet (decisions 9 and 10)."""
    item = _found(moment, command.item)
    given_in_a_role = bool(item.standing.by)
    if item.owner is not None or given_in_a_role or spec_of(moment.session, item.kind) is None:
        raise Refused(Code.NOT_NOW)
    if moment.me().role == "facilitator":
        moment.add(e.ItemOwned(item=item.id, owner=moment.actor))
    else:
        moment.add(e.ItemClaimed(item=item.id, by=moment.actor))


def confirm_claim(moment: Moment, command: c.ConfirmClaim) -> None:
    """A facilitator says: yes, that word is theirs."""
    item = _found(moment, command.item)
    if moment.me().role != "facilitator":
        raise Refused(Code.NOT_THE_FACILITATOR)
    if item.claimed_by is None:
        raise Refused(Code.NOT_NOW)
    moment.add(e.ItemOwned(item=item.id, owner=item.claimed_by))
