"""What an author lets the presenter take along: nothing, unless they say so by a tap (B1).

What was said to the presenter is seen by them while the session runs. Onto their sheet it comes
only from those who chose that, "from a peer", without a name; until the end one may think again.
"""

from talkingpiece.core import role_commands as c
from talkingpiece.core.formats import Format
from talkingpiece.core.grammar import Moment
from talkingpiece.core.ids import PersonId
from talkingpiece.core.role_events import LeftToPresenter
from talkingpiece.core.session import Item, Session
from talkingpiece.errors import Code, Refused


def kinds(format_: Format) -> frozenset[str]:
    """What leaves with the presenter only if its author lets it."""
    needs = (output for output in format_.outputs if output.needs == "author_consent")
    return frozenset(kind for output in needs for kind in output.content)


def given(session: Session, person: PersonId) -> tuple[Item, ...]:
    """What *person* gave for the presenter, and could let them keep."""
    asked = kinds(session.format)
    return tuple(
        item
        for item in session.items.values()
        if item.owner == person
        and item.to not in (None, person)
        and item.kind in asked
        and item.state != "withdrawn"
    )


def choose(moment: Moment, command: c.LeaveToPresenter) -> None:
    """Let the presenter keep what I gave for them, or rather not after all."""
    me = moment.me()
    if not given(moment.session, me.id):
        raise Refused(Code.NOT_NOW)
    if (me.id in moment.session.leaves) != command.on:
        moment.add(LeftToPresenter(by=me.id, on=command.on))


def is_left_to(session: Session, item: Item, person: PersonId) -> bool:
    """Whether *item*, somebody else's, stands on *person*'s sheet because its author let it."""
    return item.to == person and item.owner in session.leaves and item.kind in kinds(session.format)
