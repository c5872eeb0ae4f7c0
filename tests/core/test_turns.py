"""The turn engine, as conversations: formats.md A3, decisions 11 to 14."""

import pytest

from talkingpiece.core.commands import (
    Add,
    Admit,
    AnotherRound,
    Answered,
    ComeBackLater,
    Decline,
    Enough,
    Finish,
    GivePiece,
    HandOn,
    Join,
    JustListen,
    Leave,
    Lose,
    NextPerson,
    NextPhase,
    Pass,
    Remove,
    Return,
    Speak,
    Volunteer,
)
from talkingpiece.core.events import (
    Admitted,
    CircleTurned,
    ExitReached,
    ItemAdded,
    ListeningChosen,
    PersonJoined,
    PersonLeft,
    PersonReturned,
    PieceGiven,
    RoundClosed,
    RoundOpened,
    Steered,
    TurnAwaited,
    TurnEnded,
    TurnGivenUp,
    TurnMissed,
    TurnPassed,
    TurnPutOff,
    TurnTaken,
)
from talkingpiece.core.formats import Phase
from talkingpiece.core.options import TurnItems, TurnTime
from talkingpiece.errors import Code
from talkingpiece.testing.script import Lay, Playbook, does, refuses, sees, that
from talkingpiece.testing.small import (
    KEYWORD,
    OPEN_KEYWORD,
    brief_phase,
    passes_phase,
    round_phase,
    small_format,
    topics_loop,
)


def begun(
    table: Lay, phase: Phase, *people: str, facilitator: str = "fay", **plan: object
) -> Playbook:
    """A table whose round has just opened, the first person holding the piece."""
    laid = table(small_format(brief_phase(), phase), *people, facilitator=facilitator, **plan)
    return laid.quietly(facilitator, NextPhase)


def questions(table: Lay) -> Playbook:
    """A round of questions about pia's topic: pia answers, ada, ben and fay ask."""
    ask = passes_phase("clarify", who="all_but_presenter", responder="presenter",
                       responder_time=TurnTime(45, 90), kind="question")  # fmt: skip
    opening = brief_phase(collect=(OPEN_KEYWORD,))
    laid = table(small_format(opening, topics_loop(ask)), "pia", "ada", "ben", facilitator="fay")
    laid.given("pia", "balance")
    return laid.quietly("fay", NextPhase)


# --- a turn ---------------------------------------------------------------------------------------


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


# --- rounds of passes -----------------------------------------------------------------------------


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


# --- coming and going -----------------------------------------------------------------------------


def test_newcomers_sit_at_the_end_and_never_before_who_waits(table: Lay) -> None:
    """A3.6, also behind the facilitator of the running round."""
    t = begun(table, round_phase(), "ada", "ben")
    t >> does("cem", Join, name="cem") << sees(PersonJoined, TurnAwaited)
    assert t.session.piece.queue == ("ben", "fay", "cem")


@pytest.mark.parametrize("seen_out", [False, True])
def test_when_the_holder_leaves_the_turn_moves_on(table: Lay, seen_out: bool) -> None:
    """Leaving and being seen out are the same for the ring."""
    t = begun(table, round_phase(), "ada", "ben")
    deed = does("fay", Remove, person="ada") if seen_out else does("ada", Leave)
    t >> deed << sees(PersonLeft, that(TurnGivenUp, by="ada"), that(PieceGiven, to="ben"))
    assert "ada" not in t.session.piece.order


def test_when_somebody_else_leaves_the_holder_keeps_the_piece(table: Lay) -> None:
    """Only the ring gets smaller."""
    t = begun(table, round_phase(), "ada", "ben", "cem")
    t >> does("cem", Leave) << sees(PersonLeft, TurnGivenUp)
    assert t.holder == "ada"


def test_the_last_one_who_had_not_passed_leaves_and_all_have_passed(table: Lay) -> None:
    """Absent people do not block the end of a round of passes."""
    t = begun(table, passes_phase(), "ada", "ben")
    t.quietly("ada", Pass).quietly("ben", Pass)
    (
        t
        >> does("fay", JustListen)
        << sees(ListeningChosen, TurnGivenUp, that(RoundClosed, why="all_passed"), ExitReached)
    )


def test_a_lost_holder_is_waited_for_and_takes_up_the_turn(table: Lay) -> None:
    """The same seat, the same turn; the facilitator may also go on (A3.3, A3.6)."""
    t = begun(table, round_phase(), "ada", "ben")
    t >> does("ada", Lose) << sees(PersonLeft)
    assert "holder_away" in t.mine("fay").notices
    t >> does("ada", Return) << sees(PersonReturned)
    t >> does("ada", HandOn) << sees(TurnEnded, that(PieceGiven, to="ben"))


def test_a_turn_lost_for_good_can_be_taken_up_in_the_same_round(table: Lay) -> None:
    """The facilitator passed on; back again, the person is next."""
    t = begun(table, round_phase(), "ada", "ben", "cem")
    t.quietly("ada", Lose)
    t >> does("fay", NextPerson) << sees(Steered, TurnMissed, that(PieceGiven, to="ben"))
    t >> does("ada", Return) << sees(PersonReturned)
    t >> does("ben", HandOn) << sees(TurnEnded, that(PieceGiven, to="ada"))


def test_a_round_does_not_wait_for_who_is_away_at_its_end(table: Lay) -> None:
    """And opens again when they come back: they have not had their turn."""
    t = begun(table, round_phase(), "ada", "ben")
    t.quietly("ada", Lose).quietly("fay", NextPerson).quietly("ben", HandOn)
    t >> does("fay", HandOn) << sees(TurnEnded, that(RoundClosed, why="round_done"), ExitReached)
    t >> does("ada", Return) << sees(PersonReturned, TurnAwaited, that(PieceGiven, to="ada"))


def test_nobody_who_had_a_turn_gets_another_by_leaving_and_coming_back(table: Lay) -> None:
    """Nobody speaks twice in one round, whichever door they use (A3.10)."""
    t = begun(table, round_phase(), "ada", "ben", "cem")
    t.quietly("ada", HandOn).quietly("ben", HandOn)
    t.quietly("ada", Leave)
    t >> does("ada", Return) << sees(PersonReturned)
    t.quietly("ben", JustListen, on=True)
    t >> does("ben", JustListen, on=False) << sees(ListeningChosen)
    t.quietly("cem", HandOn)
    t >> does("fay", HandOn) << sees(TurnEnded, that(RoundClosed, why="round_done"), ExitReached)


def test_without_a_facilitator_a_lost_turn_does_not_stop_the_others(table: Lay) -> None:
    """Nobody is there who could decide: the piece moves, the turn can be taken up."""
    t = begun(table, round_phase(), "ada", "ben")
    t.quietly("fay", Leave)
    t >> does("ada", Lose) << sees(PersonLeft, TurnMissed, that(PieceGiven, to="ben"))
    t >> does("ada", Return) << sees(PersonReturned)
    t >> does("ben", HandOn) << sees(TurnEnded, that(PieceGiven, to="ada"))


def test_when_the_last_facilitator_goes_a_turn_that_waits_moves_on(table: Lay) -> None:
    """A lost holder is not waited for by nobody."""
    t = begun(table, round_phase(), "ada", "ben")
    t.quietly("ada", Lose)
    t >> does("fay", Leave) << sees(..., that(TurnMissed, by="ada"), that(PieceGiven, to="ben"))


def test_just_listening_gives_the_turn_up_and_coming_in_again_is_the_end_of_the_ring(
    table: Lay,
) -> None:
    """One tap, no reason, undone at any time (A3.1)."""
    t = begun(table, round_phase(), "ada", "ben", "cem")
    t >> does("ada", JustListen) << sees(ListeningChosen, TurnGivenUp, that(PieceGiven, to="ben"))
    t >> does("ada", JustListen, on=False) << sees(ListeningChosen, that(TurnAwaited, by="ada"))
    assert t.session.piece.queue == ("cem", "fay", "ada")


def test_who_comes_late_listens_until_a_facilitator_gives_a_turn(table: Lay) -> None:
    """`late: listen`; one tap of a facilitator gives a full seat."""
    t = begun(table, round_phase(late="listen"), "ada", "ben")
    t >> does("cem", Join, name="cem") << sees(that(PersonJoined))
    assert "cem" not in t.session.piece.order
    t >> does("fay", Admit, person="cem") << sees(Admitted, that(TurnAwaited, by="cem"))


# --- whoever leads --------------------------------------------------------------------------------


def test_next_person_ends_the_turn_and_counts_as_spoken(table: Lay) -> None:
    """The facilitator's large button."""
    t = begun(table, round_phase(), "ada", "ben")
    t >> does("fay", NextPerson) << sees(Steered, TurnEnded, that(PieceGiven, to="ben"))


def test_next_person_after_the_round_is_refused(table: Lay) -> None:
    """There is nobody next."""
    t = begun(table, round_phase(), "ada", "ben")
    t.quietly("ada", Pass).quietly("ben", Pass).quietly("fay", Pass)
    t >> does("fay", NextPerson) << refuses(Code.NOT_NOW)


def test_giving_the_piece_skips_nobody(table: Lay) -> None:
    """Whoever held it is next, then all others as before."""
    t = begun(table, round_phase(), "ada", "ben", "cem")
    t >> does("fay", GivePiece, to="cem") << sees(Steered, TurnMissed, that(PieceGiven, to="cem"))
    assert t.session.piece.queue == ("ada", "ben", "fay")


def test_nobody_is_given_the_piece_twice_in_a_round(table: Lay) -> None:
    """Who has had a turn waits for the next round."""
    t = begun(table, round_phase(), "ada", "ben")
    t.quietly("ada", HandOn)
    t >> does("fay", GivePiece, to="ada") << refuses(Code.NOT_NOW)
    t >> does("fay", GivePiece, to="zoe") << refuses(Code.NO_SUCH_PERSON)


def test_giving_the_piece_to_a_listening_latecomer_admits_them(table: Lay) -> None:
    """A8: a facilitator may tap "give a turn"."""
    t = begun(table, round_phase(late="listen"), "ada", "ben")
    t.quietly("cem", Join, name="cem")
    (
        t
        >> does("fay", GivePiece, to="cem")
        << sees(Steered, Admitted, TurnAwaited, TurnMissed, that(PieceGiven, to="cem"))
    )


# --- who begins -----------------------------------------------------------------------------------


def test_a_round_may_wait_for_whoever_likes_to_begin(table: Lay) -> None:
    """`volunteer`: nobody holds the piece; the circle turns to who begins."""
    t = begun(table, round_phase(start="volunteer", facilitator_turn="normal"), "ada", "ben")
    assert t.holder is None
    t >> does("ben", HandOn) << refuses(Code.NOT_YOUR_TURN)
    (
        t
        >> does("ben", Volunteer)
        << sees(that(CircleTurned, order=("ben", "fay", "ada")), that(PieceGiven, to="ben"))
    )
    t >> does("ada", Volunteer) << refuses(Code.NOT_NOW)


def test_the_facilitator_may_say_who_begins(table: Lay) -> None:
    """`facilitator_pick`, and nobody is missed by it."""
    t = begun(table, round_phase(start="facilitator_pick"), "ada", "ben")
    t >> does("fay", GivePiece, to="ben") << sees(Steered, CircleTurned, that(PieceGiven, to="ben"))
    assert t.session.piece.queue == ("fay", "ada")


def test_next_person_begins_a_round_that_nobody_begins(table: Lay) -> None:
    """Nobody is left waiting for a volunteer."""
    t = begun(table, round_phase(start="volunteer"), "ada", "ben")
    t >> does("fay", NextPerson) << sees(Steered, that(PieceGiven, to="ada"))


def test_who_comes_or_goes_before_anybody_began_starts_nothing(table: Lay) -> None:
    """The circle still waits."""
    t = begun(table, round_phase(start="volunteer"), "ada", "ben")
    t >> does("cem", Join, name="cem") << sees(PersonJoined, TurnAwaited)
    t >> does("ada", Leave) << sees(PersonLeft, TurnGivenUp)
    assert t.holder is None
    t >> does("cem", Volunteer) << sees(CircleTurned, that(PieceGiven, to="cem"))


# --- questions and answers ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "who, command", [("ada", HandOn), ("pia", Answered), ("pia", Decline), ("fay", NextPerson)]
)
def test_asker_presenter_and_facilitator_may_end_question_and_answer(
    table: Lay, who: str, command: type
) -> None:
    """They are one turn, and one tap ends it (A3.7, decision 12)."""
    t = questions(table)
    assert t.holder == "ada"
    t >> does(who, command) << sees(..., that(TurnEnded, by="ada"), that(PieceGiven, to="ben"))


def test_the_presenter_is_never_asked_to_ask(table: Lay) -> None:
    """Who answers does not sit in the circle of who asks."""
    t = questions(table)
    assert t.session.piece.order == ("ada", "ben", "fay")
    t >> does("pia", HandOn) << refuses(Code.NOT_YOUR_TURN)


def test_enough_ends_the_questions_early(table: Lay) -> None:
    """The presenter's own tap; the button on is lit, with that reason."""
    t = questions(table)
    (
        t
        >> does("pia", Enough)
        << sees(that(RoundClosed, why="presenter_done"), that(ExitReached, why="presenter_done"))
    )
    t >> does("pia", Enough) << refuses(Code.NOT_NOW)
    t >> does("cem", Join, name="cem") << sees(PersonJoined)


@pytest.mark.parametrize("command", [Answered, Decline, Enough])
def test_only_the_presenter_answers(table: Lay, command: type) -> None:
    """Neither the asker nor the facilitator in the presenter's name."""
    t = questions(table)
    t >> does("ada", command) << refuses(Code.NOT_NOW)
    t >> does("fay", command) << refuses(Code.NOT_NOW)


def test_a_question_does_not_end_before_its_answer(table: Lay) -> None:
    """Where somebody answers, writing the question down does not hand on."""
    ask = passes_phase("clarify", who="all_but_presenter", responder="presenter", kind="question",
                       collect=(KEYWORD, ),)  # fmt: skip
    t = table(small_format(brief_phase(collect=(OPEN_KEYWORD,)), topics_loop(ask)), "pia", "ada",
              facilitator="fay")  # fmt: skip
    t.given("pia", "balance")
    t.quietly("fay", NextPhase)
    t >> does("ada", Add, kind="keyword", text="more") << sees(ItemAdded)
    assert t.holder == "ada"


def test_commands_of_other_activities_make_no_sense_in_a_round(table: Lay) -> None:
    """`Finish` is taken for "hand on"; what belongs nowhere is refused."""
    t = begun(table, round_phase(), "ada", "ben")
    t >> does("ada", Finish) << sees(TurnEnded, that(PieceGiven, to="ben"))
    t >> does("ben", Answered) << refuses(Code.NOT_NOW)
