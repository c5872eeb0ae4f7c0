"""What one phase may say: whom it names, what it keeps, under which condition it runs."""

from collections.abc import Callable

import pytest

from talkingpiece.core.rules import PRESETS
from talkingpiece.errors import FormatProblems, Problem
from talkingpiece.sdk import read_declaration

Spoilt = Callable[[str, str], tuple[Problem, ...]]

ROUND = "  use: round\n"
WITH = "with: {per_turn: {soft: 20, hard: 40}, items: {kind: keyword}, repeat: until_all_pass}"
TALK = "    with: {speaker: presenter}\n"

WRONG = [
    ("- id: keywords\n", "- id: Key words\n", "not a name for a phase"),
    ("who: in_turn", "who: nobody_knows", 'unknown role "nobody_knows"'),
    ("  use: round\n  minutes: [1, 3, 5]", "  use: round\n  minutes: [5, 3, 1]", "must ascend"),
    ("by: speaker", "by: janitor", 'unknown role "janitor"'),
    ("by: speaker, sees: group, keep: series", "by: speaker, sees: group, keep: harvest",
     "keeps nothing for a harvest"),
    ("by: speaker, sees: group, keep: series", "by: speaker, sees: public, keep: none",
     "shows nothing in public"),
    ("{kind: keyword, by", "{kind: story, by", 'may not keep "story" for the series'),
    ("{kind: keyword, by: speaker, sees: group, keep: series}",
     "{kind: hope, by: owner, sees: group, keep: session}", "for whoever has it alone"),
    ("{kind: keyword, by: speaker, sees: group, keep: series}",
     "{kind: hope, by: owner, sees: me, keep: personal}", "for whoever has it alone"),
    ("speaker: presenter}", "speaker: mentor}", 'unknown role "mentor"'),
    ("soft: 20, hard: 40", "soft: 40, hard: 20", "hard not less than soft"),
    ("soft: 20, hard: 40", "soft: 0, hard: 20", "at least 1 second"),
    ("items: {kind: keyword}", "items: {kind: keyword}, start: nowhere", 'unknown start "nowhere"'),
    ("items: {kind: keyword}", "items: {kind: keyword}, responder: judge", 'unknown role "judge"'),
    ("items: {kind: keyword}", "items: {kind: keyword}, who: judges", 'unknown role "judges"'),
    ("items: {kind: keyword}", "items: {kind: keyword}, deck: tarot", 'unknown deck "tarot"'),
    ("items: {kind: keyword}", "items: {kind: Key}", "not a name for a kind"),
    (ROUND, ROUND + "  when: {var: mood, op: gt, value: 1}\n", 'unknown variable "mood"'),
    (ROUND, ROUND + "  when: {op: gt, value: 1}\n", "either var, op and value, or one of"),
    (ROUND, ROUND + "  when: {all: [{var: moon}]}\n", 'unknown variable "moon"'),
    (ROUND, ROUND + "  when: {not: {var: moon}}\n", 'unknown variable "moon"'),
    (ROUND, ROUND + "  when: {var: count.people, op: in, value: 3}\n", 'op "in" takes a list'),
    (ROUND, ROUND + "  when: {var: count.people, value: [3]}\n", 'op "in" takes a list'),
    (ROUND, ROUND + "  gate: {need: {var: count.cards}}\n", 'unknown variable "count.cards"'),
    (ROUND, ROUND + "  gate: {need: {var: count.topics}, unless: {var: x}}\n",
     'unknown variable "x"'),
]  # fmt: skip


@pytest.mark.parametrize("old, new, said", WRONG, ids=[said for *_, said in WRONG])
def test_what_a_phase_may_not_say(spoilt: Spoilt, old: str, new: str, said: str) -> None:
    found = spoilt(old, new)

    assert len(found) == 1, [str(problem) for problem in found]
    assert said in str(found[0])


ACTIVITIES = [
    ("brief", "{who: stranger}", 'unknown role "stranger"'),
    ("collect", "{item: Card}", "not a name for a kind"),
    ("collect", "{item: card, by: stranger}", 'unknown role "stranger"'),
    ("arrange", "{list: cards, ops: [order]}", 'unknown list "cards"'),
    ("arrange", "{list: topics, ops: []}", "nothing may be done with the list"),
    ("arrange", "{list: topics, ops: [order], by: stranger}", 'unknown role "stranger"'),
    ("arrange", "{list: topics, ops: [burn]}", '"burn" is not a value of "ops"'),
    ("poll", "{kind: dots, target: cards}", 'unknown list "cards"'),
    ("poll", "{kind: dots}", "either a target or a question"),
    ("poll", "{kind: dots, question: which}", "which one?"),
    ("poll", "{kind: choice, question: which}", "at least two options"),
    ("poll", "{kind: roman, question: on, audience: judges}", 'unknown audience "judges"'),
    ("poll", "{kind: scale, question: on, scale: {min: 5, max: 2}}", "a scale goes up"),
    ("poll", "{kind: scale, question: on, scale: {min: 0, max: 100}}", "at most 10"),
    ("poll", "{kind: roman, question: on, decide: no_objection}", "only a consent is decided"),
    ("discuss", "{floor: seats}", "at least one seat"),
    ("discuss", "{when_full: fight}", '"fight" is not a value of "when_full"'),
    ("assign", "{role: judge, how: volunteer}", 'unknown role "judge"'),
    ("assign", "{role: presenter, how: magic}", 'unknown way to a role "magic"'),
    ("assign", "{role: presenter, how: draw, last: magic}", 'unknown way to a role "magic"'),
    ("discuss", "{per_turn: {soft: 9, hard: 3}}", "hard not less than soft"),
    ("discuss", "{deck: tarot}", 'unknown deck "tarot"'),
]


@pytest.mark.parametrize("use, options, said", ACTIVITIES)
def test_what_an_activity_may_not_say(spoilt: Spoilt, use: str, options: str, said: str) -> None:
    phase = f"    use: {use}\n    minutes: [1, 3, 5]\n    with: {options}\n    rules: one_voice\n"
    old = f"    use: talk\n    minutes: [1, 3, 5]\n{TALK}    rules: one_voice\n"
    found = spoilt(
        old + "    exit: [presenter_done, facilitator]\n", phase + "    exit: [facilitator]\n"
    )

    assert len(found) == 1, [str(problem) for problem in found]
    assert said in str(found[0])


@pytest.mark.parametrize(
    "condition",
    [
        "{var: count.topics, op: gte, value: 1}",
        "{var: role.presenter.filled, value: true}",
        "{var: series.index, op: gt, value: 1}",
        "{any: [{var: count.people, op: lt, value: 4}, {not: {var: series.is_last, value: true}}]}",
        "{var: poll.outcome, op: in, value: [a, b]}",
    ],
)
def test_conditions_compare_variables_of_the_closed_list(spoilt: Spoilt, condition: str) -> None:
    assert spoilt(ROUND, f"{ROUND}  when: {condition}\n") == ()


def test_a_pair_keeps_nothing_for_a_harvest(circle: str) -> None:
    text = circle.replace("privacy: sealed", "privacy: pair").replace(
        "keep: series}", "keep: harvest}"
    )

    with pytest.raises(FormatProblems, match="a pair format keeps nothing for a harvest"):
        read_declaration(text, "circle.yaml")


def test_an_open_format_may_keep_a_harvest(circle: str) -> None:
    text = circle.replace("privacy: sealed", "privacy: open").replace(
        "keep: series}", "keep: harvest}"
    )

    assert read_declaration(text, "circle.yaml").privacy == "open"


def test_an_unreadable_privacy_hides_no_other_problem_and_makes_up_none(spoilt: Spoilt) -> None:
    """Whether a harvest is allowed is not known, so nothing is said about it."""
    (problem,) = spoilt("privacy: sealed", "privacy: secret")

    assert '"secret" is not a value of "privacy"' in problem.message


def test_an_unknown_rule_is_refused_where_the_rules_are_known(circle: str) -> None:
    text = circle.replace("  rules: ring", "  rules: rign")
    assert read_declaration(text, "circle.yaml").phases()[0].rules == "rign"

    with pytest.raises(FormatProblems) as raised:
        read_declaration(text, "circle.yaml", PRESETS)

    (problem,) = raised.value.problems
    assert str(problem) == 'circle.yaml:20: unknown rule "rign" (did you mean "ring"?)'


def test_a_wish_that_cannot_be_read_has_one_sentence(spoilt: Spoilt) -> None:
    """An exit that does not exist is not said to be out of reach as well."""
    (problem,) = spoilt("exit: [all_passed, facilitator]", "exit: [never]")
    assert '"never" is not a value of "exit"' in str(problem)
