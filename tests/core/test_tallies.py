"""Counting gestures: each person once, nobody for their own, parts with their whole."""

from tests.core.boarded import collect_phase, gathered, goals_phase

from talkingpiece.core import tallies
from talkingpiece.core.board_asking import Mark, Merge
from talkingpiece.core.commands import NextPhase
from talkingpiece.core.formats import ListSpec
from talkingpiece.core.ids import ListId, RoleId
from talkingpiece.core.poll_commands import ShowAnswers, Vote
from talkingpiece.testing.script import Lay, Playbook
from talkingpiece.testing.small import (
    OPEN_KEYWORD,
    brief_phase,
    poll_phase,
    small_format,
    talk_phase,
    topics_loop,
)


def counted(lay: Lay) -> Playbook:
    """ada's and ben's goals, each with a +1 of fay and of the other."""
    work = goals_phase("merge", by="facilitator")
    t = gathered(lay, collect_phase(plus_one=True), work, brief_phase("end"))
    t.given("ada", "a", kind="goal")
    t.given("ben", "b", kind="goal")
    for who, item in (("fay", "i1"), ("ben", "i1"), ("fay", "i2"), ("ada", "i2")):
        t.quietly(who, Mark, item=item, gesture="plus_one")
    return t.quietly("fay", NextPhase)


def test_each_counts_once_for_what_was_merged(table: Lay) -> None:
    """fay gave it to both; ada is for her own anyway."""
    t = counted(table)
    whole = t.session.items["i1"]
    assert tallies.counts(t.session, whole) == {"plus_one": 2}
    t.quietly("fay", Merge, item="i2", into="i1")
    whole = t.session.items["i1"]
    assert tallies.count(t.session, whole, "plus_one") == 2
    assert tallies.head(t.session, t.session.items["i2"]) == whole
    assert tallies.parts(t.session, whole) == (t.session.items["i2"],)
    assert tallies.head(t.session, whole) == whole


def test_a_list_by_votes_goes_by_the_score(table: Lay) -> None:
    """What nobody tapped comes last, in order of arrival."""
    t = counted(table)
    assert tallies.score(t.session, t.session.items["i1"]) == 2


def test_dots_decide_what_is_talked_about_first(table: Lay) -> None:
    """The loop goes through its list in the order of votes; equals by arrival."""
    topics = ListSpec(item="keyword", order="votes", max_length=40)
    flow = (
        brief_phase(collect=(OPEN_KEYWORD,)),
        poll_phase("vote", kind="dots", sees="group_on_reveal", dots=3, stack=True),
        topics_loop(talk_phase("talk", speaker="facilitator"), role=RoleId("none")),
    )
    form = small_format(*flow, lists={ListId("topics"): topics})
    t = table(form, "ada", "ben", "cem", facilitator="fay")
    for who, text in (("ada", "trust"), ("ben", "pace"), ("cem", "tools")):
        t.given(who, text)
    t.quietly("fay", NextPhase)
    t.quietly("ada", Vote, choice="i3", dots=2).quietly("ben", Vote, choice="i2")
    t.quietly("fay", ShowAnswers)
    assert t.view().lists["topics"] == ("i3", "i2", "i1")
    talked_about = []
    for _ in range(3):
        t.quietly("fay", NextPhase)
        talked_about.append(t.session.cursor.item)
    assert talked_about == ["i3", "i2", "i1"]
