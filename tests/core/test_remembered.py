"""What is asked many times of one frozen value is worked out once, and dies with it."""

import gc
import weakref

import msgspec

from talkingpiece.core.remembered import last_remembered, remembered, remembered_property


class Evening(msgspec.Struct, frozen=True, dict=True, weakref=True):
    people: tuple[str, ...]


class Answer:
    """Something that can be seen to be gone."""

    def __init__(self, people: tuple[str, ...]) -> None:
        self.count = len(people)


worked_out: list[Evening] = []


@remembered
def count(evening: Evening) -> Answer:
    worked_out.append(evening)
    return Answer(evening.people)


def test_it_is_worked_out_once_for_each_value() -> None:
    worked_out.clear()
    two, three = Evening(("ada", "ben")), Evening(("ada", "ben", "cy"))
    assert [count(one).count for one in (two, three, two, three)] == [2, 3, 2, 3]
    assert worked_out == [two, three]


def test_the_last_answer_is_kept_with_what_else_was_asked() -> None:
    asked: list[tuple[int, str]] = []

    @last_remembered
    def seat(evening: Evening, place: int, look: str = "plain") -> str:
        asked.append((place, look))
        return f"{evening.people[place]} {look}"

    evening = Evening(("ada", "ben"))
    assert [seat(evening, 0), seat(evening, 0), seat(evening, 0, look="large")] == [
        "ada plain",
        "ada plain",
        "ada large",
    ]
    assert seat(evening, 1) == "ben plain"
    assert seat(Evening(("cy",)), 0) == "cy plain"
    assert asked == [(0, "plain"), (0, "large"), (1, "plain"), (0, "plain")]


def test_what_comes_next_is_asked_anew() -> None:
    two = Evening(("ada", "ben"))
    assert count(two).count == 2
    assert count(msgspec.structs.replace(two, people=("ada",))).count == 1


def test_an_answer_lives_no_longer_than_what_it_is_about() -> None:
    evening = Evening(("ada",))
    answer = weakref.ref(count(evening))
    worked_out.clear()
    del evening
    gc.collect()
    assert answer() is None


def test_what_is_remembered_is_no_part_of_the_value() -> None:
    evening, image = Evening(("ada",)), msgspec.msgpack.encode(Evening(("ada",)))
    count(evening)
    assert msgspec.msgpack.encode(evening) == image
    assert evening == Evening(("ada",))


asked_for: list[tuple[str, ...]] = []


class Circle(msgspec.Struct, frozen=True, dict=True):
    people: tuple[str, ...]

    @remembered_property
    def first(self) -> str:
        """Who came first."""
        asked_for.append(self.people)
        return self.people[0]


def test_a_property_is_worked_out_once_for_each() -> None:
    asked_for.clear()
    circle = Circle(("ada", "ben"))
    assert [circle.first, circle.first] == ["ada", "ada"]
    assert msgspec.structs.replace(circle, people=("cy",)).first == "cy"
    assert asked_for == [("ada", "ben"), ("cy",)]
    assert Circle.first.__doc__ == "Who came first."
