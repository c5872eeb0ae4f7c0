"""How the floor of an open talk changes."""

from tests.core.talks import talking, topical

from talkingpiece.core.commands import NextPhase
from talkingpiece.core.evolve import evolve, replay
from talkingpiece.core.floor_commands import HoldThumb, RaiseHand
from talkingpiece.core.floor_events import ThumbGiven
from talkingpiece.core.floor_folds import FOLDS
from talkingpiece.core.floor_state import Hand
from talkingpiece.core.ids import PersonId
from talkingpiece.testing.script import Lay, after, sees


def test_a_hand_is_up_once_and_a_turn_is_counted(table: Lay) -> None:
    """Who begins to speak has no hand up any more."""
    t = talking(table).quietly("ada", RaiseHand).quietly("ben", RaiseHand)
    assert t.session.floor is not None
    assert t.session.floor.hands == (Hand(PersonId("ben"), t.now),)
    assert t.session.floor.spoken == {"ada": 1}


def test_nothing_of_the_floor_outlives_its_phase(table: Lay) -> None:
    """Neither hands nor turns nor thumbs."""
    t, _ = topical(table)
    t >> after(minutes=5) << sees(...)
    t.quietly("ada", HoldThumb, thumb="up").quietly("fay", NextPhase)
    assert t.session.floor is None
    assert replay(t.events) == t.session


def test_a_thumb_that_comes_too_late_changes_nothing(table: Lay) -> None:
    """As when two nodes count at once."""
    t = talking(table)
    late = ThumbGiven(by=PersonId("ada"), thumb="up")
    assert evolve(t.session, late).floor == t.session.floor


def test_every_event_of_the_floor_has_its_fold() -> None:
    """One each."""
    assert ThumbGiven in FOLDS
