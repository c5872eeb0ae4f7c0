"""Working on a list: nothing is lost, and the last change can be taken back (D1, decision 31)."""

import pytest
from tests.core.boarded import GOALS, arranged

from talkingpiece.core.board_asking import (
    Agree,
    AssignOwner,
    Cluster,
    Merge,
    MoveItem,
    NameTheme,
    ParkItem,
    Pick,
    SetStatus,
    Split,
    UndoList,
)
from talkingpiece.core.board_events import ItemPlaced, ListOrdered, ListTouched, ListUndone
from talkingpiece.core.commands import Edit, Finish, NextPhase, SetNextDate, Undo, Withdraw
from talkingpiece.core.events import ExitReached, ItemEdited, ItemMoved, NextDateSet, RoundClosed
from talkingpiece.errors import Code
from talkingpiece.testing.script import Lay, Playbook, does, refuses, sees, that


def order(t: Playbook) -> tuple[str, ...]:
    """The goals as everybody sees them."""
    return t.view().lists[GOALS]


def test_order_by_buttons(table: Lay) -> None:
    """One place at a time; the first has no way up, the last none down."""
    t = arranged(table, "order")
    assert "up_i1" not in t.offers("ada")
    assert "down_i3" not in t.offers("ada")
    t >> does("ada", MoveItem, item="i3", up=True) << sees(ListTouched, ListOrdered)
    assert order(t) == ("i1", "i3", "i2")
    t.quietly("ada", MoveItem, item="i1", up=False)
    assert order(t) == ("i3", "i1", "i2")
    t >> does("ada", MoveItem, item="i3", up=True) << refuses(Code.NOT_NOW)


def test_a_list_keeps_the_order_made_by_hand(table: Lay) -> None:
    """Also once the phase is over."""
    t = arranged(table, "order")
    t.quietly("ada", MoveItem, item="i3", up=True).quietly("fay", NextPhase)
    assert order(t) == ("i1", "i3", "i2")


def test_the_last_change_is_taken_back_by_itself(table: Lay) -> None:
    """Beside the undo of steps, which leaves lists alone."""
    t = arranged(table, "order", "park")
    assert "undo_list" not in t.offers("ada")
    t.quietly("ada", MoveItem, item="i3", up=True)
    t >> does("ben", UndoList) << sees(ListUndone)
    assert order(t) == ("i1", "i2", "i3")
    t >> does("ben", UndoList) << refuses(Code.NOTHING_TO_UNDO)
    t.quietly("ada", ParkItem, item="i2")
    assert t.view().items["i2"].state == "parked"
    t.quietly("ada", UndoList)
    assert t.view().items["i2"].state == "open"


def test_taking_back_a_change_loses_nothing_since(table: Lay) -> None:
    """New words, and what was withdrawn meanwhile, stay as they are."""
    t = arranged(table, "order", "edit")
    t.quietly("ada", MoveItem, item="i3", up=True)
    t.quietly("ada", Edit, item="i1", text="new words").quietly("ada", Withdraw, item="i2")
    t.quietly("ada", UndoList)
    assert t.session.items["i1"].text == "new words"
    assert order(t) == ("i1", "i3")


def test_merged_items_stand_together_and_keep_their_owners(table: Lay) -> None:
    """Nothing is lost; parted again they are what they were."""
    t = arranged(table, "merge")
    t >> does("ben", Merge, item="i2", into="i1") << sees(ListTouched, ItemPlaced)
    assert order(t) == ("i1", "i3")
    assert t.view().items["i2"].into == "i1"
    assert t.session.items["i2"].owner == "ada"
    t >> does("ben", Merge, item="i1", into="i2") << sees()
    t.quietly("ben", Merge, item="i1", into="i3")
    assert order(t) == ("i3",)
    assert {t.session.items[i].standing.into for i in ("i1", "i2")} == {"i3"}
    t >> does("ben", Split, item="i2") << sees(ListTouched, ItemPlaced)
    assert order(t) == ("i2", "i3")
    t >> does("ben", Split, item="i2") << refuses(Code.NOT_NOW)


def test_what_was_merged_comes_back_when_the_other_is_withdrawn(table: Lay) -> None:
    """Taking one's own words back takes nobody else's."""
    t = arranged(table, "merge")
    t.quietly("ben", Merge, item="i2", into="i1").quietly("ada", Withdraw, item="i1")
    assert order(t) == ("i2", "i3")


def test_clusters_have_a_first_item_and_a_name(table: Lay) -> None:
    """Whoever stands with an item comes along with it."""
    t = arranged(table, "cluster", "name_theme")
    assert "theme_i1" not in t.offers("ada")
    t.quietly("ada", Cluster, item="i2", to="i1")
    t.quietly("ada", NameTheme, item="i2", text="rest")
    assert t.view().items["i1"].theme == "rest"
    t.quietly("ada", Cluster, item="i1", to="i3")
    assert {t.view().items[i].cluster for i in ("i1", "i2")} == {"i3"}
    t >> does("ada", Cluster, item="i3", to="i1") << sees()
    t.quietly("ada", Cluster, item="i2")
    assert t.view().items["i2"].cluster == ""
    t >> does("ada", NameTheme, item="i1", text=" ") << refuses(Code.EMPTY_TEXT)


def test_picking_moves_the_mark(table: Lay) -> None:
    """One, unless the phase says how many."""
    t = arranged(table, "pick")
    t.quietly("ben", Pick, item="i1").quietly("ben", Pick, item="i2")
    assert [t.view().items[i].picked for i in ("i1", "i2")] == [False, True]
    t >> does("ben", Pick, item="i2") << sees()
    t.quietly("ben", Pick, item="i2", on=False)
    assert not t.view().items["i2"].picked


def test_so_many_may_be_picked(table: Lay) -> None:
    """The first gives way to one too many."""
    t = arranged(table, "pick", limit=2)
    for item in ("i1", "i2", "i3"):
        t.quietly("ben", Pick, item=item)
    assert [t.view().items[i].picked for i in ("i1", "i2", "i3")] == [False, True, True]


def test_what_became_of_it(table: Lay) -> None:
    """One word, that can be taken back."""
    t = arranged(table, "set_status")
    t.quietly("ada", SetStatus, item="i1", status="not_yet")
    assert t.view().items["i1"].status == "not_yet"
    assert t.mine("ada").offers["status_not_yet_i1"].command["status"] == ""
    t.quietly("ada", SetStatus, item="i1", status="")
    assert t.view().items["i1"].status == ""


def test_somebody_looks_after_it(table: Lay) -> None:
    """That is not whose it is."""
    t = arranged(table, "assign_owner")
    t.quietly("ada", AssignOwner, item="i1", to="ben")
    assert (t.view().items["i1"].doer, t.view().items["i1"].owner) == ("ben", "ada")
    t >> does("ada", AssignOwner, item="i1", to="zoe") << refuses(Code.NO_SUCH_PERSON)


def test_all_agree_with_every_line(table: Lay) -> None:
    """Whoever wrote it does anyway; new words are a new line to agree with."""
    t = arranged(table, "agree", "edit", goals=("a",), exit=("all_agreed", "facilitator"))
    t >> does("ada", Agree, item="i1") << refuses(Code.YOUR_OWN_ITEM)
    t.quietly("ben", Agree, item="i1")
    assert (t.view().items["i1"].agreed, t.view().items["i1"].settled) == (1, False)
    t >> does("fay", Agree, item="i1") << sees(..., that(ExitReached, why="all_agreed"))
    assert t.view().items["i1"].settled
    t >> does("ben", Edit, item="i1", text="mine now") << refuses(Code.NOT_YOUR_ITEM)
    t >> does("ada", Edit, item="i1", text="other words") << sees(ItemEdited)
    assert t.view().items["i1"].agreed == 0


def test_the_next_date_is_fixed_by_who_works_on_the_list(table: Lay) -> None:
    """Where the phase is for that, anybody of them may."""
    t = arranged(table, "pick", "schedule", exit=("scheduled", "facilitator"))
    later = t.now + 8 * 24 * 3_600_000
    (
        t
        >> does("ben", SetNextDate, at=later)
        << sees(NextDateSet, that(ExitReached, why="scheduled"))
    )
    t.quietly("fay", NextPhase)
    t >> does("ben", SetNextDate, at=later) << refuses(Code.NOT_THE_FACILITATOR)


def test_whoever_works_on_it_says_when_it_is_done(table: Lay) -> None:
    """`presenter_done` of a list."""
    t = arranged(table, "pick", by="facilitator", exit=("presenter_done", "facilitator"))
    t >> does("ben", Finish) << refuses(Code.NOT_YOUR_TURN)
    t >> does("fay", Finish) << sees(RoundClosed, that(ExitReached, why="presenter_done"))


@pytest.mark.parametrize("op", ["order", "pick", "park", "merge", "cluster", "set_status"])
def test_only_those_named_work_on_it(table: Lay, op: str) -> None:
    """With a sentence to everybody else, and no button."""
    t = arranged(table, op, by="facilitator")
    does_it = {
        "order": (MoveItem, {"up": False}),
        "pick": (Pick, {}),
        "park": (ParkItem, {}),
        "merge": (Merge, {"into": "i2"}),
        "cluster": (Cluster, {"to": "i2"}),
        "set_status": (SetStatus, {"status": "reached"}),
    }
    command, more = does_it[op]
    t >> does("ben", command, item="i1", **more) << refuses(Code.NOT_YOURS_TO_DO)
    assert not any(name.endswith("_i1") and "edit" not in name for name in t.offers("ben"))
    t.quietly("fay", command, item="i1", **more)
    t >> does("fay", command, item="i7", **more) << refuses(Code.NO_SUCH_ITEM)


def test_an_operation_that_is_not_on_is_refused(table: Lay) -> None:
    """Also for whoever works on the list."""
    t = arranged(table, "pick")
    t >> does("fay", ParkItem, item="i1") << refuses(Code.NOT_NOW)


def test_each_works_on_their_own_and_a_facilitator_stands_in(table: Lay) -> None:
    """`by: owner`."""
    t = arranged(table, "park", by="owner")
    t >> does("ben", ParkItem, item="i1") << refuses(Code.NOT_YOURS_TO_DO)
    t >> does("ada", ParkItem, item="i1") << sees(ListTouched, ItemMoved)
    t >> does("fay", ParkItem, item="i2") << sees(ListTouched, ItemMoved)
    t >> does("ada", ParkItem, item="i1") << refuses(Code.NOT_NOW)


def test_undo_of_a_step_leaves_the_list_as_it_is(table: Lay) -> None:
    """What people did with it stays (decision 13)."""
    t = arranged(table, "order")
    t.quietly("ada", MoveItem, item="i3", up=True).quietly("fay", NextPhase).quietly("fay", Undo)
    assert order(t) == ("i1", "i3", "i2")
