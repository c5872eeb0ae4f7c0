"""What has changed on a screen, as a merge patch between two shapes of it.

A change at a table touches one or two members of its view. The others are the same objects as
before, so that finding out what changed is mostly a matter of being the same; only what differs is
made into JSON.
"""

from collections.abc import Iterable
from functools import lru_cache
from itertools import compress, count
from operator import is_not
from typing import Any

import msgspec
from msgspec.structs import astuple

from talkingpiece.core.ids import ItemId
from talkingpiece.core.showing import Shown
from talkingpiece.core.shown import View
from talkingpiece.hub.patch import Json, diff


def built(new: Shown) -> Json:
    """*new* as a JSON object."""
    made: Json = msgspec.to_builtins(new)
    return made


def changes(new: Shown, old: Shown, among: tuple[str, ...] = ()) -> Json:
    """The merge patch that makes *new* of *old*, both of one kind: as between the two `built`.

    *among*: the only members that may differ, where that is known.
    """
    patch: Json = {}
    members, nows, olds = _members(type(new)), astuple(new), astuple(old)
    places = _places(type(new), among) if among else compress(count(), map(is_not, nows, olds))
    for place in places:
        (name, default, empty), now, was = members[place], nows[place], olds[place]
        if now is was:
            continue
        stood = not (was is default or (empty and not was))
        if now is default or (empty and not now):
            if stood:
                patch[name] = None
        elif not stood:
            patch[name] = msgspec.to_builtins(now)
        else:
            _note(patch, name, was, now)
    return patch


def reworded(new: View, old: View, items: Iterable[ItemId]) -> Json:
    """As `changes`, where only the words of *items* differ, and what goes by the time."""
    patch = changes(new, old, ("seq", "fits"))
    entries = {}
    for item in items:
        if item in new.items and (words := changes(new.items[item], old.items[item], WORDS)):
            entries[item] = words
    if entries:
        patch["items"] = entries
    return patch


WORDS = ("text", "fields")
"""What an item says."""
_PLAIN = {str, int, bool}
"""Stands in JSON as it is, whatever stood there before."""


def _note(patch: Json, name: str, was: Any, now: Any) -> None:
    """Put into *patch* how a member becomes what it is now."""
    if type(was) is type(now) and isinstance(now, Shown):
        if found := changes(now, was):
            patch[name] = found
    elif was == now:
        return
    elif type(now) in _PLAIN:
        patch[name] = now
    elif type(was) is dict and type(now) is dict:
        patch[name] = _entries(was, now)
    else:
        before, after = msgspec.to_builtins(was), msgspec.to_builtins(now)
        nested = isinstance(before, dict) and isinstance(after, dict)
        patch[name] = diff(before, after) if nested else after


def _entries(was: dict[str, Any], now: dict[str, Any]) -> Json:
    """What is new about the members of an object by id."""
    patch: Json = {}
    stayed = len(now)
    for key in compress(now, map(is_not, map(was.get, now), now.values())):
        before, value = was.get(key), now[key]
        if before is None:
            stayed -= 1
            patch[key] = msgspec.to_builtins(value)
        else:
            _note(patch, key, before, value)
    if stayed < len(was):
        patch.update((key, None) for key in was if key not in now)
    return patch


@lru_cache(maxsize=64)
def _places(kind: type[Shown], names: tuple[str, ...]) -> tuple[int, ...]:
    """Where these members stand among all."""
    return tuple(map(kind.__struct_fields__.index, names))


@lru_cache(maxsize=64)
def _members(kind: type[Shown]) -> tuple[tuple[str, object, bool], ...]:
    """Name and default of each member, and whether an empty one is left out."""
    return tuple(
        (field.encode_name, field.default, field.default_factory is not msgspec.NODEFAULT)
        for field in msgspec.structs.fields(kind)
    )
