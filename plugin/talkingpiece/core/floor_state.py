"""What a phase remembers of hands, seats, thumbs and votes on people. Gone with it."""

import msgspec

from talkingpiece.core.ids import Ms, PersonId


class Hand(msgspec.Struct, frozen=True):
    """Somebody would like to speak, and since when."""

    by: PersonId
    at: Ms


class Thumbs(msgspec.Struct, frozen=True, kw_only=True):
    """A silent vote on whether the talk goes on. Who held which thumb is on nobody's screen."""

    at: Ms
    given: dict[PersonId, str] = {}


class Floor(msgspec.Struct, frozen=True, kw_only=True):
    """The floor of the running talk. *spoken* counts turns, and is neither shown nor kept."""

    hands: tuple[Hand, ...] = ()
    spoken: dict[PersonId, int] = {}
    seats: tuple[PersonId, ...] = ()
    thumbs: Thumbs | None = None
    extended: int = 0
    """How often the talk was made longer."""
    wishes: dict[PersonId, PersonId] = {}
    """Whom each would like to have a role, while people vote on it; on nobody else's screen."""
    over: bool = False
    """The thumbs said "next", or there is nothing left to make it longer by."""
