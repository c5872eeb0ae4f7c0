"""What screens show, as JSON objects, of which only that is built anew which has changed.

A change at a table touches one or two members of its view. The others are taken from the object
that was built before, so that finding out what changed is mostly a matter of being the same.
"""

from collections.abc import Callable
from functools import lru_cache
from operator import attrgetter
from typing import Any

import msgspec

from talkingpiece.core.showing import Shown
from talkingpiece.hub.patch import Json, diff


def built(new: Shown) -> Json:
    """*new* as a JSON object, never to be changed."""
    made: Json = msgspec.to_builtins(new)
    return made


def rebuilt(new: Shown, old: Shown, was: Json) -> tuple[Json, Json]:
    """*new* as a JSON object, and the merge patch that makes it of *was*, which is *old* built.

    What is in *new* as it was in *old* is taken from *was*, and not looked at for the patch.
    """
    members, values = _members(type(new))
    made, patch = dict(was), Json()
    for (name, default, empty), value, before in zip(
        members, values(new), values(old), strict=True
    ):
        if value is before:
            continue
        known = was.get(name)
        if value is default or (empty and not value):
            if known is not None:
                del made[name]
                patch[name] = None
            continue
        if known is not None and value == before:
            continue
        if type(value) is dict and type(before) is dict and known is not None:
            made[name], patch[name] = _entries(value, before, known)
            continue
        made[name] = now = msgspec.to_builtins(value)
        _note(patch, name, known, now)
    return made, patch


def _entries(new: dict[str, Any], old: dict[str, Any], was: Json) -> tuple[Json, Json]:
    """The members of an object by id, and what is new about them."""
    made, patch = dict(was), Json()
    for key, value in new.items():
        before = old.get(key)
        if value is before or value == before:
            continue
        made[key] = now = msgspec.to_builtins(value)
        _note(patch, key, was.get(key), now)
    for key in old.keys() - new.keys():
        del made[key]
        patch[key] = None
    return made, patch


def _note(patch: Json, name: str, was: Any, now: Any) -> None:
    """Put into *patch* how a member becomes what it is now."""
    if was != now:
        nested = isinstance(was, dict) and isinstance(now, dict)
        patch[name] = diff(was, now) if nested else now


@lru_cache(maxsize=64)
def _members(
    kind: type[Shown],
) -> tuple[tuple[tuple[str, object, bool], ...], Callable[[Shown], tuple[object, ...]]]:
    """Name and default of each member, and whether an empty one is left out; and all values."""
    fields = msgspec.structs.fields(kind)
    named = tuple(
        (field.encode_name, field.default, field.default_factory is not msgspec.NODEFAULT)
        for field in fields
    )
    return named, attrgetter(*(field.name for field in fields))
