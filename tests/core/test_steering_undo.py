"""Undo: phase, ring and clock of the last step; what people added stays (decision 13)."""

from tests.core.steered import FORMAT, begun

from talkingpiece.core.commands import (
    Edit,
    GoTo,
    HandOn,
    Join,
    Leave,
    NextPerson,
    NextPhase,
    Pass,
    Undo,
)
from talkingpiece.core.events import (
    PieceGiven,
    TurnAwaited,
    TurnEnded,
    Undone,
)
from talkingpiece.errors import Code
from talkingpiece.testing.script import Lay, after, does, refuses, sees, that


def test_a_wrong_jump_is_undone_with_ring_clock_and_what_was_dropped(table: Lay) -> None:
    """Decision 13; what people added meanwhile stays."""
    t = begun(table)
    t.quietly("ada", HandOn)
    t.given("ben", "why?", kind="question")
    t >> after(seconds=40)
    before = t.session
    t.quietly("fay", GoTo, phase="closing")
    assert "i3" not in t.session.items, "what was kept for the phase is gone with it"
    t >> after(seconds=5)
    t.given("ada", "I was lost for a moment", kind="private_note")
    t >> does("fay", Undo) << sees(Undone)
    now = t.session
    assert (now.cursor, now.clock, now.rounds) == (before.cursor, before.clock, before.rounds)
    assert (now.piece.holder, now.piece.queue) == ("ben", ("fay",))
    assert now.items["i3"].text == "why?"
    assert now.items["i4"].kind == "private_note"
    t >> does("ben", HandOn) << sees(TurnEnded, that(PieceGiven, to="fay"))


def test_undo_gives_a_turn_back(table: Lay) -> None:
    """The facilitator pressed *next person* too early."""
    t = begun(table)
    t.quietly("fay", NextPerson)
    t >> does("fay", Undo) << sees(Undone)
    assert t.holder == "ada"
    assert t.session.piece.had == ()


def test_undo_puts_a_topic_back_where_it_was(table: Lay) -> None:
    """Opened by mistake, it is open again; new words for it stay."""
    t = begun(table)
    t.quietly("fay", NextPhase)
    t.quietly("ada", Edit, item="i1", text="distrust")
    assert t.session.items["i1"].state == "now"
    t.quietly("fay", Undo)
    assert (t.session.items["i1"].state, t.session.items["i1"].text) == ("open", "distrust")


def test_there_is_one_undo(table: Lay) -> None:
    """After it, and before the first step, there is nothing to take back."""
    t = table(FORMAT, "ada", facilitator="fay")
    t >> does("fay", Undo) << refuses(Code.NOTHING_TO_UNDO)
    t.quietly("fay", NextPhase).quietly("fay", Undo)
    t >> does("fay", Undo) << refuses(Code.NOTHING_TO_UNDO)
    assert t.phase == "start"


def test_passes_do_not_come_back_with_an_undone_phase(table: Lay) -> None:
    """They went with their phase (decision 14): whoever passed may be asked again."""
    t = begun(table)
    t.quietly("ada", Pass).quietly("fay", NextPhase).quietly("fay", Undo)
    assert t.session.piece.passed == ()
    assert t.holder == "ben"


def test_who_left_since_is_not_brought_back(table: Lay) -> None:
    """The turn of a holder who has left meanwhile moves on."""
    t = begun(table)
    t.quietly("fay", GoTo, phase="closing").quietly("ada", Leave)
    t >> does("fay", Undo) << sees(Undone, ..., that(PieceGiven, to="ben"))
    assert "ada" not in t.session.piece.queue


def test_who_came_since_is_asked_in_the_phase_that_is_back(table: Lay) -> None:
    """At the end of its ring."""
    t = begun(table)
    t.quietly("fay", GoTo, phase="closing").quietly("cem", Join, name="cem")
    t >> does("fay", Undo) << sees(Undone, that(TurnAwaited, by="cem"))
