"""Giving together: how many, into which lane, apart until all are done, and gestures (D1)."""

import msgspec
import pytest
from tests.core.boarded import GOAL, GOALS, collect_phase, gathered, goals_phase

from talkingpiece.core.board_asking import Mark, Reveal, Submit
from talkingpiece.core.board_events import Marked, Revealed, Submitted
from talkingpiece.core.commands import Add, JustListen, Leave, NextPhase, Undo, Withdraw
from talkingpiece.core.events import ExitReached, ItemAdded, PersonLeft
from talkingpiece.core.formats import Collected
from talkingpiece.errors import Code
from talkingpiece.testing.script import Lay, Playbook, does, refuses, sees, that
from talkingpiece.testing.small import brief_phase, talk_phase


def frames(t: Playbook, *but: str) -> bytes:
    """Everything that leaves: the shared view, and the part of everybody except *but*."""
    people = [person for person in t.session.people if person not in but]
    return msgspec.json.encode([t.view(), *(t.mine(person) for person in people)])


# --- how many, by whom, into which lane -----------------------------------------------------------


def test_each_may_give_so_many(table: Lay) -> None:
    """The form is gone then, and comes back with what is taken back."""
    t = gathered(table, collect_phase(per_person_max=1))
    goal = t.given("ada", "sleep", kind="goal")
    assert "add_goal" not in t.offers("ada")
    assert "add_goal" in t.offers("ben")
    t >> does("ada", Add, kind="goal", text="more") << refuses(Code.ENOUGH_GIVEN)
    t.quietly("ada", Withdraw, item=goal)
    assert "add_goal" in t.offers("ada")


def test_only_those_named_give(table: Lay) -> None:
    """`by` of the phase, and `by` of what it collects, both count."""
    t = gathered(table, collect_phase(by="facilitator"))
    t >> does("ada", Add, kind="goal", text="x") << refuses(Code.NOT_NOW)
    t >> does("fay", Add, kind="goal", text="x") << sees(ItemAdded)


def test_what_no_phase_labels_is_for_the_group_and_the_session(table: Lay) -> None:
    """A collecting phase collects its item even where it does not say how it is kept."""
    note = Collected(kind="remark", by="everyone", sees="group", keep="session")
    t = gathered(table, collect_phase(collect=(note,)))
    goal = t.given("ada", "x", kind="goal")
    item = t.session.items[goal]
    assert (item.sees, item.keep) == ("group", "session")


def test_where_speaking_is_the_way_a_facilitator_writes_down(table: Lay) -> None:
    """Nobody else has a form; the owner is whoever said it."""
    t = gathered(table, collect_phase(mode="speak"))
    assert "add_goal" not in t.offers("ada")
    t >> does("ada", Add, kind="goal", text="x") << refuses(Code.NOT_NOW)
    assert "scribe_goal" in t.offers("fay")
    t.quietly("fay", Add, kind="goal", text="x", owner="ada")
    assert t.session.items["i1"].owner == "ada"


def test_a_goal_is_given_into_a_lane(table: Lay) -> None:
    """One form per lane, and no goal without one where there are lanes."""
    t = gathered(table, collect_phase(lanes=("work", "life")))
    assert {"add_goal_work", "add_goal_life"} <= t.offers("ada")
    t >> does("ada", Add, kind="goal", text="x") << refuses(Code.NOT_NOW)
    t >> does("ada", Add, kind="goal", text="x", lane="space") << refuses(Code.NOT_NOW)
    t.quietly("ada", Add, kind="goal", text="x", lane="life")
    assert t.view().items["i1"].lane == "life"
    assert t.view().board.lanes["life"].values == {"text": "Life"}


def test_lines_that_nobody_filled_are_filled_together(table: Lay) -> None:
    """Where they are compared, each empty lane has a form, and whatever fits in none."""
    line = Collected(kind="goal", by="everyone", sees="group", keep="session")
    work = goals_phase("compare", "agree", collect=(line,))
    t = gathered(table, collect_phase(lanes=("work", "life")), work, brief_phase("end"))
    t.quietly("ada", Add, kind="goal", text="x", lane="life").quietly("fay", NextPhase)
    assert list(t.view().board.lanes) == ["work", "life"]
    assert {"add_goal_work", "add_goal"} <= t.offers("ben")
    assert "add_goal_life" not in t.offers("ben")
    t >> does("ben", Add, kind="goal", text="y", lane="space") << refuses(Code.NOT_NOW)
    t.quietly("ben", Add, kind="goal", text="y", lane="work")
    assert t.view().items["i2"].lane == "work"


def test_a_card_says_more_than_its_text(table: Lay) -> None:
    """The first field is the text; the others may stay empty, and only these are taken."""
    t = gathered(table, collect_phase(fields=("what", "why")))
    names = [field.name for field in t.mine("ada").offers["add_goal"].fields]
    assert names == ["text", "fields.why"]
    t.quietly("ada", Add, kind="goal", text="walk", fields={"why": " it clears the head "})
    t.quietly("ben", Add, kind="goal", text="rest", fields={"why": "  "})
    assert t.view().items["i1"].fields == {"why": "it clears the head"}
    assert t.view().items["i2"].fields == {}
    t >> does("ada", Add, kind="goal", text="x", fields={"who": "y"}) << refuses(Code.NOT_NOW)
    long = {"why": "y" * 201}
    t >> does("ada", Add, kind="goal", text="x", fields=long) << refuses(Code.TOO_LONG, max=200)


def test_a_goal_is_broken_down(table: Lay) -> None:
    """Its pieces are items of another list, and say what they belong to."""
    piece = Collected(kind="piece", by="everyone", sees="group", keep="session")
    t = gathered(table, collect_phase(collect=(GOAL, piece), breakdown="pieces"))
    goal = t.given("ada", "lead a team", kind="goal")
    assert f"break_down_{goal}" in t.offers("ben")
    t.quietly("ben", Add, kind="piece", text="ask for one", part=goal)
    assert t.view().items["i2"].part == goal
    t >> does("ben", Add, kind="piece", text="x", part="i9") << refuses(Code.NO_SUCH_ITEM)
    t >> does("ben", Add, kind="piece", text="x", part="i2") << refuses(Code.NO_SUCH_ITEM)


def test_what_overlaps_goes_on_through_the_next_phase(table: Lay) -> None:
    """People who come late still say what they would like, and then it is over."""
    gather = collect_phase(overlap=5, plus_one=True)
    t = gathered(table, gather, talk_phase(speaker="facilitator"), brief_phase("end"))
    t.quietly("fay", NextPhase)
    t.given("ben", "late wish", kind="goal")
    t >> does("ada", Mark, item="i1", gesture="plus_one") << sees(Marked)
    t.quietly("fay", NextPhase)
    t >> does("ben", Add, kind="goal", text="too late") << refuses(Code.NOT_NOW)


# --- apart until all are done ---------------------------------------------------------------------


def test_what_is_given_apart_is_seen_by_nobody_else(table: Lay) -> None:
    """Not its words, not whose it is, not that it is there; its author sees it."""
    t = gathered(table, collect_phase(reveal="on_close"))
    goal = t.given("ada", "canary words", kind="goal")
    assert b"canary" not in frames(t, "ada")
    assert goal not in t.view().lists[GOALS]
    assert goal.encode() not in frames(t, "ada")
    assert t.mine("ada").items[goal].text == "canary words"
    assert t.view().board.apart


def test_it_is_shown_at_once_when_all_are_done(table: Lay) -> None:
    """Only how many are done is seen until then, never who."""
    t = gathered(table, collect_phase(reveal="on_close"))
    t.given("ada", "a", kind="goal")
    t.given("ben", "b", kind="goal")
    t >> does("ada", Submit) << sees(that(Submitted, by="ada", on=True))
    assert (t.view().board.done, t.view().board.of) == (1, 3)
    assert b"submitted" not in frames(t)
    t >> does("ben", Submit) << sees(Submitted)
    (
        t
        >> does("fay", Submit)
        << sees(
            Submitted, that(Revealed, items=("i1", "i2")), that(ExitReached, why="all_submitted")
        )
    )
    assert set(t.view().lists[GOALS]) == {"i1", "i2"}
    assert not t.view().board.apart


def test_done_is_not_for_good(table: Lay) -> None:
    """Until all are done, everybody may take it back, and twice the same changes nothing."""
    t = gathered(table, collect_phase(reveal="on_close"))
    t.quietly("ada", Submit)
    t >> does("ada", Submit) << sees()
    t >> does("ada", Submit, on=False) << sees(that(Submitted, by="ada", on=False))
    assert t.view().board.done == 0


def test_nobody_waits_for_who_has_gone(table: Lay) -> None:
    """Whoever leaves, or sits out, is not waited for any more."""
    t = gathered(table, collect_phase(reveal="on_close"))
    t.given("ada", "a", kind="goal")
    t.quietly("ada", Submit).quietly("fay", Submit)
    t >> does("ben", Leave) << sees(PersonLeft, Revealed, ExitReached)


def test_whoever_leads_may_show_all_before(table: Lay) -> None:
    """What is given afterwards is seen at once; undo does not make anybody forget."""
    t = gathered(table, collect_phase(reveal="on_close"), brief_phase("end"))
    t.given("ada", "a", kind="goal")
    t >> does("ada", Reveal) << refuses(Code.NOT_THE_FACILITATOR)
    t.quietly("fay", Reveal)
    assert t.view().lists[GOALS] == ("i1",)
    t.given("ben", "b", kind="goal")
    assert t.view().lists[GOALS] == ("i1", "i2")
    t >> does("fay", Reveal) << refuses(Code.NOT_NOW)
    t.quietly("fay", NextPhase).quietly("fay", Undo)
    assert t.view().lists[GOALS] == ("i1", "i2")
    t.given("ada", "c", kind="goal")
    assert "i3" in t.view().items


def test_the_end_of_the_phase_shows_all(table: Lay) -> None:
    """Nothing that was given for the group stays hidden."""
    t = gathered(table, collect_phase(reveal="on_close"), brief_phase("end"))
    t.given("ada", "a", kind="goal")
    t.quietly("fay", NextPhase)
    assert t.view().items["i1"].text == "a"


def test_what_is_never_revealed_stays_mine(table: Lay) -> None:
    """A silent minute: each writes for themselves."""
    t = gathered(table, collect_phase(reveal="never"), brief_phase("end"))
    t.given("ada", "canary", kind="goal")
    t.quietly("fay", NextPhase)
    assert b"canary" not in frames(t, "ada")
    assert t.session.items["i1"].sees == "me"


def test_who_just_listens_is_not_waited_for(table: Lay) -> None:
    """And has no such button."""
    t = gathered(table, collect_phase(reveal="on_close"))
    t.quietly("ben", JustListen, on=True)
    assert t.view().board.of == 2
    t >> does("ben", Submit) << refuses(Code.NOT_NOW)


# --- without names --------------------------------------------------------------------------------


@pytest.mark.parametrize("reveal", ["now", "on_close"])
def test_nobody_learns_who_gave_what(table: Lay, reveal: str) -> None:
    """The owner leaves the server to the owner alone, also once everything is shown."""
    t = gathered(table, collect_phase(anonymous=True, reveal=reveal), brief_phase("end"))
    goal = t.given("ada", "a wish", kind="goal")
    t.quietly("fay", NextPhase)
    assert t.view().items[goal].owner == ""
    assert t.mine("ada").items[goal].mine
    assert goal not in t.mine("fay").items
    edits = [name for name in t.offers("fay") if name.endswith(goal)]
    assert not edits, "a facilitator does not stand in for somebody unknown"


# --- gestures -------------------------------------------------------------------------------------


def test_plus_one_is_one_per_person_and_undoable(table: Lay) -> None:
    """A count, no names, never for one's own."""
    t = gathered(table, collect_phase(plus_one=True))
    goal = t.given("ada", "sleep", kind="goal")
    t >> does("ada", Mark, item=goal, gesture="plus_one") << refuses(Code.YOUR_OWN_ITEM)
    t >> does("ben", Mark, item=goal, gesture="plus_one") << sees(that(Marked, by="ben", on=True))
    t >> does("ben", Mark, item=goal, gesture="plus_one") << sees()
    assert t.view().items[goal].counts == {"plus_one": 1}
    assert t.mine("ben").marks == {"plus_one": (goal,)}
    assert t.mine("fay").marks == {}
    t >> does("ben", Mark, item=goal, gesture="plus_one", on=False) << sees(Marked)
    assert t.view().items[goal].counts == {}


def test_gestures_go_to_what_the_phase_collects(table: Lay) -> None:
    """By whom it says, and to nothing else."""
    affinity = Collected(kind="affinity", by="facilitator", sees="group", keep="session")
    t = gathered(table, collect_phase(collect=(GOAL, affinity)))
    goal = t.given("ada", "sleep", kind="goal")
    assert "mark_affinity" in t.offers("fay")
    assert "mark_affinity" not in t.offers("ben")
    t >> does("ben", Mark, item=goal, gesture="affinity") << refuses(Code.NOT_NOW)
    t >> does("fay", Mark, item=goal, gesture="affinity") << sees(Marked)
    t >> does("fay", Mark, item=goal, gesture="plus_one") << refuses(Code.NOT_NOW)
    t >> does("fay", Mark, item="i9", gesture="affinity") << refuses(Code.NO_SUCH_ITEM)


def test_what_is_hidden_cannot_be_marked(table: Lay) -> None:
    """As if it were not there."""
    t = gathered(table, collect_phase(reveal="on_close", plus_one=True))
    goal = t.given("ada", "sleep", kind="goal")
    t >> does("ben", Mark, item=goal, gesture="plus_one") << refuses(Code.NO_SUCH_ITEM)
