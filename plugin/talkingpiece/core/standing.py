"""Where an item stands on a board: its lane, what it belongs to, what was agreed about it."""

from typing import Literal

import msgspec

from talkingpiece.core.ids import ItemId, PersonId, RoleId

Status = Literal["", "reached", "under_way", "not_yet", "let_go"]
"""What became of an action or a goal. Not done is useful news too, so no word of it blames."""
STATUSES: tuple[Status, ...] = ("reached", "under_way", "not_yet", "let_go")
SETTLED: tuple[Status, ...] = ("reached", "let_go")
"""Nothing more is to come of it."""


class Standing(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What working on a list did with one of its items; the item itself stays what it was."""

    lane: str = ""
    cluster: ItemId = ItemId("")
    """The item it stands with; a cluster is named after its first item, or by its theme."""
    theme: str = ""
    """What the cluster that begins with this item is called."""
    into: ItemId = ItemId("")
    """The item it was merged into. Nothing is lost: words and owner stay its own."""
    picked: bool = False
    status: Status = ""
    agreed: tuple[PersonId, ...] = ()
    """Who agreed, beside whoever wrote it."""
    doer: PersonId = PersonId("")
    """Who looks after it; that is not who gave it."""
    by: RoleId = RoleId("")
    """In which role it was given in an earlier session of the series: whoever has it owns it."""
