"""What an examination finds: a sentence each, and what to do about it."""

from collections.abc import Iterable
from typing import Literal

import msgspec

State = Literal["ok", "note", "bad", "unknown"]
"""`note`: it works, and this is good to know. `unknown`: it cannot be seen from here."""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was looked at."""

    id: str
    """For programs; stays the same."""
    state: State
    says: str
    do: str = ""
    """What to do about it; empty where there is nothing to do."""


def ok(name: str, says: str) -> Finding:
    """All is well."""
    return Finding(id=name, state="ok", says=says)


def note(name: str, says: str, do: str = "") -> Finding:
    """It works, and this is good to know."""
    return Finding(id=name, state="note", says=says, do=do)


def bad(name: str, says: str, do: str) -> Finding:
    """It does not work."""
    return Finding(id=name, state="bad", says=says, do=do)


def unknown(name: str, says: str, do: str = "") -> Finding:
    """It cannot be seen from here."""
    return Finding(id=name, state="unknown", says=says, do=do)


def exit_code(findings: Iterable[Finding]) -> int:
    """0: all is well, 1: something does not work, 2: it could not be tried."""
    states = {(each.id, each.state) for each in findings}
    if ("reached", "bad") in states:
        return 2
    return 1 if any(state == "bad" for _, state in states) else 0
