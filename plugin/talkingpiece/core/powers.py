"""What a role of the format may do beside facilitators: both in a mentoring pair may move on."""

from talkingpiece.core import flow
from talkingpiece.core.formats import Format
from talkingpiece.core.ids import Ms, PersonId
from talkingpiece.core.remembered import remembered
from talkingpiece.core.roles import roles_of
from talkingpiece.core.session import Session


def is_given(session: Session, power: str) -> bool:
    """Whether any role of this format has *power*."""
    return power in _given(session.format)


@remembered
def _given(chosen: Format) -> frozenset[str]:
    return frozenset(power for spec in chosen.roles.values() for power in spec.powers)


def has_power(session: Session, person: PersonId, power: str) -> bool:
    """Whether one of the roles of *person* has *power* in this format."""
    if not is_given(session, power):
        return False
    roles = session.format.roles
    return any(role in roles and power in roles[role].powers for role in roles_of(session, person))


def may_advance(session: Session, person: PersonId) -> bool:
    """Whether *person* may go to the next phase without leading; ending is for whoever leads."""
    return session.people[person].seated and has_power(session, person, "advance")


def advances(session: Session, person: PersonId, at: Ms) -> bool:
    """Whether there is a next phase that *person* may go to."""
    return may_advance(session, person) and flow.following(session, at) is not None
