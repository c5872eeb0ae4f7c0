"""Every command goes to its desk, and comes back as events or as a refusal."""

from typing import get_args

import pytest

from talkingpiece.core import commands as c
from talkingpiece.core.commands import (
    Add,
    Edit,
    HandOn,
    Join,
    Leave,
    Lose,
    NextPhase,
    Pass,
    Remove,
    Restore,
    Return,
    SameHere,
    Speak,
    Stamp,
    Stay,
    Tick,
    Withdraw,
)
from talkingpiece.core.decide import decide, open_session
from talkingpiece.core.events import (
    ExitReached,
    ItemAdded,
    ItemEdited,
    ItemMoved,
    PersonLeft,
    PersonReturned,
    PieceGiven,
    StayChosen,
    TurnPassed,
    Warmed,
)
from talkingpiece.core.formats import Collected
from talkingpiece.core.ids import PersonId, RoomId
from talkingpiece.core.session import Plan
from talkingpiece.errors import Code, Refused
from talkingpiece.registry import Registry
from talkingpiece.testing.script import START, Lay, Playbook, does, refuses, sees, that
from talkingpiece.testing.small import (
    OPEN_KEYWORD,
    arrange_phase,
    begun,
    brief_phase,
    round_phase,
    small_format,
    topics_loop,
)

SAME_HERE = Collected(kind="same_here", by="everyone", sees="group", keep="none")


def test_a_session_opens_in_its_first_phase() -> None:
    """Two events; the clock of the phase runs from then."""
    form = small_format(brief_phase(), round_phase())
    plan = Plan(start=START, end=START)
    opened, entered = open_session(RoomId("r"), plan, form, START)
    assert (opened.room, opened.plan, opened.format) == ("r", plan, form)  # type: ignore[union-attr]
    assert (entered.usual_ms, entered.most_ms) == (300_000, 600_000)  # type: ignore[union-attr]


def test_deciding_changes_nothing(table: Lay, registry: Registry) -> None:
    """`decide` says what would follow; the session is the same as before."""
    t = begun(table, round_phase(), "ada")
    before = t.session
    stamp = Stamp(actor=PersonId("ada"), at=t.now)
    events = decide(before, Pass(), stamp, registry)
    assert [type(event) for event in events] == [TurnPassed, PieceGiven]
    assert t.session is before
    with pytest.raises(Refused):
        decide(before, HandOn(), Stamp(actor=PersonId("fay"), at=t.now), registry)


def test_an_exit_is_lit_once(table: Lay) -> None:
    """The light follows what reached it, and does not come again."""
    arranged = arrange_phase("work", "withdraw", exit=("list_empty", "facilitator"))
    form = small_format(brief_phase(collect=(OPEN_KEYWORD,)), arranged)
    t = table(form, "ada", facilitator="fay")
    t.given("ada", "x")
    t.quietly("fay", NextPhase)
    t >> does("ada", Withdraw, item="i1") << sees(ItemMoved, that(ExitReached, why="list_empty"))
    t >> does("ada", Restore, item="i1") << sees(ItemMoved)
    t >> does("ada", Withdraw, item="i1") << sees(ItemMoved)


def test_i_know_this_one_is_for_the_presenter_from_the_others(table: Lay) -> None:
    """Where the phase has it; nobody is named, nothing is counted."""
    react = round_phase("react", who="all_but_presenter", collect=(SAME_HERE,))
    form = small_format(brief_phase(collect=(OPEN_KEYWORD,)), topics_loop(react))
    t = table(form, "ada", "ben", facilitator="fay")
    t.given("ada", "x")
    t >> does("ben", SameHere) << refuses(Code.NOT_NOW)
    t.quietly("fay", NextPhase)
    t >> does("ada", SameHere) << refuses(Code.NOT_NOW)
    t >> does("fay", SameHere) << sees(Warmed)
    assert "fay" not in repr(t.events[-1])


def ended(table: Lay) -> Playbook:
    """A session that is over; ada has a note, ben has left."""
    t: Playbook = table(small_format(brief_phase(collect=(OPEN_KEYWORD,))), "ada", "ben",
                        facilitator="fay")  # fmt: skip
    t.given("ada", "x")
    t.given("ada", "mine", kind="private_note")
    return t.quietly("ben", Leave).quietly("fay", NextPhase)


def test_after_the_end_one_notes_for_oneself_and_comes_and_goes(table: Lay) -> None:
    """Until everything is gone."""
    t = ended(table)
    t >> does("ada", Add, kind="private_note", text="one more") << sees(ItemAdded)
    t >> does("ada", Edit, item="i2", text="better") << sees(ItemEdited)
    t >> does("ada", Withdraw, item="i2") << sees(ItemMoved)
    t >> does("ada", Restore, item="i2") << sees(ItemMoved)
    t >> does("ben", Return) << sees(PersonReturned)
    t >> does("ada", Lose) << sees(PersonLeft)
    t >> does("", Tick) << sees()


def test_who_was_seen_out_does_not_come_back_after_the_end(table: Lay) -> None:
    """The end opens no door."""
    t = table(small_format(brief_phase()), "ada", facilitator="fay")
    t.quietly("fay", Remove, person="ada").quietly("fay", NextPhase)
    t >> does("ada", Return) << refuses(Code.NOT_HERE)


def test_staying_is_said_once_nobody_leads(table: Lay) -> None:
    """And there is something to stay from."""
    t = begun(table, round_phase(), "ada").quietly("fay", Leave)
    t >> does("ada", Stay) << refuses(Code.NOT_NOW)
    t.quietly("ada", Pass)
    t >> does("ada", Stay) << sees(StayChosen)


@pytest.mark.parametrize(
    "who, command, fields",
    [
        ("ada", Add, {"kind": "keyword", "text": "late"}),
        ("ada", Edit, {"item": "i1", "text": "late"}),
        ("ada", Withdraw, {"item": "i1"}),
        ("ada", Edit, {"item": "i9", "text": "late"}),
        ("dua", Join, {"name": "dua"}),
        ("ada", Speak, {}),
        ("ada", Stay, {}),
        ("fay", NextPhase, {}),
    ],
)
def test_after_the_end_nothing_else(
    table: Lay, who: str, command: type, fields: dict[str, str]
) -> None:
    """What the group saw stays as it was."""
    ended(table) >> does(who, command, **fields) << refuses(Code.ALREADY_CLOSED)


NEEDS_NOTHING = [
    command
    for command in get_args(c.AnyCommand)
    if not command.__struct_fields__ and command is not c.Leave
]


@pytest.mark.parametrize("command", NEEDS_NOTHING)
def test_nobody_from_outside_is_heard(table: Lay, command: type) -> None:
    """Every tap of a stranger, or of somebody who left, is refused."""
    t = begun(table, round_phase(), "ada", "ben").quietly("ben", Leave)
    for nobody in ("zoe", "ben"):
        t >> does(nobody, command) << refuses(Code.NOT_HERE)
