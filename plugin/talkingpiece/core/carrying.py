"""What lists carry from one session of a series to the next: goals, actions, commitments.

Only what is labelled `series` and seen by the whole table is kept, and it comes back only to people
who agreed to as little being passed on, so that no label and no audience widens (decisions 17, 19).
There is no name in it: what somebody gave in a role, such as the mentee, is theirs again by it.
"""

from collections.abc import Iterable

import msgspec

from talkingpiece.core import roles
from talkingpiece.core.events import ItemOwned
from talkingpiece.core.formats import Format, Keep, Privacy, Sees
from talkingpiece.core.grammar import Moment
from talkingpiece.core.ids import ItemId, ListId, Ms, PersonId, PhaseId, RoleId
from talkingpiece.core.items import listed, members
from talkingpiece.core.labels import all_see
from talkingpiece.core.session import Item, Session
from talkingpiece.core.standing import SETTLED, Standing, Status

END = "end"
"""In `carry_over.series`: the relation is over, and the series keeps nothing of its lists."""
EARLIER = PhaseId("")
"""The phase of what comes from an earlier session: none of this one, so no slip of the pen."""
_TELLS: dict[Privacy, tuple[Privacy, ...]] = {
    "sealed": ("sealed",),
    "pair": ("pair",),
    "group": ("sealed", "pair", "group"),
    "open": ("sealed", "pair", "group", "open"),
}
"""Under which pacts something may be shown again that was given under one of them."""


class Carried(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something from a list of the series: its words, its labels and where it stands.

    `n` numbers it within the memory, `part` is the number of what it is a smaller piece of.
    `by` is the role of whoever gave it; nothing in it names a person.
    """

    n: int
    kind: str
    text: str
    sees: Sees
    keep: Keep
    pact: Privacy
    """The pact of the session in which it was given."""
    by: RoleId = RoleId("")
    waited: int = 0
    fields: dict[str, str] = {}
    part: int = 0
    lane: str = ""
    picked: bool = False
    status: Status = ""


def tells(pact: Privacy, format_: Format, kind: str) -> bool:
    """Whether what was given as *kind* under *pact* may come to a session of *format_*.

    It needs a list there, and a pact that passes on no more than the one it was given under.
    """
    listed_kinds = {spec.item for spec in format_.lists.values()}
    return kind in listed_kinds and format_.privacy in _TELLS[pact]


# --- at the end of a session --------------------------------------------------------------------


def left(session: Session, before: tuple[Carried, ...]) -> tuple[Carried, ...]:
    """What the lists of the series are once *session* is over; *before*: what they were.

    A list that the format carries over is as the session leaves it. What the format does not name,
    or could not be shown, waits untouched for a session that does.
    """
    format_ = session.format
    if END in format_.carry_over.series:
        return ()
    lists = _lists(format_)
    kinds = {format_.lists[name].item for name in lists}
    stay = tuple(
        one for one in before if one.kind not in kinds or not tells(one.pact, format_, one.kind)
    )
    first = max((one.n for one in stay), default=0) + 1
    taken = [item for name in lists for item in _taken(session, name)]
    numbers = {item.id: number for number, item in enumerate(taken, first)}
    return (*stay, *(_kept(session, item, numbers) for item in taken))


def _lists(format_: Format) -> tuple[ListId, ...]:
    """The lists that the declaration carries over as they stand."""
    named = format_.carry_over.series
    return tuple(n for n, spec in format_.lists.items() if n in named and spec.scope == "series")


def _taken(session: Session, name: ListId) -> Iterable[Item]:
    """What of a list is kept: seen by all, labelled for it, and not over and done with."""
    spec = session.format.lists[name]
    shown = {item.id: item for item in listed(session, name)}
    everything = (*shown.values(), *(i for i in members(session, name) if i.id not in shown))
    others = outworded(session, everything)
    for item in everything:
        if item.keep != "series" or item.unnamed or not all_see(item) or item.state == "done":
            continue
        if spec.carry == "open" and item.standing.status in SETTLED:
            continue
        if item.id in others:
            continue
        yield item


def outworded(session: Session, items: Iterable[Item]) -> frozenset[ItemId]:
    """Those of *items* whose line has another wording that the two have agreed on."""
    lined = [item for item in items if item.standing.lane]
    agreed = {item.standing.lane for item in lined if _settled(session, item)}
    return frozenset(
        item.id for item in lined if item.standing.lane in agreed and not _settled(session, item)
    )


def _settled(session: Session, item: Item) -> bool:
    """Whether both of a pair agree with this wording of a line."""
    pair = {roles.whose(session, role) for role in roles.single(session.format)} - {None}
    agreed = {*item.standing.agreed, item.owner}
    return bool(item.standing.lane and item.standing.agreed) and pair <= agreed


def _kept(session: Session, item: Item, numbers: dict[ItemId, int]) -> Carried:
    standing = item.standing
    return Carried(
        n=numbers[item.id],
        kind=item.kind,
        text=item.text,
        sees=item.sees,
        keep=item.keep,
        pact=session.format.privacy,
        by=_role_of(session, item),
        waited=item.sessions_waited + 1,
        fields=item.fields,
        part=numbers.get(item.part, 0) if item.part is not None else 0,
        lane=standing.lane,
        picked=standing.picked,
        status=standing.status,
    )


def _role_of(session: Session, item: Item) -> RoleId:
    """In which role of a pair somebody gave *item*; the one it came with while nobody has it.

    What was given without a name has none.
    """
    if item.sees == "group_anon":
        return RoleId("")
    if item.owner is None:
        return item.standing.by
    mine = (r for r in roles.single(session.format) if roles.has(session, item.owner, r))
    return next(mine, item.standing.by)


# --- at the beginning of the next one -----------------------------------------------------------


def brought(carried: Iterable[Carried], chosen: Format, at: Ms, first: int) -> tuple[Item, ...]:
    """What of *carried* comes to a session of *chosen*, as its items from number *first* on.

    Nobody owns them yet; see `follow`. They keep their labels, and their order within a list.
    """
    coming = [one for one in carried if tells(one.pact, chosen, one.kind)]
    ids = {one.n: ItemId(f"i{number}") for number, one in enumerate(coming, first)}
    return tuple(
        Item(
            id=ids[one.n],
            kind=one.kind,
            text=one.text,
            owner=None,
            at=at,
            sees=one.sees,
            keep=one.keep,
            phase=EARLIER,
            rank=first + number,
            sessions_waited=one.waited,
            fields=one.fields,
            part=ids.get(one.part),
            shown=one.sees == "group_on_reveal",
            standing=Standing(lane=one.lane, picked=one.picked, status=one.status, by=one.by),
        )
        for number, one in enumerate(coming)
    )


def follow(moment: Moment) -> None:
    """What was given in a role belongs to whoever has this role now."""
    owners: dict[RoleId, PersonId | None] = {}
    for item in moment.session.items.values():
        role = item.standing.by
        if not role or item.away:
            continue
        owner = owners.setdefault(role, roles.whose(moment.session, role))
        if owner is not None and owner != item.owner:
            moment.add(ItemOwned(item=item.id, owner=owner))
