"""A small sound declaration that tests spoil in one place."""

from collections.abc import Callable

import pytest

from talkingpiece.errors import FormatProblems, Problem
from talkingpiece.sdk import read_declaration

CIRCLE = """\
format: small_circle
version: 1
title: {en: "Small circle"}
duration: [5, 10, 20]
capacity: {min: 2, ideal: [3, 6], soft_max: 8, hard_max: 10}
privacy: sealed
roles:
  facilitator: {min: 1, max: 2}
  presenter: {max: 1, scope: topic, from: topics}
lists: {topics: {item: keyword, scope: series}}
flow:
- id: keywords
  title: {en: "Keywords"}
  use: round
  minutes: [1, 3, 5]
  who: in_turn
  with: {per_turn: {soft: 20, hard: 40}, items: {kind: keyword}, repeat: until_all_pass}
  collect:
  - {kind: keyword, by: speaker, sees: group, keep: series}
  rules: ring
  exit: [all_passed, facilitator]
  prompts:
    speaker: {en: "One word. Or pass."}
- for_each: topics
  role: presenter
  do:
  - id: present
    title: {en: "Present"}
    use: talk
    minutes: [1, 3, 5]
    with: {speaker: presenter}
    rules: one_voice
    exit: [presenter_done, facilitator]
    prompts:
      presenter: {en: "Tell us about {keyword}."}
outputs:
- {id: left, to: members, content: [keyword, topics_left], retention: series}
"""


@pytest.fixture
def circle() -> str:
    """A declaration with a round and a loop, in one language."""
    return CIRCLE


@pytest.fixture
def spoilt(circle: str) -> Callable[..., tuple[Problem, ...]]:
    """Reads the circle with one part written otherwise; gives the problems, none if it is sound."""

    def read(old: str, new: str) -> tuple[Problem, ...]:
        assert circle.count(old) == 1, f"{old!r} stands there {circle.count(old)} times"
        return problems_in(circle.replace(old, new))

    return read


@pytest.fixture
def problems() -> Callable[[str], tuple[Problem, ...]]:
    """The problems of a text, none if it is sound."""
    return problems_in


def problems_in(text: str) -> tuple[Problem, ...]:
    try:
        read_declaration(text, "circle.yaml")
    except FormatProblems as found:
        return found.problems
    return ()
