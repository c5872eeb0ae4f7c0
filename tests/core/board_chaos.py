"""What holds of boards whatever people do: nothing is lost, named, widened or counted twice."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from talkingpiece.core import board_asking as b
from talkingpiece.core import commands as c
from talkingpiece.core import events as e
from talkingpiece.core.ids import Ms, PersonId
from talkingpiece.core.items import listed, members
from talkingpiece.core.labels import all_see
from talkingpiece.core.session import Session
from talkingpiece.core.tallies import head
from talkingpiece.core.views import mine, shared
from talkingpiece.testing.fairness import Watcher

GUESTS = tuple(PersonId(name) for name in ("ada", "ben", "cem", "dua"))
LEADS = (PersonId("fay"), PersonId("gus"))
EVERYBODY = (*LEADS, *GUESTS)
OF_BOARDS = {"widened", "unveiled", "too_many", "marked_twice"}
GESTURES = ("plus_one", "endorse", "nonsense")

people = st.sampled_from(EVERYBODY)
items = st.integers(1, 8).map(lambda number: f"i{number}")


class BoardChaos(RuleBasedStateMachine):
    """People who give, tap and put things together as it comes to mind."""

    session: Session
    now: Ms
    events: list[e.AnyEvent]
    watcher: Watcher

    def send(self, who: PersonId, command: Any) -> bool:
        """Play it, and hold the core to its word. False if it was refused."""
        raise NotImplementedError

    @rule(who=people, item=items, on=st.booleans(), gesture=st.sampled_from(GESTURES))
    def taps_on(self, who: PersonId, item: Any, on: bool, gesture: str) -> None:
        self.send(who, b.Mark(item=item, gesture=gesture, on=on))
        self.send(who, b.Submit(on=on))

    @rule(who=people, item=items, other=items, do=st.sampled_from((b.Cluster, b.Merge)))
    def puts_together(self, who: PersonId, item: Any, other: Any, do: type[c.Command]) -> None:
        self.send(who, do(item=item, **{"to" if do is b.Cluster else "into": other}))

    def another(self, item: str) -> str:
        """Some other item of the board."""
        view = shared(self.session, self.now)
        return next(one for one in view.lists[view.phase.list] if one != item)

    @invariant()
    def what_is_given_belongs_to_its_people(self) -> None:
        """Labels never widen, nothing counts twice, nobody gives more than each may."""
        broken = [one for one in self.watcher.violations if one.rule in OF_BOARDS]
        assert not broken, broken

    @invariant()
    def no_item_is_lost(self) -> None:
        """What is kept longer than its phase is there, and stands in its list exactly once."""
        session = self.session
        for event in self.events:
            if isinstance(event, e.ItemAdded) and event.item.keep != "none":
                assert event.item.id in session.items
        for name in session.format.lists:
            shown = [item.id for item in listed(session, name)]
            assert len(set(shown)) == len(shown)
            for item in members(session, name):
                assert head(session, item).id in shown, f"{item.id} is nowhere"

    @invariant()
    def nobody_is_named_by_a_nameless_item(self) -> None:
        """The owner of what is given without a name is told to the owner alone."""
        for item in self.shown_items():
            if item.unnamed or item.sees == "group_anon":
                assert shared(self.session, self.now).items[item.id].owner == ""
                for viewer in self.session.people:
                    told = mine(self.session, viewer, self.now).items.get(item.id)
                    assert told is None or viewer == item.owner

    def shown_items(self) -> list[Any]:
        return [item for item in self.session.items.values() if all_see(item)]
