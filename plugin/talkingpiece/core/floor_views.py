"""An open talk on the screens: hands and seats for all, one's own thumb and cards for oneself."""

from talkingpiece.core import electing, floors
from talkingpiece.core.floor_shown import FloorShown
from talkingpiece.core.ids import Ms, PersonId
from talkingpiece.core.options import DiscussOptions, RoundOptions
from talkingpiece.core.roles import has, named
from talkingpiece.core.session import Session


def shown(session: Session) -> FloorShown | None:
    """The floor as everybody sees it; None where nobody talks freely."""
    options = session.phase.options
    if electing.is_open(session) and session.closed is None:
        asked, given = electing.voters(session), electing.votes(session)
        answered = sum(1 for one in asked if one in given)
        return FloorShown(goes_by="vote", answered=answered, awaited=len(asked))
    if not isinstance(options, DiscussOptions) or session.closed is not None:
        return None
    floor = floors.floor_of(session)
    thumbs, asked = floor.thumbs, floors.voters(session)
    room = options.seat_count + options.open_seats
    return FloorShown(
        goes_by=options.floor,
        hands=tuple(hand.by for hand in sorted(floor.hands, key=lambda hand: hand.at)),
        seats=floor.seats,
        free=max(room - len(floor.seats), 0),
        until=None if thumbs is None else Ms(thumbs.at + floors.VOTE_MS),
        answered=0 if thumbs is None else sum(1 for one in asked if one in thumbs.given),
        awaited=0 if thumbs is None else len(asked),
        over=floor.over,
        camera="" if options.camera == "free" else options.camera,
    )


def deck(session: Session, person: PersonId) -> str:
    """The cards that *person* may look at in this phase: a role's own, or everybody's."""
    options = session.phase.options
    cards = options.deck if isinstance(options, DiscussOptions | RoundOptions) else ""
    role = named(session.format, cards.partition("_")[0])
    return cards if role is None or has(session, person, role) else ""
