"""What a room is asked, and what became of it."""

from collections.abc import Callable, Sequence
from typing import Protocol

import msgspec

from talkingpiece.core.commands import AnyCommand, HouseCommand, Stamp
from talkingpiece.core.events import AnyEvent
from talkingpiece.errors import Code, Refused


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a command, after the commit: done as of *seq*, or refused."""

    seq: int
    refused: Refused | None = None

    @property
    def unkept(self) -> bool:
        """Whether the store was away: asked again, it may well be done."""
        return self.refused is not None and self.refused.code is Code.STORE_UNAVAILABLE


Tell = Callable[[Verdict], None]


class Asked(msgspec.Struct, eq=False):
    """A command in the queue, with what was decided on it so far."""

    command: AnyCommand | HouseCommand
    stamp: Stamp
    tell: Tell | None = None
    events: tuple[AnyEvent, ...] = ()
    refused: Refused | None = None


class Audience(Protocol):
    """Who is shown what has been committed; the room itself shows nothing."""

    def committed(self, group: Sequence[Asked]) -> None:
        """The session has moved on: by *group*, or, if that is empty, on another node."""

    def erased(self) -> None:
        """The room has been forgotten while it was open."""
