"""The buttons of a board: giving, gestures, being done."""

from tests.core.boarded import collect_phase, gathered

from talkingpiece.core import board_offers
from talkingpiece.core.board_asking import Mark, Submit
from talkingpiece.core.commands import NextPhase
from talkingpiece.testing.script import Lay
from talkingpiece.testing.small import brief_phase, small_format


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


def test_who_said_it_is_asked_only_where_it_can_be_more_than_one(table: Lay) -> None:
    """Of a pair, whoever writes down need not say who spoke."""
    spoken = collect_phase(mode="speak")
    several = gathered(table, spoken).mine("fay").offers["scribe_goal"]
    assert [field.name for field in several.fields] == ["owner", "text"]
    pair = table(small_format(brief_phase(), spoken), "ada", facilitator="fay")
    one = pair.quietly("fay", NextPhase).mine("fay").offers["scribe_goal"]
    assert [field.name for field in one.fields] == ["text"]
    assert one.command["owner"] == "ada"


def test_a_gesture_is_offered_once_for_all_items(table: Lay) -> None:
    """So what everybody is sent does not grow with people times items."""
    t = gathered(table, collect_phase(plus_one=True))
    goal = t.given("ada", "x", kind="goal")
    offer = t.mine("ben").offers["mark_plus_one"]
    assert (offer.place, offer.kinds, offer.item) == ("each", ("goal",), "")
    t.quietly("ben", Mark, item=goal, gesture="plus_one")
    assert board_offers.marked_by(t.session, t.session.people["ben"]) == {"plus_one": (goal,)}
