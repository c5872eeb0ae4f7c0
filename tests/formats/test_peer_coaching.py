"""The bundled format `peer_coaching_45`: one case, keen listening, no advice."""

import pytest

import talkingpiece_peer_coaching
from talkingpiece.core.formats import Format
from talkingpiece.core.options import AssignOptions, RoundOptions
from talkingpiece.core.situation_offers import CARDS
from talkingpiece.registry import Registry
from talkingpiece.sdk.soundness import problems_of
from talkingpiece.testing.simulate import Setting, simulate


@pytest.fixture(scope="module")
def declared() -> Format:
    (one,) = talkingpiece_peer_coaching.register_formats()
    return one


def test_it_is_sound(declared: Format) -> None:
    assert problems_of(declared, "peer_coaching") == ()


def test_every_text_stands_in_three_languages(declared: Format) -> None:
    assert declared.languages == ("en", "fr", "de")
    for phase in declared.phases():
        for words in (phase.title, phase.script, *phase.prompts.values()):
            assert set(words) == {"en", "fr", "de"}, phase.id


def test_the_usual_minutes_are_exactly_forty_five(declared: Format) -> None:
    """Trace 1.1."""
    assert sum(phase.minutes[1] for phase in declared.phases()) == 45 == declared.duration[1]


def test_it_names_its_source_and_its_licence_and_is_not_called_like_it(declared: Format) -> None:
    """Traces 1.3, 1.17, 1.18: credit, and a title and words of our own (decision 9)."""
    assert declared.id == "peer_coaching_45"
    assert "Creative Commons" in declared.credit
    assert declared.licence == "CC-BY-4.0"
    assert declared.source


def test_nobody_is_senior(declared: Format) -> None:
    """Traces 1.4, 1.5: no role stands above another, and facilitators take no turn."""
    assert set(declared.roles) == {"facilitator", "case_giver", "observer", "gallery"}
    rounds = [p.options for p in declared.phases() if isinstance(p.options, RoundOptions)]
    assert [one.facilitator_turn for one in rounds] == ["none", "none", "none", "last"]


def test_the_case_is_one_s_own_and_nobody_is_made_to_give_one(declared: Format) -> None:
    """Trace 1.3: agreed before, then by offering, then by lot among those who offered."""
    (choosing,) = [p for p in declared.phases() if isinstance(p.options, AssignOptions)]
    options = choosing.options
    assert isinstance(options, AssignOptions)
    assert (options.how, options.fallback, options.last) == ("agreed_before", "volunteer", "draw")
    assert "your own work" in choosing.prompts["all"]["en"]


@pytest.mark.parametrize(
    "phase, rule, cards",
    [
        ("observations", "observations_only", {"interpretation", "advice"}),
        ("explore", "questions_only", {"as_question"}),
        ("perspectives", "no_advice", {"advice"}),
    ],
)
def test_each_round_says_what_it_is_about_and_has_its_hints(
    declared: Format, phase: str, rule: str, cards: set[str]
) -> None:
    """Trace 1.15: observations, then questions, then perspectives; advice has a hint."""
    (found,) = [one for one in declared.phases() if one.id == phase]
    assert found.contribution == rule
    assert cards <= set(CARDS[rule])


def test_it_keeps_nothing_of_the_case(declared: Format) -> None:
    """Trace 1.12: sealed; only offers that were not heard stay in a series."""
    assert declared.privacy == "sealed"
    kept = {
        what.kind for phase in declared.phases() for what in phase.collect if what.keep == "series"
    }
    assert kept == {"case_offer"}
    (sheet,) = [output for output in declared.outputs if output.to == "case_giver"]
    assert sheet.needs == "author_consent"


@pytest.mark.parametrize("people", [4, 5, 7])
def test_people_of_all_kinds_come_to_its_end(declared: Format, people: int) -> None:
    """Trace 1.19: latecomers, leavers, a case giver who drops; nothing that is promised breaks."""
    setting = Setting(
        format=declared, people=people, minutes=45, late=True, leavers=True, drops=True
    )
    plays = simulate(setting, Registry.load(None), 15, seed=2)
    assert [broken for play in plays for broken in play.violations] == []
