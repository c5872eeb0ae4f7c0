"""Folding events: each has its fold, none changes what was, a log makes the same session."""

from typing import get_args

import msgspec
import pytest

from talkingpiece.core import commands as c
from talkingpiece.core import events as e
from talkingpiece.core.evolve import _FOLDS, evolve, opened, replay
from talkingpiece.core.formats import Collected, Format
from talkingpiece.core.ids import ItemId, Ms, PhaseId
from talkingpiece.core.session import Item, Piece
from talkingpiece.testing.script import START, Lay, Playbook, after, sees
from talkingpiece.testing.small import brief_phase, round_phase, small_format


def evening(table: Lay, triage: Format) -> Playbook:
    """Some of everything: people, steps, turns, items, time."""
    claimed = Item(
        id=ItemId("i1"), kind="keyword", text="old", owner=None, at=START, sees="group",
        keep="series", phase=PhaseId("lobby"), rank=1,
    )  # fmt: skip
    t: Playbook = table(triage, "ada", "ben", facilitator="fay", items=(claimed,))
    t.quietly("gus", c.ArriveToFacilitate, name="gus").quietly("fay", c.Admit, person="gus")
    t.quietly("gus", c.TakeLead).quietly("fay", c.KeepLead).quietly("fay", c.HandOver, to="gus")
    t.quietly("gus", c.HandOver, to="fay").quietly("ada", c.Claim, item="i1")
    t.quietly("fay", c.ConfirmClaim, item="i1").quietly("ben", c.Rename, name="Benno")
    t.quietly("ben", c.JustListen).quietly("ben", c.JustListen, on=False)
    for _ in range(2):
        t.quietly("fay", c.NextPhase)
    t.quietly("fay", c.Add, kind="keyword", text="trust", owner="ada")
    t.quietly("ben", c.Lose).quietly("fay", c.NextPerson).quietly("ben", c.Return)
    t.quietly("fay", c.Extend, minutes=3).quietly("fay", c.Extend, minutes=5, session=True)
    t.quietly("fay", c.NextPhase).quietly("ada", c.Flag, item="i2")
    t.quietly("ada", c.Edit, item="i2", text="distrust")
    t.quietly("fay", c.NextPhase).quietly("ada", c.RingBell, seconds=15)
    t >> after(seconds=20) << sees(...)
    t.quietly("fay", c.NextPhase).quietly("fay", c.Undo).quietly("fay", c.NextPhase)
    t.quietly("fay", c.Hold).quietly("ben", c.Pass).quietly("fay", c.Pass).quietly("gus", c.Pass)
    t.quietly("fay", c.Resume).quietly("fay", c.SetNextDate, at=t.now + 86_400_000)
    t.quietly("fay", c.Leave).quietly("gus", c.Leave).quietly("ada", c.Stay)
    return t


def test_every_event_has_its_fold() -> None:
    """A new event that nobody folds fails here, not in a room."""
    assert set(_FOLDS) == set(get_args(e.AnyEvent))


def test_a_log_makes_the_same_session(table: Lay, triage: Format) -> None:
    """Also when it was written down in between."""
    t = evening(table, triage)
    assert replay(t.events) == t.session
    written = msgspec.msgpack.encode(t.events)
    read = msgspec.msgpack.decode(written, type=tuple[e.AnyEvent, ...])
    assert replay(read) == t.session
    assert t.session.seq == len(t.events)


def test_a_log_begins_with_opened(table: Lay, triage: Format) -> None:
    """Anything else is a fault of whoever keeps it."""
    with pytest.raises(AssertionError):
        replay(evening(table, triage).events[1:])


def test_nothing_that_was_is_changed(table: Lay, triage: Format) -> None:
    """Each session of the way is still what it was."""
    events = evening(table, triage).events
    session = opened(events[0])  # type: ignore[arg-type]
    images = []
    for event in events[1:]:
        images.append((session, msgspec.msgpack.encode(session)))
        session = evolve(session, event)
    assert all(msgspec.msgpack.encode(one) == image for one, image in images)


def test_carried_topics_are_there_from_the_beginning(table: Lay) -> None:
    """New items and ranks count on from them."""
    item = Item(
        id=ItemId("i1"), kind="keyword", text="x", owner=None, at=START, sees="group",
        keep="series", phase=PhaseId("start"), rank=4,
    )  # fmt: skip
    t = table(small_format(brief_phase()), items=(item,))
    assert (t.session.items, t.session.next_item, t.session.next_rank) == ({"i1": item}, 2, 5)


def test_a_resumption_of_a_clock_that_runs_moves_nothing(table: Lay) -> None:
    """An odd log does no harm."""
    t = table(small_format(brief_phase(), round_phase()), "ada")
    after = evolve(t.session, e.TimerResumed(at=Ms(t.now + 5_000)))
    assert after.clock == t.session.clock


def test_items_that_were_dropped_come_back_in_their_order(table: Lay) -> None:
    """Undo puts them where they stood."""
    fleeting = Collected(kind="idea", by="everyone", sees="group", keep="none")
    form = small_format(brief_phase(collect=(fleeting,)), round_phase())
    t = table(form, "ada", facilitator="fay")
    t.given("ada", "gone with its phase", kind="idea")
    t.given("ada", "note", kind="private_note")
    t.quietly("fay", c.NextPhase)
    assert list(t.session.items) == ["i2"]
    t.quietly("fay", c.Undo)
    assert list(t.session.items) == ["i1", "i2"]


def test_more_time_puts_out_the_light_of_time_only(table: Lay) -> None:
    """Another reason to go on is still one."""
    timed = brief_phase(exit=("time_up", "facilitator"))
    t = table(small_format(timed, round_phase()), "ada", facilitator="fay")
    t >> after(minutes=5) << sees(...)
    assert t.quietly("fay", c.Extend, minutes=1).session.lit is None
    t.quietly("fay", c.NextPhase).quietly("ada", c.Pass).quietly("fay", c.Pass)
    assert t.quietly("fay", c.Extend, minutes=1).session.lit is not None


def test_an_ended_session_holds_nothing_of_its_turns(table: Lay) -> None:
    """No circle, no light, no undo."""
    t = table(small_format(brief_phase(), round_phase()), "ada", facilitator="fay")
    t.quietly("fay", c.NextPhase).quietly("ada", c.Pass).quietly("fay", c.Close)
    session = t.session
    assert (session.closed, session.piece, session.lit, session.undo) == (
        t.now, Piece(), None, None,
    )  # fmt: skip
