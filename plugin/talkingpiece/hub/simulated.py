"""Simulated people: how long they speak, how often they pass, how many words they bring.

They know of a session what its events and its state tell, and act by sending commands at some
later instant, as people do. All chance comes from the table's own generator. The same people sit
in rehearsals and in `talkingpiece simulate`.
"""

from random import Random
from typing import Protocol

from talkingpiece.core import commands as c
from talkingpiece.core import events as e
from talkingpiece.core.ids import SECOND_MS, Ms, PersonId
from talkingpiece.core.items import listed
from talkingpiece.core.options import ArrangeOptions, CollectOptions, RoundOptions, TalkOptions
from talkingpiece.core.pace import turn_times_ms
from talkingpiece.core.roles import ANYBODY, means
from talkingpiece.core.session import Item, Session
from talkingpiece.core.switch_events import FormatResumed, SwitchProposed
from talkingpiece.core.turns import UNTIL_ALL_PASS, awaits_start, responder
from talkingpiece.hub import talking
from talkingpiece.hub.agreeing import go_along
from talkingpiece.hub.answering import answer
from talkingpiece.hub.giving import at_board
from talkingpiece.hub.temperament import Temperament

SHORT_OF_TIME = 1.15
"""Once shorter turns are announced, nobody goes further over the soft limit than this."""


class Act(Protocol):
    """Something a person means to do: looks at the table again, and sends a command or nothing."""

    def __call__(self) -> None:
        """Do it, if it still makes sense."""
        ...


class World(Protocol):
    """The table as its people know it."""

    chance: Random

    @property
    def session(self) -> Session:
        """The session as it is now."""
        ...

    @property
    def now(self) -> Ms:
        """What time it is."""
        ...

    def simulates(self, person: PersonId) -> bool:
        """Whether *person* is one of us; for anybody else we wait."""
        ...

    def words(self, person: PersonId, kind: str) -> str:
        """What *person* writes when they give an item of *kind*."""
        ...

    def send(self, person: PersonId, command: c.AnyCommand) -> None:
        """*person* taps or types."""
        ...

    def soon(self, wait_ms: float, act: Act) -> None:
        """Do *act* after *wait_ms*."""
        ...


class Person:
    """One simulated participant."""

    def __init__(self, world: World, id_: PersonId, nature: Temperament) -> None:
        self.world = world
        self.id = id_
        self.nature = nature
        self._given = 0

    @property
    def session(self) -> Session:
        """The session as it is now."""
        return self.world.session

    def resume(self) -> None:
        """Back after a moment: where I was speaking, I speak on."""
        if self.session.piece.holder == self.id:
            self._my_turn()

    def join_in(self) -> None:
        """Just seated: do what the others do in the running phase."""
        self._new_phase()

    def notice(self, event: e.AnyEvent) -> None:
        """Something has happened at the table."""
        talking.notice(self, event)
        match event:
            case e.PieceGiven() if event.to == self.id:
                self._my_turn()
            case e.PersonReturned() if event.person == self.id == self.session.piece.holder:
                self._my_turn()
            case e.TimerResumed() if self.id == self.session.piece.holder:
                self._my_turn()  # it begins anew where the clock stood still
            case e.PieceGiven() if responder(self.session) == self.id:
                self._somebody_asks()
            case e.RoundOpened() | e.PersonReturned() if awaits_start(self.session):
                self.world.soon(self.seconds(4, 25), self._begin)
            case e.PhaseEntered():
                self._new_phase()
            case e.PersonJoined() if event.person.id == self.id:
                self._new_phase()
            case SwitchProposed():
                go_along(self, event.switching)
            case FormatResumed():
                self.resume()
            case _:
                pass

    def seconds(self, least: float, most: float) -> float:
        """So long, by chance, in milliseconds."""
        return self.world.chance.uniform(least, most) * SECOND_MS

    def _chance(self, share: float) -> bool:
        return self.world.chance.random() < share

    # --- my turn --------------------------------------------------------------------------------

    def _my_turn(self) -> None:
        options = self.session.phase.options
        since = self.session.piece.since
        if isinstance(options, TalkOptions):
            self._talk(options, since)
        elif isinstance(options, RoundOptions):
            self._round_turn(options, since)

    def _mine_since(self, since: Ms | None) -> bool:
        """Whether this is still the turn that began at *since*."""
        return self.session.piece.holder == self.id and self.session.piece.since == since

    def _say_in_turn(self, wait_ms: float, since: Ms | None, command: c.AnyCommand) -> None:
        """Send *command* after *wait_ms*, if the turn is still mine."""

        def act() -> None:
            if self._mine_since(since) and self.session.people[self.id].here:
                self.world.send(self.id, command)

        self.world.soon(wait_ms, act)

    def _speaking_ms(self) -> float:
        """How long I speak: around the soft limit, seldom up to the hard one.

        Whoever has heard that time is short (turns are shortened, and that is announced) minds the
        limit more.
        """
        soft, hard = turn_times_ms(self.session)
        options = self.session.phase.options
        wish = soft * self.nature.pace * self.world.chance.triangular(0.5, 1.5, 1.0)
        if isinstance(options, RoundOptions) and soft < _usual_turn_ms(options):
            wish = min(wish, SHORT_OF_TIME * soft)
        return min(max(wish, 2 * SECOND_MS), hard)

    def _round_turn(self, options: RoundOptions, since: Ms | None) -> None:
        kind = options.items.kind
        typed = any(
            what.kind == kind and what.by == "speaker" and what.keep != "none"
            for what in self.session.phase.collect
        )
        tour = self.session.piece.round
        put_off = self.id in self.session.piece.put_off
        if not put_off and self._chance(self.nature.hesitates):
            self._say_in_turn(self.seconds(2, 8), since, c.ComeBackLater())
        elif not self._has_something(options, tour, typed):
            self._say_in_turn(self.seconds(1.5, 6), since, c.Pass())
        elif typed:
            self._given += 1
            word = c.Add(kind=kind, text=self.world.words(self.id, kind))
            long = self._speaking_ms()
            goes_on = options.items.max > 1 or options.responder != "none"
            self._say_in_turn(long * (0.4 if goes_on else 1), since, word)
            if goes_on:
                self._done_after(long, since)
        else:
            if self._chance(self.nature.announces):
                self._say_in_turn(self.seconds(1, 3), since, c.Speak())
            self._done_after(self._speaking_ms(), since)

    def _done_after(self, long: float, since: Ms | None) -> None:
        """Hand on, unless a person of flesh and blood is to answer first."""
        asked = responder(self.session)
        if asked is None or self.world.simulates(asked):
            self._say_in_turn(long, since, c.HandOn())

    def _has_something(self, options: RoundOptions, tour: int, typed: bool) -> bool:
        brings = typed and options.repeat in UNTIL_ALL_PASS and options.responder == "none"
        if brings:
            return self._given < self.nature.words
        if options.repeat in UNTIL_ALL_PASS:
            return self._chance(self.nature.asks / 2 ** (tour - 1))
        return self._chance(self.nature.reacts)

    def _talk(self, options: TalkOptions, since: Ms | None) -> None:
        """Present, or fill the basket: a word per contribution that helped, then done."""
        long = self._speaking_ms()
        told = (what for what in self.session.phase.collect if what.by not in ANYBODY)
        kinds = [what.kind for what in told if means(self.session, what.by, self.id)]
        if options.checklist and kinds:
            share = self.world.chance.choice((0.15, 0.3, 0.5))
            kept = sum(1 for _ in self.session.contributors if self._chance(share))
            for number in range(kept):
                words = c.Add(kind=kinds[0], text=self.world.words(self.id, kinds[0]))
                self._say_in_turn(long * (number + 1) / (kept + 1), since, words)
        elif kinds and self._chance(0.4):
            words = c.Add(kind=kinds[0], text=self.world.words(self.id, kinds[0]))
            self._say_in_turn(long * 0.8, since, words)
        self._say_in_turn(long, since, c.Finish())

    def _somebody_asks(self) -> None:
        """The presenter sometimes ends the turn; the asker's own tap may come before."""
        asker, since = self.session.piece.holder, self.session.piece.since
        soft, _ = turn_times_ms(self.session)
        if asker is None or not self._chance(0.3):
            return

        def act() -> None:
            piece = self.session.piece
            asked = piece.holder == asker and piece.since == since
            if asked and responder(self.session) and self.session.people[self.id].here:
                self.world.send(self.id, c.Answered())

        self.world.soon(soft * self.world.chance.uniform(0.6, 1.2), act)

    def _begin(self) -> None:
        waits = awaits_start(self.session) and self.id in self.session.piece.order
        if waits and self.session.people[self.id].here:
            self.world.send(self.id, c.Volunteer())

    # --- beside the turns -----------------------------------------------------------------------

    def _new_phase(self) -> None:
        options = self.session.phase.options
        if isinstance(options, CollectOptions | ArrangeOptions):
            at_board(self, options)
        answer(self, options)
        if isinstance(options, ArrangeOptions):
            for item in listed(self.session, options.list):
                if item.owner == self.id and item.state == "open":
                    self._arrange(options, item)
        if self.session.cursor.item is not None:
            self._note()

    def _note(self) -> None:
        """Notes are taken on a topic, most by its owner, who listens to the others."""
        reacted_to = self.session.presenter == self.id and self.session.piece.holder != self.id
        if self._chance(self.nature.notes * (3 if reacted_to else 1)):
            words = self.world.words(self.id, "private_note")
            self.while_phase(self.seconds(20, 100), c.Add(kind="private_note", text=words))

    def while_phase(self, wait_ms: float, command: c.AnyCommand) -> None:
        """Send *command* after *wait_ms*, if the phase is still the same and I am here."""
        cursor = self.session.cursor

        def act() -> None:
            me = self.session.people[self.id]
            if self.session.cursor == cursor and me.seated and self.session.closed is None:
                self.world.send(self.id, command)

        self.world.soon(wait_ms, act)

    def _arrange(self, options: ArrangeOptions, item: Item) -> None:
        """What an owner does with a topic: seldom urgent; at the end kept, seldom let go."""
        if "keep_next" in options.ops:
            gives_up = self._chance(0.15)
            command = c.Withdraw(item=item.id) if gives_up else c.Keep(item=item.id)
            self.while_phase(self.seconds(6, 45), command)
        elif "flag_urgent" in options.ops and self._chance(0.1):
            self.while_phase(self.seconds(6, 40), c.Flag(item=item.id))


def _usual_turn_ms(options: RoundOptions) -> int:
    """The soft limit of a turn, answer included, while there is time enough."""
    answer = options.responder_time if options.responder != "none" else None
    return (options.per_turn.soft + (answer.soft if answer is not None else 0)) * SECOND_MS
