"""What people may ask of a board: gestures on what is given, and work on a list (formats.md D1)."""

from talkingpiece.core.asking import Command, Id, Text
from talkingpiece.core.ids import ItemId, PersonId
from talkingpiece.core.leading import Steering
from talkingpiece.core.standing import Status

# --- giving -----------------------------------------------------------------------------------


class Mark(Command, frozen=True, tag="mark", kw_only=True):
    """A tap on an item: +1, resonates, endorse, affinity; or taken back. A count, no names."""

    item: ItemId
    gesture: Id
    on: bool = True


class Submit(Command, frozen=True, tag="submit", kw_only=True):
    """I'm done giving, or not yet after all."""

    on: bool = True


class Reveal(Steering, frozen=True, tag="reveal"):
    """Show everybody what was given apart, now."""


# --- working on a list ------------------------------------------------------------------------


class MoveItem(Command, frozen=True, tag="move_item", kw_only=True):
    """One place up in the list, or down."""

    item: ItemId
    up: bool


class Cluster(Command, frozen=True, tag="cluster", kw_only=True):
    """Stand with another item; without one, by itself again."""

    item: ItemId
    to: ItemId | None = None


class Merge(Command, frozen=True, tag="merge", kw_only=True):
    """The same thing in other words: shown with another item from now on, its owner kept."""

    item: ItemId
    into: ItemId


class Split(Command, frozen=True, tag="split", kw_only=True):
    """Not the same after all: an item of its own again."""

    item: ItemId


class Pick(Command, frozen=True, tag="pick", kw_only=True):
    """This one, or not."""

    item: ItemId
    on: bool = True


class ParkItem(Command, frozen=True, tag="park_item", kw_only=True):
    """Not today: it stays on the list, at rest."""

    item: ItemId


class SetStatus(Command, frozen=True, tag="set_status", kw_only=True):
    """What became of it."""

    item: ItemId
    status: Status


class Agree(Command, frozen=True, tag="agree", kw_only=True):
    """I agree with this wording, or not any more."""

    item: ItemId
    on: bool = True


class NameTheme(Command, frozen=True, tag="name_theme", kw_only=True):
    """What the cluster that this item stands in is called."""

    item: ItemId
    text: Text


class AssignOwner(Command, frozen=True, tag="assign_owner", kw_only=True):
    """Who looks after it."""

    item: ItemId
    to: PersonId


class UndoList(Command, frozen=True, tag="undo_list"):
    """Take back the last change of the list."""


BoardCommand = (
    Mark
    | Submit
    | Reveal
    | MoveItem
    | Cluster
    | Merge
    | Split
    | Pick
    | ParkItem
    | SetStatus
    | Agree
    | NameTheme
    | AssignOwner
    | UndoList
)
