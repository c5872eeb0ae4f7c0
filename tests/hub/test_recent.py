"""A command that is sent again has had its effect: of each person the last ids are known."""

from hypothesis import given
from hypothesis import strategies as st

from talkingpiece.core.ids import PersonId
from talkingpiece.hub.recent import RECENT, Ids, Recent, remember

ANN, BOB = PersonId("p1"), PersonId("p2")


def test_what_is_queued_is_known_and_not_yet_kept() -> None:
    recent = Recent({ANN: ("a", "b")})
    recent.add(BOB, "c")
    assert recent.has(ANN, "a")
    assert recent.has(BOB, "c")
    assert not recent.has(ANN, "c"), "two people may have chosen the same id"
    assert recent.kept() == {ANN: ("a", "b")}
    recent.keep(recent.queued)
    assert recent.kept() == {ANN: ("a", "b"), BOB: ("c",)}


def test_what_was_not_kept_may_be_asked_again() -> None:
    recent = Recent({ANN: ("a",)})
    recent.add(ANN, "b")
    recent.drop()
    assert not recent.has(ANN, "b")
    assert recent.has(ANN, "a")
    assert recent.queued == 0


def test_what_is_asked_meanwhile_pushes_nothing_out_that_is_kept() -> None:
    recent = Recent({})
    for number in range(RECENT):
        recent.add(ANN, f"a{number}")
    first = recent.queued
    for number in range(RECENT):
        recent.add(ANN, f"b{number}")
    recent.keep(first)
    assert recent.kept() == {ANN: tuple(f"a{number}" for number in range(RECENT))}
    recent.keep(recent.queued)
    assert recent.kept() == {ANN: tuple(f"b{number}" for number in range(RECENT))}


def test_what_another_node_has_kept_is_known_too() -> None:
    recent = Recent({ANN: tuple(f"a{number}" for number in range(RECENT))})
    recent.hear({ANN: ("b",), BOB: ("c",)})
    assert recent.has(ANN, "b")
    assert recent.has(BOB, "c")
    assert not recent.has(ANN, "a0"), "the oldest is forgotten"
    assert len(recent.kept()[ANN]) == RECENT


@given(st.lists(st.tuples(st.sampled_from([ANN, BOB]), st.integers(1, 3)), max_size=200))
def test_kept_is_what_a_node_that_reads_the_log_remembers(
    groups: list[tuple[PersonId, int]],
) -> None:
    recent, read, number = Recent({}), Ids(), 0
    for person, size in groups:
        for _ in range(size):
            number += 1
            recent.add(person, f"c{number}")
            read = remember(read, person, f"c{number}")
        recent.keep(recent.queued)
        assert recent.kept() == read
