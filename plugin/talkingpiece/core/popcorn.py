"""Whoever has spoken picks who is next, among those who have not (formats.md A3.2).

One tap ends the turn and hands on. Whoever ends it without picking has ten seconds for that; then
facilitators are asked, and where there is none the piece goes on round the ring.
"""

from collections.abc import Iterator

from talkingpiece.core import events as e
from talkingpiece.core import turns
from talkingpiece.core.circle import takes_part
from talkingpiece.core.grammar import Moment
from talkingpiece.core.ids import SECOND_MS, Ms, PersonId
from talkingpiece.core.options import RoundOptions
from talkingpiece.core.session import Session
from talkingpiece.core.shown import Offer
from talkingpiece.core.text import Ref, Say
from talkingpiece.errors import Code, Refused

PICK_MS = 10 * SECOND_MS
"""So long the next one is awaited; then the facilitator picks (A3.2)."""


def is_popcorn(session: Session) -> bool:
    """Whether people pick each other in the running round."""
    options = session.phase.options
    return isinstance(options, RoundOptions) and options.order == "popcorn"


def able(session: Session) -> tuple[PersonId, ...]:
    """Who can be picked: those who are still to come, and here."""
    options = turns.round_options(session)
    return tuple(p for p in session.piece.queue if takes_part(session, options, p))


def pick(moment: Moment, to: PersonId) -> None:
    """Over to *to*: by the holder, whose turn ends with it, or by whoever had the piece."""
    me, piece = moment.me(), moment.session.piece
    if me.id not in (piece.holder, piece.picks):
        raise Refused(Code.NOT_YOUR_TURN)
    if not is_popcorn(moment.session) or to not in able(moment.session):
        raise Refused(Code.NOT_NOW)
    if piece.holder == me.id:
        moment.add(e.TurnEnded(by=me.id))
    moment.add(e.PieceGiven(to=to, at=moment.at))


def due(session: Session) -> Ms | None:
    """When the wait for somebody to pick is over."""
    piece = session.piece
    if piece.picks_since is None or piece.pick_missed:
        return None
    return Ms(piece.picks_since + PICK_MS)


def tick(moment: Moment) -> None:
    """Nobody was picked in time: facilitators are asked, or the piece goes on by itself."""
    at = due(moment.session)
    if at is None or moment.at < at:
        return
    moment.add(e.PickMissed())
    if not moment.session.led:
        moment.add(e.PieceGiven(to=able(moment.session)[0], at=moment.at))


def offers(session: Session, person: PersonId) -> Iterator[tuple[str, Offer]]:
    """A button for each who can be next: small beside a turn, large once it is over."""
    piece = session.piece
    if not is_popcorn(session) or person not in (piece.holder, piece.picks):
        return
    picks = piece.picks == person
    for order, other in enumerate(able(session)):
        offer = Offer(
            command={"do": "pick_person", "to": other},
            label=Say("buttons.pick_person", {"name": Ref(person=other)}),
            place="turn" if picks else "aside",
            order=10 + order,
        )
        yield f"pick_{other}", offer
