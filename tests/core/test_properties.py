"""What holds whatever people do: random commands of random people, well and ill timed.

`TALKINGPIECE_EXAMPLES=2000 pytest tests/core/test_properties.py` looks much longer.
"""

import os
from typing import Any

import msgspec
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule, run_state_machine_as_test
from tests.core.board_chaos import GUESTS, LEADS, items, people
from tests.core.bystanders import holds_of_the_others
from tests.core.call_chaos import CALL, CallChaos
from tests.core.labels import field_value, may_see, nested
from tests.core.small_forms import SMALL
from tests.core.switched import Offering

from talkingpiece.core import commands as c
from talkingpiece.core import events as e
from talkingpiece.core import poll_commands as pc
from talkingpiece.core.deadlines import next_instant
from talkingpiece.core.decide import HOUSE, open_session, play
from talkingpiece.core.evolve import replay
from talkingpiece.core.ids import Ms, PersonId, RoleId, RoomId
from talkingpiece.core.roles import holders
from talkingpiece.core.session import Plan
from talkingpiece.core.shown import Offer
from talkingpiece.core.views import mine, shared
from talkingpiece.errors import Refused
from talkingpiece.testing.fairness import Watcher

EXAMPLES = int(os.environ.get("TALKINGPIECE_EXAMPLES", "60"))
REGISTRY = Offering.load(None)
FORMATS = {**REGISTRY.formats, **SMALL}
OF_PLANS = {"reserve", "late", "no_closing", "squeezed", "topic_lost"}
"""What the watcher says of plans, which are not kept by people who tap at random."""
KINDS = ("goal", "keyword", "private_note", "takeaway", "next_action", "question", "nonsense")
EVENTS = msgspec.msgpack.Decoder(tuple[e.AnyEvent, ...])

TAPS: tuple[type[c.Command], ...] = (
    c.Leave, c.Speak, c.Pass, c.HandOn, c.ComeBackLater, c.Volunteer, c.Answered, c.Decline,
    c.Enough, c.Finish, c.SameHere, c.Stay, c.Hold, c.Resume, c.TakeLead, c.KeepLead,
    c.MoreTime, c.NotNow, c.ShowRule, c.RenewLinks, pc.Abstain, pc.AskTurn,
)  # fmt: skip
"""Commands that say everything by their name."""
STEERS = (c.NextPerson, c.NextPhase, c.AnotherRound, c.Undo, pc.ShowAnswers)
OF_POLLS = {"not_asked", "miscounted", "told", "remembered"}

phases = st.sampled_from(sorted({phase.id for one in FORMATS.values() for phase in one.phases()}))
steps_off = st.sampled_from((0, 0, 0, 0, -1, 1))


class Chaos(CallChaos):
    """People who tap whatever comes to mind."""

    def __init__(self) -> None:
        super().__init__()
        self.words = 0

    @initialize(
        name=st.sampled_from(sorted(FORMATS)),
        minutes=st.sampled_from((30, 120)),
        led=st.sampled_from((True, True, False)),
    )
    def opens(self, name: str, minutes: int, led: bool = True) -> None:
        format_ = FORMATS[name]
        self.now = Ms(1_000_000)
        plan = Plan(start=Ms(self.now + 1000), end=Ms(self.now + minutes * 60_000), call=CALL)
        self.events = list(open_session(RoomId("room"), plan, format_, self.now))
        self.session = replay(self.events)
        self.watcher = Watcher()
        for event in self.events:
            self.watcher.see(event)
        if led:
            self.send(LEADS[0], c.ArriveToFacilitate(name="fay"))
        for guest in GUESTS[:3]:
            self.send(guest, c.Join(name=guest))

    @rule(who=people, again=st.booleans())
    def comes(self, who: PersonId, again: bool) -> None:
        if who in self.session.people:
            self.send(who, c.Return() if again else c.Join(name=who))
        elif who in LEADS:
            self.send(who, c.ArriveToFacilitate(name=who))
        else:
            self.send(who, c.Join(name=who))

    @rule(who=people)
    def is_lost(self, who: PersonId) -> None:
        if who in self.session.people:
            self.send(who, c.Lose())

    @rule(seconds=st.sampled_from((1, 6, 20, 60, 300, 900)))
    def time_passes(self, seconds: int) -> None:
        until = self.now + seconds * 1000
        while (due := next_instant(self.session)) is not None and due <= until:
            self.now = Ms(max(self.now, due))
            before = self.session.seq
            self.send(HOUSE, c.Tick())
            assert self.session.seq > before, "a tick that is due changes something"
        self.now = Ms(until)

    @rule(who=people, command=st.sampled_from(TAPS))
    def taps(self, who: PersonId, command: type[c.Command]) -> None:
        self.send(who, command())

    @rule(who=people, command=st.sampled_from(STEERS), off=steps_off)
    def steers(self, who: PersonId, command: type[c.Steering], off: int) -> None:
        self.send(who, command(step=self.session.step + off))

    @rule(who=people, phase=phases, item=st.none() | items, off=steps_off)
    def jumps(self, who: PersonId, phase: Any, item: Any, off: int) -> None:
        self.send(who, c.GoTo(step=self.session.step + off, phase=phase, item=item))

    @rule(who=people, to=people, do=st.sampled_from((c.GivePiece, c.Admit, c.Remove, c.HandOver)))
    def does_to(self, who: PersonId, to: PersonId, do: type[c.Command]) -> None:
        if do is c.GivePiece:
            self.send(who, c.GivePiece(step=self.session.step, to=to))
        else:
            self.send(who, do(**{"to" if do is c.HandOver else "person": to}))

    @rule(who=people, kind=st.sampled_from(KINDS), owner=st.none() | people)
    def gives(self, who: PersonId, kind: str, owner: PersonId | None) -> None:
        self.send(who, c.Add(kind=kind, text=self.word(), owner=owner))

    @rule(who=people, item=items, do=st.sampled_from((c.Withdraw, c.Restore, c.Keep, c.Flag)))
    def works_on(self, who: PersonId, item: Any, do: type[c.Command]) -> None:
        self.send(who, do(item=item))

    @rule(who=people, phase=phases, after=phases, on=st.booleans())
    def sets(self, who: PersonId, phase: Any, after: Any, on: bool) -> None:
        self.send(who, c.SwitchPhase(phase=phase, on=on))
        self.send(who, c.SetMinutes(phase=phase, minutes=12 if on else 0))
        self.send(who, c.InsertPhase(phase=phase, after=after))

    @rule(
        who=people, choice=st.sampled_from(("1", "3", "5", "object", "i1")), dots=st.integers(0, 2)
    )
    def votes(self, who: PersonId, choice: str, dots: int) -> None:
        self.send(who, pc.Vote(choice=choice, dots=dots))

    @rule(who=people, on=st.booleans())
    def listens(self, who: PersonId, on: bool) -> None:
        self.send(who, c.JustListen(on=on))

    @rule(who=people, which=st.integers(0, 40))
    def presses_a_button(self, who: PersonId, which: int) -> None:
        """What is offered is never refused."""
        offers = self.offers(who)
        if offers:
            name, offer = offers[which % len(offers)]
            command = self.filled(offer, who)
            assert self.send(who, command), f"{name} is offered and refused"

    @precondition(lambda self: self.session.lead is not None)
    @rule()
    def whoever_leads_goes_on(self) -> None:
        lead = self.session.lead
        if lead is not None and self.session.phase.use != "round":
            self.send(lead, c.NextPhase(step=self.session.step))

    # --- inside -----------------------------------------------------------------------------------

    def word(self) -> str:
        self.words += 1
        return f"canary{self.words}word"

    def offers(self, who: PersonId) -> list[tuple[str, Offer]]:
        if who not in self.session.people:
            return []
        shown = mine(self.session, who, self.now).offers
        able = [(name, offer) for name, offer in shown.items() if offer.place != "each"]
        return sorted((name, offer) for name, offer in able if name != "close")

    def filled(self, offer: Offer, who: PersonId) -> c.AnyCommand:
        role = offer.command.get("role")  # which whoever gives it may have, too
        has = (who,) if role is None else holders(self.session, RoleId(str(role)))
        other = next((p.id for p in self.session.here() if p.id not in has), "")
        word, now = self.word(), self.now
        fields = {f.name: field_value(f.kind, word, now, other) for f in offer.fields}
        for field in offer.fields:
            if field.kind == "item":
                fields[field.name] = self.another(offer.item)
        whole = {**offer.command, **nested(fields)}
        return msgspec.convert(whole, c.AnyCommand)  # type: ignore[arg-type, no-any-return]

    def send(self, who: PersonId, command: Any) -> bool:
        """Play it, and hold the core to its word. False if it was refused."""
        before, image = self.session, msgspec.msgpack.encode((self.session, command))
        self.now = Ms(self.now + 1)
        try:
            events, after = play(before, command, c.Stamp(actor=who, at=self.now), REGISTRY)
        except Refused:
            assert msgspec.msgpack.encode((before, command)) == image
            return False
        assert msgspec.msgpack.encode((before, command)) == image, "an input was changed"
        for event in events:
            self.watcher.see(event)
        self.events.extend(events)
        self.session = after
        holds_of_the_others(before, after, self.now)
        if any(isinstance(event, e.PhaseLeft) for event in events):
            for piece in (after.piece, *([after.undo.piece] if after.undo else [])):
                assert not piece.passed, "passes outlive their phase"
        return True

    # --- what always holds ------------------------------------------------------------------------

    @invariant()
    def turns_are_fair(self) -> None:
        broken = [one for one in self.watcher.violations if one.rule not in OF_PLANS]
        assert not broken, broken

    @invariant()
    def polls_keep_their_secret(self) -> None:
        """Nothing that the group sees depends on who gave which answer."""
        broken = [one for one in self.watcher.violations if one.rule in OF_POLLS]
        assert not broken, broken
        poll = self.session.poll
        if poll is None or len(poll.answers) < 2 or poll.objectors:
            return
        given = list(poll.answers.values())
        turned = dict(zip(poll.answers, (*given[1:], given[0]), strict=True))
        other = msgspec.structs.replace(
            self.session, poll=msgspec.structs.replace(poll, answers=turned)
        )
        if {a.done for a in given} == {True}:
            assert shared(self.session, self.now) == shared(other, self.now)

    @invariant()
    def one_holder_who_waits_for_nobody_else(self) -> None:
        piece = self.session.piece
        assert piece.holder not in piece.queue
        assert len(set(piece.queue)) == len(piece.queue)
        assert len(set(piece.order)) == len(piece.order)
        assert piece.holder is None or not piece.closed

    @invariant()
    def nobody_sees_what_is_not_for_them(self) -> None:
        everybody = msgspec.json.encode(shared(self.session, self.now))
        open_to_all = self.texts_for(PersonId(""))  # put first, or shared, it stands in two items
        for item in self.session.items.values():
            assert item.text in open_to_all or item.text.encode() not in everybody
        for viewer in self.session.people:
            own = msgspec.json.encode(mine(self.session, viewer, self.now))
            theirs = self.texts_for(viewer)
            for item in self.session.items.values():
                assert item.text in theirs or item.text.encode() not in own, (viewer, item)

    def texts_for(self, viewer: PersonId) -> set[str]:
        session = self.session
        return {one.text for one in session.items.values() if may_see(session, viewer, one)}

    @invariant()
    def there_is_a_way_on(self) -> None:
        """Whoever leads has a button; without one, a facilitator's link gives it back."""
        session = self.session
        if session.closed is not None:
            return
        lead = session.lead
        if lead is not None:
            assert session.people[lead].here, "somebody who is away leads"
            assert {"next_phase", "close"} & set(mine(session, lead, self.now).offers)
        else:
            assert not session.facilitators_here()

    def teardown(self) -> None:
        """The log tells the same story, and the session can be brought to its end."""
        if not hasattr(self, "session"):
            return
        assert replay(self.events) == self.session
        assert replay(EVENTS.decode(msgspec.msgpack.encode(self.events))) == self.session
        self.comes_to_an_end()

    def comes_to_an_end(self) -> None:
        if self.session.lead is None and self.session.closed is None:
            self.send(PersonId("hal"), c.ArriveToFacilitate(name="hal"))
        for _ in range(200):
            if self.session.closed is not None:
                return
            assert self.session.lead is not None
            step = c.NextPhase(step=self.session.step)
            assert self.send(self.session.lead, step), "the way on is refused"
        raise AssertionError("the session never ends")


def test_whatever_people_do() -> None:
    """No chaos gives two holders, skips or doubles a person, leaks a note, or blocks the way on."""
    run_state_machine_as_test(
        Chaos,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=50,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
