"""What the core asks of activities: how a phase begins, takes commands, and may end.

The core never learns which activities exist; a `Grammar` answers by name. Activities are pure:
they read the `Moment` and add events to it.
"""

from typing import Protocol

from talkingpiece.core.commands import AnyCommand, HouseCommand, Stamp
from talkingpiece.core.events import AnyEvent
from talkingpiece.core.evolve import evolve
from talkingpiece.core.formats import Format, Phase, Reason
from talkingpiece.core.ids import Ms, PersonId
from talkingpiece.core.people import Participant
from talkingpiece.core.session import Session
from talkingpiece.errors import Code, Problem, Refused


class ActivityKind:
    """One way of taking part. Every answer has a quiet default; a kind says what differs.

    A kind must only add events to the moment, and should refuse with `Refused`; it never changes
    the session otherwise, never asks for time or chance.
    """

    name: str = ""

    def begin(self, moment: "Moment") -> None:
        """The phase has just been entered."""

    def handle(self, moment: "Moment", command: AnyCommand) -> None:
        """A command that belongs to the activity. Raises `Refused` when it makes no sense now."""
        raise Refused(Code.NOT_NOW)

    def seated(self, moment: "Moment", person: PersonId) -> None:
        """Somebody may take part from now on: joined, came back, was admitted."""

    def gone(self, moment: "Moment", person: PersonId, left: bool) -> None:
        """Somebody is away: *left* for good or sitting out; otherwise only lost."""

    def added(self, moment: "Moment", person: PersonId, kind: str) -> None:
        """An item of *kind* was given for *person*."""

    def recast(self, moment: "Moment") -> None:
        """Somebody has another role from now on: whose turn it is may be different."""

    def next_person(self, moment: "Moment") -> None:
        """Whoever leads ends this turn."""
        raise Refused(Code.NOT_NOW)

    def another_round(self, moment: "Moment") -> None:
        """Whoever leads asks for one more round."""
        raise Refused(Code.NOT_NOW)

    def give_piece(self, moment: "Moment", to: PersonId) -> None:
        """Whoever leads gives the piece to *to*."""
        raise Refused(Code.NOT_NOW)

    def comes_first(self, moment: "Moment") -> bool:
        """Nobody leads and the phase is about to go on: whether something happens before that."""
        return False

    def ended(self, session: Session, at: Ms) -> Reason | None:
        """Which of the phase's exits is reached, if any: the button lights up (decision 11)."""
        return None


class Grammar(Protocol):
    """Where the core finds the activities."""

    def kind(self, use: str) -> ActivityKind:
        """The activity called *use*. Raises `KeyError` where there is none."""
        ...

    def offered(self, format_id: str) -> Format | None:
        """The format that may be chosen now under this id, if there is one."""
        ...

    def wrong_with(self, changed: Format) -> tuple[Problem, ...]:
        """What is not sound about a format that was changed for one session."""
        ...


class Moment:
    """One command being decided: the session as the events so far have made it.

    Seen from outside it is pure: it is made for one decision and thrown away.
    """

    __slots__ = ("actor", "at", "events", "grammar", "seed", "session")

    def __init__(self, session: Session, stamp: Stamp, grammar: Grammar) -> None:
        self.session = session
        self.at = stamp.at
        self.seed = stamp.seed
        self.actor = stamp.actor
        self.grammar = grammar
        self.events: list[AnyEvent] = []

    def add(self, event: AnyEvent) -> None:
        """*event* has happened."""
        self.session = evolve(self.session, event)
        self.events.append(event)

    @property
    def phase(self) -> Phase:
        """The running phase."""
        return self.session.phase

    @property
    def kind(self) -> ActivityKind:
        """The activity of the running phase."""
        return self.grammar.kind(self.session.phase.use)

    def me(self) -> Participant:
        """Whoever asks. Raises `Refused` unless they are here and not waiting outside."""
        person = self.session.people.get(self.actor)
        if person is None or not person.here:
            raise Refused(Code.NOT_HERE)
        if person.late == "wait":
            raise Refused(Code.WAITING)
        return person

    def person(self, person: PersonId) -> Participant:
        """Somebody at the table. Raises `Refused` if there is no such person."""
        found = self.session.people.get(person)
        if found is None:
            raise Refused(Code.NO_SUCH_PERSON)
        return found


__all__ = ["ActivityKind", "Grammar", "HouseCommand", "Moment"]
