"""What publishing and a name make of a session, and of its log."""

from tests.core.harvested_session import at_tips, ended, played

from talkingpiece.core.evolve import replay
from talkingpiece.core.harvest_commands import Credit, LeaveOut, Publish, Unpublish
from talkingpiece.core.ids import PersonId
from talkingpiece.testing.script import Lay


def test_a_log_makes_the_same_page(table: Lay) -> None:
    t = at_tips(played(table))
    t.given("ben", "walk", kind="tip")
    ended(t).quietly("ben", Credit).quietly("fay", Publish, output="page", for_whom="newcomers")
    assert t.session.published == {"page": "newcomers"}
    assert t.session.people[PersonId("ben")].credited
    assert replay(t.events) == t.session
    t.quietly("fay", LeaveOut, item="i2")
    assert t.session.left_out == ("i2",)
    t.quietly("ben", Credit, on=False).quietly("fay", Unpublish, output="page")
    t.quietly("fay", LeaveOut, item="i2", on=False)
    assert t.session.left_out == ()
    assert t.session.published == {}
    assert not t.session.people[PersonId("ben")].credited
    assert replay(t.events) == t.session
