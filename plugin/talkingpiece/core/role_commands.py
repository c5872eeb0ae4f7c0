"""What people may ask about the roles of a session."""

from typing import Annotated

import msgspec

from talkingpiece.core.asking import Command
from talkingpiece.core.ids import PersonId
from talkingpiece.core.leading import Steering

Role = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]


class TakeRole(Command, frozen=True, tag="take_role", kw_only=True):
    """I take on this role: one that is free."""

    role: Role


class LayDownRole(Command, frozen=True, tag="lay_down_role", kw_only=True):
    """I would rather not have this role; no reason asked."""

    role: Role


class LeaveToPresenter(Command, frozen=True, tag="leave_to_presenter", kw_only=True):
    """Let the presenter keep what I gave for them, or rather not after all."""

    on: bool = True


class DrawLots(Command, frozen=True, tag="draw_lots"):
    """Let chance choose among those who offered."""


class GiveRole(Steering, frozen=True, tag="give_role", kw_only=True):
    """Whoever leads gives a role of the session to somebody; undone like any step."""

    role: Role
    to: PersonId
