"""What screens show, as JSON objects, of which only that is built anew which has changed.

A change at a table touches one or two members of its view. The others are taken from the object
that was built before, so that finding out what changed is mostly a matter of being the same.
"""

from functools import lru_cache

import msgspec

from talkingpiece.core.showing import Shown
from talkingpiece.hub.patch import Json


def built(new: Shown, old: Shown | None = None, was: Json | None = None) -> Json:
    """*new* as a JSON object: the same as `msgspec.to_builtins`, and never to be changed.

    *was* is what *old* was built to. What equals it is taken from there.
    """
    made: Json = {}
    for name, default, empty in _members(type(new)):
        value = getattr(new, name)
        if value is default or (empty and not value):
            continue
        before = None if old is None else getattr(old, name)
        known = None if was is None else was.get(name)
        if known is not None and (value is before or value == before):
            made[name] = known
        elif type(value) is dict and type(before) is dict and known is not None:
            made[name] = _entries(value, before, known)
        else:
            made[name] = msgspec.to_builtins(value)
    return made


def _entries(new: Json, old: Json, was: Json) -> Json:
    """The members of an object by id."""
    made: Json = {}
    for key, value in new.items():
        before = old.get(key)
        same = key in was and (value is before or value == before)
        made[key] = was[key] if same else msgspec.to_builtins(value)
    return made


@lru_cache(maxsize=64)
def _members(kind: type[Shown]) -> tuple[tuple[str, object, bool], ...]:
    """Name and default of each member, and whether an empty one is left out."""
    return tuple(
        (field.encode_name, field.default, field.default_factory is not msgspec.NODEFAULT)
        for field in msgspec.structs.fields(kind)
    )
