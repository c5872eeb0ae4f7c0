"""What happens to the piece: the events of a round (formats.md A3)."""

from talkingpiece.core.asking import Event
from talkingpiece.core.formats import Reason
from talkingpiece.core.ids import Ms, PersonId

# --- the piece, and hints -----------------------------------------------------------------------


class RoundOpened(Event, frozen=True, tag="round_opened", kw_only=True):
    """A tour begins: *order* is the circle everyone sees."""

    order: tuple[PersonId, ...]


class CircleTurned(Event, frozen=True, tag="circle_turned", kw_only=True):
    """Somebody begins a round that nobody had begun: the same circle from another start."""

    order: tuple[PersonId, ...]


class PieceGiven(Event, frozen=True, tag="piece_given", kw_only=True):
    """Somebody has the piece."""

    to: PersonId
    at: Ms


class PickAwaited(Event, frozen=True, tag="pick_awaited", kw_only=True):
    """Nobody has the piece: whoever had it picks who is next."""

    by: PersonId
    at: Ms


class PickMissed(Event, frozen=True, tag="pick_missed"):
    """They have not picked for a while: facilitators are asked."""


class TurnAwaited(Event, frozen=True, tag="turn_awaited", kw_only=True):
    """A person joins the running round, at its end."""

    by: PersonId


class TurnTaken(Event, frozen=True, tag="turn_taken", kw_only=True):
    """The holder said "I speak"."""

    by: PersonId


class TurnEnded(Event, frozen=True, tag="turn_ended", kw_only=True):
    """A turn with a contribution is over."""

    by: PersonId


class TurnPassed(Event, frozen=True, tag="turn_passed", kw_only=True):
    """The holder passed; known only until the next contribution or the end of the phase."""

    by: PersonId


class TurnPutOff(Event, frozen=True, tag="turn_put_off", kw_only=True):
    """The holder comes later, at the end of this round."""

    by: PersonId


class TurnMissed(Event, frozen=True, tag="turn_missed", kw_only=True):
    """The holder is away and the piece moved on; the turn can be taken up again in this round."""

    by: PersonId


class TurnGivenUp(Event, frozen=True, tag="turn_given_up", kw_only=True):
    """A person left or sits out: no longer awaited in this round."""

    by: PersonId


class RoundClosed(Event, frozen=True, tag="round_closed", kw_only=True):
    """The round is over, and why."""

    why: Reason


class PresenterAwaited(Event, frozen=True, tag="presenter_awaited", kw_only=True):
    """The presenter is away in the middle of their topic; None: not awaited any more."""

    person: PersonId | None
    at: Ms


class AwaitEnded(Event, frozen=True, tag="await_ended", kw_only=True):
    """The quiet wait for the presenter is over: the facilitator decides."""


class Nudged(Event, frozen=True, tag="nudged", kw_only=True):
    """A facilitator gave somebody a private hint; an empty card takes it away."""

    to: PersonId
    card: str


class Warmed(Event, frozen=True, tag="warmed", kw_only=True):
    """Somebody knows this one. Nobody is named, nothing is counted."""

    at: Ms
