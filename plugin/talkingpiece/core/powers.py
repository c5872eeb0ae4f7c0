"""What a role of the format may do beside facilitators: both in a mentoring pair may move on."""

from talkingpiece.core import flow
from talkingpiece.core.formats import Format
from talkingpiece.core.ids import Ms, PersonId, RoleId
from talkingpiece.core.remembered import last_remembered
from talkingpiece.core.roles import everybodys, roles_of
from talkingpiece.core.session import Session


def has_power(session: Session, person: PersonId, power: str) -> bool:
    """Whether one of the roles of *person* has *power* in this format."""
    powerful = _with_power(session.format, power)
    return bool(powerful) and not powerful.isdisjoint(roles_of(session, person))


def may_advance(session: Session, person: PersonId) -> bool:
    """Whether *person* may go to the next phase without leading; ending is for whoever leads."""
    return session.people[person].seated and has_power(session, person, "advance")


def who_may_advance(session: Session) -> frozenset[PersonId]:
    """Everybody who may go to the next phase without leading."""
    powerful = _with_power(session.format, "advance")
    if not powerful:
        return frozenset()
    able: set[PersonId | None] = {session.presenter}
    if everybodys(session.format) in powerful:
        able.update(session.people)
    for role in powerful:
        able.update(session.roles.get(role, ()))
    return frozenset(one for one in able if one is not None and may_advance(session, one))


def advances(session: Session, person: PersonId, at: Ms) -> bool:
    """Whether there is a next phase that *person* may go to."""
    return may_advance(session, person) and flow.following(session, at) is not None


@last_remembered
def _with_power(chosen: Format, power: str) -> frozenset[RoleId]:
    """The roles of a format that have *power*."""
    return frozenset(role for role, spec in chosen.roles.items() if power in spec.powers)
