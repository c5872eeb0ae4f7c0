"""Plays each bundled format with simulated people, and keeps what its screens show in each phase.

For every phase there is a moment of the facilitator, the one who speaks, one who listens and the
one whose topic it is, as far as the format has them; people have long names, short ones, names in
other letters and with pictures. ``docs/contact_sheets.py`` draws these moments, the browser tests
examine them. What is shown comes from the core itself: it is what the server would send.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import msgspec

from talkingpiece.core import commands as c
from talkingpiece.core import events as e
from talkingpiece.core.deadlines import next_instant
from talkingpiece.core.formats import Format
from talkingpiece.core.ids import SECOND_MS, Ms, PersonId
from talkingpiece.core.session import Session
from talkingpiece.core.views import mine, shared
from talkingpiece.registry.registry import Registry
from talkingpiece.rendering.locales import Catalogue
from talkingpiece.server.app import pacts
from talkingpiece.testing.simulate import Setting, Table

LOOK = Path(__file__).resolve().parent / "look"
LOCALES = ("en", "fr", "de")
PARTS = ("facilitator", "speaker", "listener", "presenter", "own_turn", "done")
"""`own_turn`: a facilitator whose turn it is; `done`: one whose way on is lit."""
NAMES = (
    "Lucie",
    "Jonas",
    "Bartholomäus",
    "نور الهدى",
    "Zoë 🌻",
    "Maximiliane-Theodora von Hohenstein",
    "Дарья",
    "Li",
    "Anne-Marie",
)
WORDS = (
    "balance",
    "saying no",
    "HR",
    "a stakeholder who answers no mail of mine, and what I could do",
    "Verantwortungsdiffusion",
    "🌻 two bosses",
    "كيف أقول لا",
    "pricing",
)
OPENS = Ms(round(datetime(2099, 3, 10, 17, 55, tzinfo=UTC).timestamp()) * SECOND_MS)
"""A Tuesday evening that is still to come, as browsers look at their own clocks too."""
LOOKED_AT_MS = 25 * SECOND_MS
"""So long after something happened somebody looks: the ring has begun to fill."""


@dataclass
class Moments:
    """The best moment of each part in each phase, as scenes of the page to look at."""

    scenes: dict[str, dict[str, Any]] = field(default_factory=dict)
    _worth: dict[str, tuple[int, ...]] = field(default_factory=dict)
    _order: dict[str, int] = field(default_factory=dict)

    def see(self, session: Session, at: Ms) -> None:
        """Keep this moment for each part for which it tells more than the one kept before."""
        piece, phase = session.piece, session.phase.id
        if session.closed is not None:
            phase = "end"
        self._order.setdefault(phase, len(self._order))
        worth = (
            piece.holder is not None,
            min(len(piece.had), 3),
            min(len(session.items), 6),
            bool(session.presenter),
        )
        for part, person in self._people(session):
            name = f"{phase}-{part}"
            if self._worth.get(name, (-1,)) < worth:
                self._worth[name] = worth
                self.scenes[name] = scene(session, person, at)

    def _people(self, session: Session) -> Iterator[tuple[str, PersonId]]:
        holder, lead, presenter = session.piece.holder, session.lead, session.presenter
        guests = [p for p in session.people.values() if p.here and p.seated]
        guests.sort(key=lambda person: person.role == "facilitator")
        if lead is not None:
            part = "own_turn" if holder == lead else "done" if session.lit else "facilitator"
            yield part, lead
        if holder is not None and holder != lead:
            yield "speaker", holder
        if presenter is not None and presenter not in (lead, holder):
            yield "presenter", presenter
        for person in guests:
            if person.id not in (holder, lead, presenter):
                yield "listener", person.id
                break

    def in_order(self) -> dict[str, dict[str, Any]]:
        """The scenes by phase, as they came, and by part."""

        def place(name: str) -> tuple[int, int]:
            phase, part = name.rsplit("-", 1)
            return self._order[phase], PARTS.index(part)

        return {name: self.scenes[name] for name in sorted(self.scenes, key=place)}


def scene(session: Session, person: PersonId, at: Ms) -> dict[str, Any]:
    """What the server would send *person* a moment later, if nothing happens meanwhile."""
    due = next_instant(session)
    later = Ms(at + LOOKED_AT_MS)
    now = later if due is None or due > later else at
    return {
        "now": now,
        "view": msgspec.to_builtins(shared(session, now)),
        "mine": msgspec.to_builtins(mine(session, person, now, arriving=1)),
    }


class Watched(Table):
    """A simulated table whose people have names and words of flesh and blood."""

    def __init__(self, *given: Any) -> None:
        self.moments = Moments()
        super().__init__(*given)

    def words(self, person: PersonId, kind: str) -> str:
        """Two letters, or as many as the format allows."""
        most = min((spec.max_length for spec in self.session.format.lists.values()), default=60)
        return WORDS[self.session.next_item % len(WORDS)][:most].rstrip()

    def _do(self, actor: PersonId, command: c.AnyCommand | c.HouseCommand) -> None:
        if isinstance(command, c.Join | c.ArriveToFacilitate):
            number = int(actor.removeprefix("p")) - 1
            turn = number // len(NAMES)
            called = NAMES[number % len(NAMES)] + (f" {turn + 1}" if turn else "")
            command = msgspec.structs.replace(command, name=called)
        super()._do(actor, command)

    def _happened(self, events: tuple[e.AnyEvent, ...]) -> None:
        super()._happened(events)
        self.moments.see(self.session, self.now)


def played(chosen: Format, registry: Registry) -> Watched:
    """One whole session of *chosen* with as many people as suit it."""
    setting = Setting(
        format=chosen,
        people=chosen.capacity.ideal[1],
        minutes=chosen.duration[1],
        late=True,
        opens=OPENS,
    )
    table = Watched(setting, registry, Random(7))  # noqa: S311 (the same each time)
    table.run()
    return table


def arrival(chosen: Format, at: int, minutes: int) -> dict[str, Any]:
    """The arrival card of *chosen*."""
    return {
        "title": "Tuesday circle",
        "format": chosen.id,
        "format_title": f"{chosen.id}/title",
        "start": at,
        "end": at + minutes * 60_000,
        "zone": "Europe/Paris",
        "language": "en",
        "privacy": chosen.privacy,
        "pact": pacts(Catalogue.load())[chosen.privacy],
        "forget_hours": 24,
    }


def write(registry: Registry, only: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """The moments of each format beside the page to look at; returns their names by format."""
    LOOK.mkdir(exist_ok=True)
    names = {}
    for chosen in registry.formats.values():
        if only and chosen.id not in only:
            continue
        table = played(chosen, registry)
        scenes = table.moments.in_order()
        looked = {
            "arrival": arrival(chosen, table.session.plan.start, chosen.duration[1]),
            "scenes": scenes,
            "texts": {locale: registry.texts(chosen, locale) for locale in LOCALES},
        }
        (LOOK / f"{chosen.id}.json").write_text(json.dumps(looked), encoding="utf-8")
        names[chosen.id] = list(scenes)
    return names


if __name__ == "__main__":
    for format_id, found in write(Registry.load()).items():
        sys.stdout.write(f"{format_id}: {', '.join(found)}\n")
