"""Everybody gives items at once: seen as they come, or given apart and shown together."""

from talkingpiece.core import gathering
from talkingpiece.core.formats import Reason
from talkingpiece.core.grammar import ActivityKind, Moment
from talkingpiece.core.ids import Ms, PersonId
from talkingpiece.core.session import Session


class Collect(ActivityKind):
    """Items are given with `Add`, which every phase understands by its labels.

    How many each may give, into which lanes, hidden or not, is said in `core.gathering`.
    """

    name = "collect"

    def gone(self, moment: Moment, person: PersonId, left: bool) -> None:
        """Nobody is waited for who is not here any more."""
        gathering.unveil_if_all_are_done(moment)

    def ended(self, session: Session, at: Ms) -> Reason | None:
        """`all_submitted`: everybody who may give something is done."""
        awaited = "all_submitted" in session.phase.exit
        return "all_submitted" if awaited and gathering.all_submitted(session) else None
