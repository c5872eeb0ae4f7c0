"""Work on a list: its owners flag, keep, reword or withdraw what is theirs."""

from talkingpiece.core.formats import Reason
from talkingpiece.core.grammar import ActivityKind
from talkingpiece.core.ids import Ms
from talkingpiece.core.items import listed
from talkingpiece.core.options import ArrangeOptions
from talkingpiece.core.session import Session


class Arrange(ActivityKind):
    """The operations themselves are those of `core.items`; this says when the list is worked."""

    name = "arrange"

    def ended(self, session: Session, at: Ms) -> Reason | None:
        """`list_empty`: nothing on the list is left to be decided."""
        options = session.phase.options
        if not isinstance(options, ArrangeOptions) or "list_empty" not in session.phase.exit:
            return None
        open_ones = any(item.state == "open" for item in listed(session, options.list))
        return None if open_ones else "list_empty"
