"""Publishing by hand, taking back, and one's own name: one tap each."""

import msgspec
import pytest
from tests.core.harvested_session import at_tips, ended, open_format, played, texts

from talkingpiece.core.commands import Edit, NextPhase, Restore, Withdraw
from talkingpiece.core.events import ItemMoved
from talkingpiece.core.harvest_commands import Credit, LeaveOut, Publish, Unpublish
from talkingpiece.core.harvest_events import Credited, LeftOut, Published, Unpublished
from talkingpiece.core.harvesting import may_fetch, may_give_name, shown_outputs
from talkingpiece.errors import Code
from talkingpiece.testing.script import Lay, Playbook, does, refuses, sees, that


def over(table: Lay) -> Playbook:
    """Ben gave a tip, and the session is over."""
    t = at_tips(played(table))
    t.given("ben", "walk", kind="tip")
    return ended(t)


def test_only_a_facilitator_publishes_and_only_after_the_end(table: Lay) -> None:
    t = at_tips(played(table))
    t.given("ben", "walk", kind="tip")
    t >> does("fay", Publish, output="page") << refuses(Code.NOT_NOW)
    ended(t)
    assert "publish_page" not in t.offers("ben")
    t >> does("ben", Publish, output="page") << refuses(Code.NOT_THE_FACILITATOR)
    assert "publish_page" in t.offers("fay")
    t >> does("fay", Publish, output="nothing") << refuses(Code.NOT_NOW)
    (
        t
        >> does("fay", Publish, output="page", for_whom=" newcomers ")
        << sees(that(Published, output="page", for_whom="newcomers"))
    )


def test_a_page_is_published_by_one_tap_and_taken_back_by_another(table: Lay) -> None:
    """Which of the two there is, depends; taking back asks first."""
    t = over(table).quietly("fay", Publish, output="page")
    assert "publish_page" not in t.offers("fay")
    assert t.mine("fay").offers["unpublish_page"].confirm is not None
    t >> does("ben", Unpublish, output="page") << refuses(Code.NOT_THE_FACILITATOR)
    t >> does("fay", Unpublish, output="page") << sees(that(Unpublished, output="page"))
    t >> does("fay", Unpublish, output="page") << refuses(Code.NOT_NOW)
    assert "publish_page" in t.offers("fay")


def test_nothing_empty_and_nothing_too_long_is_published(table: Lay) -> None:
    t = over(table)
    t >> does("fay", Publish, output="page", for_whom="x" * 201) << refuses(Code.TOO_LONG, max=200)
    empty = ended(table(open_format(), "ada", "ben", facilitator="fay"))
    assert "publish_page" not in empty.offers("fay")
    empty >> does("fay", Publish, output="page") << refuses(Code.NOT_NOW)


def test_a_rehearsal_is_never_published(table: Lay) -> None:
    """Nobody real gave anything."""
    t = over(table)
    plan = msgspec.structs.replace(t.session.plan, rehearsal=True)
    t.session = msgspec.structs.replace(t.session, plan=plan)
    t >> does("fay", Publish, output="page") << refuses(Code.NOT_NOW)


def test_my_name_is_one_tap_with_undo(table: Lay) -> None:
    """From the phase that tells of the page on, for whoever gave something that may stand on it."""
    t = at_tips(played(table))
    t.given("ben", "walk", kind="tip")
    t >> does("ben", Credit) << refuses(Code.NOT_NOW)
    assert "credit" not in t.offers("ben")
    t.quietly("fay", NextPhase)
    assert t.mine("ben").offers["credit"].fields == ()
    assert "credit" not in t.offers("fay"), "she gave nothing: there is no line for her name"
    t >> does("ben", Credit) << sees(that(Credited, person="ben", on=True))
    assert t.mine("ben").offers["credit"].on
    t >> does("ben", Credit) << sees()
    t >> does("ben", Credit, on=False) << sees(that(Credited, on=False))
    assert "add_credit_optin" not in t.offers("ben"), "nothing to be written"


def test_once_published_a_name_may_only_go(table: Lay) -> None:
    """The facilitator has looked at what is published."""
    t = over(table).quietly("ben", Credit).quietly("fay", Publish, output="page")
    t >> does("ada", Credit) << refuses(Code.NOT_NOW)
    assert "credit" not in t.offers("ada")
    t >> does("ben", Credit, on=False) << sees(Credited)
    assert not may_give_name(t.session)


def test_nobody_else_sees_who_gave_their_name(table: Lay) -> None:
    """It is in no shared view: the page alone shows it."""
    t = at_tips(played(table)).quietly("fay", NextPhase)
    before = msgspec.json.encode(t.view().people)
    t.quietly("ben", Credit)
    assert msgspec.json.encode(t.view().people) == before


def test_what_i_gave_i_may_take_back_after_the_end(table: Lay) -> None:
    """Also from a page that is published; the words of others stay theirs."""
    t = over(table).quietly("fay", Publish, output="page")
    (tip,) = [item.id for item in t.session.items.values() if item.kind == "tip"]
    assert f"withdraw_{tip}" in t.offers("ben")
    assert f"edit_{tip}" not in t.offers("ben")
    t >> does("ada", Withdraw, item=tip) << refuses(Code.NOT_YOUR_ITEM)
    t >> does("ben", Edit, item=tip, text="run") << refuses(Code.ALREADY_CLOSED)
    t >> does("ben", Withdraw, item=tip) << sees(ItemMoved)
    assert texts(t, "tip") == []
    t >> does("ben", Restore, item=tip) << sees(ItemMoved)


def test_a_facilitator_may_leave_a_line_out_of_the_page(table: Lay) -> None:
    """Also what has no name: whoever publishes answers for the page. Nobody is told."""
    t = at_tips(played(table))
    tip = t.given("ben", "walk", kind="tip")
    t >> does("fay", LeaveOut, item=tip) << refuses(Code.NOT_NOW)
    ended(t)
    (goal,) = [item.id for item in t.session.items.values() if item.kind == "goal"]
    assert t.mine("fay").offers["leave_out"].kinds == ("goal", "tip")
    assert "leave_out" not in t.offers("ben")
    t >> does("ben", LeaveOut, item=tip) << refuses(Code.NOT_THE_FACILITATOR)
    for item in (goal, tip):
        t >> does("fay", LeaveOut, item=item) << sees(that(LeftOut, item=item, on=True))
        t >> does("fay", LeaveOut, item=item) << sees()
    assert texts(t, "tip") == texts(t, "goal") == []
    assert t.mine("fay").outputs["page"].left_out == (goal, tip)
    t.quietly("fay", Publish, output="page")
    assert t.mine("ben").outputs["page"].left_out == ()
    t >> does("fay", LeaveOut, item=tip, on=False) << sees(LeftOut)
    assert texts(t, "tip") == ["walk"]
    note = t.given("ada", "hm", kind="private_note")
    t >> does("fay", LeaveOut, item=note) << refuses(Code.NO_SUCH_ITEM)


def test_who_may_fetch_what(table: Lay) -> None:
    """Only facilitators see a draft; once it is published, everybody has the link."""
    t = at_tips(played(table))
    t.given("ben", "walk", kind="tip")
    assert t.mine("fay").outputs == {}, "before the end there is nothing"
    ended(t)
    assert set(t.mine("fay").outputs) == {"page"}
    assert t.mine("ben").outputs == {}
    t.quietly("fay", Publish, output="page")
    assert t.mine("ben").outputs["page"].published


@pytest.mark.parametrize("to", ["group", "pair"])
def test_notes_are_for_everybody_of_the_group_or_pair(table: Lay, to: str) -> None:
    t = at_tips(played(table, open_format(to=to)))
    t.given("ben", "walk", kind="tip")
    ended(t)
    assert shown_outputs(t.session, t.session.ring[1])["page"].audience == to
    (output,) = t.session.format.outputs
    assert may_fetch(t.session, t.session.ring[1], output)
    t >> does("fay", Publish, output="page") << refuses(Code.NOT_NOW)
