"""Who somebody is: by the tokens in the first message, which are looked at nowhere else."""

import msgspec

from talkingpiece.core.ids import Ms, PersonId, RoomId
from talkingpiece.errors import NotIdentified, WireError
from talkingpiece.hub import wire
from talkingpiece.hub.rooms import Rooms
from talkingpiece.hub.seats import KNOCK, open_link
from talkingpiece.hub.table import Table
from talkingpiece.platforms.jitsi.meetings import meeting
from talkingpiece.sealing import Kind, ServerKeys, Token


class Identified(msgspec.Struct, frozen=True):
    """At which table, and in which seat; without one, with which kind of link."""

    table: Table
    person: PersonId | None
    facilitates: bool = False
    knocks: bool = False
    """Has no link, and is in the call: waits for a facilitator's yes."""
    watches: bool = False
    """Has no seat and gets none: looks on at a demonstration."""
    known_as: PersonId | None = None
    """Whom the invitation is for, where a call's token was exchanged for it."""


async def identify(
    hello: wire.Hello, rooms: Rooms, keys: ServerKeys, now: Ms, hooked: tuple[str, ...] = ()
) -> Identified:
    """Open what a hello brings: the seat first, then the link; wakes the room.

    *hooked*: the deployments whose page shows the panel: from there one may knock without a link.
    A seat that does not open any more is no obstacle to whoever still has the link.

    Raises:
        NotIdentified: why neither opens: `missing`, `malformed`, `altered`, `expired`, `key_gone`,
            `revoked`, `other_room`, `wrong_kind`, `room_gone`.
        WireError: `protocol`, if the client speaks one that is not known here.
        StoreUnavailable: the room cannot be woken now.
    """
    if hello.protocol != wire.PROTOCOL:
        raise WireError("protocol")
    if hello.token == KNOCK and not hello.seat:
        return _knocking(hello.room, rooms, hooked)
    seat = _opened(keys, hello.seat, now, "seat")
    link = _opened(keys, hello.token, now, "facilitator", "invitation", "gallery")
    if isinstance(seat, Token) and isinstance(link, Token) and seat.room != link.room:
        raise NotIdentified("other_room")
    for opened in (seat, link):
        if isinstance(opened, Token) and hello.room not in ("", opened.room):
            raise NotIdentified("other_room")
    problem = seat if isinstance(seat, NotIdentified) else None
    if isinstance(seat, Token):
        try:
            return await _seated(seat, rooms)
        except NotIdentified as error:
            problem = error
    if isinstance(link, Token):
        known_as = PersonId(link.person) if link.person else None
        return Identified(
            await rooms.wake(link),
            None,
            facilitates=link.kind == "facilitator",
            watches=link.kind == "gallery",
            known_as=known_as,
        )
    raise problem if problem is not None and hello.seat else link


def _knocking(room: str, rooms: Rooms, hooked: tuple[str, ...]) -> Identified:
    """A room that is open and held in a call may be knocked at; a sleeping one has no key."""
    table = rooms.awake.get(RoomId(room))
    call = table.session.plan.call if table is not None else ""
    if table is None or not call or meeting(call).domain not in hooked:
        raise NotIdentified("missing")
    return Identified(table, None, knocks=True)


async def _seated(seat: Token, rooms: Rooms) -> Identified:
    table = await rooms.wake(seat)
    person = PersonId(seat.person or "")
    if person not in table.session.people:  # another node, gone since, may have seated them
        await table.room.abreast()
    if person not in table.session.people:
        raise NotIdentified("revoked")
    return Identified(table, person)


def _opened(keys: ServerKeys, text: str, now: Ms, *kinds: Kind) -> Token | NotIdentified:
    try:
        return open_link(keys, text, now, *kinds)
    except NotIdentified as error:
        return error
