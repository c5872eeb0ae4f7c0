"""Parameters of the vocabulary that only some formats use, each with what it brings about."""

from typing import Literal

import pytest
from tests.core.polling import answered, running
from tests.core.talks import talking

from talkingpiece.core.circle import order_of
from talkingpiece.core.commands import Add, Flag, HandOn, NextPhase, Pass, Volunteer
from talkingpiece.core.events import ItemAdded, PieceGiven, RoundClosed, TimerHeld, TimerResumed
from talkingpiece.core.floor_commands import RaiseHand
from talkingpiece.core.floor_events import HandRaised, SeatTaken
from talkingpiece.core.formats import Collected, ForEach
from talkingpiece.core.options import ArrangeOptions, RoundOptions, TalkOptions
from talkingpiece.core.poll_commands import ShowAnswers, Vote
from talkingpiece.core.poll_memory import scores
from talkingpiece.core.polls import choices
from talkingpiece.core.text import Say
from talkingpiece.errors import Code
from talkingpiece.testing.script import Lay, Playbook, after, does, refuses, sees, that
from talkingpiece.testing.small import (
    KEYWORD,
    OPEN_KEYWORD,
    TOPICS,
    begun,
    brief_phase,
    phase,
    poll_phase,
    round_phase,
    small_format,
)

PEOPLE = ("ada", "ben", "cem")
NOTE = Collected(kind="note", by="speaker", sees="group", keep="session")


def tour(t: Playbook) -> int:
    """Everybody in the ring hands on once; how many did."""
    held = 0
    for _ in range(len(t.session.piece.order)):
        holder = t.session.piece.holder
        if holder is None:
            break
        t.quietly(holder, HandOn)
        held += 1
    return held


# --- rounds ---------------------------------------------------------------------------------------


def test_a_number_of_tours(table: Lay) -> None:
    """So many, whether people pass or not; then the way on is lit."""
    t = begun(table, round_phase(repeat=2, exit=("round_done",)), *PEOPLE)
    assert tour(t) == 4
    assert t.session.piece.round == 2
    assert tour(t) == 4
    assert t.session.piece.closed == "round_done"
    assert t.session.lit is not None


def test_tours_until_the_time_is_up(table: Lay) -> None:
    """The turn in which it ends is the last one; and nobody is asked again once all passed."""
    options = {"repeat": "until_time", "exit": ("time_up", "all_passed"), "start": "rotate"}
    t = begun(table, round_phase(**options), *PEOPLE)
    assert tour(t) == tour(t) == 4
    t >> after(minutes=5) << sees(...)
    t >> does(t.holder, HandOn) << sees(..., that(RoundClosed, why="time_up"))
    t = begun(table, round_phase(**options), *PEOPLE)
    for _ in range(4):
        t.quietly(t.holder, Pass)
    assert t.session.piece.closed == "all_passed"


def test_a_random_order_is_everybody_once_and_facilitators_where_they_belong(table: Lay) -> None:
    """Chance comes with the stamp: the same again for the same seed, another one for another."""
    t = begun(table, round_phase(order="random", start="volunteer"), "ada", "ben", "cem", "dua")
    options = t.session.phase.options
    assert isinstance(options, RoundOptions)
    orders = {order_of(t.session, options, seed) for seed in range(20)}
    assert len(orders) > 3
    assert {frozenset(order) for order in orders} == {frozenset(t.session.ring)}
    assert {order[-1] for order in orders} == {"fay"}
    assert order_of(t.session, options, 3) == order_of(t.session, options, 3)


def test_what_is_said_for_oneself_is_written_by_oneself(table: Lay) -> None:
    """`capture: self`: a scribe writes nothing down for anybody."""
    circle = round_phase(kind="keyword", collect=(KEYWORD,), capture="self", start="volunteer")
    t = begun(table, circle, *PEOPLE).quietly("ada", Volunteer)
    word = {"kind": "keyword", "text": "trust"}
    t >> does("fay", Add, owner="ada", **word) << refuses(Code.NOT_THE_FACILITATOR)
    t >> does("ada", Add, **word) << sees(ItemAdded, ...)


# --- talks and open talks -------------------------------------------------------------------------


def test_a_talk_may_begin_with_silence(table: Lay) -> None:
    """So many seconds in which no microphone is open; then it goes on by itself."""
    talk = phase("tell", TalkOptions(speaker="facilitator", prepare=20), rules="one_voice")
    t: Playbook = table(small_format(brief_phase(), talk), *PEOPLE, facilitator="fay")
    t >> does("fay", NextPhase) << sees(..., that(PieceGiven, to="fay"), TimerHeld)
    assert t.mine("fay").mic.state == "closed"
    t >> after(seconds=20) << sees(TimerResumed)
    assert t.mine("fay").mic.state == "open"


def test_seats_of_the_inner_circle_may_be_somebody_s(table: Lay) -> None:
    """Only those it is for are offered one."""
    t = talking(table, rules="seats", floor="seats", seats="facilitator", seat_count=2)
    assert "raise_hand" not in t.offers("ada")
    t >> does("ada", RaiseHand) << refuses(Code.NOT_NOW)
    t >> does("fay", RaiseHand) << sees(HandRaised, SeatTaken)


@pytest.mark.parametrize("when_full,inside", [("wait", "ada ben"), ("longest_leaves", "ben cem")])
def test_when_all_seats_are_taken(table: Lay, when_full: str, inside: str) -> None:
    """Wait for a free one, or take that of who sits longest."""
    t = talking(
        table, rules="seats", floor="seats", seat_count=1, open_seats=1, when_full=when_full
    )
    for person in PEOPLE:
        t.quietly(person, RaiseHand)
    assert t.session.floor is not None
    assert " ".join(t.session.floor.seats) == inside


@pytest.mark.parametrize("options", [{"write_alongside": True}, {"listeners": "write"}])
def test_who_listens_may_write(table: Lay, options: dict[str, object]) -> None:
    """What is collected from the speaker, others may write while somebody speaks."""
    t = talking(table, **options)
    talk = t.session.phase
    assert talk.id == "talk"
    form = small_format(brief_phase(), phase("talk", talk.options, rules="queue", collect=(NOTE,)))
    t = table(form, *PEOPLE, facilitator="fay").quietly("fay", NextPhase)
    t.quietly("ben", RaiseHand)
    t >> does("ada", Add, kind="note", text="a thought") << sees(ItemAdded)


def test_what_is_asked_of_cameras_is_told_to_all(table: Lay) -> None:
    """A line; nothing is forced."""
    floor = talking(table, rules="seats", floor="seats", seat_count=2, camera="on_if_seated").view()
    assert floor.floor is not None
    assert floor.floor.camera == "on_if_seated"


@pytest.mark.parametrize("until,begins", [("no_time_for_next", False), ("list_empty", True)])
def test_a_loop_until_its_list_is_empty_asks_only_for_the_closing(
    table: Lay, until: Literal["no_time_for_next", "list_empty"], begins: bool
) -> None:
    """Where a whole topic must fit, it would be over by now."""
    gather = brief_phase(collect=(OPEN_KEYWORD,))
    loop = ForEach(for_each=TOPICS, until=until, do=(brief_phase("look"),))
    form = small_format(gather, loop, brief_phase("end"), reserve_closing=1)
    t: Playbook = table(form, *PEOPLE, facilitator="fay", minutes=20)
    t.given("ada", "trust")
    t >> after(minutes=17) << sees(...)
    t.quietly("fay", NextPhase)
    assert t.phase == ("look" if begins else "end")


# --- lists and polls ------------------------------------------------------------------------------


def test_a_list_may_stand_in_another_order_while_it_is_worked_on(table: Lay) -> None:
    """By arrival here, urgent first everywhere else."""
    gather = brief_phase(collect=(OPEN_KEYWORD,))
    flag = phase("flag", ArrangeOptions(list=TOPICS, ops=("flag_urgent",), by="everyone"))
    sort = phase("sort", ArrangeOptions(list=TOPICS, ops=("withdraw",), order="arrival"))
    t: Playbook = table(small_format(gather, flag, sort), *PEOPLE, facilitator="fay")
    first, second = t.given("ada", "trust"), t.given("ben", "pace")
    t.quietly("fay", NextPhase)
    t.quietly("ben", Flag, item=second)
    assert t.view().lists["topics"] == (second, first)
    t.quietly("fay", NextPhase)
    assert t.view().lists["topics"] == (first, second)


def test_a_choice_may_be_made_from_a_list(table: Lay) -> None:
    """One of what people gave; its words stand at the button."""
    gather = brief_phase(collect=(OPEN_KEYWORD,))
    vote = poll_phase(kind="choice", target="topics", question="", decide="majority")
    t: Playbook = table(small_format(gather, vote), *PEOPLE, facilitator="fay")
    first, second = t.given("ada", "trust"), t.given("ben", "pace")
    t.quietly("fay", NextPhase)
    assert choices(t.session) == (first, second)
    assert t.mine("cem").offers[f"vote_{second}"].item == second
    for voter in ("ada", "ben", "cem"):
        t.quietly(voter, Vote, choice=second)
    t.quietly("fay", ShowAnswers)
    assert t.session.poll is not None
    assert t.session.poll.result is not None
    assert t.session.poll.result.outcome == second


def test_anonymous_is_for_ever(table: Lay) -> None:
    """No round goes by who gave which number, and nobody's objection has a name."""
    t = answered(running(table, secret="anonymous"), ada="1", ben="5", cem="3", dua="2")
    t.quietly("fay", ShowAnswers)
    assert scores(t.session) == {}
    t = running(table, kind="consent", sees="group_on_reveal", secret="anonymous")
    t = answered(t, ada="object", ben="consent", cem="consent", dua="consent")
    t.quietly("fay", ShowAnswers)
    assert t.session.poll is not None
    assert t.session.poll.objectors == ()


def test_going_on_without_the_answers_is_asked_about(table: Lay) -> None:
    """Nobody loses what all have answered by the tap that stands beside it."""
    t = answered(running(table, kind="roman"), ada="up")
    assert t.mine("fay").offers["close"].confirm == Say("polls.sure_unseen")
    t.quietly("fay", ShowAnswers)
    assert t.mine("fay").offers["close"].confirm == Say("panel.sure_close")
