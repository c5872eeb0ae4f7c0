"""The bundled family of mentoring sessions: first, regular, last, and a talk when it is needed."""

from typing import TypeVar

import pytest

import talkingpiece_mentoring
from talkingpiece.core.formats import Format
from talkingpiece.core.options import ArrangeOptions, CollectOptions, PollOptions
from talkingpiece.registry import Registry
from talkingpiece.sdk.soundness import problems_of
from talkingpiece.testing.simulate import Setting, simulate

KINDS = ("mentoring_adhoc", "mentoring_first", "mentoring_last", "mentoring_regular")
FAMILY = {declared.id: declared for declared in talkingpiece_mentoring.register_formats()}


def test_it_is_one_family_of_four() -> None:
    assert tuple(sorted(FAMILY)) == KINDS
    assert {declared.family for declared in FAMILY.values()} == {"mentoring_101"}


@pytest.mark.parametrize("declared", FAMILY.values(), ids=FAMILY)
def test_each_is_sound_and_for_two(declared: Format) -> None:
    assert problems_of(declared, declared.id) == ()
    assert declared.privacy == "pair"
    assert declared.capacity.ideal == (2, 2)
    assert declared.languages == ("en", "fr", "de")
    for phase in declared.phases():
        for words in (phase.title, phase.script, *phase.prompts.values()):
            assert set(words) == {"en", "fr", "de"}, phase.id


def test_the_frame_is_chosen_apart_and_has_to_be_the_same() -> None:
    """When needed, towards a goal, for a set time: both choose before either sees."""
    [frame] = _options(FAMILY["mentoring_first"], PollOptions)
    assert (frame.kind, frame.secret, frame.decide) == ("choice", "until_close", "unanimity")


def test_without_a_goal_the_first_session_asks_once() -> None:
    """With no goal it is hard to get anywhere; and it stays their choice."""
    [goals] = [p for p in FAMILY["mentoring_first"].phases() if p.id == "goals"]
    assert goals.gate is not None
    assert goals.gate.strength == "soft"


def test_what_was_written_apart_is_shown_together() -> None:
    retro = _options(FAMILY["mentoring_last"], CollectOptions)[0]
    assert retro.reveal == "on_close"


def test_commitments_are_agreed_line_by_line() -> None:
    agreed = [o for o in _options(FAMILY["mentoring_first"], ArrangeOptions) if "agree" in o.ops]
    assert len(agreed) == 1


@pytest.mark.parametrize("declared", FAMILY.values(), ids=FAMILY)
def test_the_usual_minutes_fit_the_session(declared: Format) -> None:
    assert sum(phase.minutes[1] for phase in declared.phases()) <= declared.duration[1]


@pytest.mark.parametrize("people", [2, 3])
@pytest.mark.parametrize("declared", FAMILY.values(), ids=FAMILY)
def test_the_two_come_to_its_end(declared: Format, people: int) -> None:
    """Also if one is late, or drops and comes back; a third one listens along."""
    if people > declared.capacity.hard_max:
        people = 2
    minutes = declared.duration[1]
    setting = Setting(format=declared, people=people, minutes=minutes, late=True, drops=True)
    plays = list(simulate(setting, Registry.load(None), 10, seed=3))
    assert [broken for play in plays for broken in play.violations] == []


Kind = TypeVar("Kind")


def _options(declared: Format, kind: type[Kind]) -> list[Kind]:
    return [phase.options for phase in declared.phases() if isinstance(phase.options, kind)]
