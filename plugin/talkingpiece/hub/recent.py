"""Which commands a room has had lately: one that is sent again has had its effect already.

The ids are the clients' random ones; they say nothing about what was asked (decision 14).
"""

from talkingpiece.core.ids import PersonId

RECENT = 64
"""So many ids are remembered of each person: more than can be under way at once."""

Ids = dict[PersonId, tuple[str, ...]]
"""Of each person the last ids, the oldest first. Never changed in place: it is part of what is
kept."""


def remember(recent: Ids, person: PersonId, command_id: str) -> Ids:
    """*recent* with one more id, the oldest of that person's forgotten."""
    ids = recent.get(person, ())[1 - RECENT :] + (command_id,)  # noqa: RUF005  copies them once
    return {**recent, person: ids}


class Recent:
    """The ids of one room as they will be once what is queued is kept."""

    def __init__(self, ids: Ids) -> None:
        self.ids = ids
        self._gather()

    def has(self, person: PersonId, command_id: str) -> bool:
        """Whether this command of *person* has had its effect."""
        return command_id in self._anybodys and command_id in self.ids.get(person, ())

    def add(self, person: PersonId, command_id: str) -> None:
        """This command of *person* has its effect now."""
        self.ids = remember(self.ids, person, command_id)
        self._anybodys.add(command_id)
        if len(self._anybodys) > self._most:
            self._gather()

    def _gather(self) -> None:
        """Nearly every id is a new one: a set says so sooner than a person's ids, one by one."""
        self._anybodys = {command_id for ids in self.ids.values() for command_id in ids}
        self._most = 2 * len(self._anybodys) + 16 * RECENT
