"""Names of things, and the unit of time.

Plain `str` and `int` at run time; the type checker keeps them apart.
"""

from typing import NewType

RoomId = NewType("RoomId", str)
PersonId = NewType("PersonId", str)
PhaseId = NewType("PhaseId", str)
ItemId = NewType("ItemId", str)
ListId = NewType("ListId", str)
RoleId = NewType("RoleId", str)
Ms = NewType("Ms", int)
"""Milliseconds since the epoch, UTC. Durations are plain `int`s whose names end in `_ms`."""

MINUTE_MS = 60_000
SECOND_MS = 1_000
