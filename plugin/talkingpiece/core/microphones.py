"""What the turn wishes for each microphone. The server holds the wish, browsers act on it.

Only the person's own tap on "Speak · opens my mic" opens a microphone; no wish ever can
(decision 25). Where a rule says nothing, microphones are free.
"""

from talkingpiece.core.ids import PersonId
from talkingpiece.core.options import DiscussOptions
from talkingpiece.core.rules import PRESETS, MicWish, ModerationRule
from talkingpiece.core.session import Session
from talkingpiece.core.turns import responder

FREE = MicWish(state="free", why="mic.free")
SILENCE = MicWish(state="closed", why="mic.silence")
YOUR_TURN = MicWish(state="open", why="mic.your_turn")
ANSWER = MicWish(state="open", why="mic.answer")
LISTEN = MicWish(state="closed", why="mic.presenter_listens")
SOMEONE = MicWish(state="closed", why="mic.someone_speaks")
FACILITATORS = MicWish(state="closed", why="mic.facilitators")


def rule_of(session: Session) -> ModerationRule:
    """The moderation rule of the running phase; `settle` where a format names none that exists."""
    name = session.phase.rules
    return session.format.rules.get(name) or PRESETS.get(name) or PRESETS["settle"]


def microphone(session: Session, person: PersonId) -> MicWish:
    """The wish for *person*'s microphone now."""
    if session.closed is not None:
        return FREE
    clock = session.clock
    if clock.until is not None:
        return SILENCE
    mic = rule_of(session).mic
    if mic in ("holder", "holder_and_responder"):
        return _one_voice(session, person, mic)
    if mic == "facilitators":
        return FREE if session.people[person].role == "facilitator" else FACILITATORS
    if mic == "seats" and isinstance(session.phase.options, DiscussOptions):
        seated = session.floor is not None and person in session.floor.seats
        return FREE if seated or session.people[person].role == "facilitator" else SOMEONE
    return SILENCE if mic == "none" else FREE


def _one_voice(session: Session, person: PersonId, mic: str) -> MicWish:
    """One voice at a time, and in a round of questions also the one who answers."""
    holder = session.piece.holder
    if holder is None:
        # Between turns nobody is silenced: people sort out aloud what comes next (fail open).
        return FREE
    if holder == person:
        return YOUR_TURN
    if mic == "holder_and_responder" and person == responder(session):
        return ANSWER
    if person == session.presenter and session.phase.rules == "witness":
        return LISTEN
    # A facilitator may always say a word about the frame.
    return FREE if session.people[person].role == "facilitator" else SOMEONE
