"""Everybody gives items at once, seen as they come."""

from talkingpiece.core.grammar import ActivityKind


class Collect(ActivityKind):
    """Items are given with `Add`, which every phase understands by its labels."""

    name = "collect"
