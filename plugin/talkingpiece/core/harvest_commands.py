"""What people may ask about what leaves a session: a page for everybody, and one's own name."""

from talkingpiece.core.asking import Command, Id, Text
from talkingpiece.core.ids import ItemId


class Publish(Command, frozen=True, tag="publish", kw_only=True):
    """Make the page of this output readable by its own link; again: with other words on top."""

    output: Id
    for_whom: Text = ""
    """Who the page is for, in the facilitator's words."""


class Unpublish(Command, frozen=True, tag="unpublish", kw_only=True):
    """Take the page away; its link says so from now on."""

    output: Id


class Credit(Command, frozen=True, tag="credit", kw_only=True):
    """My name may stand with what I gave on a page for everybody, or rather not."""

    on: bool = True


class LeaveOut(Command, frozen=True, tag="leave_out", kw_only=True):
    """This item stands on no page for everybody, or does so again; notes keep it."""

    item: ItemId
    on: bool = True


HarvestCommand = Publish | Unpublish | Credit | LeaveOut
