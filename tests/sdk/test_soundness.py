"""A declaration that fits the types may still make no sense: names, people, time, outputs."""

from collections.abc import Callable

import msgspec
import pytest

from talkingpiece.errors import Problem
from talkingpiece.sdk import read_declaration
from talkingpiece.sdk.soundness import kinds_of, problems_of

Spoilt = Callable[[str, str], tuple[Problem, ...]]

WRONG = [
    # what is written instead, and what is said about it
    ("format: small_circle", "format: Small-Circle", "not a name for a format"),
    ("version: 1", "version: 0", "versions begin with 1"),
    ("version: 1", 'version: 1\nkernel: ">=2"', "needs a kernel >=2, and this one is 1"),
    ("version: 1", 'version: 1\nkernel: ">=0,<1"', "needs a kernel"),
    ("version: 1", "version: 1\nkernel: newest", "is not a range"),
    ("duration: [5, 10, 20]", "duration: [5, 20, 10]", "minutes must ascend"),
    ("duration: [5, 10, 20]", "duration: [0, 0, 20]", "a session takes time"),
    ("privacy: sealed", "privacy: sealed\nreserve_closing: 11", "more minutes than the session"),
    ("ideal: [3, 6]", "ideal: [6, 3]", "must ascend"),
    ("min: 2, ideal", "min: 4, ideal", "must ascend"),
    ("facilitator: {min: 1, max: 2}", "facilitator: {min: 3, max: 2}", "min is larger than max"),
    ("facilitator: {min: 1, max: 2}", "facilitator: {min: 11, max: 12}", "more people than"),
    ("facilitator: {min: 1, max: 2}", "Facilitator: {min: 1}", "not a name for a role"),
    ("from: topics", "from: topic", 'unknown list "topic"'),
    ("privacy: sealed", 'privacy: sealed\nparams: {"a b": 1}', "not a name for a parameter"),
    ("{item: keyword, scope", "{item: Key, scope", "not a name for a kind"),
    ("for_each: topics", "for_each: goals", 'unknown list "goals"'),
    ("  role: presenter\n", "  role: leader\n", 'unknown role "leader"'),
    ("  role: presenter\n", "  role: presenter\n  as: My topic\n", "not a name for an item"),
    ("  - id: present\n", "  - id: keywords\n", 'a phase "keywords" already'),
    ("    use: talk\n", "    use: talk\n    pre_start: true\n", "before the start"),
    ("to: members", "to: everybody", 'unknown recipient "everybody"'),
    ("retention: series}", "retention: forever}", 'unknown retention "forever"'),
    ("content: [keyword", "content: [applause", '"applause", which no phase collects'),
    ("{id: left, to: members", "{id: left, to: public", "is public, and the format is sealed"),
    ("retention: series}", "retention: harvest}", "is public, and the format is sealed"),
]


@pytest.mark.parametrize("old, new, said", WRONG, ids=[said for *_, said in WRONG])
def test_what_makes_no_sense_is_said_once(spoilt: Spoilt, old: str, new: str, said: str) -> None:
    found = spoilt(old, new)

    assert len(found) == 1, [str(problem) for problem in found]
    assert said in str(found[0])


def test_the_small_circle_is_sound(spoilt: Spoilt) -> None:
    assert spoilt("version: 1", "version: 2") == ()


def test_two_outputs_need_two_names(spoilt: Spoilt) -> None:
    again = "\n- {id: left, to: members, content: [topics_left], retention: series}\n"

    (problem,) = spoilt("retention: series}\n", f"retention: series}}{again}")

    assert 'an output "left" already' in problem.message


def test_a_sealed_format_keeps_only_topics_for_its_series(spoilt: Spoilt) -> None:
    """A collected kind in an output of the series would leave the room after all."""
    old = "    rules: one_voice\n"
    collected = "    collect: [{kind: takeaway, by: presenter, sees: owner, keep: personal}]\n"

    assert spoilt(old, old + collected) == ()

    output = "outputs:\n- {id: all, to: members, content: [takeaway], retention: series}\n"
    (problem,) = spoilt(
        old + "    exit: [presenter_done, facilitator]\n"
        '    prompts:\n      presenter: {en: "Tell us about {keyword}."}\noutputs:\n',
        old + collected + "    exit: [presenter_done, facilitator]\n"
        '    prompts:\n      presenter: {en: "Tell us about {keyword}."}\n' + output,
    )
    assert '"takeaway" may not be kept for the series' in problem.message


def test_an_empty_flow_and_an_empty_loop_are_refused(circle: str, problems: object) -> None:
    assert callable(problems)
    flow = circle[circle.index("flow:") : circle.index("outputs:")]
    said = [problem.message for problem in problems(circle.replace(flow, "flow: []\n"))]
    assert "a format has at least one phase" in said

    loop = flow[: flow.index("- for_each")] + "- {for_each: topics, do: []}\n"
    said = [problem.message for problem in problems(circle.replace(flow, loop))]
    assert said == ["a loop has at least one phase"]


def test_kinds_are_those_that_phases_and_lists_name(circle: str) -> None:
    assert set(kinds_of(read_declaration(circle, "circle.yaml"))) == {"keyword"}


def test_a_format_made_in_code_is_looked_at_too(circle: str) -> None:
    """Without a file the place of a problem is the plugin, the format and the path."""
    declared = read_declaration(circle, "circle.yaml")
    assert problems_of(declared, "somebody") == ()

    wrong = msgspec.structs.replace(declared, version=0)

    (problem,) = problems_of(wrong, "somebody")
    assert str(problem) == "somebody: small_circle: version: versions begin with 1"
