"""Who is not among those asked in a round: may ask for a turn, or write a line instead.

Of forty people twelve speak; nobody is shut out by that (formats.md B3).
"""

from talkingpiece.core import events as e
from talkingpiece.core.circle import takes_part
from talkingpiece.core.grammar import Moment
from talkingpiece.core.ids import PersonId
from talkingpiece.core.options import DiscussOptions, RoundOptions
from talkingpiece.core.session import Session
from talkingpiece.errors import Code, Refused


def may_ask(session: Session, person: PersonId) -> bool:
    """Whether *person* may say "I'd like to say something too"."""
    options, piece = session.phase.options, session.piece
    if not isinstance(options, RoundOptions) or not options.sample:
        return False
    return person not in piece.order and takes_part(session, options, person)


def ask_turn(moment: Moment) -> None:
    """To the end of the round. Raises `Refused` for whoever is in it, or not of those it is for."""
    me = moment.me()
    if not may_ask(moment.session, me.id):
        raise Refused(Code.NOT_NOW)
    moment.add(e.TurnAwaited(by=me.id))


def may_write(session: Session, person: PersonId) -> bool:
    """Whether *person*, who is not about to speak, may write instead."""
    options, piece = session.phase.options, session.piece
    if isinstance(options, DiscussOptions):
        alongside = options.write_alongside or options.listeners == "write"
        return alongside and session.people[person].plays and person != piece.holder
    if not isinstance(options, RoundOptions) or not options.rest_may_write:
        return False
    speaks = person in piece.queue or person == piece.holder
    return not speaks and takes_part(session, options, person)
