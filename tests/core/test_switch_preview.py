"""What whoever leads sees before the form changes, while nothing has happened yet."""

from tests.core.switched import SEALED, WIDE, Offering

from talkingpiece.core.commands import Leave, NextPhase
from talkingpiece.core.ids import PersonId
from talkingpiece.core.switch_preview import preview
from talkingpiece.testing.script import Playbook, after

FAY = PersonId("fay")


def test_it_says_what_comes_and_what_stays() -> None:
    """Topics with their words, the rest as numbers; a private note is nobody's business."""
    t = Playbook(SEALED, Offering.load(None)).seated("ada", "ben", facilitator="fay")
    t.quietly("fay", NextPhase).given("ada", "trust")
    t.given("ben", "pace")
    t.quietly("fay", NextPhase).given("ada", "what I keep", kind="takeaway")
    t.given("ben", "for me", kind="private_note")
    before = t.session
    told = preview(t.session, WIDE, FAY, t.now)
    assert [topic.text for topic in told.topics] == ["trust", "pace"]
    assert told.stays == {"takeaway": 1}
    assert (told.stricter, told.keeps, told.basket) == (False, "sealed", "ada")
    assert t.session == before


def test_a_stricter_pact_says_how_many_are_asked() -> None:
    """And a topic whose owner has left cannot be the one to go on with."""
    t = Playbook(WIDE, Offering.load(None)).seated("ada", "ben", facilitator="fay")
    t.given("ben", "pace", kind="topic")
    t.quietly("ben", Leave)
    told = preview(t.session, SEALED, FAY, t.now)
    assert (told.stricter, told.asked, told.people) == (True, 1, 2)
    assert not told.topics[0].here


def test_time_is_told_and_never_a_reason_against_it() -> None:
    """What is left may be less than nothing."""
    t = Playbook(WIDE, Offering.load(None), minutes=30).seated("ada", facilitator="fay")
    t >> after(minutes=40)
    told = preview(t.session, SEALED, FAY, t.now)
    assert told.left == -10
    assert told.needed > 0
