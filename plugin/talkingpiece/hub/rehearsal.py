"""A rehearsal: simulated people at a real table, so that somebody may facilitate alone.

Each of them has a line of their own into the room, as a browser has, and no other way: they open
the page, sit down, tap and type, are lost and come back. Nobody here taps for whoever rehearses:
when it is the visitor's turn, nothing happens by itself.
"""

import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from random import Random

import msgspec

from talkingpiece.core import commands as c
from talkingpiece.core import events as e
from talkingpiece.core.formats import ForEach
from talkingpiece.core.ids import SECOND_MS, Ms, PersonId
from talkingpiece.core.options import RoundOptions, TalkOptions
from talkingpiece.core.session import Session
from talkingpiece.hub import wire
from talkingpiece.hub.agenda import Agenda
from talkingpiece.hub.clock import Clock
from talkingpiece.hub.connection import Bucket, Connection
from talkingpiece.hub.simulated import Person
from talkingpiece.hub.table import Table
from talkingpiece.hub.temperament import temperament

log = logging.getLogger(__name__)

PEOPLE = 5
"""So many simulated people, where the format has room for them."""
TOPICS = 2
"""So many of them bring a word: enough to go round the format twice, in a quarter of an hour."""
DROPS = 0.3
"""How likely somebody loses the connection in a phase of a topic."""
KNOWS_IT = 0.08
"""How likely somebody taps "I know this one" while another person reacts."""
AWAY_MS = (15 * SECOND_MS, 70 * SECOND_MS)
"""How long they are away then, whatever the pace: a lost seat is noticed after a while only."""


class Cast(msgspec.Struct, frozen=True, kw_only=True):
    """Who may come, and what they write, in one language."""

    names: tuple[str, ...]
    words: Mapping[str, tuple[str, ...]]
    """By kind of item; `keyword` must be there, `note` stands for any other kind."""


class Chair(Connection):
    """A line into the room without a browser at its end: it hears its seat, and is deaf else."""

    simulated = True

    def __init__(
        self, seated: Callable[["Chair", PersonId], None], gone: Callable[["Chair"], None]
    ) -> None:
        """*seated* is told whose seat it is, *gone* when the room has closed the line."""
        super().__init__(_Nowhere(), Bucket(1_000, 1_000), max_backlog=1)
        self._seated = seated
        self._gone = gone
        self.asked = 0

    def send(self, message: wire.AnyServerMessage) -> None:
        """Hear one message: which seat I have; and why nothing became of what I wanted."""
        match message:
            case wire.Seated(me=person):
                self._seated(self, person)
            case wire.Refusal(code=code):
                log.debug("a simulated person was refused: %s", code)
            case _:
                pass

    def send_frame(self, finished: bytes) -> None:
        """Look away: simulated people know the session itself."""

    def bye(self, code: wire.ByeCode, reason: str = "") -> None:
        """Seen out, or the room is let go."""
        self._closed = True
        self._gone(self)


class _Nowhere:
    """A sink for what nobody reads."""

    def write(self, frames: bytes) -> int:
        return 0

    def close(self, code: wire.ByeCode) -> None: ...


class Guest(Person):
    """Somebody simulated, with a gesture that only makes a difference to people."""

    def notice(self, event: e.AnyEvent) -> None:
        """As everybody; while somebody reacts, "I know this one" now and then."""
        super().notice(event)
        gestures = {what.kind for what in self.session.phase.collect}
        listens = self.id not in (self.session.presenter, self.session.piece.holder)
        known = isinstance(event, e.PieceGiven) and "same_here" in gestures and listens
        if known and self.world.chance.random() < KNOWS_IT:
            self.while_phase(self.seconds(5, 30), c.SameHere())


class Rehearsal:
    """The simulated people of one awake room: their world.

    They come when whoever rehearses has sat down, one after the other; one in the first round, one
    when somebody already presents. They stand still while nobody looks, and while the time is held.
    """

    def __init__(self, table: Table, clock: Clock, cast: Cast, chance: Random) -> None:
        self.chance = chance
        self._table = table
        self._clock = clock
        self._cast = cast
        self._people: dict[PersonId, Guest] = {}
        self._chairs: dict[PersonId, Chair] = {}
        self._late: list[str] = []
        self._written: dict[str, int] = {}
        self._agenda = Agenda(clock, self._looked_at, self.session.pace)
        table.presence.company.append(self)

    def start(self) -> None:
        """Wait for whoever rehearses; in a room that was asleep, everybody takes their seat."""
        for person in self.session.people.values():
            if person.role != "facilitator" and person.widget and not person.removed:
                self._people[person.id] = self._new(person.id)
                self.soon(self._seconds(0.5, 3), lambda back=person.id: self._come_back(back))  # type: ignore[misc]
        if not self._people and self.session.facilitators_here():
            self._invite()

    # --- the world of its people ------------------------------------------------------------------

    @property
    def session(self) -> Session:
        """The session as committed."""
        return self._table.session

    @property
    def now(self) -> Ms:
        """The server's time."""
        return self._clock.now()

    def simulates(self, person: PersonId) -> bool:
        """Whether *person* is one of them, and not who rehearses."""
        return person in self._people

    def words(self, person: PersonId, kind: str) -> str:
        """The next of the cast's words for *kind*; they begin again when all have been said."""
        choice = self._cast.words.get(kind) or self._cast.words["note"]
        said = self._written.get(kind, 0)
        self._written[kind] = said + 1
        return choice[said % len(choice)]

    def send(self, person: PersonId, command: c.AnyCommand) -> None:
        """*person* taps or types, unless their line is broken."""
        chair = self._chairs.get(person)
        if chair is not None and not chair.closed:
            chair.asked += 1
            do = wire.Do(id=f"{chair.id}{chair.asked}", command=command)
            self._table.hear(chair, do)

    def soon(self, wait_ms: float, act: Callable[[], None]) -> None:
        """Do *act* after *wait_ms*, sooner at a higher pace."""
        self._agenda.soon(wait_ms, act)

    def stop(self) -> None:
        """The room is let go: nobody comes, taps or comes back any more."""
        self._agenda.stop()

    # --- what happens at the table ----------------------------------------------------------------

    def see(self, events: Sequence[e.AnyEvent]) -> None:
        """Something is kept now: the room changes its pace, each of its people may react."""
        if self.session.closed is not None:
            self._agenda.stop()
            return
        for event in events:
            match event:
                case e.PaceSet():
                    self._agenda.go_at(event.pace)
                case e.PersonJoined() if event.person.role == "facilitator" and not self._people:
                    self._invite()
                case e.PhaseEntered():
                    self._new_phase()
                case _:
                    pass
            for person in tuple(self._people.values()):
                one = self.session.people.get(person.id)
                if one is not None and one.here:
                    person.notice(event)

    def _looked_at(self) -> bool:
        """Whether time passes for them: somebody is there, and nobody holds the time."""
        return bool(self._table.presence) and self.session.clock.held is None

    def _new_phase(self) -> None:
        options = self.session.phase.options
        if self._late and isinstance(options, RoundOptions | TalkOptions):
            name = self._late.pop(0)
            self.soon(self._seconds(10, 25), lambda: self._arrive(name))
        step = self.session.format.flow[self.session.cursor.path[0]]
        here = [one for one in self._chairs if self.session.people[one].here]
        if isinstance(step, ForEach) and len(here) > 1 and self.chance.random() < DROPS:
            person = self.chance.choice(here)
            self.soon(self._seconds(20, 120), lambda: self._drop(person))

    # --- coming and going -------------------------------------------------------------------------

    def _invite(self) -> None:
        """One after the other, so that each arrival is seen; the last two come late."""
        capacity = self.session.format.capacity
        names = list(self._cast.names[: max(1, min(PEOPLE, capacity.ideal[1] - 1))])
        at_first = max(len(names) - 2, min(capacity.min - 1, len(names)), 1)
        self._late = names[at_first:]
        wait = 0.0
        for name in names[:at_first]:
            wait += self._seconds(6, 14)
            self.soon(wait, lambda name=name: self._arrive(name))  # type: ignore[misc]

    def _arrive(self, name: str) -> None:
        """Open the page, read the card, sit down."""
        chair = Chair(self._seated, self._gone)
        self._table.arrive(chair, self._language)
        join = c.Join(name=name, locale=self._language)

        def sit_down() -> None:
            if not chair.closed:
                self._table.hear(chair, wire.Do(id=secrets.token_hex(16), command=join))

        self.soon(self._seconds(4, 9), sit_down)

    @property
    def _language(self) -> str:
        return self.session.plan.language

    def _seated(self, chair: Chair, person: PersonId) -> None:
        self._chairs[person] = chair
        if person not in self._people:
            self._people[person] = self._new(person)
            self._people[person].join_in()  # that they came was told before they had their seat

    def _gone(self, chair: Chair) -> None:
        self.soon(0, lambda: self._table.leave(chair))

    def _new(self, person: PersonId) -> Guest:
        nature = temperament(self.chance, facilitates=False)
        words = 1 if len(self._people) < TOPICS else 0
        return Guest(self, person, msgspec.structs.replace(nature, words=words))

    def _drop(self, person: PersonId) -> None:
        """A bad train connection."""
        chair = self._chairs.get(person)
        if chair is None or chair.closed:
            return
        self._table.leave(chair)
        away = self.chance.uniform(*AWAY_MS) * self.session.pace
        self.soon(away, lambda: self._come_back(person))

    def _come_back(self, person: PersonId) -> None:
        if self.session.people[person].removed:
            return
        chair = self._chairs[person] = Chair(self._seated, self._gone)
        self._table.take_seat(chair, person, self._language)
        self._people[person].resume()

    def _seconds(self, least: float, most: float) -> float:
        return self.chance.uniform(least, most) * SECOND_MS
