"""What happens to what people give and to the lists it stands in (formats.md D1)."""

from talkingpiece.core.asking import Event
from talkingpiece.core.ids import ItemId, ListId, PersonId
from talkingpiece.core.standing import Standing

# --- giving -----------------------------------------------------------------------------------


class Marked(Event, frozen=True, tag="marked", kw_only=True):
    """Somebody gave an item a +1 or another gesture, or took it back. Screens see the count."""

    item: ItemId
    gesture: str
    by: PersonId
    on: bool


class Submitted(Event, frozen=True, tag="submitted", kw_only=True):
    """Somebody said that they are done giving, or goes on after all."""

    by: PersonId
    on: bool


class Revealed(Event, frozen=True, tag="revealed", kw_only=True):
    """Everybody sees what was given apart, all at once."""

    items: tuple[ItemId, ...]


# --- working on a list ------------------------------------------------------------------------


class ListTouched(Event, frozen=True, tag="list_touched", kw_only=True):
    """A change of a list begins: how the list is now becomes its own undo point (decision 31)."""

    list: ListId


class ItemPlaced(Event, frozen=True, tag="item_placed", kw_only=True):
    """An item stands differently on its board."""

    item: ItemId
    standing: Standing


class ListOrdered(Event, frozen=True, tag="list_ordered", kw_only=True):
    """A list has this order now; what is not named follows."""

    list: ListId
    order: tuple[ItemId, ...]


class ListUndone(Event, frozen=True, tag="list_undone", kw_only=True):
    """The last change of a list is taken back; what people gave since stays."""


BoardEvent = Marked | Submitted | Revealed | ListTouched | ItemPlaced | ListOrdered | ListUndone
