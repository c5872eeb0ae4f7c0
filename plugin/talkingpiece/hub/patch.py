"""Merge patches (RFC 7396): what changed between two JSON objects, as a JSON object.

A member that is gone is null in the patch; so the objects themselves hold no nulls. Lists are
replaced whole, which is why people, items and offers are objects keyed by id.
"""

from typing import Any

Json = dict[str, Any]


def diff(old: Json, new: Json) -> Json:
    """The merge patch that makes *new* of *old*; empty if they are the same.

    Neither may hold a null at any depth, and the patch shares parts of *new*.
    """
    patch: Json = {}
    for name, value in new.items():
        before = old.get(name)
        if before is value or before == value:
            continue
        if isinstance(value, dict) and isinstance(before, dict):
            patch[name] = diff(before, value)
        else:
            patch[name] = value
    if not old.keys() <= new.keys():
        patch.update((name, None) for name in old if name not in new)
    return patch


def apply(target: Json, patch: Json) -> Json:
    """*target* with *patch* applied, as a new object: what every client does."""
    merged = dict(target)
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        elif isinstance(value, dict):
            before = merged.get(name)
            merged[name] = apply(before if isinstance(before, dict) else {}, value)
        else:
            merged[name] = value
    return merged
