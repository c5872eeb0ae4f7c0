"""How simulated people answer a poll: most choose, some are not concerned, few change a mind."""

from typing import TYPE_CHECKING

from talkingpiece.core import commands as c
from talkingpiece.core import poll_commands as pc
from talkingpiece.core import polls
from talkingpiece.core.ids import SECOND_MS
from talkingpiece.core.options import PollOptions

if TYPE_CHECKING:  # people answer, and answering is about people
    from talkingpiece.hub.simulated import Person

NOT_CONCERNED, WITHOUT_ME = 0.3, 0.03
CHANGES_MIND = 0.1


def answer(person: "Person", options: PollOptions) -> None:
    """*person* answers in a while, dot by dot where there are dots."""
    chance = person.world.chance
    dots = polls.budget(options) if options.kind == "dots" else 1
    wait = chance.uniform(4, 30) * SECOND_MS
    for _ in range(dots + (chance.random() < CHANGES_MIND)):
        person.world.soon(wait, _Answering(person, options))
        wait += chance.uniform(1, 6) * SECOND_MS


class _Answering:
    """One tap, if it still makes sense when its time has come."""

    def __init__(self, person: "Person", options: PollOptions) -> None:
        self._person, self._options = person, options
        self._cursor = person.session.cursor

    def __call__(self) -> None:
        person, session = self._person, self._person.session
        still = session.cursor == self._cursor and session.closed is None
        if not still or polls.current(session).result is not None:
            return
        if not polls.may_answer(session, person.id):
            return
        person.world.send(person.id, self._tap())

    def _tap(self) -> c.AnyCommand:
        chance, session = self._person.world.chance, self._person.session
        declared = self._options.audience == "self_declared"
        choices = polls.choices(session)
        if not choices or chance.random() < (NOT_CONCERNED if declared else WITHOUT_ME):
            return pc.Abstain()
        if self._options.kind == "dots":
            return self._dot(choices)
        return pc.Vote(choice=chance.choice(choices))

    def _dot(self, choices: tuple[str, ...]) -> c.AnyCommand:
        """One dot more where there may be one; when all are put, the last one is moved."""
        chance = self._person.world.chance
        given = polls.current(self._person.session).answers.get(self._person.id)
        marks = {} if given is None else {i: n for i, n in given.marks.items() if i in choices}
        if sum(marks.values()) >= polls.budget(self._options):
            moved = chance.choice(sorted(marks))
            return pc.Vote(choice=moved, dots=marks[moved] - 1)
        able = [i for i in choices if self._options.stack or not marks.get(i)]
        if not able:
            return pc.Abstain()
        chosen = chance.choice(able)
        return pc.Vote(choice=chosen, dots=marks.get(chosen, 0) + 1)
