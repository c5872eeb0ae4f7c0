"""The bundled format `lean_coffee`: cards, dots, and thumbs on how long."""

import pytest

import talkingpiece_lean_coffee
from talkingpiece.core.formats import ForEach, Format
from talkingpiece.core.options import DiscussOptions, PollOptions
from talkingpiece.registry import Registry
from talkingpiece.sdk.soundness import problems_of
from talkingpiece.testing.simulate import Setting, simulate


@pytest.fixture(scope="module")
def declared() -> Format:
    (one,) = talkingpiece_lean_coffee.register_formats()
    return one


def test_it_is_sound(declared: Format) -> None:
    assert problems_of(declared, "lean_coffee") == ()


def test_every_text_stands_in_three_languages(declared: Format) -> None:
    assert declared.languages == ("en", "fr", "de")
    for phase in declared.phases():
        for words in (phase.title, phase.script, *phase.prompts.values()):
            assert set(words) == {"en", "fr", "de"}, phase.id


def test_dots_decide_the_order_and_are_secret_until_all_are_shown(declared: Format) -> None:
    (vote,) = [one.options for one in declared.phases() if isinstance(one.options, PollOptions)]
    assert (vote.kind, vote.dots, vote.stack, vote.secret) == ("dots", 3, True, "until_close")
    assert declared.lists["topics"].order == "votes"  # type: ignore[index]


def test_thumbs_decide_how_long_in_steps_that_get_shorter(declared: Format) -> None:
    (loop,) = [step for step in declared.flow if isinstance(step, ForEach)]
    options = loop.do[0].options
    assert isinstance(options, DiscussOptions)
    assert options.extend is not None
    assert (options.extend.by, options.extend.steps, options.extend.max) == ("vote", (4, 2), 2)


def test_nobody_has_to_facilitate(declared: Format) -> None:
    assert declared.roles["facilitator"].min == 0  # type: ignore[index]


@pytest.mark.parametrize("people", [3, 6, 10])
def test_people_of_all_kinds_come_to_its_end(declared: Format, people: int) -> None:
    """Latecomers, leavers, lost lines; the time kept for the end is kept."""
    setting = Setting(
        format=declared, people=people, minutes=60, late=True, leavers=True, drops=True
    )
    plays = simulate(setting, Registry.load(None), 10, seed=2)
    assert [broken for play in plays for broken in play.violations] == []
