"""The buttons of a poll."""

from talkingpiece.core.commands import Add, GoTo, Join, NextPhase
from talkingpiece.core.poll_commands import ShowAnswers, Vote
from talkingpiece.core.text import Say
from talkingpiece.errors import Code
from talkingpiece.testing.script import Lay, Playbook, does, refuses
from talkingpiece.testing.small import OPEN_KEYWORD, begun, brief_phase, poll_phase, small_format

PEOPLE = ("ada", "ben", "cem", "dua")


def at_poll(t: Playbook, who: str) -> dict[str, str]:
    """What *who* may choose, with the key of its words."""
    offers = t.mine(who).offers.items()
    return {name: offer.label.key for name, offer in offers if offer.place == "poll"}


def test_not_concerned_stands_among_the_choices(table: Lay) -> None:
    """As large and as near as any number."""
    t = begun(table, poll_phase(audience="self_declared"), *PEOPLE)
    assert list(at_poll(t, "ada")) == [*(f"vote_{n}" for n in range(1, 6)), "abstain"]
    assert at_poll(t, "ada")["abstain"] == "buttons.not_concerned"


def test_nobody_has_to_answer(table: Lay) -> None:
    """Also where all are asked, one may stay out of it."""
    t = begun(table, poll_phase(kind="roman"), *PEOPLE)
    assert at_poll(t, "ada")["abstain"] == "buttons.abstain"
    assert at_poll(t, "ada")["vote_up"] == "choices.up"


def test_a_latecomer_who_listens_is_not_asked(table: Lay) -> None:
    """The phase says so."""
    t = begun(table, poll_phase(late="listen"), *PEOPLE)
    t.quietly("eve", Join, name="eve")
    assert at_poll(t, "eve") == {}


def test_dots_are_put_and_taken_one_by_one(table: Lay) -> None:
    """One more while some are left, one less where some lie."""
    form = small_format(brief_phase(collect=(OPEN_KEYWORD,)), poll_phase(kind="dots", dots=2))
    t = table(form, *PEOPLE, facilitator="fay")
    t.given("ada", "trust")
    t.given("ben", "pace")
    t.quietly("fay", NextPhase)
    assert list(at_poll(t, "ada")) == ["dot_i1", "dot_i2", "abstain"]
    t.quietly("ada", Vote, choice="i1")
    assert list(at_poll(t, "ada")) == ["undot_i1", "dot_i2", "abstain"]
    assert at_poll(t, "ada")["abstain"] == "buttons.enough_dots"
    t.quietly("ada", Vote, choice="i2")
    assert list(at_poll(t, "ada")) == ["undot_i1", "undot_i2", "abstain"]


def test_showing_becomes_the_large_button_once_the_way_is_lit(table: Lay) -> None:
    """Before that it is there, and small."""
    t = begun(table, poll_phase(), "ada", "ben")
    t.quietly("ada", Vote, choice="1").quietly("ben", Vote, choice="1")
    assert t.mine("fay").offers["show_answers"].tone == "calm"
    assert "show_answers" not in t.offers("ada")
    t.quietly("fay", Vote, choice="2")
    assert t.mine("fay").offers["show_answers"].tone == "main"


def test_once_shown_there_is_nothing_to_choose(table: Lay) -> None:
    """The figures stand."""
    t = begun(table, poll_phase(), *PEOPLE)
    t.quietly("ada", Vote, choice="1").quietly("fay", ShowAnswers)
    assert at_poll(t, "ada") == {}
    assert "show_answers" not in t.offers("fay")


def test_an_answer_is_nothing_to_be_written(table: Lay) -> None:
    """The kind that a poll collects is given by choosing; there is no field for it."""
    t = begun(table, poll_phase(), *PEOPLE)
    assert "add_rating" not in t.offers("ada")
    t >> does("ada", Add, kind="rating", text="5") << refuses(Code.NOT_NOW)


def test_the_way_on_is_lit_once_the_answers_are_seen(table: Lay) -> None:
    """Until then what comes next is to show them, and that button says why."""
    t = begun(table, poll_phase(exit=("all_submitted", "facilitator")), "ada", "ben")
    for who in ("ada", "ben", "fay"):
        t.quietly(who, Vote, choice="1")
    offers = t.mine("fay").offers
    assert offers["show_answers"].lit == Say("exits.all_submitted")
    assert offers["close"].lit is None
    assert offers["close"].confirm == Say("polls.sure_unseen")


def test_what_was_not_decided_may_be_asked_once_more(table: Lay) -> None:
    """Two chose, talked, and choose again; what is decided is not asked anew."""
    t = begun(table, poll_phase(kind="roman", decide="unanimity"), "ada", "ben")
    t.quietly("ada", Vote, choice="up").quietly("ben", Vote, choice="down")
    t.quietly("fay", ShowAnswers)
    assert "ask_again" not in t.offers("ada")
    assert t.mine("fay").offers["ask_again"].command["do"] == "go_to"
    t.quietly("fay", GoTo, phase=t.phase)
    assert at_poll(t, "ada")["vote_up"] == "choices.up"
    t.quietly("ada", Vote, choice="up").quietly("ben", Vote, choice="up")
    t.quietly("fay", ShowAnswers)
    assert "ask_again" not in t.offers("fay")
