"""What a screen shows of an open talk. Neither thumbs nor turns of single people are in it."""

import msgspec

from talkingpiece.core.ids import Ms, PersonId


class FloorShown(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The floor of the running talk, as everybody sees it."""

    goes_by: str
    """`open`, `queue` or `seats`; `vote` while people vote on who takes a role."""
    hands: tuple[PersonId, ...] = ()
    """Whose hand is up, by time; who speaks next is another matter."""
    seats: tuple[PersonId, ...] = ()
    free: int = 0
    """How many seats are free."""
    until: Ms | None = None
    """Thumbs are asked for, until then."""
    answered: int = 0
    awaited: int = 0
    camera: str = ""
    """What is asked of cameras: `floor.<camera>` are its words."""
    over: bool = False
    """The thumbs said "next"."""
