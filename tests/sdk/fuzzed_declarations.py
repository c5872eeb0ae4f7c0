"""Declarations gone wrong: bundled ones with parts swapped, lost, doubled and replaced by nonsense.

Each is either refused with sentences, or it is a format, and then a table can play it.
"""

import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from talkingpiece.core import commands as c
from talkingpiece.core.deadlines import next_instant
from talkingpiece.core.decide import HOUSE, open_session, play
from talkingpiece.core.events import AnyEvent
from talkingpiece.core.evolve import replay
from talkingpiece.core.formats import Format
from talkingpiece.core.grammar import Grammar
from talkingpiece.core.ids import MINUTE_MS, Ms, PersonId, RoomId
from talkingpiece.core.session import Plan, Session
from talkingpiece.core.views import mine, shared
from talkingpiece.errors import FormatProblems, Refused
from talkingpiece.registry import Registry
from talkingpiece.registry.checking import fits
from talkingpiece.sdk.declaration import declared, read_declaration, read_tree
from talkingpiece.sdk.placed import Findings, Placed, Scalar

FORMATS = Path(__file__).resolve().parents[2] / "plugin" / "formats"
NONSENSE: tuple[Scalar, ...] = (
    None, True, False, 0, -1, 1, 7, 10**9, 10**15, -(10**15), 0.5, 1e300, float("inf"),
    "", " ", "\x00", "a" * 300, "\ud800", "{", "{keyword}", "{0}", "{{x}}", "é", "../x",
    "facilitator", "everyone", "nobody", "count.people > 3", "((((", "not not x", "1 < 2 < 3",
    "<script>alert(1)</script>", "on", "12:30", ">=1,<2", "\u202e", "#", "*", "&a",
)  # fmt: skip
LINES = (
    "&a [*a]", "? [x]", "!!python/object:os.system x", "<<: *nothing", "%YAML 1.1", "---", "...",
    "- - - - -", "\t", "x: {a: b, a: c}", "'", '"', "|", ">-", "key: &k {x: *k}", "{" * 60,
    "[" * 60, "a: *a", "? ", ": :", "@", "`", "\u2028", "\ufeff", "- {", "x: !!binary ====",
)  # fmt: skip
STEP_MS = 30_000


@cache
def bundled() -> tuple[str, ...]:
    """The text of every bundled declaration."""
    files = sorted(FORMATS.glob("*/*.yaml"))
    return tuple(file.read_text(encoding="utf-8") for file in files)


@cache
def _trees() -> tuple[Placed, ...]:
    found = [read_tree(text, Findings("bundled")) for text in bundled()]
    return tuple(tree for tree in found if tree is not None)


@cache
def _parts() -> tuple[Placed, ...]:
    """Every value of every bundled declaration, to be put where it does not belong."""
    return tuple(node for tree in _trees() for node, _ in _nodes(tree))


def _nodes(tree: Placed) -> Iterator[tuple[Placed, int]]:
    """Every node with its depth."""
    waiting = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        if isinstance(node.value, dict):
            waiting.extend((inner, depth + 1) for inner in node.value.values())
        elif isinstance(node.value, list):
            waiting.extend((inner, depth + 1) for inner in node.value)


def _copied(node: Placed) -> Placed:
    """The same, to be spoilt; `copy.deepcopy` takes longer than reading it."""
    value = node.value
    if isinstance(value, dict):
        return Placed({key: _copied(inner) for key, inner in value.items()}, node.line, node.path)
    if isinstance(value, list):
        return Placed([_copied(inner) for inner in value], node.line, node.path)
    return Placed(value, node.line, node.path)


def spoilt_tree(chance: random.Random) -> Placed:
    """A bundled declaration with one to four things changed."""
    tree = _copied(chance.choice(_trees()))
    for _ in range(chance.choice((1, 1, 2, 4))):
        _change(chance.choice([node for node, depth in _nodes(tree) if depth]), chance)
    return tree


def _change(node: Placed, chance: random.Random) -> None:
    value = node.value
    if isinstance(value, dict) and value and chance.random() < 0.6:
        key = chance.choice(list(value))
        if chance.random() < 0.5:
            del value[key]
        else:
            value[str(chance.choice(NONSENSE))] = value.pop(key)
    elif isinstance(value, list) and value and chance.random() < 0.6:
        at = chance.randrange(len(value))
        if chance.random() < 0.5:
            del value[at]
        else:
            value.insert(at, _copied(chance.choice(value)))
    elif isinstance(value, int) and not isinstance(value, bool) and chance.random() < 0.5:
        node.value = value + chance.choice((-1, 1, 60, -value))
    elif chance.random() < 0.5:
        node.value = chance.choice(NONSENSE)
    else:
        node.value = _copied(chance.choice(_parts())).value


def spoilt_text(chance: random.Random) -> str:
    """The text of one with lines lost, doubled, moved in or out, replaced, or cut off."""
    lines = chance.choice(bundled()).split("\n")
    for _ in range(chance.choice((1, 2, 3, 8))):
        at = chance.randrange(len(lines))
        match chance.randrange(7):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, lines[chance.randrange(len(lines))])
            case 2:
                lines[at] = " " * chance.randrange(9) + lines[at].lstrip()
            case 3:
                lines.insert(at, " " * chance.randrange(9) + chance.choice(LINES))
            case 4:
                place = chance.randrange(len(lines[at]) + 1)
                strange = chance.choice("\x00\t\"'{}[]:&*!|>%@`#\u2028é")
                lines[at] = lines[at][:place] + strange + lines[at][place + 1 :]
            case 5:
                lines = lines[: max(at, 1)]
            case _:
                lines[at] = "".join(chr(chance.randrange(1, 0xD7FF)) for _ in range(20))
        lines = lines or [""]
    return "\n".join(lines)


class Reader:
    """Reads them, and plays what is a format after all; raises whatever is not a refusal."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._kinds = registry.kinds
        self.read = 0
        self.sound = 0
        self.played = 0

    def tree(self, chance: random.Random) -> None:
        """One spoilt tree."""
        tree = spoilt_tree(chance)
        try:
            found = declared(tree, Findings("spoilt", frozenset(self._registry.rules)))
        except FormatProblems as wrong:
            self._told(wrong)
        else:
            self._take(found, chance)
        self.read += 1

    def text(self, chance: random.Random) -> None:
        """One spoilt text."""
        text = spoilt_text(chance)
        try:
            found = read_declaration(text, "spoilt", self._registry.rules)
        except FormatProblems as wrong:
            self._told(wrong)
        else:
            self._take(found, chance)
        self.read += 1

    def _told(self, wrong: FormatProblems) -> None:
        assert wrong.problems
        assert all(problem.message and problem.where for problem in wrong.problems)

    def _take(self, found: Format, chance: random.Random) -> None:
        self.sound += 1
        if not fits(found, "spoilt", self._kinds, self._registry.rules) and chance.random() < 0.1:
            self.played += 1
            named = {phase.rules: self._registry.rules[phase.rules] for phase in found.phases()}
            table_plays(replace(found, rules=named), self._registry, chance)


def table_plays(found: Format, grammar: Grammar, chance: random.Random) -> None:
    """Five people tap through it: whatever is offered, whatever they are refused."""
    now = Ms(1_000_000)
    plan = Plan(start=now, end=Ms(now + 90 * MINUTE_MS))
    table = _Table(open_session(RoomId("room"), plan, found, now), grammar, now)
    people = [PersonId(name) for name in ("fay", "ann", "bob", "cai", "dan")]
    table.ask(people[0], c.ArriveToFacilitate(name="Fay"))
    for person in people[1:]:
        table.ask(person, c.Join(name=str(person)))
    for _ in range(60):
        table.passes(chance.choice((0, 1000, STEP_MS, 5 * MINUTE_MS)))
        person = chance.choice(people)
        step = table.session.step
        deeds: tuple[c.AnyCommand, ...] = (
            c.Pass(), c.HandOn(), c.NextPhase(step=step), c.NextPerson(step=step), c.Finish(),
            c.AnotherRound(step=step), c.TakeRole(role="presenter"), c.Undo(step=step), c.Speak(),
            *(c.Add(kind=what.kind, text="words") for what in table.session.phase.collect),
        )  # fmt: skip
        table.ask(person, chance.choice(deeds))
        shared(table.session, table.now)
        if person in table.session.people:
            mine(table.session, person, table.now, 0)


class _Table:
    """A session with a clock."""

    def __init__(self, events: tuple[AnyEvent, ...], grammar: Grammar, now: Ms) -> None:
        self.session: Session = replay(list(events))
        self.grammar = grammar
        self.now = now

    def ask(self, person: PersonId, command: c.AnyCommand | c.HouseCommand) -> None:
        stamp = c.Stamp(actor=person, at=self.now, seed=1)
        try:
            _, self.session = play(self.session, command, stamp, self.grammar)
        except Refused:
            return

    def passes(self, by_ms: int) -> None:
        """What happens by itself meanwhile happens, and there is an end of it."""
        end = Ms(self.now + by_ms)
        for _ in range(100):
            due = next_instant(self.session)
            if due is None or due > end:
                break
            self.now = max(self.now, due)
            self.ask(HOUSE, c.Tick())
        else:
            raise AssertionError("the table never comes to rest")
        self.now = end
