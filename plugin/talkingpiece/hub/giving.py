"""How simulated people give and arrange: some cards, a few taps, agreement in the end."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from talkingpiece.core import arranging, gathering
from talkingpiece.core import board_asking as bc
from talkingpiece.core import commands as c
from talkingpiece.core import items as item_rules
from talkingpiece.core.ids import MINUTE_MS, SECOND_MS, ItemId, Ms
from talkingpiece.core.labels import all_see
from talkingpiece.core.options import ArrangeOptions, CollectOptions
from talkingpiece.core.session import Item
from talkingpiece.core.standing import STATUSES

if TYPE_CHECKING:  # people give, and giving is about people
    from talkingpiece.hub.simulated import Person

Tap = c.AnyCommand | None
LONGEST_MS = 90 * SECOND_MS
"""Nobody thinks longer about a card."""
TAPS_EACH = 2
IN_TEN_DAYS_MS = 10 * 24 * 60 * MINUTE_MS


def at_board(person: "Person", options: CollectOptions | ArrangeOptions) -> None:
    """What *person* does at a board that has just been laid open."""
    chance = person.world.chance
    longest = min(LONGEST_MS, person.session.clock.usual_ms * 0.7)
    for _ in range(chance.randint(0, 2)):
        _soon(person, chance.uniform(0.1, 0.9) * longest, _gives)
    for _ in range(TAPS_EACH):
        _soon(person, chance.uniform(0.3, 1.0) * longest, _taps)
    if isinstance(options, CollectOptions):
        _soon(person, chance.uniform(0.9, 1.2) * longest, _is_done)
        return
    _soon(person, chance.uniform(0.1, 1.0) * longest, _arranges)
    for _ in range(len(item_rules.listed(person.session, options.list))):
        _soon(person, chance.uniform(0.2, 1.2) * longest, _agrees)
    _soon(person, chance.uniform(0.8, 1.3) * longest, _ends)


def _soon(person: "Person", wait_ms: float, choose: Callable[["Person"], Tap]) -> None:
    """After *wait_ms*, if the phase is still the same, *person* does what they choose then."""
    cursor = person.session.cursor

    def act() -> None:
        session = person.session
        seated = session.closed is None and session.people[person.id].seated
        if not seated or session.cursor != cursor:
            return
        tap = choose(person)
        if tap is not None:
            person.world.send(person.id, tap)

    person.world.soon(wait_ms, act)


def _gives(person: "Person") -> Tap:
    """One more card where there is room; where that is asked, a piece of something."""
    session, chance = person.session, person.world.chance
    kinds = [
        what.kind
        for what in item_rules.collected(session, person.id)
        if not what.kind.endswith("note") and what.by != "speaker"
        if gathering.room_left(session, person.id, what.kind) != 0
    ]
    if not kinds:
        return None
    kind = chance.choice(kinds)
    lanes = gathering.open_lanes(session, kind)
    wholes = [i.id for i in session.items.values() if gathering.may_break_down(session, i.id, kind)]
    return c.Add(
        kind=kind,
        text=person.world.words(person.id, kind),
        lane=chance.choice(lanes),
        part=chance.choice(wholes) if wholes else None,
    )


def _taps(person: "Person") -> Tap:
    """A gesture on something of somebody else's; seldom one is taken back."""
    session, chance = person.session, person.world.chance
    able = [
        (gesture, item)
        for gesture, kinds in gathering.gestures(session).items()
        for item in session.items.values()
        if item.kind in kinds and all_see(item) and item.owner != person.id
        if gathering.may_mark(session, person.id, gesture)
    ]
    if not able or chance.random() < 0.3:
        return None
    gesture, item = chance.choice(able)
    on = person.id not in item.marks.get(gesture, ())
    return bc.Mark(item=item.id, gesture=gesture, on=on)


def _is_done(person: "Person") -> Tap:
    session = person.session
    asked = gathering.asks_to_submit(session) and person.id in gathering.givers(session)
    return bc.Submit() if asked and person.id not in session.submitted else None


def _arranges(person: "Person") -> Tap:
    """One operation of those that this person may do, on some item."""
    session, chance = person.session, person.world.chance
    options = session.phase.options
    assert isinstance(options, ArrangeOptions)
    items = [item for item in item_rules.listed(session, options.list) if all_see(item)]
    able = [
        (op, item)
        for item in items
        for op in options.ops
        if op in _DEEDS and arranging.may_work(session, person.id, op, item)
    ]
    if not able:
        return None
    op, item = chance.choice(able)
    return _DEEDS[op](person, item, items)


def _other(person: "Person", item: Item, items: list[Item]) -> ItemId | None:
    others = [one.id for one in items if one.id != item.id]
    return person.world.chance.choice(others) if others else None


def _orders(person: "Person", item: Item, items: list[Item]) -> Tap:
    return bc.MoveItem(item=item.id, up=True) if items.index(item) > 0 else None


def _clusters(person: "Person", item: Item, items: list[Item]) -> Tap:
    return bc.Cluster(item=item.id, to=_other(person, item, items))


def _merges(person: "Person", item: Item, items: list[Item]) -> Tap:
    other = _other(person, item, items)
    return bc.Merge(item=item.id, into=other) if other is not None else None


def _picks(person: "Person", item: Item, items: list[Item]) -> Tap:
    return bc.Pick(item=item.id, on=not item.standing.picked)


def _says_what_became(person: "Person", item: Item, items: list[Item]) -> Tap:
    return bc.SetStatus(item=item.id, status=person.world.chance.choice(STATUSES))


_DEEDS: dict[str, Callable[["Person", Item, list[Item]], Tap]] = {
    "cluster": _clusters,
    "merge": _merges,
    "order": _orders,
    "pick": _picks,
    "set_status": _says_what_became,
}


def _agrees(person: "Person") -> Tap:
    """With one more wording of somebody else's."""
    session = person.session
    options = session.phase.options
    assert isinstance(options, ArrangeOptions)
    for item in item_rules.listed(session, options.list):
        fresh = item.owner != person.id and person.id not in item.standing.agreed
        if fresh and arranging.may_work(session, person.id, "agree", item):
            return bc.Agree(item=item.id)
    return None


def _ends(person: "Person") -> Tap:
    """The next date, where it is fixed here; else whoever works on it says that it is done."""
    session = person.session
    if arranging.may_schedule(session, person.id) and session.next_date is None:
        return c.SetNextDate(at=Ms(person.world.now + IN_TEN_DAYS_MS))
    return c.Finish() if arranging.may_finish(session, person.id) else None
