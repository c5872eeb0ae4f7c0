"""What people may ask while an open talk runs."""

from typing import Literal

from talkingpiece.core.asking import Command
from talkingpiece.core.ids import Ms


class RaiseHand(Command, frozen=True, tag="raise_hand"):
    """I'd like to speak, or to sit in. *since*: my hand has been up in the call since then."""

    since: Ms | None = None


class LowerHand(Command, frozen=True, tag="lower_hand"):
    """Not any more; in the inner circle: I go back to listening."""


class HoldThumb(Command, frozen=True, tag="hold_thumb", kw_only=True):
    """Up: go on. Sideways: no matter. Down: next. May be changed until all have answered."""

    thumb: Literal["up", "sideways", "down"]


class CallThumbs(Command, frozen=True, tag="call_thumbs"):
    """Whoever leads asks now whether the talk goes on."""


class ExtendTalk(Command, frozen=True, tag="extend_talk"):
    """Whoever leads makes the talk longer by its next step."""


FloorCommand = RaiseHand | LowerHand | HoldThumb | CallThumbs | ExtendTalk
