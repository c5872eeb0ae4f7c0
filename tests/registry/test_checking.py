"""What plugins bring must fit what is here."""

import pytest

from talkingpiece.core.rules import PRESETS, ModerationRule
from talkingpiece.registry.checking import fits, wrong_with_rule, wrong_with_texts
from talkingpiece.sdk import Format, read_declaration


@pytest.fixture
def declared(dropped: str) -> Format:
    return read_declaration(dropped, "dropped.yaml")


def test_a_format_fits_where_its_activities_and_rules_are(declared: Format) -> None:
    assert fits(declared, "here", {"round"}, PRESETS) == ()


def test_an_activity_that_is_not_built_yet_is_named(declared: Format) -> None:
    (problem,) = fits(declared, "here", {"talk"}, PRESETS)

    assert str(problem) == "here: dropped: activity round is not playable yet (used by circle)"


def test_an_unknown_rule_is_named_with_its_phase(declared: Format) -> None:
    (problem,) = fits(declared, "here", {"round"}, {"rung"})

    assert str(problem) == 'here: dropped/circle: unknown rule "ring" (did you mean "rung"?)'


@pytest.mark.parametrize(
    "rule, said",
    [
        ("ring", "gave a str, not a ModerationRule"),
        (ModerationRule(id="My rule", mic="open"), "not a name for a rule"),
        (ModerationRule(id="ring", mic="open"), 'a rule "ring" already'),
    ],
)
def test_a_rule_that_cannot_be_taken(rule: object, said: str) -> None:
    (problem,) = wrong_with_rule(rule, "somebody", PRESETS)

    assert said in problem.message


def test_a_new_rule_is_taken() -> None:
    assert wrong_with_rule(ModerationRule(id="whisper", mic="holder"), "somebody", PRESETS) == ()


@pytest.mark.parametrize(
    "texts, said",
    [
        (["Passo"], "gave a list, not a mapping"),
        ({"buttons.pass": 3}, "'buttons.pass' is not text"),
        ({"buttons.pass": "{{ name }}"}, "a brace"),
        ({"buttons.pass": "{name"}, "a brace"),
    ],
)
def test_texts_that_cannot_be_taken(texts: object, said: str) -> None:
    (problem,) = wrong_with_texts(texts, "it", "somebody")

    assert said in problem.message


def test_texts_with_named_placeholders_are_taken() -> None:
    assert wrong_with_texts({"turns.you_are_next": "Dopo {name}."}, "it", "somebody") == ()


def test_a_language_has_the_usual_form() -> None:
    (problem,) = wrong_with_texts({}, "Italian!", "somebody")

    assert '"Italian!" is not a language' in problem.message
