"""Texts: in every declared language, short enough for the panel, and without template code."""

from collections.abc import Callable

import pytest

from talkingpiece.errors import Problem
from talkingpiece.sdk.wording import chain, placeholders_in

Spoilt = Callable[[str, str], tuple[Problem, ...]]
Problems = Callable[[str], tuple[Problem, ...]]

PROMPT = 'speaker: {en: "One word. Or pass."}'

WRONG = [
    ('title: {en: "Small circle"}', "title: {}", "at least one language"),
    ('title: {en: "Small circle"}', 'title: {en: "Small circle"}\ntagline: {fr: "Un mot"}',
     "no text in en"),
    ('{en: "Keywords"}', '{en: "Keywords", fr: "Mots"}', '"fr" is not a language of the title'),
    ('{en: "Keywords"}', '{fr: "Mots"}', "no text in en"),
    ('{en: "Keywords"}', '{en: ""}', "the text is empty"),
    ('{en: "Keywords"}', f'{{en: "{"x" * 41}"}}', "41 characters; at most 40 fit"),
    (PROMPT, f'speaker: {{en: "{"x" * 231}"}}', "231 characters; at most 230 fit"),
    (PROMPT, 'speaker: {en: "Hello {nme}"}', 'unknown placeholder "{nme}" (did you mean "name"?)'),
    (PROMPT, 'speaker: {en: "Hello {name!r}"}', 'unknown placeholder "{name!r}"'),
    (PROMPT, 'speaker: {en: "Hello {{ name }}"}', "unknown placeholder"),
    (PROMPT, 'speaker: {en: "Hello {name"}', "a brace stands alone"),
    (PROMPT, 'speakr: {en: "Hello"}', 'a prompt for "speakr", whom nobody is'),
]  # fmt: skip


@pytest.mark.parametrize("old, new, said", WRONG, ids=[said for *_, said in WRONG])
def test_what_a_text_may_not_be(spoilt: Spoilt, old: str, new: str, said: str) -> None:
    found = spoilt(old, new)

    assert said in " ".join(map(str, found)), [str(problem) for problem in found]


def test_a_language_tag_has_the_usual_form(spoilt: Spoilt) -> None:
    found = spoilt('title: {en: "Small circle"}', 'title: {en: "Small circle", EN_us: "Circle"}')

    assert '"EN_us" is not a language' in found[0].message


def test_languages_tell_the_same(
    circle: str, problems: Callable[[str], tuple[Problem, ...]]
) -> None:
    """A placeholder that only one language has would be missing for the others."""
    text = (
        circle.replace('"Small circle"}', '"Small circle", fr: "Petit cercle"}')
        .replace('"Keywords"}', '"Keywords", fr: "Mots-clés"}')
        .replace('"One word. Or pass."}', '"One word. Or pass.", fr: "Un mot."}')
        .replace('"Present"}', '"Present", fr: "Présenter"}')
        .replace('"Tell us about {keyword}."}', '"Tell us about {keyword}.", fr: "Raconte."}')
    )

    (problem,) = problems(text)

    assert problem.message == "the languages have different placeholders"
    assert problem.where == "circle.yaml:35"


def test_a_prompt_may_be_for_a_role_of_the_format(spoilt: Spoilt) -> None:
    assert spoilt("presenter: {en:", "facilitator: {en:") == ()


def test_the_chain_of_languages_ends_with_english() -> None:
    assert chain("fr-CH") == ("fr-CH", "fr", "en")
    assert chain("de_AT") == ("de-AT", "de", "en")
    assert chain("en") == ("en",)


def test_placeholders_are_the_names_in_braces() -> None:
    assert placeholders_in("{name} and {keyword}, {name}") == {"name", "keyword"}
