"""What gestures and work on a list make of a session."""

from msgspec.structs import replace
from tests.core.boarded import GOALS, arranged

from talkingpiece.core.board_events import ItemPlaced, ListOrdered, ListTouched, ListUndone, Marked
from talkingpiece.core.board_folds import with_item
from talkingpiece.core.evolve import evolve
from talkingpiece.core.ids import ItemId, PersonId
from talkingpiece.core.standing import Standing
from talkingpiece.testing.script import Lay

ONE = ItemId("i1")


def test_one_item_changes_and_the_others_stay(table: Lay) -> None:
    """The session before is untouched."""
    before = arranged(table, "pick").session
    after = with_item(before, ONE, text="new")
    assert (before.items[ONE].text, after.items[ONE].text) == ("a", "new")
    assert after.items[ItemId("i2")] is before.items[ItemId("i2")]


def test_a_gesture_taken_back_leaves_nothing(table: Lay) -> None:
    """Not even an empty mark."""
    before = arranged(table, "pick").session
    given = Marked(item=ONE, gesture="plus_one", by=PersonId("ben"), on=True)
    after = evolve(before, given)
    assert after.items[ONE].marks == {"plus_one": ("ben",)}
    assert evolve(after, replace(given, on=False)).items[ONE].marks == {}


def test_undo_of_a_list_restores_standing_and_order_only(table: Lay) -> None:
    """Gestures given since stay."""
    session = arranged(table, "pick").session
    for event in (
        ListTouched(list=GOALS),
        ItemPlaced(item=ONE, standing=Standing(picked=True)),
        ListOrdered(list=GOALS, order=(ItemId("i3"), ONE)),
        Marked(item=ONE, gesture="plus_one", by=PersonId("ben"), on=True),
        ListUndone(),
    ):
        session = evolve(session, event)
    assert session.items[ONE].standing == Standing()
    assert session.items[ONE].marks == {"plus_one": ("ben",)}
    assert session.orders == {}
    assert session.list_undo is None
