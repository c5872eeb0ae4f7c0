"""Who may see what, by labels alone; and what people fill in."""

from typing import Any

from talkingpiece.core.ids import Ms, PersonId
from talkingpiece.core.session import Session


def field_value(kind: str, word: str, now: Ms, other: str) -> str | int:
    """Something to fill in."""
    given: dict[str, str | int] = {
        "minutes": 30,
        "time": now + 86_400_000,
        "person": other,
        "format": "check_in_circle",
    }
    return given.get(kind, word)


def nested(values: dict[str, Any]) -> dict[str, Any]:
    """What is filled in, as a command has it: `fields.why` is the member "why" of `fields`."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        group, _, member = name.partition(".")
        if member:
            found.setdefault(group, {})[member] = value
        else:
            found[name] = value
    return found


def may_see(session: Session, viewer: PersonId, item: Any) -> bool:
    """Who may see an item, by its labels alone (formats.md A7)."""
    if item.sees in ("group", "group_anon", "public"):
        return True
    if item.sees == "group_on_reveal" and item.shown:
        return True
    topic = session.items.get(item.topic) if item.topic is not None else None
    theirs = item.sees == "owner" and topic is not None and topic.owner == viewer
    person = session.people.get(viewer)
    leads = item.sees == "facilitators" and person is not None and person.role == "facilitator"
    return item.owner == viewer or theirs or leads or item.to == viewer


_SEES = ("me", "owner", "facilitators", "group_on_reveal", "group_anon", "group", "public")
_KEEP = ("none", "session", "personal", "series", "harvest")


def narrower(now: Any, before: Any) -> bool:
    """Whether the labels of an item are as they were, or narrower."""
    sees = _SEES.index(now.sees) <= _SEES.index(before.sees)
    return sees and _KEEP.index(now.keep) <= _KEEP.index(before.keep)
