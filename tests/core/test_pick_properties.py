"""Rounds in which people pick who is next: what always holds, holds there too."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test
from tests.core.board_chaos import people
from tests.core.test_properties import EXAMPLES, Chaos

from talkingpiece.core import popcorn
from talkingpiece.core.ids import PersonId
from talkingpiece.core.turn_commands import PickPerson


class Picking(Chaos):
    """People who tap whatever comes to mind, and pick each other."""

    @initialize(name=st.just("picking"), minutes=st.just(120), led=st.booleans())
    def opens(self, name: str, minutes: int, led: bool = True) -> None:
        super().opens(name, minutes, led)

    @rule(who=people, to=people)
    def anybody_picks_anybody(self, who: PersonId, to: PersonId) -> None:
        before = self.session.piece
        if self.send(who, PickPerson(to=to)):
            assert who in (before.holder, before.picks)
            assert self.session.piece.holder == to

    @rule(which=st.integers(0, 9))
    def whoever_may_picks(self, which: int) -> None:
        piece = self.session.piece
        who = piece.holder or piece.picks
        able = popcorn.able(self.session) if popcorn.is_popcorn(self.session) else ()
        if who is None or not able or self.session.closed is not None:
            return
        to = able[which % len(able)]
        if self.session.people[who].here:
            assert self.send(who, PickPerson(to=to))
            assert self.session.piece.holder == to

    @invariant()
    def there_is_somebody_to_pick(self) -> None:
        """Nobody is asked for a choice that is none, and nobody has the piece meanwhile."""
        piece = self.session.piece
        if piece.picks is None or self.session.closed is not None:
            return
        assert piece.holder is None
        assert piece.closed is None
        assert len(popcorn.able(self.session)) > 1


def test_whoever_picks_whom() -> None:
    run_state_machine_as_test(
        Picking,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=50,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
