"""What is unusual for a while: nobody leads, somebody is waited for, a private hint."""

from typing import Literal

import msgspec

from talkingpiece.core.ids import Ms, PersonId


class LeadWish(msgspec.Struct, frozen=True):
    """A facilitator who wants to take the lead, and since when."""

    by: PersonId
    at: Ms


class Leaderless(msgspec.Struct, frozen=True, kw_only=True):
    """Nobody leads: since when, whether people have been asked, and who has offered (A8)."""

    since: Ms
    asked: bool = False
    offer: LeadWish | None = None


class Awaited(msgspec.Struct, frozen=True, kw_only=True):
    """The presenter is away in the middle of their topic: who, since when, waited long enough."""

    person: PersonId
    since: Ms
    over: bool = False


class Nudge(msgspec.Struct, frozen=True):
    """A private hint to one person: which card."""

    to: PersonId
    card: str


Recording = Literal["", "paused", "noticed", "accepted"]
"""A recording in the call that the pact does not allow (A8).

Empty: none. `paused`: the clock stands still for it. `noticed`: it stood still already.
`accepted`: whoever holds the frame has decided to go on.
"""


class Gallery(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Others watch a demonstration: how many, and who has agreed to it (`core.gallery`)."""

    counts: dict[str, int] = {}
    """How many each node has told of, under a name it has drawn by lot."""
    doubted: frozenset[str] = frozenset()
    """Nodes that were asked whether they are still there, and have not said so yet."""
    least: int = 0
    """How many watched when they were asked: no fewer are said until they are heard or given up."""
    answered: PersonId | None = None
    """Whose case it was when they were asked, and answered."""
    agreed: bool = False
    shut: bool = False
