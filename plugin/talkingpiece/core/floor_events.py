"""What may happen on the floor of an open talk. Nothing here outlives the phase."""

from talkingpiece.core.asking import Event
from talkingpiece.core.ids import Ms, PersonId


class HandRaised(Event, frozen=True, tag="hand_raised", kw_only=True):
    """Somebody would like to speak."""

    by: PersonId
    at: Ms


class HandLowered(Event, frozen=True, tag="hand_lowered", kw_only=True):
    """Not any more."""

    by: PersonId


class FloorTaken(Event, frozen=True, tag="floor_taken", kw_only=True):
    """A turn on the floor begins; who spoke least comes first where the format says so."""

    by: PersonId


class SeatTaken(Event, frozen=True, tag="seat_taken", kw_only=True):
    """Somebody sits in the inner circle, or (*on* is false) goes back to those who listen."""

    by: PersonId
    on: bool = True


class ThumbsCalled(Event, frozen=True, tag="thumbs_called", kw_only=True):
    """The time is up: people are asked silently whether the talk goes on."""

    at: Ms


class ThumbGiven(Event, frozen=True, tag="thumb_given", kw_only=True):
    """Somebody's thumb; nobody but them sees it."""

    by: PersonId
    thumb: str


class ThumbsCounted(Event, frozen=True, tag="thumbs_counted", kw_only=True):
    """The silent vote is over, its thumbs are forgotten. *on*: the talk goes on."""

    on: bool


class TalkExtended(Event, frozen=True, tag="talk_extended"):
    """The talk was made longer by one of its steps."""


class TalkOver(Event, frozen=True, tag="talk_over"):
    """Nothing is left by which the talk could be made longer."""


class WishGiven(Event, frozen=True, tag="wish_given", kw_only=True):
    """Somebody votes on who takes a role; nobody but them sees it."""

    by: PersonId
    to: PersonId


class VotesCounted(Event, frozen=True, tag="votes_counted"):
    """Votes on a role are counted and forgotten; who has it is told by `role_given`."""


FloorEvent = (
    HandRaised
    | HandLowered
    | FloorTaken
    | SeatTaken
    | ThumbsCalled
    | ThumbGiven
    | ThumbsCounted
    | TalkExtended
    | TalkOver
    | WishGiven
    | VotesCounted
)
