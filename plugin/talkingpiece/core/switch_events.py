"""What has happened when the form of a session changes in mid-call (formats.md A9)."""

from talkingpiece.core.asking import Event
from talkingpiece.core.formats import Format, Privacy
from talkingpiece.core.ids import Ms, PersonId, RoleId
from talkingpiece.core.session import Cursor, Item, Piece
from talkingpiece.core.switch_state import Switching


class SwitchProposed(Event, frozen=True, tag="switch_proposed", kw_only=True):
    """A facilitator wants another form; somebody gathers first, or people say yes to its pact."""

    switching: Switching


class SwitchDropped(Event, frozen=True, tag="switch_dropped"):
    """The session stays in its form after all."""


class PactAccepted(Event, frozen=True, tag="pact_accepted", kw_only=True):
    """Somebody said yes to the pact. Only who has not is remembered (decision 29)."""

    person: PersonId


class FormatSwitched(Event, frozen=True, tag="format_switched", kw_only=True):
    """The session goes on in *format*; the one before rests at its place.

    *items* are those that changed: topics that came along, and what is put away meanwhile.
    *outside* have to say yes to the stricter pact before they come back in.
    """

    format: Format
    cursor: Cursor
    at: Ms
    items: tuple[Item, ...]
    pact: Privacy
    outside: tuple[PersonId, ...] = ()
    roles: dict[RoleId, tuple[PersonId, ...]] = {}
    """Who goes on in a role that both formats have."""


class FormatResumed(Event, frozen=True, tag="format_resumed", kw_only=True):
    """The format that was left last goes on where it was; *items* are those that changed."""

    at: Ms
    piece: Piece
    items: tuple[Item, ...]


AnySwitched = SwitchProposed | SwitchDropped | PactAccepted | FormatSwitched | FormatResumed
"""Everything that may have happened to the form."""
