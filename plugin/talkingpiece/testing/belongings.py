"""What boards promise, watched from events alone: labels never widen, nothing counts twice."""

from collections.abc import Callable

import msgspec

from talkingpiece.core import board_events as be
from talkingpiece.core import events as e
from talkingpiece.core.formats import Format, Phase, Sees
from talkingpiece.core.ids import ItemId, PersonId
from talkingpiece.core.options import CollectOptions
from talkingpiece.core.session import Cursor, Item

Broken = Callable[[str, str], None]
"""Says which promise was broken, and how."""
WIDTHS: dict[Sees, int] = {
    "me": 0, "owner": 1, "facilitators": 1, "group_on_reveal": 2, "group_anon": 3, "group": 4,
    "public": 5,
}  # fmt: skip
"""How many people see an item with this label, in order."""


class Belongings:
    """Follows every item, and holds what is done with it against the declaration.

    The rules: `widened` (an item that more people see than the format says), `unveiled` (something
    shown that was not given apart), `too_many` (more cards of one person than each may give),
    `marked_twice` (a gesture that somebody has given already).
    """

    def __init__(self, broken: Broken) -> None:
        self._broken = broken
        self._items: dict[ItemId, Item] = {}
        self._marks: set[tuple[ItemId, str, PersonId]] = set()
        self._before: dict[ItemId, Item] = {}

    def see(self, event: e.AnyEvent, format_: Format, phase: Phase, cursor: Cursor) -> None:
        """One more event, in *phase* of *format_*."""
        match event:
            case e.Opened():
                self._items = {item.id: item for item in event.items}
            case e.ItemAdded():
                self._items[event.item.id] = event.item
                self._added(event.item, format_, phase, cursor)
            case e.ItemMoved():
                self._change(event.item, state=event.state)
            case be.ItemPlaced():
                self._change(event.item, standing=event.standing)
            case be.ListTouched():
                self._before = dict(self._items)
            case be.ListUndone():
                for item, before in self._before.items():
                    self._change(item, standing=before.standing)
            case be.Revealed():
                self._revealed(event, phase)
            case be.Marked():
                self._marked(event)
            case _:
                pass

    def whole(self, item: ItemId) -> ItemId:
        """What *item* is shown with: the item it was merged into, or itself."""
        into = self._items[item].standing.into if item in self._items else ItemId("")
        other = self._items.get(into)
        return item if other is None or other.state == "withdrawn" else into

    def _change(self, item: ItemId, **changes: object) -> None:
        if item in self._items:
            self._items[item] = msgspec.structs.replace(self._items[item], **changes)

    def _added(self, item: Item, format_: Format, phase: Phase, cursor: Cursor) -> None:
        everywhere = [what for one in format_.phases() for what in one.collect]
        said = [what.sees for what in phase.collect if what.kind == item.kind]
        said = said or [what.sees for what in everywhere if what.kind == item.kind]
        said = said or ["facilitators"]  # a signal of the kernel: a message, an urgent topic (A5)
        others = (one for one in self._items.values() if one.id != item.id)
        # To show more, its owner makes an item of its own of it by their own tap (A7).
        own = any(one.owner == item.owner and one.text == item.text for one in others)
        if not own and WIDTHS[item.sees] > max(WIDTHS[sees] for sees in said):
            self._broken("widened", f"{item.id} is for {item.sees}, the format says {said}")
        options = phase.options
        if not isinstance(options, CollectOptions) or item.kind != options.item:
            return
        mine = [
            one
            for one in self._items.values()
            if one.owner == item.owner and one.kind == item.kind and one.state != "withdrawn"
            if one.phase == phase.id and one.topic == cursor.item
        ]
        if options.per_person_max and len(mine) > options.per_person_max:
            self._broken("too_many", f"{item.owner} gave {len(mine)} of {item.kind}")

    def _revealed(self, event: be.Revealed, phase: Phase) -> None:
        for item in event.items:
            one = self._items[item]
            if one.sees != "group_on_reveal" or one.phase != phase.id:
                self._broken("unveiled", f"{item} is for {one.sees} and was shown")

    def _marked(self, event: be.Marked) -> None:
        mark = (event.item, event.gesture, event.by)
        if (mark in self._marks) == event.on:
            self._broken("marked_twice", f"{event.by} on {event.item}")
        (self._marks.add if event.on else self._marks.discard)(mark)
