"""What one room, one browser or one address may use of the machine; part of the settings."""

from typing import Annotated

import msgspec
from msgspec import Meta


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What one room or one browser may use; the defaults suit a server of two cores."""

    max_frame_bytes: Annotated[
        int, Meta(ge=1024, le=1_048_576, description="longest message a browser may send, bytes")
    ] = 65_536
    max_rooms: Annotated[int, Meta(ge=1, description="most rooms awake at once")] = 1000
    rooms_per_hour: Annotated[
        int, Meta(ge=1, description="most rooms one address may open in an hour")
    ] = 30
    commands_per_second: Annotated[
        int, Meta(ge=1, description="commands a browser may send per second, lastingly")
    ] = 10
    commands_burst: Annotated[
        int, Meta(ge=1, description="commands a browser may send at once after a silence")
    ] = 40
    max_backlog_bytes: Annotated[
        int, Meta(ge=65_536, description="unread bytes after which a lagging browser is cut off")
    ] = 262_144
