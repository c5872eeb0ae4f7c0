"""What holds whatever people do while forms change: the chaos of every session, and switches.

`TALKINGPIECE_EXAMPLES=2000 pytest tests/core/test_switch_properties.py` looks much longer.
"""

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test
from tests.core.labels import narrower
from tests.core.switched import COFFEE, SEALED, WIDE
from tests.core.test_properties import EXAMPLES, FORMATS, Chaos, items, people

from talkingpiece.core.ids import PersonId
from talkingpiece.core.switch_asking import (
    AcceptPact,
    BasketDone,
    CancelSwitch,
    ChangeNow,
    ShareItem,
    SwitchBack,
    SwitchFormat,
)
from talkingpiece.core.views import mine

FORMATS.update(wide=WIDE, sealed=SEALED, lean_coffee=COFFEE)
FORMS = ("wide", "sealed", "lean_coffee", "check_in_circle", "intervision_triage", "nonsense")
fits = st.sampled_from(("as_planned", "shorter", "later"))


class Switches(Chaos):
    """People who tap whatever comes to mind, and whoever leads changes the form again and again."""

    @initialize(
        name=st.sampled_from(("wide", "sealed", *sorted(FORMATS))),
        minutes=st.just(120),
        led=st.just(True),
    )
    def opens(self, name: str, minutes: int, led: bool) -> None:
        super().opens(name, minutes, led)

    @rule(form=st.sampled_from(FORMS), topic=st.none() | items, fit=fits, agree=st.booleans())
    def whoever_leads_changes_the_form(self, form: str, topic: Any, fit: Any, agree: bool) -> None:
        lead = self.session.lead
        if lead is None:
            return
        step = self.session.step
        self.send(lead, SwitchFormat(step=step, format=form, topic=topic, fit=fit))
        asked = self.session.switching
        if agree and asked is not None:
            if asked.basket is not None:
                self.send(asked.basket, BasketDone())
            for person in asked.pending:
                self.send(person, AcceptPact())
            self.send(lead, ChangeNow(step=self.session.step))

    @rule(who=people, form=st.sampled_from(FORMS), topic=st.none() | items)
    def anybody_asks_for_another_form(self, who: PersonId, form: str, topic: Any) -> None:
        self.send(who, SwitchFormat(step=self.session.step, format=form, topic=topic))

    @rule(who=people, agree=st.booleans())
    def somebody_answers(self, who: PersonId, agree: bool) -> None:
        if agree:
            self.send(who, AcceptPact())
            self.send(who, BasketDone())
            self.send(who, ChangeNow(step=self.session.step))
        else:
            self.send(who, CancelSwitch())

    @rule(who=people)
    def somebody_goes_back(self, who: PersonId) -> None:
        self.send(who, SwitchBack(step=self.session.step))

    @rule(who=people, item=items)
    def somebody_shares(self, who: PersonId, item: Any) -> None:
        self.send(who, ShareItem(item=item))

    @rule(who=people, kind=st.sampled_from(("topic", "keyword", "scribble", "takeaway")))
    def gives_something(self, who: PersonId, kind: str) -> None:
        self.gives(who, kind, None)

    def send(self, who: PersonId, command: Any) -> bool:
        """What people gave is never lost, and no label becomes wider."""
        before = self.session.items
        done = super().send(who, command)
        after = self.session.items
        for item in before.values():
            if item.id in after:
                assert narrower(after[item.id], item), "a label became wider"
            else:
                assert item.keep == "none", "what people gave is lost"
        return done

    @invariant()
    def there_is_always_a_way_back(self) -> None:
        session = self.session
        lead = session.people.get(session.lead) if session.lead is not None else None
        if session.stack and lead is not None and lead.role == "facilitator":
            assert {"switch_back", "cancel_switch"} & set(mine(session, lead.id, self.now).offers)

    @invariant()
    def what_is_sealed_stays_out_of_sight(self) -> None:
        """What stayed behind is in no list; its owner still has it."""
        for item in self.session.items.values():
            owner = self.session.people.get(item.owner) if item.owner is not None else None
            if item.away and owner is not None and owner.here and owner.late != "wait":
                assert item.id in mine(self.session, owner.id, self.now).items


def test_whatever_people_do_while_forms_change() -> None:
    """Nothing is lost or widened, replay equals live, and there is always a way back."""
    run_state_machine_as_test(
        Switches,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=50,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
