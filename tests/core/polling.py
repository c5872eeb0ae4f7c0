"""A poll that runs: four people and fay, who leads, are asked."""

from talkingpiece.core.poll_commands import Abstain, Vote
from talkingpiece.testing.script import Lay, Playbook
from talkingpiece.testing.small import begun, poll_phase

PEOPLE = ("ada", "ben", "cem", "dua")


def running(table: Lay, **poll: object) -> Playbook:
    """Four people and fay, who leads, are asked."""
    return begun(table, poll_phase(**poll), *PEOPLE)  # type: ignore[arg-type]


def answered(t: Playbook, **answers: str) -> Playbook:
    """Each gives their answer; an empty one is "not concerned"."""
    for who, choice in answers.items():
        if choice:
            t.quietly(who, Vote, choice=choice)
        else:
            t.quietly(who, Abstain)
    return t


def counts(t: Playbook) -> dict[str, int]:
    """The figures that are shown."""
    assert t.session.poll is not None
    assert t.session.poll.result is not None
    return t.session.poll.result.counts
