"""The watcher of boards sees what goes wrong, and nothing where all is well."""

from typing import Any

from msgspec.structs import replace
from tests.core.boarded import board_format, collect_phase, goals_phase

from talkingpiece.core import events as e
from talkingpiece.core.board_events import ItemPlaced, ListTouched, ListUndone, Marked, Revealed
from talkingpiece.core.ids import ItemId, Ms, PersonId, PhaseId
from talkingpiece.core.session import Cursor, Item
from talkingpiece.core.standing import Standing
from talkingpiece.testing.belongings import Belongings

FORMAT = board_format(collect_phase(per_person_max=1), goals_phase("merge"))
ADA, BEN = PersonId("ada"), PersonId("ben")
GOAL = Item(
    id=ItemId("i1"), kind="goal", text="a", owner=ADA, at=Ms(0), sees="group", keep="session",
    phase=PhaseId("gather"),
)  # fmt: skip
MARKED = Marked(item=GOAL.id, gesture="plus_one", by=BEN, on=True)


def added(number: int = 1, **more: Any) -> e.ItemAdded:
    return e.ItemAdded(item=replace(GOAL, id=ItemId(f"i{number}"), **more))


def seen(*events: e.AnyEvent) -> list[str]:
    """The rules that *events* broke, all in the phase that gathers."""
    broken: list[str] = []
    belongings = Belongings(lambda rule, what: broken.append(rule))
    for event in events:
        belongings.see(event, FORMAT, FORMAT.phases()[0], Cursor((0,)))
    return broken


def test_all_is_well() -> None:
    """One each, as wide as it is declared, marked and taken back, shown where it was apart."""
    apart = added(2, owner=BEN, sees="group_on_reveal")
    back = replace(MARKED, on=False)
    assert seen(added(), apart, MARKED, back, MARKED, Revealed(items=(ItemId("i2"),))) == []


def test_a_label_that_widens() -> None:
    """More people would see it than the format says."""
    assert seen(added(sees="public")) == ["widened"]


def test_one_card_too_many() -> None:
    """What was taken back makes room."""
    assert seen(added(), added(2)) == ["too_many"]
    assert seen(added(), e.ItemMoved(item=GOAL.id, state="withdrawn"), added(2)) == []


def test_a_gesture_twice() -> None:
    """And one taken back that was never given."""
    assert seen(added(), MARKED, MARKED) == ["marked_twice"]
    assert seen(added(), replace(MARKED, on=False)) == ["marked_twice"]


def test_something_shown_that_was_not_apart() -> None:
    """Only what was given to be shown together."""
    assert seen(added(sees="me"), Revealed(items=(GOAL.id,))) == ["unveiled"]


def test_what_an_item_is_shown_with() -> None:
    """The one it was merged into, until that is taken back."""
    belongings = Belongings(lambda rule, what: None)
    merged = ItemPlaced(item=ItemId("i2"), standing=Standing(into=GOAL.id))
    phase, cursor = FORMAT.phases()[1], Cursor((1,))
    for event in (added(), added(2), ListTouched(list=next(iter(FORMAT.lists))), merged):
        belongings.see(event, FORMAT, phase, cursor)
    assert belongings.whole(ItemId("i2")) == GOAL.id
    belongings.see(ListUndone(), FORMAT, phase, cursor)
    assert belongings.whole(ItemId("i2")) == "i2"
