"""What goes on when the form changes, and what rests with the format that was left."""

from msgspec import msgpack
from tests.core.switched import WIDE, Offering, to

from talkingpiece.core.commands import MoreTime, NextPhase, SetNextDate
from talkingpiece.core.evolve import replay
from talkingpiece.core.session import Session
from talkingpiece.core.switch_asking import SwitchBack
from talkingpiece.core.switch_folds import resting
from talkingpiece.testing.script import Playbook


def test_people_go_on_and_the_place_rests() -> None:
    """Who is here, who leads and the plan are the session's; rounds and phase the format's."""
    t = Playbook(WIDE, Offering.load(None)).seated("ada", "ben", facilitator="fay")
    t.given("ada", "trust", kind="topic")
    t.quietly("fay", NextPhase).quietly("ada", MoreTime)
    before = t.session
    to(t, "sealed")
    now = t.session
    assert (now.ring, now.lead, now.plan) == (before.ring, before.lead, before.plan)
    assert now.rounds == {}
    assert not now.more_time
    t.quietly("fay", SetNextDate, at=t.now + 86_400_000).quietly("fay", SwitchBack)
    assert t.session.next_date is not None
    assert t.session.rounds == before.rounds


def test_a_place_holds_neither_people_nor_words() -> None:
    """What rests is where one was; people and what they said are kept once, with their labels."""
    t = Playbook(WIDE, Offering.load(None)).seated("ada", "ben", facilitator="fay")
    t.given("ada", "secretword", kind="topic")
    left = resting(t.session, t.session.items.values(), t.now)
    assert b"secretword" not in msgpack.encode(left)
    assert left.session.people == {}


def test_a_switched_session_is_kept_and_read_again() -> None:
    """As a snapshot and from its log alike."""
    t = Playbook(WIDE, Offering.load(None)).seated("ada", "ben", facilitator="fay")
    t.given("ada", "trust", kind="topic")
    to(t, "sealed")
    assert msgpack.decode(msgpack.encode(t.session), type=Session) == t.session
    assert replay(t.events) == t.session
