"""What people agree on while a session runs: its format, its links, time, and the rule shown."""

from talkingpiece.core.asking import Event
from talkingpiece.core.formats import Format
from talkingpiece.core.ids import Ms
from talkingpiece.core.rules import Level

# --- what is agreed meanwhile -------------------------------------------------------------------


class FormatAdjusted(Event, frozen=True, tag="format_adjusted", kw_only=True):
    """From now on the session follows this format: minutes, words or phases were changed."""

    format: Format


class LinksRenewed(Event, frozen=True, tag="links_renewed", kw_only=True):
    """Older facilitator and invitation links open nothing any more; seats stay."""


class LevelSet(Event, frozen=True, tag="level_set", kw_only=True):
    """From now on the rules reach microphones in the call like this."""

    level: Level


class MoreTimeAsked(Event, frozen=True, tag="more_time_asked", kw_only=True):
    """Somebody would like more time, or (*on* is false) facilitators answered "not now".

    Nobody is named.
    """

    on: bool = True


class RuleShown(Event, frozen=True, tag="rule_shown", kw_only=True):
    """A facilitator reminded everybody of the rule of this phase; nobody is named (A6)."""

    at: Ms


class SpanAgreed(Event, frozen=True, tag="span_agreed", kw_only=True):
    """A pair means to meet so often (0: as often as it takes), or until then."""

    sessions: int
    until: Ms | None
