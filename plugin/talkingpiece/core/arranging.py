"""Working on a list: group, merge, order, pick, park, agree, say what became of it.

The operations are those of `arrange` (formats.md D1); who works is its `by`. Nothing is lost by any
of them, and the last change can be taken back by itself (decision 31). Keeping, withdrawing,
rewording and marking as urgent are each owner's own, in `items`.
"""

from msgspec.structs import replace

from talkingpiece.core import board_asking as c
from talkingpiece.core import board_events as e
from talkingpiece.core import items as item_rules
from talkingpiece.core import tallies
from talkingpiece.core.events import ItemMoved
from talkingpiece.core.grammar import Moment
from talkingpiece.core.ids import ItemId, ListId, PersonId
from talkingpiece.core.labels import all_see
from talkingpiece.core.options import ArrangeOptions, RoundOptions
from talkingpiece.core.session import Item, Session
from talkingpiece.core.whom import is_one, works
from talkingpiece.errors import Code, Refused

MAX_THEME = 60
"""Most characters of the name of a cluster."""
STANDINGS = frozenset(
    {"agree", "assign_owner", "cluster", "compare", "merge", "name_theme", "order", "park", "pick"}
    | {"schedule", "set_status"}
)
"""The operations that need more on a screen than a list of cards."""


def may_work(session: Session, person: PersonId, op: str, item: Item) -> bool:
    """Whether *person* may do *op* with *item* in the running phase."""
    return item_rules.may_with(session, op, item) and all_see(item) and works(session, person, item)


def _worked_on(moment: Moment, op: str, item: ItemId) -> Item:
    """The item. Raises `Refused` where it is not there, or not for this person to work on."""
    me = moment.me()
    session = moment.session
    found = session.items.get(item)
    if found is None or not all_see(found):
        raise Refused(Code.NO_SUCH_ITEM)
    if not item_rules.may_with(session, op, found):
        raise Refused(Code.NOT_NOW)
    if not works(session, me.id, found):
        raise Refused(Code.NOT_YOURS_TO_DO)
    return found


def _touch(moment: Moment) -> ListId:
    """A change of the running phase's list begins."""
    options = moment.phase.options
    assert isinstance(options, ArrangeOptions)
    moment.add(e.ListTouched(list=options.list))
    return options.list


def _place(moment: Moment, item: Item, **changes: object) -> None:
    standing = replace(item.standing, **changes)
    if standing != item.standing:
        _touch(moment)
        moment.add(e.ItemPlaced(item=item.id, standing=standing))


def move_item(moment: Moment, command: c.MoveItem) -> None:
    """One place up or down; the whole order is kept, so that newcomers follow at its end."""
    item = _worked_on(moment, "order", command.item)
    options = moment.phase.options
    assert isinstance(options, ArrangeOptions)
    order = [one.id for one in item_rules.listed(moment.session, options.list)]
    if item.id not in order:
        raise Refused(Code.NOT_NOW)
    here = order.index(item.id)
    there = here - 1 if command.up else here + 1
    if not 0 <= there < len(order):
        raise Refused(Code.NOT_NOW)
    order[here], order[there] = order[there], order[here]
    moment.add(e.ListOrdered(list=_touch(moment), order=tuple(order)))


def cluster(moment: Moment, command: c.Cluster) -> None:
    """Stand with another item, or alone; those that stood with this one come along."""
    item = _worked_on(moment, "cluster", command.item)
    if command.to is None:
        _place(moment, item, cluster=ItemId(""))
        return
    other = _worked_on(moment, "cluster", command.to)
    first = first_of(moment.session, other)
    if first.id == item.id:
        return  # it stands with this one already
    _touch(moment)
    for one in (item, *with_it(moment.session, item)):
        moment.add(
            e.ItemPlaced(item=one.id, standing=replace(one.standing, cluster=first.id, theme=""))
        )


def first_of(session: Session, item: Item) -> Item:
    """The item that a cluster begins with; a lone item is its own."""
    first = session.items.get(item.standing.cluster)
    return item if first is None or not all_see(first) else first


def with_it(session: Session, first: Item) -> tuple[Item, ...]:
    """What stands in the cluster that begins with *first*, without it."""
    return tuple(i for i in session.items.values() if i.standing.cluster == first.id)


def merge(moment: Moment, command: c.Merge) -> None:
    """Show an item, and what was merged into it, with another one. Owners stay what they are."""
    item = _worked_on(moment, "merge", command.item)
    other = tallies.head(moment.session, _worked_on(moment, "merge", command.into))
    if other.id in (item.id, item.standing.into):
        return  # they are one already
    _touch(moment)
    for one in (item, *tallies.parts(moment.session, item)):
        moment.add(e.ItemPlaced(item=one.id, standing=replace(one.standing, into=other.id)))


def split(moment: Moment, command: c.Split) -> None:
    """An item of its own again."""
    item = _worked_on(moment, "merge", command.item)
    if not item.standing.into:
        raise Refused(Code.NOT_NOW)
    _place(moment, item, into=ItemId(""))


def pick(moment: Moment, command: c.Pick) -> None:
    """This one. Where only so many may be picked, the one picked first gives way."""
    item = _worked_on(moment, "pick", command.item)
    options = moment.phase.options
    assert isinstance(options, ArrangeOptions)
    if item.standing.picked == command.on:
        return
    _touch(moment)
    if command.on:
        listed = item_rules.listed(moment.session, options.list)
        picked = [one for one in listed if one.standing.picked]
        for one in picked[: max(len(picked) + 1 - (options.limit or 1), 0)]:
            standing = replace(one.standing, picked=False)
            moment.add(e.ItemPlaced(item=one.id, standing=standing))
    moment.add(e.ItemPlaced(item=item.id, standing=replace(item.standing, picked=command.on)))


def park_item(moment: Moment, command: c.ParkItem) -> None:
    """Not today: it stays on the list, at rest."""
    item = _worked_on(moment, "park", command.item)
    if item.state != "open":
        raise Refused(Code.NOT_NOW)
    _touch(moment)
    moment.add(ItemMoved(item=item.id, state="parked"))


def set_status(moment: Moment, command: c.SetStatus) -> None:
    """What became of it; an empty status takes the word back."""
    _place(moment, _worked_on(moment, "set_status", command.item), status=command.status)


def agree(moment: Moment, command: c.Agree) -> None:
    """I agree with this wording, or not any more. Whoever wrote it does anyway."""
    item = _worked_on(moment, "agree", command.item)
    me = moment.actor
    if item.owner == me:
        raise Refused(Code.YOUR_OWN_ITEM)
    others = tuple(one for one in item.standing.agreed if one != me)
    _place(moment, item, agreed=(*others, me) if command.on else others)


def agreed_by_all(session: Session, item: Item) -> bool:
    """Whether everybody here who works on the list agrees with *item*."""
    options = session.phase.options
    if not isinstance(options, ArrangeOptions):
        return False
    people = {p.id for p in session.here() if p.plays and is_one(session, p.id, options.by)}
    return bool(people) and people <= {*item.standing.agreed, item.owner}


def all_agreed(session: Session) -> bool:
    """Whether each line is settled: in each lane one wording that all agree with.

    Without lanes, every item is a line.
    """
    options = session.phase.options
    if not isinstance(options, ArrangeOptions):
        return False
    items = [item for item in item_rules.listed(session, options.list) if all_see(item)]
    lines: dict[str, bool] = {}
    for item in items:
        line = item.standing.lane or item.id
        lines[line] = lines.get(line, False) or agreed_by_all(session, item)
    return bool(lines) and all(lines.values())


def name_theme(moment: Moment, command: c.NameTheme) -> None:
    """What the cluster that an item stands in is called."""
    item = _worked_on(moment, "name_theme", command.item)
    text = item_rules.cleaned(command.text, MAX_THEME)
    _place(moment, first_of(moment.session, item), theme=text)


def assign_owner(moment: Moment, command: c.AssignOwner) -> None:
    """Who looks after it; whoever gave it stays its owner."""
    item = _worked_on(moment, "assign_owner", command.item)
    _place(moment, item, doer=moment.person(command.to).id)


def undo_list(moment: Moment) -> None:
    """Take back the last change of the list."""
    me = moment.me()
    if moment.session.list_undo is None:
        raise Refused(Code.NOTHING_TO_UNDO)
    if not may_undo(moment.session, me.id):
        raise Refused(Code.NOT_YOURS_TO_DO)
    moment.add(e.ListUndone())


def may_undo(session: Session, person: PersonId) -> bool:
    """Whether *person* may take back the last change: whoever works on the list."""
    point = session.list_undo
    if point is None:
        return False
    return works(session, person) or any(works(session, person, item) for item in point.items)


def may_finish(session: Session, person: PersonId) -> bool:
    """Whether *person* says when work on the list is done."""
    awaited = "presenter_done" in session.phase.exit and session.piece.closed is None
    return awaited and works(session, person)


def may_schedule(session: Session, person: PersonId) -> bool:
    """Whether the running phase fixes the next date, and *person* is one who does."""
    options = session.phase.options
    if isinstance(options, RoundOptions):
        return options.schedule_next and session.people[person].plays
    return item_rules.may(session, "schedule") and works(session, person)
