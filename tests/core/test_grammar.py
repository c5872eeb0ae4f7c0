"""What the core asks of activities, and the moment they are given."""

from typing import Any

import pytest
from msgspec.structs import replace

from talkingpiece.core.commands import Pass, Stamp
from talkingpiece.core.events import TurnPassed
from talkingpiece.core.grammar import ActivityKind, Moment
from talkingpiece.core.ids import PersonId
from talkingpiece.errors import Code, Refused
from talkingpiece.registry import Registry
from talkingpiece.testing.script import Lay
from talkingpiece.testing.small import begun, round_phase

ADA = PersonId("ada")


@pytest.fixture
def moment(table: Lay, registry: Registry) -> Moment:
    """ada asks something in a round."""
    t = begun(table, round_phase(), "ada", "ben")
    return Moment(t.session, Stamp(actor=ADA, at=t.now, seed=7), registry)


def test_an_activity_that_says_nothing_does_nothing(moment: Moment) -> None:
    """Every answer has a quiet default; what makes no sense is refused."""
    kind = ActivityKind()
    kind.begin(moment)
    kind.seated(moment, ADA)
    kind.gone(moment, ADA, left=True)
    kind.added(moment, ADA, "keyword")
    assert kind.ended(moment.session, moment.at) is None
    assert moment.events == []
    asks: tuple[tuple[Any, tuple[Any, ...]], ...] = (
        (kind.handle, (Pass(),)), (kind.next_person, ()), (kind.another_round, ()),
        (kind.give_piece, (ADA,)),
    )  # fmt: skip
    for ask, more in asks:
        with pytest.raises(Refused) as refused:
            ask(moment, *more)
        assert refused.value.code == Code.NOT_NOW


def test_what_is_added_has_happened(moment: Moment) -> None:
    """The session of the moment follows; the one before is untouched."""
    before = moment.session
    moment.add(TurnPassed(by=ADA))
    assert (moment.session.piece.holder, before.piece.holder) == (None, ADA)
    assert moment.events == [TurnPassed(by=ADA)]
    assert (moment.phase.use, moment.kind.name) == ("round", "round")


def test_people_are_looked_up_or_refused(moment: Moment) -> None:
    """There is nobody by any other name."""
    assert moment.me().id == moment.person(ADA).id == ADA
    with pytest.raises(Refused) as refused:
        moment.person(PersonId("zoe"))
    assert refused.value.code == Code.NO_SUCH_PERSON


@pytest.mark.parametrize("late, code", [("wait", Code.WAITING), ("listen", None)])
def test_who_waits_outside_asks_nothing(moment: Moment, late: Any, code: Code | None) -> None:
    """Who listens may; who is away or a stranger may not."""
    ada = replace(moment.session.people[ADA], late=late)
    moment.session = replace(moment.session, people={**moment.session.people, ADA: ada})
    if code is None:
        assert moment.me().id == ADA
    else:
        with pytest.raises(Refused) as refused:
            moment.me()
        assert refused.value.code == code
    moment.actor = PersonId("zoe")
    with pytest.raises(Refused) as refused:
        moment.me()
    assert refused.value.code == Code.NOT_HERE
