"""Work on a list: what is on it is grouped, ordered, agreed on, kept or withdrawn."""

from talkingpiece.core import arranging
from talkingpiece.core import commands as c
from talkingpiece.core import events as e
from talkingpiece.core.formats import Reason
from talkingpiece.core.grammar import ActivityKind, Moment
from talkingpiece.core.ids import Ms
from talkingpiece.core.items import listed
from talkingpiece.core.options import ArrangeOptions
from talkingpiece.core.session import Session
from talkingpiece.errors import Code, Refused


class Arrange(ActivityKind):
    """The operations are those of `core.arranging` and `core.items`; this says when it is done."""

    name = "arrange"

    def handle(self, moment: Moment, command: c.AnyCommand) -> None:
        """`Finish`: whoever works on the list says that it is done."""
        if not isinstance(command, c.Finish):
            raise Refused(Code.NOT_NOW)
        if not arranging.may_finish(moment.session, moment.actor):
            raise Refused(Code.NOT_YOUR_TURN)
        moment.add(e.RoundClosed(why="presenter_done"))

    def ended(self, session: Session, at: Ms) -> Reason | None:
        """Whichever exit of the phase is reached; see formats.md D3."""
        options = session.phase.options
        assert isinstance(options, ArrangeOptions)
        exits = session.phase.exit
        if "presenter_done" in exits and session.piece.closed == "presenter_done":
            return "presenter_done"
        if "scheduled" in exits and session.next_date is not None:
            return "scheduled"
        if "all_agreed" in exits and arranging.all_agreed(session):
            return "all_agreed"
        open_ones = any(item.state == "open" for item in listed(session, options.list))
        return "list_empty" if "list_empty" in exits and not open_ones else None
