"""What may happen to the roles of a session: somebody has one from now on, or has it no more."""

from talkingpiece.core.asking import Event
from talkingpiece.core.ids import PersonId, RoleId


class RoleGiven(Event, frozen=True, tag="role_given", kw_only=True):
    """Somebody has this role from now on. *alone*: nobody else has it any more.

    *steered*: a facilitator's step brought it about, so undo takes it back.
    """

    role: RoleId
    to: PersonId
    alone: bool = False
    steered: bool = False


class RoleLaidDown(Event, frozen=True, tag="role_laid_down", kw_only=True):
    """Somebody does not have this role any more."""

    role: RoleId
    by: PersonId
    steered: bool = False


class LeftToPresenter(Event, frozen=True, tag="left_to_presenter", kw_only=True):
    """Somebody lets the presenter's sheet have what they gave for them, or (*on*) not any more."""

    by: PersonId
    on: bool = True
