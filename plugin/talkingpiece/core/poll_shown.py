"""What a screen shows of a poll: the shared part, and one's own answer."""

import msgspec

from talkingpiece.core.ids import Ms, PersonId


class PollShown(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A poll as everybody sees it. Before `shown_at` it holds how many answered, and no answer."""

    kind: str
    phase: str = ""
    """The id of the phase that asked, where a later phase shows the figures."""
    question: str = ""
    """What the facilitator wrote."""
    asks: str = ""
    """The declared question: `questions.<asks>` are its words."""
    options: tuple[str, ...] = ()
    """The ids in their order; `choices.<id>` are their words, of a list they are items."""
    low: str = ""
    high: str = ""
    """What the two ends of a scale mean: `scales.<low>`."""
    submitted: int = 0
    awaited: int = 0
    weak: bool = False
    """So few are asked that secrecy is a weak word."""
    shown_at: Ms | None = None
    counts: dict[str, int] = {}
    votes: int = 0
    """How many people are in the counts."""
    withheld: bool = False
    """Too few answers to be shown without naming people."""
    outcome: str = ""
    """The option that was decided, or `undecided`."""
    objectors: tuple[PersonId, ...] = ()
    """Who objects and is to be heard."""


class Ballot(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """My own answer, which nobody else sees."""

    marks: dict[str, int] = {}
    answered: bool = False
    """Also when I am not concerned."""
    left: int = 0
    """How many dots I still have."""
    asked: bool = False
    """Whether I am one of those who are asked."""
