"""One person speaks for a time; the others listen."""

from talkingpiece.core import commands as c
from talkingpiece.core import events as e
from talkingpiece.core.formats import Reason
from talkingpiece.core.grammar import ActivityKind, Moment
from talkingpiece.core.ids import SECOND_MS, Ms, PersonId
from talkingpiece.core.options import TalkOptions
from talkingpiece.core.roles import FACILITATOR, whose
from talkingpiece.core.session import Session
from talkingpiece.errors import Code, Refused


def speaker_of(session: Session) -> PersonId | None:
    """Whose talk it is: the person with the role named, or whoever leads."""
    options = session.phase.options
    assert isinstance(options, TalkOptions)
    return session.lead if options.speaker == FACILITATOR else whose(session, options.speaker)


class Talk(ActivityKind):
    """The speaker holds the piece until they say that they are done."""

    name = "talk"

    def begin(self, moment: Moment) -> None:
        """The speaker gets the piece, if they are here; some quiet first."""
        speaker = speaker_of(moment.session)
        if speaker is not None and moment.session.people[speaker].here:
            moment.add(e.PieceGiven(to=speaker, at=moment.at))
        quiet = moment.session.phase.options
        if isinstance(quiet, TalkOptions) and quiet.prepare:
            until = Ms(moment.at + quiet.prepare * SECOND_MS)
            moment.add(e.TimerHeld(at=moment.at, until=until))

    def handle(self, moment: Moment, command: c.AnyCommand) -> None:
        """`Speak` and `Finish`, both the speaker's own."""
        holder = moment.session.piece.holder
        if holder != moment.actor:
            raise Refused(Code.NOT_YOUR_TURN)
        match command:
            case c.Speak() if not moment.session.piece.speaking:
                moment.add(e.TurnTaken(by=holder))
            case c.Speak():
                pass
            case c.Finish() | c.HandOn():
                moment.add(e.RoundClosed(why="presenter_done"))
            case _:
                raise Refused(Code.NOT_NOW)

    def seated(self, moment: Moment, person: PersonId) -> None:
        """The speaker is back: the piece is theirs again."""
        piece, here = moment.session.piece, moment.session.people[person].here
        awaited = person == speaker_of(moment.session) and here
        if awaited and piece.holder is None and not piece.closed:
            moment.add(e.PieceGiven(to=person, at=moment.at))

    def gone(self, moment: Moment, person: PersonId, left: bool) -> None:
        """The topic is never discussed without its owner: the facilitator decides (A8)."""
        if left and moment.session.piece.holder == person:
            moment.add(e.TurnGivenUp(by=person))

    def recast(self, moment: Moment) -> None:
        """The piece goes to whoever speaks in this role now."""
        piece, speaker = moment.session.piece, speaker_of(moment.session)
        if piece.closed or piece.holder == speaker:
            return
        if piece.holder is not None:
            moment.add(e.TurnGivenUp(by=piece.holder))
        if speaker is not None:
            self.seated(moment, speaker)

    def ended(self, session: Session, at: Ms) -> Reason | None:
        """`presenter_done`."""
        return session.piece.closed
