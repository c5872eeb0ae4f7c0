"""The playbook: a session as a conversation, in which every answer is expected or the test fails.

::

    with Playbook(format_, grammar).seated("ada", "ben", facilitator="fay") as table:
        table.quietly("fay", NextPhase)
        table >> does("ada", Pass) << sees(TurnPassed, that(PieceGiven, to="ben"))
        table >> does("ada", Pass) << refuses(Code.NOT_YOUR_TURN)
        table >> after(seconds=30)
        assert "pass" in table.offers("ben")

Everybody goes by name. What happens is compared exactly: an event that nobody expected fails as
well as one that is missing, also at the end. `...` in `sees` stands for any further events.
"""

from collections.abc import Callable, Iterator
from types import EllipsisType, TracebackType
from typing import Any, Self

import msgspec

from talkingpiece.core import commands as c
from talkingpiece.core import events as e
from talkingpiece.core.deadlines import next_instant
from talkingpiece.core.decide import HOUSE, open_session, play
from talkingpiece.core.evolve import replay
from talkingpiece.core.formats import Format
from talkingpiece.core.grammar import Grammar
from talkingpiece.core.ids import MINUTE_MS, SECOND_MS, ItemId, Ms, PersonId, RoomId
from talkingpiece.core.session import Item, Plan, Session
from talkingpiece.core.shown import Mine, View
from talkingpiece.core.views import mine, shared
from talkingpiece.errors import Code, Refused

START = Ms(1_000_000_000_000)
"""When every script begins, unless it says otherwise."""


class Deed(msgspec.Struct, frozen=True):
    """Somebody does something: a command, with `step` filled in where it steers."""

    who: PersonId
    command: type[c.Command]
    fields: dict[str, Any]


class Wait(msgspec.Struct, frozen=True):
    """Time passes, and the house ticks as it would."""

    ms: int


class That(msgspec.Struct, frozen=True):
    """An event of a type, with some of its members."""

    type: type[e.Event]
    fields: dict[str, Any]

    def fits(self, event: e.AnyEvent) -> bool:
        """Whether *event* is one of these."""
        return isinstance(event, self.type) and all(
            getattr(event, name) == value for name, value in self.fields.items()
        )

    def __str__(self) -> str:
        return _written(self.type.__name__, self.fields)


class Sees(msgspec.Struct, frozen=True):
    """The events that must follow, in order."""

    events: tuple[That | EllipsisType, ...]


class Refuses(msgspec.Struct, frozen=True):
    """The refusal that must follow."""

    code: Code
    params: dict[str, Any]


def does(who: str, command: type[c.Command], **fields: Any) -> Deed:
    """*who* sends *command* with *fields*; steering commands name the step of the moment."""
    return Deed(PersonId(who), command, fields)


def after(*, seconds: float = 0, minutes: float = 0) -> Wait:
    """Time passes; whatever happens by itself meanwhile happens at its own instant."""
    return Wait(round(seconds * SECOND_MS + minutes * MINUTE_MS))


def that(type_: type[e.Event], **fields: Any) -> That:
    """An event of this type with these members; its other members may be anything."""
    return That(type_, fields)


def sees(*events: type[e.Event] | That | EllipsisType) -> Sees:
    """The table sees exactly these events; `...` stands for any further ones."""
    return Sees(tuple(That(one, {}) if isinstance(one, type) else one for one in events))


def refuses(code: Code, **params: Any) -> Refuses:
    """The table refuses with this code, and with these parameters where some are given."""
    return Refuses(code, params)


class Playbook:
    """A session on a virtual clock, played by name.

    `session`, `events` and `now` may be read at any time. As a context manager it fails at the end
    if something that happened was expected by nobody.
    """

    def __init__(
        self,
        format_: Format,
        grammar: Grammar,
        *,
        minutes: int = 120,
        start: Ms = START,
        items: tuple[Item, ...] = (),
        **plan: Any,
    ) -> None:
        """*plan* holds further members of `Plan`: index, ring_offset, title."""
        self.now = start
        self.grammar = grammar
        agreed = Plan(start=start, end=Ms(start + minutes * MINUTE_MS), **plan)
        self.events: list[e.AnyEvent] = list(
            open_session(RoomId("room"), agreed, format_, start, items)
        )
        self.session: Session = replay(self.events)
        self._lines: list[str] = []
        self._answer: list[e.AnyEvent] = []
        self._refusal: Refused | None = None

    # --- quick ways to begin ----------------------------------------------------------------------

    def seated(self, *people: str, facilitator: str = "") -> Self:
        """*people* sit down in this order, after *facilitator*, who leads. Expects nothing."""
        if facilitator:
            self.quietly(facilitator, c.ArriveToFacilitate, name=facilitator)
        for person in people:
            self.quietly(person, c.Join, name=person)
        return self

    def quietly(self, who: str, command: type[c.Command], **fields: Any) -> Self:
        """*who* does something that is not the point: only a refusal fails."""
        self >> does(who, command, **fields) << sees(...)
        return self

    def given(self, who: str, text: str, kind: str = "keyword") -> ItemId:
        """*who* gives an item; returns its id."""
        before = set(self.session.items)
        self.quietly(who, c.Add, kind=kind, text=text)
        (item,) = set(self.session.items) - before
        return item

    # --- the conversation -------------------------------------------------------------------------

    def __rshift__(self, step: Deed | Wait) -> Self:
        """Somebody does something, or time passes."""
        self.finished()
        if isinstance(step, Wait):
            self._wait(step.ms)
        else:
            self._do(step)
        return self

    def __lshift__(self, expected: Sees | Refuses) -> Self:
        """What must have followed."""
        __tracebackhide__ = True
        answer, refusal = self._answer, self._refusal
        self._answer, self._refusal = [], None
        if isinstance(expected, Refuses):
            given = refusal.params if refusal is not None else {}
            same = all(given.get(name) == value for name, value in expected.params.items())
            if refusal is None or refusal.code != expected.code or not same:
                self._fail([f"refusal {_written(expected.code, expected.params)}"])
        elif refusal is not None or not _follow(answer, expected.events):
            self._fail(["..." if one is ... else str(one) for one in expected.events])
        return self

    def finished(self) -> None:
        """Fails if the last step had an answer that nobody expected."""
        __tracebackhide__ = True
        if self._answer or self._refusal is not None:
            self._fail(["nothing: the script stops here"])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        if error is None:
            self.finished()

    # --- what is on a screen ----------------------------------------------------------------------

    def view(self) -> View:
        """What everybody sees now."""
        return shared(self.session, self.now)

    def mine(self, who: str, arriving: int = 0) -> Mine:
        """What only *who* sees now."""
        return mine(self.session, PersonId(who), self.now, arriving)

    def offers(self, who: str) -> frozenset[str]:
        """The ids of the buttons of *who*."""
        return frozenset(self.mine(who).offers)

    @property
    def phase(self) -> str:
        """The id of the running phase."""
        return self.session.phase.id

    @property
    def holder(self) -> PersonId | None:
        """Who holds the piece."""
        return self.session.piece.holder

    # --- inside -----------------------------------------------------------------------------------

    def _do(self, deed: Deed) -> None:
        fields = dict(deed.fields)
        if issubclass(deed.command, c.Steering):
            fields.setdefault("step", self.session.step)
        command: Any = deed.command(**fields)
        self._lines.append(f">> {deed.who}: {_written(deed.command.__name__, deed.fields)}")
        self._play(deed.who, command)

    def _wait(self, ms: int) -> None:
        self._lines.append(f">> after {ms / SECOND_MS:g} s")
        until = Ms(self.now + ms)
        while (due := next_instant(self.session)) is not None and due <= until:
            self.now = max(self.now, due)
            before = self.session.seq
            self._play(HOUSE, c.Tick())
            if self.session.seq == before:
                self._fail([f"a change: the tick at {due - START} ms is due again and again"])
        self.now = until

    def _play(self, who: PersonId, command: c.AnyCommand | c.HouseCommand) -> None:
        try:
            events, self.session = play(
                self.session, command, c.Stamp(actor=who, at=self.now), self.grammar
            )
        except Refused as refused:
            self._refusal = refused
            self._lines.append(f"     << refusal {_written(refused.code, dict(refused.params))}")
            return
        self._answer.extend(events)
        self.events.extend(events)
        self._lines.extend(f"     << {_told(event)}" for event in events)

    def _fail(self, expected: list[str]) -> None:
        __tracebackhide__ = True
        told = "\n".join(self._lines)
        wanted = "\n".join(f"     << {one}" for one in expected)
        raise AssertionError(
            f"the conversation went\n{told}\n\nand the script expects last\n{wanted}"
        )


Lay = Callable[..., Playbook]
"""Lays a table: `lay(format_, "ada", "ben", facilitator="fay", **plan)`, as test fixtures do."""


def _follow(events: list[e.AnyEvent], wanted: tuple[That | EllipsisType, ...]) -> bool:
    """Whether *events* are what is wanted, `...` standing for any number of them."""
    if not wanted:
        return not events
    first, rest = wanted[0], wanted[1:]
    if isinstance(first, EllipsisType):
        return any(_follow(events[skip:], rest) for skip in range(len(events) + 1))
    return bool(events) and first.fits(events[0]) and _follow(events[1:], rest)


def _told(event: e.AnyEvent) -> str:
    return _written(type(event).__name__, dict(_short(event)))


def _short(event: e.AnyEvent) -> Iterator[tuple[str, Any]]:
    """The members of an event that fit on a line: who, why, which; not when."""
    for name in event.__struct_fields__:
        value = getattr(event, name)
        if name not in ("at", "format", "plan") and isinstance(value, str | int | bool | tuple):
            yield name, value
        elif isinstance(value, msgspec.Struct) and hasattr(value, "id"):
            yield name, value.id


def _written(name: str, fields: dict[str, Any]) -> str:
    return f"{name}({', '.join(f'{key}={value!r}' for key, value in fields.items())})"
