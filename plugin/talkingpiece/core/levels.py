"""How the rules reach microphones in a call: only shown, by each widget, or by its moderation.

The wish for each microphone is the same at every level (`core.microphones`), and none of them opens
one. Round one table there are no microphones, so there is nothing to choose.
"""

from collections.abc import Iterator

from talkingpiece.core import commands as c
from talkingpiece.core import events as e
from talkingpiece.core.grammar import Moment
from talkingpiece.core.rules import Level
from talkingpiece.core.session import Session
from talkingpiece.core.shown import Offer
from talkingpiece.core.steering import facilitator
from talkingpiece.core.text import Say
from talkingpiece.errors import Code, Refused

LEVELS: tuple[Level, ...] = ("guide", "self", "server")


def set_level(moment: Moment, command: c.SetLevel) -> None:
    """A facilitator chooses; back to `guide` is always possible, and opens the floor."""
    facilitator(moment)
    if not moment.session.plan.call and command.level != "guide":
        raise Refused(Code.NOT_NOW)
    if command.level != moment.session.level:
        moment.add(e.LevelSet(level=command.level))


def offers(session: Session) -> Iterator[tuple[str, Offer]]:
    """The other levels, behind ⋯; from a strict one the way back comes first."""
    if not session.plan.call:
        return
    for order, level in enumerate(LEVELS):
        if level == session.level:
            continue
        label = Say("buttons.open_floor") if level == "guide" else Say(f"buttons.level_{level}")
        command: dict[str, str | int | bool] = {"do": "set_level", "level": level}
        yield f"level_{level}", Offer(command=command, label=label, place="more", order=80 + order)
