"""The buttons of a board: giving, gestures, being done."""

from tests.core.boarded import collect_phase, gathered

from talkingpiece.core import board_offers
from talkingpiece.core.board_asking import Mark, Submit
from talkingpiece.testing.script import Lay


def test_giving_is_in_the_middle_and_being_done_is_a_turn_s_button(table: Lay) -> None:
    """Nothing of it is behind a menu."""
    t = gathered(table, collect_phase(reveal="on_close"))
    assert board_offers.is_board(t.session)
    offers = t.mine("ada").offers
    assert (offers["add_goal"].place, offers["submit"].place) == ("middle", "turn")
    assert offers["submit"].tone == "main"
    t.quietly("ada", Submit)
    assert t.mine("ada").offers["submit"].command["on"] is False
    assert "reveal" in t.offers("fay")
    assert "reveal" not in t.offers("ada")


def test_a_gesture_is_offered_once_for_all_items(table: Lay) -> None:
    """So what everybody is sent does not grow with people times items."""
    t = gathered(table, collect_phase(plus_one=True))
    goal = t.given("ada", "x", kind="goal")
    offer = t.mine("ben").offers["mark_plus_one"]
    assert (offer.place, offer.kinds, offer.item) == ("each", ("goal",), "")
    t.quietly("ben", Mark, item=goal, gesture="plus_one")
    assert board_offers.marked_by(t.session, t.session.people["ben"]) == {"plus_one": (goal,)}
