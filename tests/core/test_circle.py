"""Who sits in a round, in which order, from which start (formats.md A3.1 and A3.2)."""

import pytest

from talkingpiece.core.circle import order_of, takes_part
from talkingpiece.core.commands import (
    AnotherRound,
    HandOn,
    Join,
    JustListen,
    Leave,
    Lose,
    NextPhase,
    Pass,
)
from talkingpiece.core.formats import Phase
from talkingpiece.core.options import RoundOptions
from talkingpiece.core.poll_commands import Abstain, ShowAnswers, Vote
from talkingpiece.testing.script import Lay, Playbook
from talkingpiece.testing.small import (
    OPEN_KEYWORD,
    brief_phase,
    poll_phase,
    round_phase,
    small_format,
    talk_phase,
    topics_loop,
)

PEOPLE = ("ada", "ben", "cem")


def begun(table: Lay, phase: Phase, *people: str, **plan: object) -> Playbook:
    """fay facilitates and sat down first; the round has just opened."""
    laid = table(small_format(brief_phase(), phase), *(people or PEOPLE), facilitator="fay", **plan)
    return laid.quietly("fay", NextPhase)


def circle(table: Playbook) -> str:
    """The circle as initials."""
    return "".join(person[0] for person in table.session.piece.order)


@pytest.mark.parametrize(
    "turn, order",
    [("normal", "fabc"), ("last", "abcf"), ("last_optional", "abcf"), ("none", "abc")],
)
def test_where_facilitators_sit(table: Lay, turn: str, order: str) -> None:
    """At the end, among the others, or not at all."""
    options = {"facilitator_turn": turn, "start": "ring"}
    assert circle(begun(table, round_phase(**options))) == order


@pytest.mark.parametrize(
    "start, orders",
    [
        ("rotate", ("abcf", "bcaf", "cabf", "abcf")),
        ("left_of_facilitator", ("abcf", "abcf")),
        ("ring", ("abcf", "abcf")),
    ],
)
def test_who_begins(table: Lay, start: str, orders: tuple[str, ...]) -> None:
    """`rotate` moves on by one each round; facilitators stay last."""
    t = begun(table, round_phase(start=start))
    for number, order in enumerate(orders):
        assert circle(t) == order
        for _ in (*PEOPLE, "fay"):
            t.quietly(str(t.holder), Pass)
        if number < len(orders) - 1:
            t.quietly("fay", AnotherRound)


def test_every_second_round_runs_the_other_way(table: Lay) -> None:
    """`alternate`: who begins is the same as without, the direction is not."""
    t = begun(table, round_phase(start="rotate", direction="alternate"))
    seen = []
    for _ in range(3):
        seen.append(circle(t))
        for _ in (*PEOPLE, "fay"):
            t.quietly(str(t.holder), Pass)
        t.quietly("fay", AnotherRound)
    assert seen == ["abcf", "bacf", "cabf"]


def test_the_counter_of_rotation_is_per_phase_id(table: Lay) -> None:
    """Rounds of another phase do not move the start (decision 12)."""
    first, second = round_phase("first", start="rotate"), round_phase("second", start="rotate")
    t = table(small_format(brief_phase(), first, second), *PEOPLE, facilitator="fay")
    t.quietly("fay", NextPhase).quietly("fay", NextPhase)
    assert (t.phase, circle(t)) == ("second", "abcf")


@pytest.mark.parametrize("start, order", [("rotate", "bcaf"), ("ring", "bcaf")])
def test_in_the_next_session_another_person_starts(table: Lay, start: str, order: str) -> None:
    """The series remembers an offset."""
    assert circle(begun(table, round_phase(start=start), ring_offset=1)) == order


@pytest.mark.parametrize(
    "presenter, order", [("ada", "bcf"), ("ben", "caf"), ("cem", "abf"), ("fay", "abc")]
)
def test_questions_begin_next_after_the_presenter(table: Lay, presenter: str, order: str) -> None:
    """Clockwise from whoever presents, who is not in the circle."""
    ask = round_phase("ask", who="all_but_presenter", start="next_after_presenter")
    opening = brief_phase(collect=(OPEN_KEYWORD,))
    t = table(small_format(opening, topics_loop(ask)), *PEOPLE, facilitator="fay")
    t.given(presenter, "balance")
    assert circle(t.quietly("fay", NextPhase)) == order


def test_next_after_a_presenter_there_is_not_is_the_first_seat(table: Lay) -> None:
    """A declaration may say so outside a loop; nobody is stuck."""
    assert circle(begun(table, round_phase(start="next_after_presenter"))) == "abcf"


def test_who_is_away_late_or_just_listens_is_not_in_the_circle(table: Lay) -> None:
    """Eligible are those who are present and wish to be."""
    late = round_phase("second", late="listen")
    t = table(small_format(brief_phase(), round_phase(), late), *PEOPLE, facilitator="fay")
    t.quietly("ada", Leave).quietly("ben", JustListen).quietly("fay", NextPhase)
    assert circle(t) == "cf"
    t.quietly("fay", NextPhase).quietly("dua", Join, name="dua").quietly("cem", Lose)
    options = t.session.phase.options
    assert isinstance(options, RoundOptions)
    assert order_of(t.session, options) == ("fay",)
    able = {p for p in t.session.ring if takes_part(t.session, options, p)}
    assert able == {"fay"}


def test_the_presenter_of_a_talk_sits_in_later_rounds_again(table: Lay) -> None:
    """A role ends with its topic."""
    topics = topics_loop(talk_phase(), round_phase("react", who="all_but_presenter"))
    flow = small_format(brief_phase(collect=(OPEN_KEYWORD,)), topics, round_phase("closing"))
    t = table(flow, *PEOPLE, facilitator="fay")
    t.given("ada", "balance")
    t.quietly("fay", NextPhase).quietly("fay", NextPhase)
    assert circle(t) == "bcf"
    t.quietly("fay", NextPhase)
    assert (t.phase, circle(t)) == ("closing", "abcf")


# --- by score, and of those who voted or gave something ---------------------------------------

NUMBERS = {"ada": "3", "ben": "1", "cem": "5", "dua": "3", "eve": "2"}


def why(table: Lay, start: str = "extremes", answers: dict[str, str] = NUMBERS) -> Playbook:
    """The round in which those who voted say why."""
    asked = round_phase(
        "why", who="voters", order="by_score", start=start, facilitator_turn="normal"
    )
    t = table(small_format(brief_phase(), poll_phase(), asked), *NUMBERS, facilitator="fay")
    t.quietly("fay", NextPhase).quietly("fay", Abstain)
    for who, choice in answers.items():
        t.quietly(who, Vote, choice=choice)
    return t.quietly("fay", ShowAnswers).quietly("fay", NextPhase)


@pytest.mark.parametrize("start, order", [("extremes", "bcead"), ("rotate", "beadc")])
def test_by_score_from_both_ends_or_from_below(table: Lay, start: str, order: str) -> None:
    """Lowest, highest, next lowest, next highest; or up the scale."""
    assert circle(why(table, start)) == order


def test_of_few_the_order_tells_nothing(table: Lay) -> None:
    """Below four answers nothing is shown of them, so nobody goes by them either."""
    few = {"ada": "5", "ben": "1", "cem": "3"}
    assert circle(why(table, answers=few)) == "abc"


def test_the_order_of_scores_is_on_nobody_s_screen(table: Lay) -> None:
    """Who waits stands as they sit, and who is next is known to them and whoever leads."""
    t = why(table)
    piece = t.view().piece
    assert "".join(person[0] for person in piece.order) == "bacde"
    assert piece.hushed
    assert piece.next == ""
    t.quietly("ben", HandOn)
    piece = t.view().piece
    assert "".join(person[0] for person in piece.order) == "bcade"
    assert (piece.holder, piece.had) == ("cem", {"ben": True})
    gives = [name for name in t.mine("fay").offers if name.startswith("give_piece")]
    assert gives == ["give_piece_ada", "give_piece_dua"], "as they sit, without the next one"


def test_a_round_for_those_who_gave_something(table: Lay) -> None:
    """Each author says a sentence about their card; who gave none listens."""
    pitch = round_phase("pitch", who="authors", start="rotate")
    form = small_format(brief_phase(collect=(OPEN_KEYWORD,)), pitch)
    t = table(form, *PEOPLE, facilitator="fay")
    t.given("cem", "trust")
    t.given("ada", "pace")
    assert circle(t.quietly("fay", NextPhase)) == "ac"
