"""Whoever has spoken picks the next one (formats.md A3.2)."""

from talkingpiece.core.commands import (
    ComeBackLater,
    GivePiece,
    HandOn,
    Join,
    Leave,
    Lose,
    Pass,
    Return,
)
from talkingpiece.core.events import (
    ExitReached,
    PickAwaited,
    PickMissed,
    PieceGiven,
    RoundClosed,
    TurnEnded,
    TurnPassed,
)
from talkingpiece.core.text import Ref, Say
from talkingpiece.core.turn_commands import PickPerson
from talkingpiece.errors import Code
from talkingpiece.testing.script import Lay, Playbook, after, does, refuses, sees, that
from talkingpiece.testing.small import begun, round_phase


def popcorn(table: Lay, *people: str) -> Playbook:
    """A round in which people pick each other, and the first one has the piece."""
    return begun(table, round_phase(order="popcorn", facilitator_turn="none"), *people)


def test_one_tap_ends_the_turn_and_hands_on(table: Lay) -> None:
    """To anybody who is still to come, and to nobody else; the last one needs no choice."""
    t = popcorn(table, "ada", "ben", "cem")
    assert {"pick_ben", "pick_cem"} <= t.offers("ada")
    assert not {name for name in t.offers("ben") if name.startswith("pick_")}
    t >> does("ben", PickPerson, to="cem") << refuses(Code.NOT_YOUR_TURN)
    t >> does("ada", PickPerson, to="ada") << refuses(Code.NOT_NOW)
    t >> does("ada", PickPerson, to="cem") << sees(TurnEnded, that(PieceGiven, to="cem"))
    t >> does("cem", PickPerson, to="ada") << refuses(Code.NOT_NOW)
    t >> does("cem", HandOn) << sees(TurnEnded, that(PieceGiven, to="ben"))


def test_whoever_passed_picks_as_well(table: Lay) -> None:
    """Nobody has the piece meanwhile; everybody sees who picks, and nobody who comes next."""
    t = popcorn(table, "ada", "ben", "cem")
    t >> does("ada", Pass) << sees(TurnPassed, that(PickAwaited, by="ada"))
    shown = t.view().piece
    assert (shown.holder, shown.picks, shown.next, shown.hushed) == ("", "ada", "", True)
    assert t.mine("ada").place == Say("panel.pick_next")
    assert t.mine("ada").offers["pick_ben"].place == "turn"
    t >> does("ada", PickPerson, to="ben") << sees(that(PieceGiven, to="ben"))
    assert t.view().piece.picks == ""


def test_after_ten_seconds_the_facilitator_is_asked(table: Lay) -> None:
    """Whoever was slow may still pick; the facilitator's tap is as good."""
    t = popcorn(table, "ada", "ben", "cem")
    t.quietly("ada", HandOn)
    t >> after(seconds=9.9) << sees()
    t >> after(seconds=0.2) << sees(PickMissed)
    assert t.mine("fay").notices["pick"].say == Say("situations.pick", {"name": Ref(person="ada")})
    assert t.mine("fay").offers["give_piece_cem"].notice == "pick"
    assert "pick_ben" in t.offers("ada")
    t >> does("fay", GivePiece, to="cem") << sees(..., that(PieceGiven, to="cem"))
    assert "pick" not in t.mine("fay").notices


def test_without_a_facilitator_it_goes_on_round_the_ring(table: Lay) -> None:
    """In silence, after the same ten seconds."""
    t = popcorn(table, "ada", "ben", "cem").quietly("fay", Leave)
    t.quietly("ada", HandOn)
    t >> after(seconds=10) << sees(PickMissed, that(PieceGiven, to="ben"))


def test_who_comes_later_or_is_lost_can_be_picked_again(table: Lay) -> None:
    """And who leaves before picking leaves the choice to the ring."""
    t = popcorn(table, "ada", "ben", "cem", "dan")
    t.quietly("ada", ComeBackLater).quietly("ada", PickPerson, to="ben")
    assert {"pick_ada", "pick_cem", "pick_dan"} <= t.offers("ben")
    t.quietly("cem", Lose)
    assert "pick_cem" not in t.offers("ben")
    t.quietly("cem", Return).quietly("ben", HandOn)
    t >> does("ben", Leave) << sees(..., that(PieceGiven, to="cem"))


def test_the_round_is_done_when_all_had_a_turn(table: Lay) -> None:
    """Whoever was picked, in whatever order; a newcomer is to be picked too."""
    t = popcorn(table, "ada", "ben", "cem").quietly("ada", PickPerson, to="cem")
    t.quietly("dan", Join, name="dan")
    assert {"pick_ben", "pick_dan"} <= t.offers("cem")
    t.quietly("cem", PickPerson, to="dan").quietly("dan", HandOn)
    t >> does("ben", HandOn) << sees(TurnEnded, that(RoundClosed, why="round_done"), ExitReached)
