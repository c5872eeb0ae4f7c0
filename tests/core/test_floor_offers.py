"""The buttons of an open talk."""

from tests.core.talks import BY_LEAD, talking, topical

from talkingpiece.core.commands import JustListen
from talkingpiece.core.floor_commands import HoldThumb, RaiseHand
from talkingpiece.testing.script import Lay, after, sees


def test_a_hand_is_raised_and_lowered(table: Lay) -> None:
    """Whoever has the floor is done with it; whoever just listens has neither."""
    t = (
        talking(table)
        .quietly("ada", RaiseHand)
        .quietly("ben", RaiseHand)
        .quietly("cem", JustListen)
    )
    assert {"speak", "finish"} <= t.offers("ada")
    assert "raise_hand" not in t.offers("ada")
    assert "lower_hand" in t.offers("ben")
    assert not {"raise_hand", "lower_hand"} & t.offers("cem")


def test_in_a_circle_people_sit_in_and_out(table: Lay) -> None:
    """The words are other ones."""
    t = talking(table, floor="seats", seat_count=1, per_turn=None, rules="seats")
    assert t.mine("ada").offers["raise_hand"].label.key == "buttons.sit_in"
    t.quietly("ada", RaiseHand)
    assert t.mine("ada").offers["lower_hand"].label.key == "buttons.sit_out"


def test_whoever_leads_asks_the_next_hand(table: Lay) -> None:
    """By name where nobody speaks; others have no such button."""
    t = talking(table, floor="open", rules="open_floor")
    assert "next_person" not in t.offers("fay")
    t.quietly("ben", RaiseHand)
    assert t.mine("fay").offers["next_person"].label.key == "buttons.next_person"
    assert "give_piece_ada" in t.offers("fay")
    assert "next_person" not in t.offers("ada")


def test_thumbs_are_offered_to_all_while_they_are_asked_for(table: Lay) -> None:
    """And the one that I hold is marked."""
    t, _ = topical(table)
    assert "thumb_up" not in t.offers("ada")
    assert "call_thumbs" in t.offers("fay")
    t >> after(minutes=5) << sees(...)
    t.quietly("ada", HoldThumb, thumb="up")
    assert t.mine("ada").offers["thumb_up"].on
    assert not t.mine("ben").offers["thumb_up"].on
    assert "call_thumbs" not in t.offers("fay")


def test_the_next_step_stands_among_the_facilitator_s_once_it_is_time(table: Lay) -> None:
    """Before, it is behind the dots."""
    t = talking(table, extend=BY_LEAD)
    assert t.mine("fay").offers["extend_talk"].place == "more"
    t >> after(minutes=5) << sees(...)
    offer = t.mine("fay").offers["extend_talk"]
    assert (offer.place, offer.label.values) == ("steer", {"min": 5})
