"""The bundled format `intervision_triage`: sound, complete, and as its source describes it."""

import pytest

import talkingpiece_intervision
from talkingpiece.core.formats import ForEach, Format, Step
from talkingpiece.core.options import RoundOptions
from talkingpiece.sdk.soundness import problems_of


@pytest.fixture(scope="module")
def declared() -> Format:
    (one,) = talkingpiece_intervision.register_formats()
    return one


def test_it_is_sound(declared: Format) -> None:
    assert problems_of(declared, "intervision") == ()


def test_every_text_stands_in_three_languages(declared: Format) -> None:
    assert declared.languages == ("en", "fr", "de")


def test_the_order_of_the_phases(declared: Format) -> None:
    """Keywords, urgency, then topic by topic: present, clarify, react, basket."""
    outside = [step.phase.id for step in declared.flow if isinstance(step, Step)]
    (loop,) = [step for step in declared.flow if isinstance(step, ForEach)]

    assert outside == [
        "lobby", "welcome", "follow_up", "keywords", "urgency", "carry_over", "closing",
    ]  # fmt: skip
    assert [phase.id for phase in loop.do] == ["present", "clarify", "react", "basket", "breath"]
    assert (loop.for_each, loop.role) == ("topics", "presenter")


def test_rounds_end_as_the_source_says(declared: Format) -> None:
    """Keywords and questions until everybody passes; reactions exactly once."""
    rounds = {p.id: p.options for p in declared.phases() if isinstance(p.options, RoundOptions)}

    assert {name for name, one in rounds.items() if one.repeat == "until_all_pass"} == {
        "keywords",
        "clarify",
    }
    assert rounds["clarify"].responder == "presenter"
    assert rounds["react"].who == "all_but_presenter"
    assert all(one.pass_ for one in rounds.values())


def test_the_follow_up_is_off_unless_somebody_wants_it(declared: Format) -> None:
    follow_up = next(phase for phase in declared.phases() if phase.id == "follow_up")

    assert follow_up.optional
    assert not follow_up.default_on


def test_nothing_but_keywords_and_their_state_outlives_a_session(declared: Format) -> None:
    """The format is sealed."""
    kept = {
        collected.kind
        for phase in declared.phases()
        for collected in phase.collect
        if collected.keep in {"series", "harvest"}
    }

    assert declared.privacy == "sealed"
    assert kept == {"keyword", "topic_state"}


def test_questions_and_gestures_are_gone_with_their_phase(declared: Format) -> None:
    kept = {
        collected.kind: collected.keep for phase in declared.phases() for collected in phase.collect
    }

    assert kept["question"] == kept["same_here"] == kept["ack"] == "none"


def test_nobody_is_called_a_host(declared: Format) -> None:
    """One word per thing, in each language."""
    texts = [
        text.lower()
        for phase in declared.phases()
        for words in (phase.title, *phase.prompts.values())
        for text in words.values()
    ]

    assert not [text for text in texts if "host" in text or "hôte" in text or "gastgeb" in text]
