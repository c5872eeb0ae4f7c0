"""Writes what the page to look at (``index.html``) shows: real tables, played to a few moments.

``python static/widget/fixtures.py`` plays them with the core itself, so that what is looked at is
what the server would send, and puts scenes and texts beside the built page in ``look/``.
``node build.mjs --look`` builds the page. Nothing of this is part of the product.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

import msgspec

from talkingpiece.core import commands as c
from talkingpiece.core.decide import open_session, play
from talkingpiece.core.evolve import replay
from talkingpiece.core.ids import ItemId, Ms, PersonId, PhaseId, RoomId
from talkingpiece.core.session import Plan, Session
from talkingpiece.core.views import mine, shared
from talkingpiece.registry.registry import Registry
from talkingpiece.rendering.locales import Catalogue

HERE = Path(__file__).resolve().parent
LOOK = HERE / "look"
LOCALES = ("en", "fr", "de")
NAMES = ("Maja", "Jonas", "Ana", "Noor", "Tom", "Lucie", "Bartholomäus-Alexander")
WORDS = ("balance", "a difficult stakeholder", "pricing", "saying no")
FACILITATORS = 2
MINUTE = 60_000


class Table:
    """A table of people who do as they are told, at a clock that is told too."""

    def __init__(self, registry: Registry, at: int) -> None:
        self.registry = registry
        self.now = at - 3 * MINUTE
        plan = Plan(
            title="Tuesday circle", start=Ms(at), end=Ms(at + 120 * MINUTE), zone="Europe/Paris"
        )
        chosen = registry.formats["intervision_triage"]
        opened = open_session(RoomId("r"), plan, chosen, Ms(self.now))
        self.session: Session = replay(opened)
        self.people = [PersonId(f"p{i}") for i in range(len(NAMES))]

    def do(self, person: int, command: Any, after_ms: int = 2_000) -> None:
        """*person* sends *command* a moment later."""
        self.now += after_ms
        stamp = c.Stamp(actor=self.people[person], at=Ms(self.now), seed=self.now, id=str(self.now))
        _, self.session = play(self.session, command, stamp, self.registry)

    def arrive(self, many: int) -> None:
        for person in range(many):
            joins = c.ArriveToFacilitate if person < FACILITATORS else c.Join
            self.do(person, joins(name=NAMES[person]))
        for person in range(FACILITATORS):
            if self.session.people[self.people[person]].asks_to_facilitate:
                self.do(0, c.Admit(person=self.people[person]))

    def steer(self, command: type[c.Steering], **more: Any) -> None:
        self.do(0, command(step=self.session.step, **more))

    def to(self, phase: str) -> None:
        """The facilitator taps on until the phase is reached."""
        while self.session.phase.id != PhaseId(phase):
            self.steer(c.NextPhase)

    def holder(self) -> int:
        """Who has the piece; the first one if nobody has."""
        return self.people.index(self.session.piece.holder or self.people[0])

    def pass_piece(self, turns: int) -> None:
        """So many turns pass, or as many as are left."""
        for _ in range(turns):
            if self.session.piece.holder is not None:
                self.do(self.holder(), c.Pass(), 9_000)

    def give_words(self) -> None:
        """Everyone who has one gives a word in the running round."""
        for word in WORDS:
            holder = self.holder()
            self.do(holder, c.Add(kind="keyword", text=word), 8_000)
            if self.session.piece.holder == self.people[holder]:
                self.do(holder, c.HandOn())

    def scene(self, person: int) -> dict[str, Any]:
        """What the server would send *person* now."""
        me = self.people[person]
        at = Ms(self.now)
        view = msgspec.to_builtins(shared(self.session, at))
        own = msgspec.to_builtins(mine(self.session, me, at, arriving=1))
        return {"now": at, "view": view, "mine": own}


def scenes(registry: Registry, at: int) -> dict[str, dict[str, Any]]:
    """Every moment worth looking at, by name."""
    found: dict[str, dict[str, Any]] = {}
    table = Table(registry, at)
    table.arrive(5)
    found["lobby"] = table.scene(3)
    for person in (5, 6):
        table.do(person, c.Join(name=NAMES[person]))
    found["lobby_facilitator"] = table.scene(0)
    table.to("welcome")
    found["pact"] = table.scene(2)
    table.to("keywords")
    table.give_words()
    holder = table.holder()
    found["keywords_speaker"] = table.scene(holder)
    found["keywords_listener"] = table.scene(4 if holder == 3 else 3)
    found["keywords_facilitator"] = table.scene(0)
    table.pass_piece(11)
    found["keywords_done"] = table.scene(0)
    table.to("urgency")
    topic = table.session.items[ItemId(next(iter(table.session.items)))]
    owner = table.people.index(topic.owner or table.people[0])
    table.do(owner, c.Flag(item=topic.id))
    found["urgency"] = table.scene(owner)
    found["urgency_facilitator"] = table.scene(0)
    found.update(topic_scenes(table, owner))
    return found


def topic_scenes(table: Table, presenter: int) -> dict[str, dict[str, Any]]:
    """One topic, from its telling to its basket; then the closing and the end."""
    found: dict[str, dict[str, Any]] = {}
    table.to("present")
    found["present"] = table.scene(presenter)
    table.to("clarify")
    table.pass_piece(2)
    table.now += 12_000
    holder = table.holder()
    listener = next(i for i in range(2, len(NAMES)) if i not in (presenter, holder))
    found["clarify_speaker"] = table.scene(holder)
    found["clarify_presenter"] = table.scene(presenter)
    found["clarify_listener"] = table.scene(listener)
    table.now += 25_000
    found["clarify_facilitator"] = table.scene(0)
    table.do(holder, c.Speak())
    table.now += 70_000
    found["clarify_land"] = table.scene(holder)
    table.to("react")
    table.do(presenter, c.Add(kind="private_note", text="Ask Tom about the calendar trick."))
    table.pass_piece(3)
    found["react_presenter"] = table.scene(presenter)
    while table.session.piece.holder not in (None, table.people[0]):
        table.pass_piece(1)
    found["react_facilitator_turn"] = table.scene(0)
    table.pass_piece(2)
    table.to("basket")
    table.do(presenter, c.Add(kind="takeaway", text="Write the mail, wait a night, then send it."))
    found["basket_presenter"] = table.scene(presenter)
    found["basket_listener"] = table.scene(listener)
    table.do(listener, c.RingBell(seconds=30))
    found["bell"] = table.scene(listener)
    table.now += 40_000
    table.to("breath")
    found["breath"] = table.scene(listener)
    table.steer(c.GoTo, phase=PhaseId("carry_over"))
    found["carry_over"] = table.scene(3)
    table.to("closing")
    found["closing"] = table.scene(listener)
    found["closing_facilitator"] = table.scene(0)
    table.do(0, c.SetNextDate(at=Ms(table.now + 14 * 24 * 60 * MINUTE)))
    table.steer(c.Close)
    found["end"] = table.scene(presenter)
    found["end_facilitator"] = table.scene(0)
    return found


def write_words() -> None:
    """The system wording of each language, where the page to look at asks for it."""
    LOOK.mkdir(exist_ok=True)
    catalogue = Catalogue.load()
    for locale in LOCALES:
        texts = json.dumps(catalogue.texts(locale))
        (LOOK / f"{locale}.json").write_text(texts, encoding="utf-8")


def main() -> None:
    registry = Registry.load()
    chosen = registry.formats["intervision_triage"]
    LOOK.mkdir(exist_ok=True)
    at = round(time.time()) * 1000
    arrival = {
        "title": "Tuesday circle",
        "format": chosen.id,
        "format_title": f"{chosen.id}/title",
        "start": at,
        "end": at + 120 * MINUTE,
        "zone": "Europe/Paris",
        "language": "en",
        "privacy": chosen.privacy,
        "pact": [f"pacts.sealed.{i}" for i in range(1, 6)],
        "forget_hours": 24,
    }
    looked = {
        "arrival": arrival,
        "scenes": scenes(registry, at),
        "texts": {locale: registry.texts(chosen, locale) for locale in LOCALES},
    }
    (LOOK / "scenes.json").write_text(json.dumps(looked), encoding="utf-8")
    write_words()
    sys.stdout.write(f"wrote {LOOK}: {', '.join(looked['scenes'])}\n")


if __name__ == "__main__":
    main()
