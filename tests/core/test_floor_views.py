"""An open talk on the screens."""

import msgspec
from tests.core.casts import pair_format
from tests.core.talks import talking, topical

from talkingpiece.core.commands import HandOn, NextPhase
from talkingpiece.core.floor_commands import HoldThumb, RaiseHand
from talkingpiece.core.options import DiscussOptions
from talkingpiece.testing.script import Lay, after, sees
from talkingpiece.testing.small import brief_phase, phase


def test_hands_stand_by_time_whatever_the_order_of_turns(table: Lay) -> None:
    """Who spoke how often is on nobody's screen."""
    t = talking(table, queue_order="least_spoken_first")
    t.quietly("ada", RaiseHand).quietly("ada", HandOn).quietly("ben", RaiseHand)
    t >> after(seconds=1) << sees(...)
    t.quietly("ada", RaiseHand)
    t >> after(seconds=1) << sees(...)
    t.quietly("cem", RaiseHand)
    view = t.view()
    assert view.floor is not None
    assert view.floor.hands == ("ada", "cem")
    assert (view.piece.order, view.piece.had) == ((), {})
    assert b"spoken" not in msgspec.json.encode(view)


def test_thumbs_are_counted_on_the_screen_and_named_nowhere(table: Lay) -> None:
    """So many of so many, and my own among my buttons."""
    t, _ = topical(table)
    t >> after(minutes=5) << sees(...)
    t.quietly("ada", HoldThumb, thumb="down")
    view = t.view()
    assert view.floor is not None
    assert (view.floor.answered, view.floor.awaited) == (1, 4)
    assert b"down" not in msgspec.json.encode(view)
    others = msgspec.to_builtins(t.mine("ben").offers)
    assert not any(offer.get("on") for offer in others.values())


def test_free_seats_are_counted(table: Lay) -> None:
    """So that people know whether they wait."""
    t = talking(table, floor="seats", seat_count=2, open_seats=1, rules="seats")
    t.quietly("ada", RaiseHand)
    floor = t.view().floor
    assert floor is not None
    assert (floor.seats, floor.free) == (("ada",), 2)


def test_a_deck_is_seen_by_the_role_it_is_named_after(table: Lay) -> None:
    """The mentor's questions are the mentor's."""
    talk = phase("talk", DiscussOptions(deck="mentor_questions"), rules="pair")
    t = table(pair_format(brief_phase(), talk), "ada", facilitator="fay")
    assert t.view().floor is None
    t.quietly("fay", NextPhase)
    assert t.mine("fay").deck == "mentor_questions"
    assert not t.mine("ada").deck
