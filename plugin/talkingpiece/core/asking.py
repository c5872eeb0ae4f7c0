"""What every command and every event has in common, and the sizes of what commands carry."""

from typing import Annotated

import msgspec

Name = Annotated[str, msgspec.Meta(max_length=200)]
Text = Annotated[str, msgspec.Meta(max_length=4000)]
Locale = Annotated[str, msgspec.Meta(max_length=16)]
Id = Annotated[str, msgspec.Meta(max_length=64)]


class Command(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="do", forbid_unknown_fields=True
):
    """The root of all commands; the tag is the name in snake case."""


class Event(msgspec.Struct, frozen=True, kw_only=True, tag_field="is"):
    """The root of all events."""
