"""Who speaks next in an open talk, and whether it goes on."""

import pytest
from tests.core.talks import BY_LEAD, PEOPLE, talking, topical

from talkingpiece.core import floors
from talkingpiece.core.commands import (
    AddSeat,
    Extend,
    GivePiece,
    HandOn,
    JustListen,
    Leave,
    Lose,
    NextPerson,
    NextPhase,
    Pass,
    Speak,
    TapFor,
    Undo,
)
from talkingpiece.core.events import (
    ExitReached,
    PersonLeft,
    PieceGiven,
    Steered,
    TimeExtended,
    TurnEnded,
    TurnGivenUp,
    TurnTaken,
)
from talkingpiece.core.floor_commands import CallThumbs, ExtendTalk, HoldThumb, LowerHand, RaiseHand
from talkingpiece.core.floor_events import (
    FloorTaken,
    HandLowered,
    HandRaised,
    SeatTaken,
    TalkExtended,
    TalkOver,
    ThumbGiven,
    ThumbsCalled,
    ThumbsCounted,
)
from talkingpiece.core.ids import MINUTE_MS, Ms
from talkingpiece.errors import Code
from talkingpiece.testing.script import Lay, after, does, refuses, sees, that


def test_on_an_empty_floor_a_hand_is_a_turn(table: Lay) -> None:
    """Everybody else waits for their turn, in the order of their hands."""
    t = talking(table)
    t >> does("ben", RaiseHand) << sees(HandRaised, FloorTaken, that(PieceGiven, to="ben"))
    t >> does("ben", RaiseHand) << refuses(Code.NOT_NOW)
    t >> does("cem", RaiseHand) << sees(that(HandRaised, by="cem"))
    t >> does("cem", RaiseHand) << refuses(Code.NOT_NOW)
    t >> does("ada", RaiseHand) << sees(HandRaised)
    t >> does("ada", HandOn) << refuses(Code.NOT_YOUR_TURN)
    t >> does("ben", Speak) << sees(TurnTaken)
    t >> does("ben", HandOn) << sees(TurnEnded, FloorTaken, that(PieceGiven, to="cem"))
    t >> does("ada", LowerHand) << sees(that(HandLowered, by="ada"))
    t >> does("ada", LowerHand) << refuses(Code.NOT_NOW)
    t >> does("cem", HandOn) << sees(TurnEnded, that(ExitReached, why="queue_empty"))
    t >> does("ada", RaiseHand) << sees(HandRaised, FloorTaken, PieceGiven)
    assert t.session.lit is None
    t >> does("ada", Pass) << refuses(Code.NOT_NOW)


def test_who_spoke_least_comes_first(table: Lay) -> None:
    """Whoever has not spoken in this phase is asked before anybody a second time."""
    t = talking(table, queue_order="least_spoken_first")
    t.quietly("ada", RaiseHand).quietly("ada", HandOn)
    t.quietly("ben", RaiseHand)
    t.quietly("ada", RaiseHand).quietly("cem", RaiseHand)
    t >> does("ben", HandOn) << sees(TurnEnded, that(FloorTaken, by="cem"), PieceGiven)


def test_in_a_queue_the_first_hand_is_first(table: Lay) -> None:
    """However often they spoke."""
    t = talking(table)
    t.quietly("ada", RaiseHand).quietly("ada", HandOn)
    t.quietly("ben", RaiseHand)
    t.quietly("ada", RaiseHand).quietly("cem", RaiseHand)
    t >> does("ben", HandOn) << sees(TurnEnded, that(FloorTaken, by="ada"), PieceGiven)


def test_whoever_leads_gives_the_floor_and_ends_a_turn(table: Lay) -> None:
    """To anybody, with a hand up or without; undo gives it back."""
    t = talking(table)
    t.quietly("ada", RaiseHand).quietly("ben", RaiseHand)
    t >> does("fay", GivePiece, to="cem") << sees(Steered, TurnEnded, FloorTaken, PieceGiven)
    t.quietly("fay", Undo)
    assert t.holder == "ada"
    t >> does("fay", NextPerson) << sees(Steered, TurnEnded, FloorTaken, that(PieceGiven, to="ben"))
    t >> does("fay", NextPerson) << sees(Steered, TurnEnded, ExitReached)
    t >> does("fay", NextPerson) << refuses(Code.NOT_NOW)
    t >> does("fay", GivePiece, to="zoe") << refuses(Code.NO_SUCH_PERSON)
    t >> does("ada", GivePiece, to="ada") << refuses(Code.NOT_THE_FACILITATOR)


def test_an_open_floor_goes_to_nobody_by_itself(table: Lay) -> None:
    """A hand is a sign; whoever leads may follow it."""
    t = talking(table, floor="open", rules="open_floor")
    t >> does("ben", RaiseHand) << sees(HandRaised)
    t >> does("fay", NextPerson) << sees(Steered, FloorTaken, that(PieceGiven, to="ben"))


def test_where_people_are_two_nobody_raises_a_hand(table: Lay) -> None:
    """The rule of a pair has none."""
    t = talking(table, floor="open", rules="pair")
    t >> does("ben", RaiseHand) << refuses(Code.NOT_NOW)


def test_who_goes_takes_their_hand_along(table: Lay) -> None:
    """And their turn; whoever is only lost is waited for while somebody leads."""
    t = talking(table)
    for person in PEOPLE:
        t.quietly(person, RaiseHand)
    t >> does("ben", Leave) << sees(PersonLeft, that(HandLowered, by="ben"))
    t >> does("ada", Lose) << sees(PersonLeft)
    (
        t
        >> does("fay", NextPerson)
        << sees(Steered, TurnGivenUp, FloorTaken, that(PieceGiven, to="cem"))
    )
    t >> does("cem", Leave) << sees(PersonLeft, TurnGivenUp, ExitReached)


def test_who_just_listens_has_no_hand(table: Lay) -> None:
    """Until they are back."""
    t = talking(table).quietly("ben", JustListen)
    t >> does("ben", RaiseHand) << refuses(Code.NOT_NOW)


def test_a_hand_in_the_call_counts_from_when_it_went_up(table: Lay) -> None:
    """One queue by time; nobody is asked whose clock is wrong, but none reaches into the future."""
    t = talking(table, floor="queue").quietly("cem", RaiseHand)
    t >> after(seconds=10)
    t.quietly("ada", RaiseHand).quietly("ben", RaiseHand, since=Ms(t.now - 5_000))
    assert t.view().floor is not None
    assert t.view().floor.hands == ("ben", "ada")
    later = talking(table, floor="queue").quietly("cem", RaiseHand)
    later.quietly("ada", RaiseHand, since=Ms(later.now + 60_000)).quietly("ben", RaiseHand)
    assert later.view().floor is not None
    assert later.view().floor.hands == ("ada", "ben")


def test_a_hand_of_somebody_on_the_phone_is_in_the_same_queue(table: Lay) -> None:
    """A facilitator's panel sees it in the call, and raises and lowers it for them."""
    t = talking(table, floor="queue").quietly("cem", RaiseHand)
    t.quietly("fay", AddSeat, name="Otto")
    otto = t.session.here()[-1].id
    t >> after(seconds=10)
    t.quietly("ada", RaiseHand)
    up = {"person": otto, "tap": "raise_hand", "since": Ms(t.now - 5_000)}
    t >> does("ben", TapFor, **up) << refuses(Code.NOT_THE_FACILITATOR)
    t >> does("fay", TapFor, **up) << sees(that(HandRaised, by=otto))
    assert t.view().floor is not None
    assert t.view().floor.hands == (otto, "ada")
    t >> does("fay", TapFor, person="ada", tap="lower_hand") << refuses(Code.NOT_YOUR_TURN)
    t >> does("fay", TapFor, person=otto, tap="lower_hand") << sees(that(HandLowered, by=otto))


def test_seats_are_taken_and_left(table: Lay) -> None:
    """When the circle is full people wait, and the first of them gets the next free seat."""
    t = talking(table, floor="seats", seat_count=1, open_seats=1, per_turn=None, rules="seats")
    t >> does("ada", RaiseHand) << sees(HandRaised, that(SeatTaken, by="ada"))
    t.quietly("ben", RaiseHand)
    t >> does("cem", RaiseHand) << sees(HandRaised)
    (
        t
        >> does("ada", LowerHand)
        << sees(that(SeatTaken, by="ada", on=False), that(SeatTaken, by="cem"))
    )
    assert t.mine("ada").mic.state == "closed"
    assert t.mine("cem").mic.state == "free"
    t >> does("ben", Leave) << sees(PersonLeft, that(SeatTaken, by="ben", on=False))


def test_at_the_bell_thumbs_are_asked_for(table: Lay) -> None:
    """All up: the talk goes on by its first step, from now."""
    t, _ = topical(table)
    t >> after(minutes=5) << sees(ThumbsCalled)
    t >> does("ada", HoldThumb, thumb="down") << sees(ThumbGiven)
    t >> does("ada", HoldThumb, thumb="up") << sees(ThumbGiven)
    t >> does("ada", HoldThumb, thumb="up") << sees()
    t >> does("ben", HoldThumb, thumb="up") << sees(ThumbGiven)
    t >> does("cem", HoldThumb, thumb="sideways") << sees(ThumbGiven)
    (
        t
        >> does("fay", HoldThumb, thumb="down")
        << sees(
            ThumbGiven,
            that(ThumbsCounted, on=True),
            that(TimeExtended, by_ms=4 * MINUTE_MS),
            TalkExtended,
        )
    )
    t >> does("ada", HoldThumb, thumb="up") << refuses(Code.NOT_NOW)


@pytest.mark.parametrize("thumbs", [("up", "down"), ("down",), ("sideways", "sideways"), ()])
def test_without_more_thumbs_up_than_down_the_talk_is_over(
    table: Lay, thumbs: tuple[str, ...]
) -> None:
    """After twenty seconds; whoever holds none is not counted."""
    t, _ = topical(table)
    t >> after(minutes=5) << sees(ThumbsCalled)
    for person, thumb in zip(PEOPLE, thumbs, strict=False):
        t.quietly(person, HoldThumb, thumb=thumb)
    (
        t
        >> after(seconds=20)
        << sees(that(ThumbsCounted, on=False), that(ExitReached, why="vote_stop"))
    )


def test_each_step_is_shorter_and_they_come_to_an_end(table: Lay) -> None:
    """Four minutes, two minutes, no more."""
    t, _ = topical(table)
    minutes = []
    for wait in (5, 4):
        t >> after(minutes=wait) << sees(...)
        for person in (*PEOPLE, "fay"):
            t.quietly(person, HoldThumb, thumb="up")
        minutes += [
            event.by_ms // MINUTE_MS for event in t.events if isinstance(event, TimeExtended)
        ][-1:]
    assert minutes == [4, 2]
    t >> after(minutes=2) << sees(TalkOver, that(ExitReached, why="vote_stop"))


def test_the_time_kept_for_the_end_is_not_talked_away(table: Lay) -> None:
    """With too little left nobody is asked."""
    t, _ = topical(table, minutes=10)
    t >> after(minutes=5) << sees(TalkOver, ExitReached)


def test_a_facilitator_asks_with_thumbs_earlier(table: Lay) -> None:
    """Nobody else does, and not twice."""
    t, _ = topical(table)
    t >> does("ada", CallThumbs) << refuses(Code.NOT_THE_FACILITATOR)
    t >> does("fay", CallThumbs) << sees(ThumbsCalled)
    t >> does("fay", CallThumbs) << refuses(Code.NOT_NOW)
    t >> does("fay", ExtendTalk) << refuses(Code.NOT_NOW)


def test_whoever_leaves_is_not_waited_for(table: Lay) -> None:
    """Thumbs are counted once all who are here have answered."""
    t, _ = topical(table)
    t >> after(minutes=5) << sees(ThumbsCalled)
    for person in ("ada", "ben", "fay"):
        t.quietly(person, HoldThumb, thumb="up")
    t >> does("cem", Leave) << sees(PersonLeft, ThumbsCounted, TimeExtended, TalkExtended)


def test_a_facilitator_makes_it_longer_by_its_steps(table: Lay) -> None:
    """Five minutes, then three, then as with every phase."""
    t = talking(table, extend=BY_LEAD)
    t >> does("fay", ExtendTalk) << sees(that(TimeExtended, by_ms=5 * MINUTE_MS), TalkExtended)
    t >> does("fay", ExtendTalk) << sees(that(TimeExtended, by_ms=3 * MINUTE_MS), TalkExtended)
    t >> does("fay", ExtendTalk) << refuses(Code.NOT_NOW)
    t >> does("fay", Extend, minutes=5) << sees(TimeExtended)


def test_the_next_topic_has_a_floor_of_its_own(table: Lay) -> None:
    """Hands, turns and thumbs are gone with the phase."""
    t, _ = topical(table)
    t.quietly("ada", RaiseHand)
    t.quietly("fay", NextPhase)
    assert floors.floor_of(t.session).hands == ()
