"""What people ask when the form of a session changes in mid-call (formats.md A9)."""

from typing import Literal

from talkingpiece.core.asking import Command, Id
from talkingpiece.core.ids import ItemId
from talkingpiece.core.leading import Steering

Fit = Literal["as_planned", "shorter", "later"]
"""What gives way where time is short: nothing yet, the phases, or the end of the session."""


class SwitchFormat(Steering, frozen=True, tag="switch_format", kw_only=True):
    """Go on in another format. *topic*: with this one topic alone; *fit*: where time is short."""

    format: Id
    topic: ItemId | None = None
    fit: Fit = "as_planned"


class ChangeNow(Steering, frozen=True, tag="change_now"):
    """Change the form now: the basket has been long enough, or everybody said yes."""


class SwitchBack(Steering, frozen=True, tag="switch_back"):
    """Back to the format that was left, at the place where it was left."""


class CancelSwitch(Command, frozen=True, tag="cancel_switch"):
    """Stay in this form after all; the talk goes on where it was."""


class BasketDone(Command, frozen=True, tag="basket_done"):
    """I have what I take along, or need no minute for it: the form may change."""


class AcceptPact(Command, frozen=True, tag="accept_pact"):
    """Yes to the stricter pact that comes with the next form."""


class ShareItem(Command, frozen=True, tag="share_item", kw_only=True):
    """Share something of mine with everyone here: a new item of it, the old one stays private."""

    item: ItemId


# fmt: off
AnySwitch = (
    SwitchFormat | ChangeNow | SwitchBack | CancelSwitch | BasketDone | AcceptPact | ShareItem
)
# fmt: on
"""What a person may send about the form."""
