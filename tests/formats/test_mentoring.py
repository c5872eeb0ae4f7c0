"""The bundled family `mentoring_101`: a first session, others, the last, a talk on demand."""

import json
from typing import Any

import msgspec
import pytest

import talkingpiece_mentoring
from talkingpiece.core.board_asking import Agree, Mark, Submit
from talkingpiece.core.board_events import Revealed
from talkingpiece.core.commands import (
    Add,
    ArriveToFacilitate,
    HandOn,
    Leave,
    Lose,
    NextPhase,
    Pass,
    SetNextDate,
    Speak,
)
from talkingpiece.core.events import ExitReached, NextDateSet
from talkingpiece.core.formats import Format
from talkingpiece.core.options import ArrangeOptions, CollectOptions, DiscussOptions, RoundOptions
from talkingpiece.core.poll_commands import ShowAnswers, Vote
from talkingpiece.errors import Code
from talkingpiece.registry import Registry
from talkingpiece.rendering.locales import Catalogue
from talkingpiece.sdk.soundness import problems_of
from talkingpiece.testing.script import Playbook, does, refuses, sees, that
from talkingpiece.testing.simulate import Setting, simulate

REGISTRY = Registry.load(None)
FAMILY = {one.id: one for one in talkingpiece_mentoring.register_formats()}
FIRST, REGULAR = FAMILY["mentoring_first"], FAMILY["mentoring_regular"]
LAST, ADHOC = FAMILY["mentoring_last"], FAMILY["mentoring_adhoc"]
EACH = pytest.mark.parametrize("declared", FAMILY.values(), ids=lambda one: str(one.id))
LINES = (
    "rhythm", "preparation", "responsiveness", "channels", "mode", "place", "boundaries", "outcome",
)  # fmt: skip
DAY_MS = 24 * 3_600_000


def options(declared: Format, phase: str) -> Any:
    """The parameters of one phase."""
    return next(one.options for one in declared.phases() if one.id == phase)


def prompt(declared: Format, phase: str, role: str) -> str:
    return next(one.prompts[role]["en"] for one in declared.phases() if one.id == phase)


def pair(declared: Format, phase: str = "") -> Playbook:
    """Mia, who conducts and so is the mentor, and Tom, in a phase."""
    playable = REGISTRY.formats[declared.id]
    table = Playbook(playable, REGISTRY).seated("tom", facilitator="mia")
    while phase and table.phase != phase:
        table.quietly("mia", NextPhase)
    return table


def told(table: Playbook, *people: str) -> str:
    """Everything that these people are shown."""
    shown = [table.view(), *(table.mine(person) for person in people)]
    return json.dumps(msgspec.to_builtins(shown))


# --- the family -----------------------------------------------------------------------------------


@EACH
def test_it_is_sound_and_stands_in_three_languages(declared: Format) -> None:
    """Traces 2.1, 2.40: for any mentoring, informal words in each language."""
    assert problems_of(declared, "mentoring") == ()
    assert (declared.family, declared.privacy) == ("mentoring_101", "pair")
    for phase in declared.phases():
        for words in (phase.title, phase.script, *phase.prompts.values()):
            assert set(words) == {"en", "fr", "de"}, phase.id
    assert all(set(words) == {"en", "fr", "de"} for words in declared.terms.values())


@EACH
def test_the_plan_fits_the_duration(declared: Format) -> None:
    """Usual minutes and what is kept free for the end are not more than the session has."""
    assert sum(phase.minutes[1] for phase in declared.phases()) <= declared.duration[1]


@EACH
@pytest.mark.parametrize("people, trouble", [(2, False), (2, True), (3, True)])
def test_the_two_come_to_its_end(declared: Format, people: int, trouble: bool) -> None:
    """Also if one is late, or drops and comes back; a third one listens along."""
    playable = REGISTRY.formats[declared.id]
    seats = min(people, declared.capacity.hard_max)
    minutes = declared.duration[1]
    setting = Setting(format=playable, people=seats, minutes=minutes, late=trouble, drops=trouble)
    plays = list(simulate(setting, REGISTRY, plays=20, seed=3))
    assert [str(one) for play in plays for one in play.violations] == []


def test_a_kind_for_each_frame() -> None:
    """Traces 2.5 to 2.9, 2.22: on demand without a series; a first, those in between, a last."""
    assert ADHOC.carry_over.series == ()
    assert ADHOC.lists == {}
    assert options(FIRST, "frame").options == ("ad_hoc", "goal_oriented", "time_framed")
    assert options(FIRST, "frame").secret == "until_close"
    assert "goals" in FIRST.carry_over.series


# --- the first session ----------------------------------------------------------------------------


def test_getting_to_know_each_other_leaves_no_trace() -> None:
    """Traces 2.23 to 2.25: the mentor first, five minutes each, a deck, passing, nothing stored."""
    table = pair(FIRST, "introductions")
    assert table.holder == "mia"
    assert {table.mine(who).deck for who in ("mia", "tom")} == {"getting_to_know"}
    table.quietly("mia", Speak).quietly("mia", HandOn)
    assert "pass" in table.offers("tom")
    assert "add_story" not in table.offers("mia")
    assert prompt(FIRST, "introductions", "mentor").startswith("Go first")
    table.quietly("tom", Pass)


def test_each_chooses_the_frame_apart() -> None:
    """Trace 2.5: nobody sees a choice before both have made theirs."""
    table = pair(FIRST, "frame")
    table.quietly("tom", Vote, choice="ad_hoc")
    assert '"ad_hoc": 1' not in told(table, "mia")
    table.quietly("mia", Vote, choice="ad_hoc")
    assert table.session.poll is not None


def test_goals_in_three_lanes_and_smaller_pieces() -> None:
    """Traces 2.18, 2.26, 2.28, 2.29, 2.31: a goal in a lane, made small; or day-to-day only."""
    table = pair(FIRST, "goals")
    chosen = options(FIRST, "goals")
    assert isinstance(chosen, CollectOptions)
    assert chosen.lanes == ("career_goal", "work_goal", "daily_challenges")
    assert not any(name.startswith("add_goal") for name in table.offers("mia"))
    table.quietly("tom", Add, kind="goal", text="lead a team", lane="career_goal")
    table.quietly("mia", Add, kind="discussion_item", text="ask for a small one", part="i1")
    assert table.view().items["i2"].part == "i1"
    table.quietly("tom", Add, kind="discussion_item", text="my calendar")
    assert table.session.items["i3"].part is None


def test_the_mentor_says_where_they_can_help() -> None:
    """Trace 2.30: a tap on an item, by the mentor alone."""
    table = pair(FIRST, "goals")
    table.quietly("tom", Add, kind="discussion_item", text="hard talks")
    assert "mark_affinity" not in table.offers("tom")
    table.quietly("mia", Mark, item="i1", gesture="affinity")
    assert table.view().items["i1"].counts == {"affinity": 1}


def test_leaving_without_a_goal_asks_once() -> None:
    """Trace 2.27: softly; day-to-day items will do, and so will a frame without goals."""
    table = pair(FIRST, "goals")
    assert table.mine("mia").offers["next_phase"].confirm.key == "mentoring_first/goals/gate"
    table.given("tom", "my calendar", kind="discussion_item")
    assert table.mine("mia").offers["next_phase"].confirm is None
    table = pair(FIRST, "frame")
    table.quietly("tom", Vote, choice="ad_hoc").quietly("mia", Vote, choice="ad_hoc")
    table.quietly("mia", ShowAnswers).quietly("mia", NextPhase)
    assert table.mine("mia").offers["next_phase"].confirm is None


@pytest.mark.parametrize("line", LINES)
def test_a_line_of_the_commitment_sheet(line: str) -> None:
    """Traces 2.7, 2.11 to 2.18: eight lines, filled in apart, shown side by side, agreed on."""
    table = pair(FIRST, "sheet")
    assert options(FIRST, "sheet").lanes == LINES
    table.quietly("mia", Add, kind="commitment", text="as the mentor likes", lane=line)
    table.quietly("tom", Add, kind="commitment", text="as the mentee likes", lane=line)
    assert "as the mentor likes" not in told(table, "tom")
    table.quietly("mia", Submit)
    table >> does("tom", Submit) << sees(..., Revealed, ExitReached)
    assert "as the mentor likes" in told(table, "tom")
    table.quietly("mia", NextPhase)
    assert table.view().board.compare
    table >> does("mia", Agree, item="i2") << sees(..., that(ExitReached, why="all_agreed"))
    assert table.view().items["i2"].settled
    assert table.view().lists["commitments"] == ("i1", "i2")
    table.quietly("mia", NextPhase).quietly("mia", NextPhase)
    assert table.view().lists["commitments"] == ("i2",), "beside the close: what is agreed"


def test_the_next_date_before_parting() -> None:
    """Traces 2.20, 2.42, 2.43: either of them fixes it, with the item that comes first."""
    table = pair(FIRST, "next_date")
    at = table.now + 8 * DAY_MS
    (
        table
        >> does("tom", SetNextDate, at=at)
        << sees(NextDateSet, that(ExitReached, why="scheduled"))
    )
    assert "at least one week ahead" in prompt(FIRST, "next_date", "all")


# --- the sessions in between ----------------------------------------------------------------------


def test_place_and_mood_are_asked_and_not_stored() -> None:
    """Traces 2.45, 2.46: a good place, everything else closed; no answer is collected."""
    for declared in (FIRST, REGULAR):
        assert "Everything else closed?" in prompt(declared, "arrive", "all")
        assert not next(one.collect for one in declared.phases() if one.id == "arrive")
        assert "mood" in declared.never_record


def test_what_became_of_the_actions() -> None:
    """Trace 2.35: only where there are some; not done is useful news too."""
    (phase,) = [one for one in REGULAR.phases() if one.id == "since_last"]
    assert phase.when is not None
    assert phase.when.var == "count.actions"
    assert isinstance(phase.options, ArrangeOptions)
    assert phase.options.ops == ("set_status", "edit")


def test_a_real_recent_moment_and_a_hint_where_it_stays_theory() -> None:
    """Traces 2.32, 2.33: topics may say when it happened; the mentor alone reads the hint."""
    table = pair(FIRST, "goals")
    for words in ("courage", "trust", "focus"):
        table.given("tom", words, kind="discussion_item")
    assert table.mine("mia").notices["nudge"].say.key == "nudges.theory"
    assert "nudge" not in table.mine("tom").notices
    assert "as recent as possible" in prompt(REGULAR, "story", "mentee")


def test_questions_for_the_mentor_alone() -> None:
    """Traces 2.33, 2.41, 2.57: a deck by goal, reality, options and way, in every language."""
    table = pair(REGULAR, "explore")
    assert isinstance(options(REGULAR, "explore"), DiscussOptions)
    assert (table.mine("mia").deck, table.mine("tom").deck) == ("mentor_questions", "")
    assert Catalogue.load().say("decks.mentor_questions.1", "de")


def test_the_mentor_advocates_the_focus() -> None:
    """Trace 2.36: the mentor alone parks what leads away; both move on."""
    table = pair(REGULAR, "explore")
    assert "add_parked" in table.offers("mia")
    table >> does("tom", Add, kind="parked", text="x") << refuses(Code.NOT_NOW)
    assert "next_phase" in table.offers("tom")
    assert "close" not in table.offers("tom")


def test_listening_between_the_lines() -> None:
    """Traces 2.37, 2.38: one step with a listening agreement, and notes for one's own eyes."""
    (story,) = [one for one in REGULAR.phases() if one.id == "story"]
    assert story.rules == "pair_listen"
    assert "between the lines" in prompt(REGULAR, "story", "mentor")
    table = pair(REGULAR, "story")
    assert table.holder == "tom"
    table.given("mia", "this mattered to him", kind="private_note")
    assert "this mattered" not in told(table, "tom")


def test_next_actions_say_what_and_when() -> None:
    """Trace 2.35: one to three, in the mentee's own words."""
    table = pair(REGULAR, "action")
    assert "add_next_action" not in table.offers("mia")
    for number in range(3):
        more = {"when": "Friday"} if number else {}
        table.quietly("tom", Add, kind="next_action", text=f"step {number}", fields=more)
    assert "add_next_action" not in table.offers("tom")
    assert table.view().items["i2"].fields == {"when": "Friday"}


def test_every_session_asks_whether_it_was_worth_it() -> None:
    """Trace 2.4; and the next date is fixed in the same round."""
    assert "Was it worth it?" in prompt(REGULAR, "close", "all")
    assert isinstance(options(REGULAR, "close"), RoundOptions)
    table = pair(REGULAR, "close")
    assert table.holder == "tom"
    table >> does("tom", SetNextDate, at=table.now + 8 * DAY_MS) << sees(NextDateSet)


# --- who comes instead ----------------------------------------------------------------------------


def test_who_becomes_mentee_by_an_arrival_is_asked_in_the_same_round() -> None:
    """Both of the pair are gone and somebody comes to conduct: whoever was here is asked, too."""
    table = Playbook(REGISTRY.formats[FIRST.id], REGISTRY).seated("tom", "ben", facilitator="mia")
    table.quietly("tom", Lose)
    table.quietly("mia", NextPhase)
    assert table.session.piece.order == ("mia",)
    table.quietly("mia", Lose)
    table.quietly("gus", ArriveToFacilitate, name="Gus")
    assert table.session.roles == {"mentor": ("gus",), "mentee": ("ben",)}
    assert {"ben", "gus"} <= set(table.session.piece.order)


def test_no_seat_is_offered_where_the_room_is_full() -> None:
    """A pair has two seats."""
    table = pair(ADHOC)
    assert "add_seat" not in table.offers("mia")
    table.quietly("tom", Leave)
    assert "add_seat" in table.offers("mia")
