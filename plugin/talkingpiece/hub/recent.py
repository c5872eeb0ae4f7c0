"""Which commands a room has had lately: one that is sent again has had its effect already.

The ids are the clients' random ones; they say nothing about what was asked (decision 14).
"""

from talkingpiece.core.ids import PersonId

RECENT = 64
"""So many ids are remembered of each person: more than can be under way at once."""

Ids = dict[PersonId, tuple[str, ...]]
"""Of each person the last ids, the oldest first."""

_NONE: dict[str, None] = {}


def remember(recent: Ids, person: PersonId, command_id: str) -> Ids:
    """*recent* with one more id, the oldest of that person's forgotten."""
    return {**recent, person: (*recent.get(person, ()), command_id)[-RECENT:]}


class Recent:
    """The ids of one room: of what is kept, and of what is queued.

    Changed in place: a copy for each command would touch every id of a person.
    """

    def __init__(self, kept: Ids) -> None:
        self._ids = {person: dict.fromkeys(ids) for person, ids in kept.items()}
        self._queued: list[tuple[PersonId, str]] = []

    @property
    def queued(self) -> int:
        """How many of them are not kept yet."""
        return len(self._queued)

    def has(self, person: PersonId, command_id: str) -> bool:
        """Whether this command of *person* has had its effect, or will have."""
        return command_id in self._ids.get(person, _NONE)

    def add(self, person: PersonId, command_id: str) -> None:
        """This command of *person* has its effect once what is queued is kept."""
        self._ids.setdefault(person, {})[command_id] = None
        self._queued.append((person, command_id))

    def keep(self, count: int) -> None:
        """The first *count* of those that were queued are kept now."""
        kept, self._queued = self._queued[:count], self._queued[count:]
        most = RECENT + len(self._queued)
        for person, _ in kept:
            ids = self._ids[person]
            while len(ids) > most:
                del ids[next(iter(ids))]

    def drop(self) -> None:
        """Nothing that is queued will be kept."""
        for person, command_id in self._queued:
            del self._ids[person][command_id]
        self._queued.clear()

    def hear(self, ids: Ids) -> None:
        """These have been kept by another node, or all together are known from a snapshot."""
        for person, heard in ids.items():
            known = self._ids.setdefault(person, {})
            known.update(dict.fromkeys(heard))
            while len(known) > RECENT:
                del known[next(iter(known))]

    def kept(self) -> Ids:
        """Those of what is kept."""
        queued = set(self._queued)
        kept = {
            person: tuple(each for each in ids if (person, each) not in queued)
            for person, ids in self._ids.items()
        }
        return {person: ids for person, ids in kept.items() if ids}
