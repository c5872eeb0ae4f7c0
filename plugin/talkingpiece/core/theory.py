"""Real and recent: where topics stay theory, whoever conducts gets a hint, and nobody else (B2)."""

from talkingpiece.core.events import Nudged
from talkingpiece.core.grammar import Moment
from talkingpiece.core.session import Session

WHEN = "when"
"""The field of an item that says when it happened."""
IN_A_ROW = 3


def look(moment: Moment, kind: str) -> None:
    """After something of *kind* was given: three in a row that never happened are theory."""
    session = moment.session
    lead = session.lead
    if lead is not None and session.nudge is None and is_theory(session, kind):
        moment.add(Nudged(to=lead, card="theory"))


def is_theory(session: Session, kind: str) -> bool:
    """Whether the last items of *kind* all leave open when it happened; asked at every third."""
    if not any(one.item == kind and WHEN in one.fields for one in session.format.lists.values()):
        return False
    given = [
        item for item in session.items.values() if item.kind == kind and item.owner is not None
    ]
    row = 0
    for item in reversed(given):
        if WHEN in item.fields:
            break
        row += 1
    return row > 0 and row % IN_A_ROW == 0
