"""Frames of every kind: right ones, nearly right ones, and nonsense."""

import json
import random
import string
from typing import Any

from tests.server import frames

from talkingpiece.core.ids import Ms
from talkingpiece.core.session import Session
from talkingpiece.registry import Registry

HOUR_MS = 3_600_000
STRANGE = (
    "", " ", "\x00", "\u202etxt", "<img src=x onerror=alert(1)>", "{{7*7}}", "../../etc/passwd",
    "\U0001f600" * 9, "\ud800", "\udc00x", "\ufeff", "a" * 5000, "__proto__", "constructor",
    "None", "-1", "\n" * 40,
)  # fmt: skip
RARE = {"leave": 0.1, "close": 0.02, "erase": 0.1, "remove": 0.1, "renew_links": 0.2, "hold": 0.3}
"""How often something that ends a scene is sent, of the times it could be."""


class AnyFrame:
    """Makes them by *chance*, about what there is in a session."""

    session: Session
    now: Ms

    def __init__(self, chance: random.Random, registry: Registry) -> None:
        self._chance = chance
        self._registry = registry
        self._kinds = list(frames.commands().values())
        self._maker = frames.Maker(chance, self._word)
        self._made = 0

    def frame(self, session: Session, now: Ms) -> str | bytes:
        """One for a room as it is *now*: mostly about something that is there."""
        self.session, self.now = session, now
        self._made += 1
        kind = self._chance.random()
        if kind < 0.75:
            return self._do()
        if kind < 0.9:
            return self._spoilt(self._do())
        if kind < 0.95:
            return self._chance.choice(
                ('{"t":"whole"}', '{"t":"probe","c":1e308}', '{"t":"sheet"}', '{"t":"whole"}',
                 '{"t":"hello","protocol":1,"token":""}')
            )  # fmt: skip
        return self._noise()

    def _do(self) -> str:
        kind = self._chance.choice(self._kinds)
        while self._chance.random() > RARE.get(str(kind.tag), 1):
            kind = self._chance.choice(self._kinds)
        command = self._maker.command(kind)
        if "step" in command and self._chance.random() < 0.9:
            command["step"] = self.session.step
        if command["do"] == "set_next_date":
            command["at"] = self.now + self._chance.randint(-HOUR_MS, 30 * 24 * HOUR_MS)
        for name in [name for name in command if name not in ("do", "step")]:
            if self._chance.random() < 0.15:
                del command[name]
        id_ = (
            f"f{self._made}" if self._chance.random() < 0.95 else f"f{self._chance.randint(1, 99)}"
        )
        return frames.encoded({"t": "do", "id": id_, "command": command})

    def _word(self, place: str) -> str:
        """Mostly something that is there, so that much of it is not refused at the door."""
        session = self.session
        there = {
            "item": session.items, "part": session.items, "into": session.items,
            "topic": session.items, "person": session.people, "owner": session.people,
            "seat": session.people, "kind": self._given(), "phase": self._phases(),
            "after": self._phases(), "role": session.format.roles,
            "format": self._registry.formats, "lane": self._lanes(), "choice": self._choices(),
            "to": {**session.people, **session.items},
        }  # fmt: skip
        known = list(there.get(place, ()))
        if known and self._chance.random() < 0.9:
            return str(self._chance.choice(known))
        if self._chance.random() < 0.5:
            return self._chance.choice(STRANGE)
        return "".join(self._chance.choices(string.ascii_letters + " äß\u2028", k=12))

    def _given(self) -> list[str]:
        return [*(what.kind for what in self.session.phase.collect), "private_note"]

    def _phases(self) -> list[str]:
        return [phase.id for phase in self.session.format.phases()]

    def _lanes(self) -> list[str]:
        return list(getattr(self.session.phase.options, "lanes", None) or [""])

    def _choices(self) -> list[str]:
        return [*(str(n) for n in range(6)), "yes", "no", "up", "down", *self.session.items]

    def _spoilt(self, text: str) -> str:
        """One thing is wrong with it."""
        message = json.loads(text)
        command = message["command"]
        match self._chance.randrange(5):
            case 0:
                command[self._chance.choice(list(command))] = self._junk(3)
            case 1:
                command["more"] = self._junk(3)
            case 2:
                message[self._chance.choice(list(message))] = self._junk(3)
            case 3:
                at = self._chance.randrange(len(text))
                return text[:at] + self._chance.choice('"{}[],:\\x\x00é') + text[at + 1 :]
            case _:
                return text[: self._chance.randrange(len(text))]
        return json.dumps(message)

    def _junk(self, depth: int) -> Any:
        """Any JSON at all."""
        kind = self._chance.randrange(8 if depth else 6)
        match kind:
            case 0:
                return None
            case 1:
                return self._chance.random() < 0.5
            case 2:
                return self._chance.choice((0, -1, 2**31, 2**63, 2**64, -(2**70), 10**40))
            case 3:
                return self._chance.choice((0.5, 1e308, -1e-300))
            case 4 | 5:
                return self._word("")
            case 6:
                return [self._junk(depth - 1) for _ in range(self._chance.randrange(4))]
            case _:
                return {self._word(""): self._junk(depth - 1) for _ in range(2)}

    def _noise(self) -> str | bytes:
        """Bytes, or characters, or JSON that is no message."""
        match self._chance.randrange(4):
            case 0:
                return self._chance.randbytes(self._chance.randrange(1, 200))
            case 1:
                return "".join(chr(self._chance.randrange(1, 0xD7FF)) for _ in range(40))
            case 2:
                return self._chance.choice("[{") * self._chance.choice((10, 3000))
            case _:
                return json.dumps(self._junk(4))
