"""Folding events: each has its fold, none changes what was, a log makes the same session."""

from typing import get_args

import msgspec
import pytest

from talkingpiece.core import events as e
from talkingpiece.core.commands import Add, Extend, NextPhase, Pass, Undo
from talkingpiece.core.evolve import _FOLDS, evolve, opened, replay
from talkingpiece.core.formats import Format
from talkingpiece.core.ids import ItemId, Ms, PersonId, PhaseId
from talkingpiece.core.session import Item
from talkingpiece.testing.script import START, Lay, Playbook
from talkingpiece.testing.small import brief_phase, round_phase, small_format


def evening(table: Lay, triage: Format) -> Playbook:
    """Some of everything."""
    t: Playbook = table(triage, "ada", "ben", facilitator="fay")
    for _ in range(2):
        t.quietly("fay", NextPhase)
    t.quietly("fay", Add, kind="keyword", text="trust", owner="ada")
    t.quietly("ben", Pass).quietly("fay", NextPhase).quietly("fay", Undo)
    return t.quietly("fay", Extend, minutes=3)


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


def test_items_that_were_dropped_come_back_in_their_order(table: Lay, triage: Format) -> None:
    """Undo puts them where they stood."""
    t = evening(table, triage)
    t.quietly("fay", NextPhase)
    t.given("ada", "note", kind="private_note")
    t.quietly("fay", Undo)
    assert list(t.session.items) == sorted(t.session.items, key=lambda item: int(item[1:]))
    assert PersonId("ada") == t.session.items[ItemId("i1")].owner
