"""Plays of a format by simulated people on a virtual clock: two hours in a fraction of a second.

Everything goes through `core.play`, the way a real room does it; a `Watcher` follows each play.
"""

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterator
from math import ceil
from random import Random
from statistics import fmean
from typing import Any

import msgspec

from talkingpiece.core import commands as c
from talkingpiece.core import events as e
from talkingpiece.core.deadlines import next_instant
from talkingpiece.core.decide import HOUSE, open_session, play
from talkingpiece.core.evolve import replay
from talkingpiece.core.flow import phase_at
from talkingpiece.core.formats import Format
from talkingpiece.core.grammar import Grammar
from talkingpiece.core.ids import MINUTE_MS, SECOND_MS, Ms, PersonId, RoleId, RoomId
from talkingpiece.core.session import Plan, Session
from talkingpiece.core.sheets import series_memory
from talkingpiece.errors import Refused
from talkingpiece.hub.simulated import Person
from talkingpiece.hub.temperament import temperament
from talkingpiece.testing.facilitating import Facilitator
from talkingpiece.testing.fairness import Watcher
from talkingpiece.testing.picture import Violation

EARLY_MS = 5 * MINUTE_MS
"""The room opens this long before the planned start, where a format has an arrival."""
OVERTIME_MS = 60 * MINUTE_MS
"""A play that is not over this long after the planned end never will be."""


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be played: by how many people (facilitators included), for how long."""

    format: Format
    people: int
    minutes: int
    late: bool = False
    """One or two of them come after the start."""
    leavers: bool = False
    """One or two of them leave for good."""
    drops: bool = False
    """People lose their connection and come back."""
    opens: Ms = Ms(0)
    """When the room opens."""


class Play(msgspec.Struct, frozen=True, kw_only=True):
    """One play: what happened, in figures."""

    topics_done: int
    minutes: float
    """From the planned start to the end."""
    phases: tuple[tuple[str, float], ...]
    """Each phase that was entered, in order, with its minutes."""
    taps: int
    """Commands sent by people; typing a word and sending it counts one."""
    person_hours: float
    """All the time that people sat at the table, together."""
    violations: tuple[Violation, ...]


class Table:
    """One session with simulated people round it: their world, and the house that ticks."""

    def __init__(self, setting: Setting, grammar: Grammar, chance: Random) -> None:
        self.setting = setting
        self.chance = chance
        self.grammar = grammar
        self.taps = 0
        self.events: list[e.AnyEvent] = []
        self.watcher = Watcher()
        self.now = setting.opens
        self._agenda: list[tuple[float, int, Callable[[], None]]] = []
        self._count = 0
        self._people: dict[PersonId, Person] = {}
        self._start = Ms(EARLY_MS if setting.format.phases()[0].pre_start else 0)
        start = Ms(setting.opens + self._start)
        plan = Plan(start=start, end=Ms(start + setting.minutes * MINUTE_MS))
        first = open_session(RoomId("table"), plan, setting.format, setting.opens)
        self.session: Session = replay(first)
        self._happened(first)
        self._invite()

    # --- the world of its people -----------------------------------------------------------------

    def simulates(self, person: PersonId) -> bool:
        """Everybody here is."""
        return True

    def words(self, person: PersonId, kind: str) -> str:
        """Words that tell apart who gave them, and as which item."""
        return f"{person} {kind} {self.session.next_item}"

    def send(self, person: PersonId, command: c.AnyCommand) -> None:
        """*person* taps or types; a refusal is a fault of the play and is reported."""
        self.taps += 1
        self._do(person, command)

    def soon(self, wait_ms: float, act: Callable[[], None]) -> None:
        """Put *act* on the agenda."""
        self._count += 1
        heapq.heappush(self._agenda, (self.now + max(wait_ms, 0), self._count, act))

    # --- the house --------------------------------------------------------------------------------

    def run(self) -> Play:
        """Play to the end."""
        last = self.session.plan.end + OVERTIME_MS
        while self.session.closed is None and self.now < last:
            self._ticks(self._agenda[0][0] if self._agenda else last)
            if not self._agenda or self.session.closed is not None:
                break
            at, _, act = heapq.heappop(self._agenda)
            self.now = Ms(max(self.now, ceil(at)))
            act()
        self.watcher.end(series_memory(self.session))
        return self._figures()

    def _ticks(self, until: float) -> None:
        """What happens by itself before *until*."""
        while (due := next_instant(self.session)) is not None and due <= until:
            self.now = max(self.now, due)
            seq = self.session.seq
            self._do(HOUSE, c.Tick())
            if self.session.seq == seq:
                raise AssertionError(f"a tick at {due} changed nothing, and is due again")

    def _do(self, actor: PersonId, command: c.AnyCommand | c.HouseCommand) -> None:
        stamp = c.Stamp(actor=actor, at=self.now, seed=self.chance.getrandbits(32))
        try:
            events, self.session = play(self.session, command, stamp, self.grammar)
        except Refused as refused:
            what = f"{actor}: {type(command).__name__} in {self.session.phase.id}: {refused.code}"
            start = self.session.plan.start
            fault = Violation(rule="refused", at=Ms(self.now - start), what=what)
            self.watcher.violations.append(fault)
            return
        self._happened(events)

    def _happened(self, events: tuple[e.AnyEvent, ...]) -> None:
        self.events.extend(events)
        for event in events:
            self.watcher.see(event)
        for event in events:
            for person in tuple(self._people.values()):
                one = self.session.people.get(person.id)
                if one is not None and one.here:
                    person.notice(event)

    # --- arriving, leaving, being lost ------------------------------------------------------------

    def _invite(self) -> None:
        """Who comes, and when; who leaves; who is lost for a while."""
        chance, setting = self.chance, self.setting
        leads = self._facilitators()
        names = [PersonId(f"p{number}") for number in range(1, setting.people + 1)]
        guests = names[leads:]
        comes_late: set[PersonId] = set()
        if setting.late and len(guests) > 3:
            comes_late.update(chance.sample(guests, chance.randint(1, 2)))
        for number, name in enumerate(names):
            facilitates = number < leads
            wait = chance.uniform(0.05, 0.5) * MINUTE_MS * (number if self._start else 0.2)
            if name in comes_late:
                wait = self._start + chance.uniform(1, setting.minutes / 2) * MINUTE_MS
            self.soon(wait, self._arrival(name, facilitates))
        if setting.leavers:
            for name in chance.sample(guests, min(chance.randint(1, 2), len(guests))):
                wait = self._start + chance.uniform(10, setting.minutes) * MINUTE_MS
                self.soon(wait, self._leaving(name))
        if setting.drops:
            for name in names:
                for _ in range(chance.randint(0, 2)):
                    wait = self._start + chance.uniform(1, setting.minutes) * MINUTE_MS
                    self.soon(wait, self._drop(name))

    def _facilitators(self) -> int:
        """One, or two where the format has room for two and there are enough people."""
        role = self.setting.format.roles.get(RoleId("facilitator"))
        two = role is not None and role.max != 1 and self.setting.people >= 5
        return 2 if two and self.chance.random() < 0.5 else 1

    def _arrival(self, name: PersonId, facilitates: bool) -> Callable[[], None]:
        nature = temperament(self.chance, facilitates)
        person = (Facilitator if facilitates else Person)(self, name, nature)

        def act() -> None:
            self._people[name] = person
            self.taps += facilitates
            if facilitates:
                self._do(name, c.ArriveToFacilitate(name=name))
            else:
                self.send(name, c.Join(name=name))

        return act

    def _leaving(self, name: PersonId) -> Callable[[], None]:
        def act() -> None:
            person = self.session.people.get(name)
            if person is not None and person.here:
                self.send(name, c.Leave())
                self._people.pop(name)

        return act

    def _drop(self, name: PersonId) -> Callable[[], None]:
        def back() -> None:
            if name in self._people and not self.session.people[name].here:
                self._do(name, c.Return())

        def act() -> None:
            person = self.session.people.get(name)
            if person is not None and person.here:
                self._do(name, c.Lose())
                self.soon(self.chance.uniform(5, 150) * SECOND_MS, back)

        return act

    # --- figures ----------------------------------------------------------------------------------

    def _figures(self) -> Play:
        end = self.session.closed if self.session.closed is not None else self.now
        entered = [event for event in self.events if isinstance(event, e.PhaseEntered)]
        ends = [*(event.at for event in entered[1:]), end]
        phases = tuple(
            (phase_at(self.setting.format, event.cursor.path).id, (until - event.at) / MINUTE_MS)
            for event, until in zip(entered, ends, strict=True)
        )
        return Play(
            topics_done=sum(item.state == "done" for item in self.session.items.values()),
            minutes=(end - self.session.plan.start) / MINUTE_MS,
            phases=phases,
            taps=self.taps,
            person_hours=sum(self._hours(person, end) for person in self.session.people),
            violations=tuple(self.watcher.violations),
        )

    def _hours(self, person: PersonId, end: Ms) -> float:
        """How long *person* was here, until *end*."""
        one = self.session.people[person]
        until = end if one.gone_since is None else one.gone_since
        return (until - one.arrived) / (60 * MINUTE_MS)


def simulate(setting: Setting, grammar: Grammar, plays: int, seed: int) -> Iterator[Play]:
    """*plays* plays, one after the other; the same *seed* makes the same plays."""
    for number in range(plays):
        chance = Random(f"{seed}/{number}")  # noqa: S311 — chance for play, not for secrets
        yield Table(setting, grammar, chance).run()


def report(plays: list[Play]) -> dict[str, Any]:
    """The figures of *plays*, in the shape of `talkingpiece simulate --json`."""
    lengths: dict[str, list[float]] = defaultdict(list)
    for play_ in plays:
        for phase, minutes in play_.phases:
            lengths[phase].append(minutes)
    details = [
        f"play {number}: {violation}"
        for number, play_ in enumerate(plays)
        for violation in play_.violations
    ]
    return {
        "plays": len(plays),
        "topics_done": spread([play_.topics_done for play_ in plays]),
        "violations": len(details),
        "violation_details": details,
        "minutes": {
            "total": spread([play_.minutes for play_ in plays]),
            "phases": {phase: spread(minutes) for phase, minutes in lengths.items()},
        },
        "taps_per_person_hour": round(
            sum(play_.taps for play_ in plays) / sum(play_.person_hours for play_ in plays), 2
        ),
    }


def spread(values: list[float] | list[int]) -> dict[str, float]:
    """Mean, least and most."""
    return {
        "mean": round(fmean(values), 2),
        "min": round(min(values), 2),
        "max": round(max(values), 2),
    }
