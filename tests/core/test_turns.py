"""The turn engine: a turn, and rounds of passes (formats.md A3, decisions 11 to 14)."""

import pytest

from talkingpiece.core.commands import (
    Add,
    AnotherRound,
    ComeBackLater,
    HandOn,
    Join,
    JustListen,
    NextPhase,
    Pass,
    Speak,
)
from talkingpiece.core.events import (
    ExitReached,
    ItemAdded,
    PersonJoined,
    PieceGiven,
    RoundClosed,
    RoundOpened,
    Steered,
    TurnAwaited,
    TurnEnded,
    TurnPassed,
    TurnPutOff,
    TurnTaken,
)
from talkingpiece.core.options import TurnItems
from talkingpiece.errors import Code
from talkingpiece.testing.script import Lay, does, refuses, sees, that
from talkingpiece.testing.small import (
    KEYWORD,
    begun,
    brief_phase,
    passes_phase,
    round_phase,
    small_format,
)


def test_the_piece_moves_by_itself_after_hand_on_pass_and_later(table: Lay) -> None:
    """Nobody has to be called up: each of the three moves the piece (A3.3)."""
    t = begun(table, passes_phase(), "ada", "ben", "cem")
    t >> does("ada", HandOn) << sees(TurnEnded, that(PieceGiven, to="ben"))
    t >> does("ben", Pass) << sees(TurnPassed, that(PieceGiven, to="cem"))
    t >> does("cem", ComeBackLater) << sees(TurnPutOff, that(PieceGiven, to="fay"))


def test_speaking_needs_no_tap_and_saying_so_twice_changes_nothing(table: Lay) -> None:
    """Voice counts as speaking; "I speak" is for who likes to say so (decision 12)."""
    t = begun(table, passes_phase(), "ada", "ben")
    t >> does("ada", Speak) << sees(that(TurnTaken, by="ada"))
    t >> does("ada", Speak) << sees()
    t >> does("ada", HandOn) << sees(TurnEnded, that(PieceGiven, to="ben"))


@pytest.mark.parametrize("command", [Speak, Pass, HandOn, ComeBackLater])
def test_only_the_holder_may_speak_for_their_turn(table: Lay, command: type) -> None:
    """A command out of turn is refused and the piece stays."""
    t = begun(table, passes_phase(), "ada", "ben")
    t >> does("ben", command) << refuses(Code.NOT_YOUR_TURN)
    assert t.holder == "ada"


def test_later_moves_to_the_end_of_this_round_once(table: Lay) -> None:
    """Asked again after everybody else; the second "later" counts as a pass."""
    t = begun(table, passes_phase(), "ada", "ben")
    t >> does("ada", ComeBackLater) << sees(TurnPutOff, that(PieceGiven, to="ben"))
    t >> does("ben", Pass) << sees(TurnPassed, that(PieceGiven, to="fay"))
    t >> does("fay", Pass) << sees(TurnPassed, that(PieceGiven, to="ada"))
    (
        t
        >> does("ada", ComeBackLater)
        << sees(that(TurnPassed, by="ada"), that(RoundClosed, why="all_passed"), ExitReached)
    )


def test_later_then_pass_counts_as_pass(table: Lay) -> None:
    """Decision 12: "later" leaves no other mark."""
    t = begun(table, passes_phase(), "ada", "ben")
    t.quietly("ada", ComeBackLater).quietly("ben", Pass).quietly("fay", Pass)
    t >> does("ada", Pass) << sees(TurnPassed, that(RoundClosed, why="all_passed"), ExitReached)


def test_later_in_the_next_round_is_possible_again(table: Lay) -> None:
    """Once per round, not once per session."""
    t = begun(table, passes_phase(), "ada", "ben")
    t.quietly("ada", ComeBackLater).quietly("ben", HandOn).quietly("fay", Pass).quietly("ada", Pass)
    assert t.session.piece.round == 2
    t >> does("ada", ComeBackLater) << sees(TurnPutOff, that(PieceGiven, to="ben"))


def test_giving_the_last_item_of_a_turn_hands_on(table: Lay) -> None:
    """Typing a keyword and sending it is the one tap of the turn."""
    t = begun(table, passes_phase(kind="keyword", collect=(KEYWORD,)), "ada", "ben")
    (
        t
        >> does("ada", Add, kind="keyword", text="trust")
        << sees(ItemAdded, TurnEnded, that(PieceGiven, to="ben"))
    )


def test_a_scribe_writes_the_holder_s_word_and_the_turn_is_over(table: Lay) -> None:
    """A facilitator types what is said; it is the speaker's item all the same."""
    t = begun(table, passes_phase(kind="keyword", collect=(KEYWORD,)), "ada", "ben")
    (
        t
        >> does("fay", Add, kind="keyword", text="trust", owner="ada")
        << sees(ItemAdded, that(TurnEnded, by="ada"), that(PieceGiven, to="ben"))
    )
    assert next(iter(t.session.items.values())).owner == "ada"


def test_whoever_gave_something_has_not_passed(table: Lay) -> None:
    """With two items per turn, a pass after the first only hands on."""
    items = TurnItems(kind="keyword", max=2)
    t = begun(table, passes_phase(items=items, collect=(KEYWORD,)), "ada", "ben")
    t >> does("ada", Add, kind="keyword", text="trust") << sees(ItemAdded)
    t >> does("ada", Pass) << sees(that(TurnEnded, by="ada"), that(PieceGiven, to="ben"))


@pytest.mark.parametrize(
    "taps, closes",
    [
        ("ppp", True),  # a tour of passes
        ("spp", False),
        ("sppp", True),  # passes begin after the first speaker: she passes last
        ("pspp", False),
        ("psppp", True),  # anywhere in the ring
        ("ppsppp", True),
        ("pps", False),
        ("ppsp", False),
        ("sss", False),
        ("ssspp", False),
        ("sssppp", True),
    ],
)
def test_a_round_of_passes_ends_with_the_last_missing_pass(
    table: Lay, taps: str, closes: bool
) -> None:
    """All passed since the last contribution: neither earlier nor later, from any seat (A3.4)."""
    t = begun(table, passes_phase(max_rounds=9), "ada", "ben")
    for tap in taps:
        assert t.holder is not None, "closed too early"
        t.quietly(t.holder, Pass if tap == "p" else HandOn)
    assert t.session.piece.closed == ("all_passed" if closes else None)


def test_whoever_passed_may_speak_again_once_somebody_contributed(table: Lay) -> None:
    """A pass is for now, not for good."""
    t = begun(table, passes_phase(), "ada", "ben")
    t.quietly("ada", Pass).quietly("ben", HandOn)
    t >> does("fay", Pass) << sees(TurnPassed, RoundOpened, that(PieceGiven, to="ada"))


def test_a_late_joiner_between_two_passes_is_asked(table: Lay) -> None:
    """Everybody passed, but not the one who has just come: the round goes on to them."""
    t = begun(table, passes_phase(), "ada", "ben")
    t.quietly("ada", Pass).quietly("ben", Pass)
    t >> does("cem", Join, name="cem") << sees(PersonJoined, that(TurnAwaited, by="cem"))
    t >> does("fay", Pass) << sees(TurnPassed, that(PieceGiven, to="cem"))
    t >> does("cem", Pass) << sees(TurnPassed, that(RoundClosed, why="all_passed"), ExitReached)


def test_somebody_who_comes_after_all_passed_opens_the_round_again(table: Lay) -> None:
    """The light goes out until they have had their turn."""
    t = begun(table, passes_phase(), "ada", "ben")
    t.quietly("ada", Pass).quietly("ben", Pass).quietly("fay", Pass)
    (
        t
        >> does("cem", Join, name="cem")
        << sees(PersonJoined, that(TurnAwaited, by="cem"), that(PieceGiven, to="cem"))
    )
    assert t.session.lit is None
    t >> does("cem", Pass) << sees(TurnPassed, that(RoundClosed, why="all_passed"), ExitReached)


def test_the_most_rounds_light_the_button_and_end_nothing(table: Lay) -> None:
    """A3.5: the facilitator gets "another round?" beside the lit button."""
    t = begun(table, passes_phase(max_rounds=1), "ada", "ben")
    t.quietly("ada", HandOn).quietly("ben", HandOn)
    t >> does("fay", HandOn) << sees(TurnEnded, that(RoundClosed, why="max_rounds"), ExitReached)
    assert t.phase == "circle"
    assert {"another_round", "close"} <= t.offers("fay")
    t >> does("fay", AnotherRound) << sees(Steered, RoundOpened, that(PieceGiven, to="ada"))
    assert t.session.lit is None


def test_another_round_after_all_passed_asks_everybody_again(table: Lay) -> None:
    """The passes of the closed round count no more."""
    t = begun(table, passes_phase(), "ada", "ben")
    t.quietly("ada", Pass).quietly("ben", Pass).quietly("fay", Pass)
    t >> does("fay", AnotherRound) << sees(Steered, RoundOpened, that(PieceGiven, to="ada"))
    t.quietly("ada", Pass).quietly("ben", Pass)
    t >> does("fay", Pass) << sees(TurnPassed, that(RoundClosed, why="all_passed"), ExitReached)


def test_no_other_round_while_one_is_running(table: Lay) -> None:
    """The button is not there, and a stale one is refused."""
    t = begun(table, passes_phase(), "ada", "ben")
    t >> does("fay", AnotherRound) << refuses(Code.NOT_NOW)


def test_one_tour_is_done_when_each_had_a_turn(table: Lay) -> None:
    """`once`: spoken or passed alike, after "later" too."""
    t = begun(table, round_phase(), "ada", "ben")
    t.quietly("ada", ComeBackLater).quietly("ben", Pass).quietly("fay", HandOn)
    t >> does("ada", HandOn) << sees(TurnEnded, that(RoundClosed, why="round_done"), ExitReached)


def test_a_round_for_nobody_is_done_at_once(table: Lay) -> None:
    """Everybody only listens: the way on is lit, nobody is stuck."""
    t = table(small_format(brief_phase(), round_phase()), "ada", facilitator="fay")
    t.quietly("ada", JustListen).quietly("fay", JustListen)
    (
        t
        >> does("fay", NextPhase)
        << sees(..., that(RoundOpened, order=()), that(RoundClosed, why="round_done"), ExitReached)
    )
