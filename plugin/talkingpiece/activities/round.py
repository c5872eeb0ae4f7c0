"""Each in turn; pass; come back later; repeat until all pass. The rules are in `core.turns`."""

from talkingpiece.core import commands as c
from talkingpiece.core import events as e
from talkingpiece.core import popcorn, sampling, turns
from talkingpiece.core.formats import Reason
from talkingpiece.core.grammar import ActivityKind, Moment
from talkingpiece.core.ids import Ms, PersonId
from talkingpiece.core.poll_commands import AskTurn
from talkingpiece.core.session import Session
from talkingpiece.core.turn_commands import PickPerson
from talkingpiece.errors import Code, Refused


class Round(ActivityKind):
    """The activity that every declared format uses."""

    name = "round"

    def begin(self, moment: Moment) -> None:
        """The first round opens with the phase."""
        turns.open_round(moment)

    def handle(self, moment: Moment, command: c.AnyCommand) -> None:
        """The commands of a turn, each from the one who may give it."""
        match command:
            case c.Speak():
                turns.speak(moment)
            case c.HandOn() | c.Finish():
                turns.hand_on(moment)
            case c.Pass():
                turns.pass_turn(moment)
            case c.ComeBackLater():
                turns.come_back_later(moment)
            case PickPerson():
                popcorn.pick(moment, PersonId(command.to))
            case c.Volunteer():
                turns.volunteer(moment)
            case c.Answered() | c.Decline():
                turns.answered(moment)
            case c.Enough():
                turns.enough(moment)
            case AskTurn():
                sampling.ask_turn(moment)
                turns.move_on_if_idle(moment)
            case _:
                raise Refused(Code.NOT_NOW)

    def seated(self, moment: Moment, person: PersonId) -> None:
        """To the end of the ring, never before people who wait."""
        turns.seated(moment, person)

    def gone(self, moment: Moment, person: PersonId, left: bool) -> None:
        """Out of the ring, or waited for."""
        turns.gone(moment, person, left)

    def recast(self, moment: Moment) -> None:
        """Whoever has another role now may be in the ring, or out of it."""
        turns.recast(moment)

    def added(self, moment: Moment, person: PersonId, kind: str) -> None:
        """Giving the last item of a turn hands on by itself: one tap per turn (decision 12).

        Where somebody answers, the answer comes after the question, so the turn goes on.
        """
        options = turns.round_options(moment.session)
        piece = moment.session.piece
        ends = options.items.kind == kind and options.responder == "none"
        if ends and piece.holder == person and piece.given >= options.items.max:
            moment.add(e.TurnEnded(by=person))
            turns.move_on(moment, person)

    def next_person(self, moment: Moment) -> None:
        """End this turn."""
        turns.next_person(moment)

    def another_round(self, moment: Moment) -> None:
        """One more tour."""
        turns.another_round(moment)

    def give_piece(self, moment: Moment, to: PersonId) -> None:
        """To somebody who has not had a turn yet."""
        turns.give_piece(moment, to)

    def ended(self, session: Session, at: Ms) -> Reason | None:
        """`all_passed`, `round_done`, `max_rounds`, or the presenter's "enough"."""
        return session.piece.closed
