"""What all shapes on a screen have in common."""

import msgspec


class Shown(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The root of all shapes on a screen: members that say nothing are left out."""
