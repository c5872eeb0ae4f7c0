"""The buttons at the items of a board."""

from tests.core.boarded import arranged

from talkingpiece.core.board_asking import Agree, Cluster, Merge, Pick
from talkingpiece.testing.script import Lay


def test_what_may_be_done_with_a_card(table: Lay) -> None:
    """Each operation has its button, and says what it would change."""
    t = arranged(table, "pick", "cluster", "merge", "park", "agree", "edit", "name_theme")
    mine = t.offers("ben")
    assert {"pick_i1", "cluster_i1", "merge_i1", "park_i1", "agree_i1"} <= mine
    assert "edit_i1" not in mine, "where people agree, words are their owner's"
    assert "agree_i1" not in t.offers("ada")
    t.quietly("ben", Pick, item="i1").quietly("ben", Agree, item="i1")
    assert t.mine("ben").offers["pick_i1"].label.key == "buttons.unpick"
    assert t.mine("ben").offers["agree_i1"].label.key == "buttons.disagree"
    t.quietly("ben", Cluster, item="i2", to="i1").quietly("ben", Merge, item="i3", into="i1")
    assert {"alone_i2", "split_i3", "theme_i1", "undo_list"} <= t.offers("ben")


def test_whoever_works_on_it_mends_words(table: Lay) -> None:
    """Where nobody has to agree."""
    t = arranged(table, "edit")
    assert "edit_i1" in t.offers("ben")


def test_the_next_date_is_asked_for_in_the_middle(table: Lay) -> None:
    """By whoever fixes it."""
    t = arranged(table, "schedule", by="facilitator")
    assert "schedule" in t.offers("fay")
    assert "schedule" not in t.offers("ada")
