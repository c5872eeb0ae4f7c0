"""Twelve of forty speak, and nobody is shut out by that."""

from talkingpiece.core.commands import Add, HandOn, Leave, NextPhase, Pass, Return
from talkingpiece.core.events import (
    ItemAdded,
    PersonReturned,
    PieceGiven,
    RoundClosed,
    TurnAwaited,
    TurnEnded,
)
from talkingpiece.core.formats import Collected
from talkingpiece.core.poll_commands import Abstain, AskTurn, ShowAnswers, Vote
from talkingpiece.errors import Code
from talkingpiece.testing.script import Lay, Playbook, does, refuses, sees, that
from talkingpiece.testing.small import brief_phase, poll_phase, round_phase, small_format

SCORES = {"ada": "3", "ben": "1", "cem": "5", "dua": "2", "eve": "4"}
WHY = Collected(kind="why", by="speaker", sees="group", keep="session")


def asking_why(table: Lay, **more: object) -> Playbook:
    """Five have answered, fin is not concerned; those at both ends are asked."""
    given: dict[str, object] = {"sample": 2, "rest_may_write": True, **more}
    why = round_phase(
        "why", kind="why", who="voters", order="by_score", start="extremes",
        facilitator_turn="none", collect=(WHY,), **given,
    )  # fmt: skip
    t = table(small_format(brief_phase(), poll_phase(), why), *SCORES, "fin", facilitator="fay")
    t.quietly("fay", NextPhase).quietly("fin", Abstain)
    for who, score in SCORES.items():
        t.quietly(who, Vote, choice=score)
    return t.quietly("fay", ShowAnswers).quietly("fay", NextPhase)


def test_a_sample_speaks_from_both_ends(table: Lay) -> None:
    """The lowest, then the highest; then it is done."""
    t = asking_why(table)
    assert t.session.piece.order == ("ben", "cem")
    t >> does("ben", HandOn) << sees(TurnEnded, that(PieceGiven, to="cem"))
    t >> does("cem", HandOn) << sees(TurnEnded, that(RoundClosed, why="round_done"), ...)


def test_others_may_ask_for_a_turn(table: Lay) -> None:
    """At the end, and once."""
    t = asking_why(table)
    assert "ask_turn" in t.offers("ada")
    t >> does("ada", AskTurn) << sees(that(TurnAwaited, by="ada"))
    t >> does("ada", AskTurn) << refuses(Code.NOT_NOW)
    t.quietly("ben", Pass).quietly("cem", Pass)
    assert t.holder == "ada"


def test_asking_after_the_last_turn_opens_the_round_again(table: Lay) -> None:
    """Nobody is too late by a moment."""
    t = asking_why(table).quietly("ben", HandOn).quietly("cem", HandOn)
    t >> does("eve", AskTurn) << sees(that(TurnAwaited, by="eve"), that(PieceGiven, to="eve"))


def test_who_is_not_concerned_is_not_asked_why(table: Lay) -> None:
    """Nor may they take a turn of those who are."""
    t = asking_why(table)
    t >> does("fin", AskTurn) << refuses(Code.NOT_NOW)
    t >> does("fin", Add, kind="why", text="x") << refuses(Code.NOT_YOUR_TURN)
    assert not {"ask_turn", "add_why"} & t.offers("fin")


def test_others_may_write_a_line_instead(table: Lay) -> None:
    """It takes nobody's turn; whoever is about to speak waits with it."""
    t = asking_why(table)
    t >> does("ada", Add, kind="why", text="Nobody answers.") << sees(that(ItemAdded))
    assert t.holder == "ben"
    t >> does("cem", Add, kind="why", text="x") << refuses(Code.NOT_YOUR_TURN)
    assert "add_why" in t.offers("eve")
    assert "add_why" not in t.offers("cem")


def test_where_the_format_does_not_say_so_only_speakers_write(table: Lay) -> None:
    """As in every other round."""
    t = asking_why(table, rest_may_write=False)
    t >> does("ada", Add, kind="why", text="x") << refuses(Code.NOT_YOUR_TURN)


def test_without_a_sample_everybody_concerned_is_asked(table: Lay) -> None:
    """And nobody has to ask for a turn."""
    t = asking_why(table, sample=0)
    assert t.session.piece.order == ("ben", "cem", "dua", "eve", "ada")
    t >> does("ada", AskTurn) << refuses(Code.NOT_NOW)


def test_who_comes_back_is_in_the_sample_only_if_they_were(table: Lay) -> None:
    """A sample does not grow by people losing their line."""
    t = asking_why(table).quietly("ada", Leave)
    t >> does("ada", Return) << sees(PersonReturned)
    assert "ada" not in t.session.piece.order
