"""A rehearsal: somebody facilitates alone, all others at the table are simulated.

The core does not know who is simulated; they sit down and tap as everybody does. It only keeps how
fast they are, so that whoever rehearses can change it from the panel.
"""

from collections.abc import Iterator

from talkingpiece.core.commands import SetPace
from talkingpiece.core.events import PaceSet
from talkingpiece.core.grammar import Moment
from talkingpiece.core.session import Session
from talkingpiece.core.shown import Offer
from talkingpiece.core.text import Say
from talkingpiece.errors import Code, Refused

PACES = (1, 4, 16)
"""As people are, and so many times faster."""
KEPT_MS = 2 * 3600 * 1000
"""Everything of a rehearsal is gone this long after its end."""


def set_pace(moment: Moment, command: SetPace) -> None:
    """Whoever facilitates makes the others faster or slower."""
    if not moment.session.plan.rehearsal:
        raise Refused(Code.NOT_NOW)
    if moment.me().role != "facilitator":
        raise Refused(Code.NOT_THE_FACILITATOR)
    if command.pace != moment.session.pace:
        moment.add(PaceSet(pace=command.pace))


def paces(session: Session) -> Iterator[tuple[str, Offer]]:
    """The two buttons behind the badge: one step slower, one step faster, where there is one."""
    if not session.plan.rehearsal:
        return
    now = PACES.index(session.pace)
    for order, (name, at) in enumerate((("slower", now - 1), ("faster", now + 1)), start=1):
        if 0 <= at < len(PACES):
            yield (
                name,
                Offer(
                    command={"do": "set_pace", "pace": PACES[at]},
                    label=Say(f"rehearsal.{name}", {"n": PACES[at]}),
                    place="line",
                    order=order,
                ),
            )
