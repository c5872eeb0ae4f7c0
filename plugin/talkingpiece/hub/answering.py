"""How simulated people answer a poll: most choose, some are not concerned, few change a mind."""

from typing import TYPE_CHECKING

from talkingpiece.core import commands as c
from talkingpiece.core import poll_commands as pc
from talkingpiece.core import polls, sampling
from talkingpiece.core.ids import SECOND_MS
from talkingpiece.core.options import ActivityOptions, PollOptions, RoundOptions

if TYPE_CHECKING:  # people answer, and answering is about people
    from talkingpiece.hub.simulated import Person

NOT_CONCERNED, WITHOUT_ME = 0.3, 0.03
CHANGES_MIND = 0.1
WRITES_BESIDE, ASKS_TO_SPEAK = 0.3, 0.15


def answer(person: "Person", options: ActivityOptions) -> None:
    """A phase begins: *person* answers a poll in a while, or writes beside a round."""
    if isinstance(options, PollOptions):
        _answer(person, options)
    elif isinstance(options, RoundOptions) and options.rest_may_write:
        _write_beside(person, options)


def _answer(person: "Person", options: PollOptions) -> None:
    """One tap, or dot by dot where there are dots."""
    chance = person.world.chance
    dots = polls.budget(options) if options.kind == "dots" else 1
    wait = chance.uniform(4, 30) * SECOND_MS
    for _ in range(dots + (chance.random() < CHANGES_MIND)):
        person.world.soon(wait, _Answering(person, options))
        wait += chance.uniform(1, 6) * SECOND_MS


def _write_beside(person: "Person", options: RoundOptions) -> None:
    """Where a sample speaks, some write a line, and a few would like to say something too."""
    chance, cursor, kind = person.world.chance, person.session.cursor, options.items.kind

    def act() -> None:
        session = person.session
        if session.cursor != cursor or session.closed is not None:
            return
        if sampling.may_ask(session, person.id) and chance.random() < ASKS_TO_SPEAK:
            person.world.send(person.id, pc.AskTurn())
        elif sampling.may_write(session, person.id):
            words = person.world.words(person.id, kind)
            person.world.send(person.id, c.Add(kind=kind, text=words))

    if chance.random() < WRITES_BESIDE:
        person.world.soon(chance.uniform(20, 300) * SECOND_MS, act)


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
