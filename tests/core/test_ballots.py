"""Counting answers, and what they decide."""

import pytest

from talkingpiece.core.ballots import (
    UNDECIDED,
    Answer,
    counted,
    from_both_ends,
    outcome,
    thumbs,
    voting,
)
from talkingpiece.core.ids import PersonId

ADA, BEN, CEM, DUA, EVE = (PersonId(name) for name in ("ada", "ben", "cem", "dua", "eve"))


def test_every_option_stands_in_the_counts_in_its_order() -> None:
    """Also the one that nobody chose; what is no option any more is left out."""
    answers = [Answer({"3": 1}), Answer({"1": 1}), Answer({"3": 1}), Answer({"9": 1})]
    assert list(counted(("1", "2", "3"), answers).items()) == [("1", 1), ("2", 0), ("3", 2)]


def test_who_is_not_concerned_is_in_no_figure() -> None:
    """Answered, and outside."""
    assert voting([Answer(), Answer({"up": 1}), Answer()]) == 1


def test_dots_add_up() -> None:
    """Stacked or spread."""
    given = [Answer({"i1": 2, "i2": 1}), Answer({"i1": 1}, done=False)]
    assert counted(("i1", "i2"), given) == {"i1": 3, "i2": 1}


@pytest.mark.parametrize(
    "decide, counts, decided",
    [
        ("majority", {"a": 3, "b": 2}, "a"),
        ("majority", {"a": 2, "b": 2}, UNDECIDED),
        ("majority", {"a": 2, "b": 1, "c": 1}, UNDECIDED),
        ("unanimity", {"a": 4, "b": 0}, "a"),
        ("unanimity", {"a": 3, "b": 1}, UNDECIDED),
        ("threshold", {"a": 4, "b": 2}, "a"),
        ("threshold", {"a": 3, "b": 2}, UNDECIDED),
        ("none", {"a": 3, "b": 0}, ""),
    ],
)
def test_what_a_choice_decides(decide: str, counts: dict[str, int], decided: str) -> None:
    """More than half, all, two thirds, or nothing."""
    votes = sum(counts.values())
    assert outcome(decide, "choice", counts, votes) == decided  # type: ignore[arg-type]


def test_one_objection_is_enough() -> None:
    """Consent is not a majority: the objection is heard."""
    assert outcome("no_objection", "consent", {"consent": 9, "object": 1}, 10) == "object"
    assert outcome("no_objection", "consent", {"consent": 9, "object": 0}, 9) == "consent"


def test_without_answers_nothing_is_decided() -> None:
    """Silence is no consent."""
    assert outcome("no_objection", "consent", {"consent": 0, "object": 0}, 0) == UNDECIDED


@pytest.mark.parametrize(
    "up, sideways, down, decided",
    [(2, 5, 1, "up"), (1, 0, 1, UNDECIDED), (0, 3, 0, UNDECIDED), (1, 9, 2, "down")],
)
def test_thumbs_held_sideways_stand_aside(up: int, sideways: int, down: int, decided: str) -> None:
    """ "No matter" leaves it to those to whom it matters."""
    counts = {"up": up, "sideways": sideways, "down": down}
    assert thumbs(counts) == decided
    assert outcome("majority", "roman", counts, up + sideways + down) == decided


@pytest.mark.parametrize("given, decided", [({"3": 2, "5": 1}, "3"), ({"2": 1, "5": 9}, UNDECIDED)])
def test_on_a_scale_of_agreement_whoever_is_below_the_middle_is_heard(
    given: dict[str, int], decided: str
) -> None:
    """Fist to five as consensus: below three explains."""
    counts = {str(number): given.get(str(number), 0) for number in range(6)}
    assert outcome("threshold", "scale", counts, sum(counts.values())) == decided


def test_from_both_ends() -> None:
    """Lowest, highest, next lowest, next highest; equals in the order of the ring."""
    scores = {ADA: 3, BEN: 1, CEM: 5, DUA: 3, EVE: 1}
    assert from_both_ends(scores, (ADA, BEN, CEM, DUA, EVE)) == [BEN, CEM, EVE, ADA, DUA]


def test_who_is_not_in_the_ring_has_no_place() -> None:
    """Only people at the table are asked why."""
    assert from_both_ends({ADA: 1, BEN: 5}, (BEN,)) == [BEN]
