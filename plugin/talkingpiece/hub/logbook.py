"""One room's log: sealed groups of records out, the session and the recent ids back in.

`Kept` is what is known for sure. It is rebuilt from the last snapshot and the groups after it.
"""

from collections.abc import Sequence

import msgspec

from talkingpiece.core.events import AnyEvent, Opened, Record
from talkingpiece.core.evolve import evolve, opened
from talkingpiece.core.ids import PersonId, RoomId
from talkingpiece.core.session import Session
from talkingpiece.errors import NotIdentified
from talkingpiece.hub.recent import Ids, remember
from talkingpiece.sdk.ports import Blob, Store
from talkingpiece.storage import codec


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """What a room remembers: the session, and which commands it has had of each person."""

    session: Session
    recent: Ids = {}


def scoped(person: PersonId, command_id: str) -> str:
    """How a command's id stands in a record: two people may have chosen the same."""
    return f"{person} {command_id}"


class Logbook:
    """Reads and writes one room's log. *seq* counts groups, not events."""

    def __init__(self, store: Store, room: RoomId, key: bytes) -> None:
        self.room = room
        self.seq = 0
        self.loose: frozenset[type[AnyEvent]] = frozenset()
        """What was read since the last snapshot that is known here: kinds, not single records."""
        self._store = store
        self._key = key
        self._records = codec.GROUPS.sealer(key)

    async def open(self, records: Sequence[Record]) -> None:
        """Write the first group of a room that has just been made."""
        await self.append(records)

    async def read(self, kept: Kept | None = None) -> Kept:
        """Everything up to now: all of it, or what came after *kept*.

        Raises:
            NotIdentified: `room_gone` if there is nothing (any more), `altered` if the key is not
                the room's.
            StoreUnavailable: the store cannot be read now.
        """
        seq = 0 if kept is None else self.seq
        loose = set(self.loose)
        snapshot, blobs = await self._store.read(self.room, seq)
        if snapshot is not None:
            kept = codec.decode_snapshot(snapshot.sealed, self._key, self.room, snapshot.seq, Kept)
            seq = snapshot.seq
            loose.clear()
        for blob in blobs:
            kept = self._fold(kept, blob, loose)
            seq = blob.seq
        if kept is None or await self._store.room(self.room) is None:
            raise NotIdentified("room_gone")
        # Only now: whoever is told that it failed has what they had, and must be given the same
        # groups again. Skipped ones would be lost with the next snapshot.
        self.seq, self.loose = seq, frozenset(loose)
        return kept

    async def append(self, records: Sequence[Record]) -> None:
        """Keep one group. Raises `Conflict` if another node was first, and `StoreUnavailable`."""
        sealed = codec.encode_group(records, self._records, self.room, self.seq + 1)
        self.seq = await self._store.append(self.room, self.seq, sealed)

    async def compact(self, kept: Kept) -> None:
        """Put a snapshot in the place of the records. Raises as `append`."""
        sealed = codec.encode_snapshot(kept, self._key, self.room, self.seq)
        await self._store.compact(self.room, self.seq, sealed)
        self.loose = frozenset()

    def _fold(self, kept: Kept | None, blob: Blob, loose: set[type[AnyEvent]]) -> Kept:
        records = codec.decode_group(blob.sealed, self._key, self.room, blob.seq, Record)
        session = None if kept is None else kept.session
        recent = {} if kept is None else kept.recent
        for record in records:
            loose.add(type(record.event))
            if session is None:
                assert isinstance(record.event, Opened)
                session = opened(record.event)
            else:
                session = evolve(session, record.event)
            if record.id:
                person, _, command_id = record.id.partition(" ")
                recent = remember(recent, PersonId(person), command_id)
        assert session is not None
        return Kept(session=session, recent=recent)
