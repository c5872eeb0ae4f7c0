"""People talk freely, by hands, or in an inner circle. The rules are in `core.floors`."""

from talkingpiece.core import commands as c
from talkingpiece.core import floor_commands as fc
from talkingpiece.core import floors
from talkingpiece.core.formats import Reason
from talkingpiece.core.grammar import ActivityKind, Moment
from talkingpiece.core.ids import Ms, PersonId
from talkingpiece.core.session import Session
from talkingpiece.core.steering import frame_holder
from talkingpiece.errors import Code, Refused


class Discuss(ActivityKind):
    """An open floor, a queue of hands, or seats that people move to."""

    name = "discuss"

    def handle(self, moment: Moment, command: c.AnyCommand) -> None:
        """Hands, the end of one's turn, thumbs; and how long, from whoever leads."""
        match command:
            case fc.RaiseHand():
                floors.raise_hand(moment, command)
            case fc.LowerHand():
                floors.lower_hand(moment)
            case c.Speak():
                floors.speak(moment)
            case c.HandOn() | c.Finish():
                floors.done(moment)
            case fc.HoldThumb():
                floors.hold_thumb(moment, command.thumb)
            case fc.CallThumbs() | fc.ExtendTalk():
                self._longer(moment, command)
            case _:
                raise Refused(Code.NOT_NOW)

    def _longer(self, moment: Moment, command: c.AnyCommand) -> None:
        frame_holder(moment)
        session = moment.session
        minutes = floors.step_minutes(session, moment.at)
        by_vote, floor = floors.by_vote(session), floors.floor_of(session)
        asks = isinstance(command, fc.CallThumbs)
        if not minutes or asks != by_vote or floor.thumbs is not None:
            raise Refused(Code.NOT_NOW)
        if asks:
            floors.call(moment)
        else:
            floors.lengthen(moment, minutes)

    def gone(self, moment: Moment, person: PersonId, left: bool) -> None:
        """Hands down, and the floor to the next."""
        floors.gone(moment, person, left)

    def next_person(self, moment: Moment) -> None:
        """End this turn; the next hand."""
        floors.next_person(moment)

    def give_piece(self, moment: Moment, to: PersonId) -> None:
        """To anybody who takes part, with a hand up or without."""
        floors.give_floor(moment, to)

    def ended(self, session: Session, at: Ms) -> Reason | None:
        """`vote_stop`, `queue_empty`."""
        return floors.ended(session)
