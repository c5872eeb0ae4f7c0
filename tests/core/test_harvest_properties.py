"""What holds of what leaves, whatever people do: the chaos of every session, and of switches.

`TALKINGPIECE_EXAMPLES=2000 pytest tests/core/test_harvest_properties.py` looks much longer.
"""

from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test
from tests.core.test_properties import EXAMPLES, items, people
from tests.core.test_switch_properties import Switches

from talkingpiece.core.formats import Output
from talkingpiece.core.harvest import harvest_of, shared_outputs
from talkingpiece.core.harvest_commands import Credit, LeaveOut, Publish, Unpublish
from talkingpiece.core.harvested import Entry
from talkingpiece.core.ids import PersonId

WIDE_LABELS = {"group", "group_anon", "public", "group_on_reveal"}
KEPT = {"public": {"harvest"}, "group": {"series", "harvest"}, "pair": {"series", "harvest"}}
OUTPUTS = ("harvest_page", "notes", "nonsense")


class Harvesting(Switches):
    """People who tap whatever comes to mind, also about pages and names."""

    @rule(who=people, on=st.booleans(), output=st.sampled_from(OUTPUTS))
    def publishes(self, who: PersonId, on: bool, output: str) -> None:
        self.send(who, Publish(output=output) if on else Unpublish(output=output))

    @rule(who=people, on=st.booleans(), item=items)
    def leaves_out(self, who: PersonId, on: bool, item: Any) -> None:
        self.send(who, LeaveOut(item=item, on=on))

    @rule(who=people, on=st.booleans())
    def gives_a_name(self, who: PersonId, on: bool) -> None:
        self.send(who, Credit(on=on))

    def entries(self, to: str) -> Iterator[Entry]:
        """Everything an output that asks for all there is would let out."""
        kinds = {item.kind for item in self.session.items.values()}
        collected = {what.kind for phase in self.session.format.phases() for what in phase.collect}
        output = Output(id="all", to=to, content=(*kinds, *collected), retention="series")
        found = harvest_of(self.session, output)
        for part in found.parts if found is not None else ():
            yield from part.entries

    @invariant()
    def nothing_leaves_that_its_label_keeps_back(self) -> None:
        """Neither private nor hidden nor withdrawn nor put away, nor kept for less."""
        for to, keeps in KEPT.items():
            allowed = {
                item.text
                for item in self.session.items.values()
                if item.sees in WIDE_LABELS
                and (item.sees != "group_on_reveal" or item.shown)
                and item.keep in keeps
                and item.state != "withdrawn"
                and not item.away
            }
            for entry in self.entries(to):
                assert {entry.text, *entry.also} <= allowed
                assert entry.about in {"", *allowed}

    @invariant()
    def nobody_is_named_but_by_a_tap_of_their_own(self) -> None:
        """And in notes nobody at all."""
        wished = {p.name for p in self.session.people.values() if p.credited}
        assert {entry.by for entry in self.entries("public")} <= {"", *wished}
        assert not [entry for entry in self.entries("group") if entry.by]

    @invariant()
    def nothing_is_published_from_a_sealed_format_or_before_the_end(self) -> None:
        if self.session.format.privacy == "sealed":
            assert shared_outputs(self.session) == ()
        if self.session.closed is None:
            assert self.session.published == {}


def test_nothing_leaves_that_should_stay() -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Harvesting,
        settings=settings(
            max_examples=max(EXAMPLES // 2, 1),
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
