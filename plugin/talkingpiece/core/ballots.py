"""Answers of a poll, and how they are counted. Pure: it knows marks and ids, no session.

One person's answer is what they marked: a choice, a thumb, a number of a scale, dots on items.
What leaves a poll is a `Result`: counts, never who gave what.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from talkingpiece.core.formats import Keep, Sees
from talkingpiece.core.ids import ItemId, Ms, PersonId, PhaseId

Decide = Literal["none", "majority", "unanimity", "no_objection", "threshold"]
UNDECIDED = "undecided"
"""The outcome of a poll that was to decide something and did not."""
THUMBS = ("up", "sideways", "down")
CONSENT = ("consent", "object")
LEAST_SHOWN = 4
"""With fewer answers than this an anonymous histogram would name people (formats.md B3)."""
WEAK_UP_TO = 3
"""With so few voters "anonymous" is a weak word, and they are told (experience.md 34)."""
THRESHOLD = 2 / 3
"""Which share of the answers `decide: threshold` asks for."""


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """One person's answer: how often they marked what. No marks: not concerned, or rather not."""

    marks: dict[str, int] = {}
    done: bool = True
    """False while dots are left, and nobody has said "that's all"."""


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What a poll came to. `sees` and `keep` are the labels of what the phase collects.

    `withheld`: too few answers to be shown, so `counts` is empty here and everywhere.
    """

    phase: PhaseId
    collected: str
    """The kind that the phase collects: rating, dots."""
    kind: str
    question: str
    """The words of a facilitator, or empty."""
    counts: dict[str, int]
    """Marks on each option, in the order of the options."""
    votes: int
    """How many people are in the counts."""
    outcome: str
    """The option that was decided, or `undecided`; empty where nothing was to be decided."""
    withheld: bool
    at: Ms
    sees: Sees
    keep: Keep
    topic: ItemId | None


class Poll(msgspec.Struct, frozen=True, kw_only=True):
    """The running poll, or the last one. *answers* are secret, and gone once nothing needs them."""

    phase: PhaseId
    topic: ItemId | None
    form: str = ""
    """The id of the format: after a change in mid-call another one may have such a phase."""
    lap: int = 0
    """How often what is repeated there had been gone through before."""
    question: str = ""
    answers: dict[PersonId, Answer] = {}
    objectors: tuple[PersonId, ...] = ()
    """Whose objections are to be heard, once consent is shown and its label lets people see it."""
    result: Result | None = None

    @property
    def place(self) -> tuple[str, PhaseId, ItemId | None, int]:
        """Where in the session it belongs."""
        return self.form, self.phase, self.topic, self.lap


def counted(options: Iterable[str], answers: Iterable[Answer]) -> dict[str, int]:
    """The marks on each of *options*, in their order; what is no option any more is left out."""
    counts = dict.fromkeys(options, 0)
    for answer in answers:
        for option, marks in answer.marks.items():
            if option in counts:
                counts[option] += marks
    return counts


def voting(answers: Iterable[Answer]) -> int:
    """How many people are in the counts: those who marked something."""
    return sum(1 for answer in answers if answer.marks)


def outcome(decide: Decide, kind: str, counts: Mapping[str, int], votes: int) -> str:
    """What *counts* decide: the id of an option, or `undecided`; empty where nothing is decided.

    majority: more than half of the answers. Thumbs held sideways stand aside, so there it is more
    up than down, or more down than up (C1). unanimity: all the same. no_objection: consent, unless
    somebody objects. threshold: two thirds; on a scale nobody below its middle, and the lowest
    number that was given is what was decided (E-9).
    """
    if decide == "none":
        return ""
    if votes == 0:
        return UNDECIDED
    if kind == "roman" and decide == "majority":
        return thumbs(counts)
    if decide == "no_objection":
        return "object" if counts.get("object") else "consent"
    if kind == "scale" and decide == "threshold":
        return _nobody_below_the_middle(counts)
    marks = sum(counts.values())
    first = max(counts, key=lambda option: counts[option])
    reached = {
        "majority": 2 * counts[first] > marks,
        "unanimity": counts[first] == marks,
        "threshold": counts[first] >= THRESHOLD * marks,
    }
    return first if reached[decide] else UNDECIDED


def thumbs(counts: Mapping[str, int]) -> str:
    """What a vote by thumbs decides: `up` or `down`, whichever is more, else `undecided`.

    A thumb held sideways says "no matter". For "shall we go on?" `up` is needed, so a tie ends
    the talk.
    """
    up, down = counts.get("up", 0), counts.get("down", 0)
    if up == down:
        return UNDECIDED
    return "up" if up > down else "down"


def _nobody_below_the_middle(counts: Mapping[str, int]) -> str:
    numbers = [int(option) for option in counts]
    given = min(int(option) for option, marks in counts.items() if marks)
    return str(given) if 2 * given >= min(numbers) + max(numbers) else UNDECIDED


def from_both_ends(scores: Mapping[PersonId, int], ring: Iterable[PersonId]) -> list[PersonId]:
    """Those with a score: lowest, highest, next lowest, next highest (formats.md A3.2).

    Equal scores stand in the order of *ring*.
    """
    low = sorted((person for person in ring if person in scores), key=lambda p: scores[p])
    order: list[PersonId] = []
    while low:
        order.append(low.pop(0))
        if low:
            highest = max(scores[person] for person in low)
            order.append(low.pop(next(i for i, p in enumerate(low) if scores[p] == highest)))
    return order
