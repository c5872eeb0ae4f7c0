"""What the watcher says of time: what a session owes, and what it may end without."""

import pytest

from talkingpiece.core import events as e
from talkingpiece.core.formats import ForEach, Phase
from talkingpiece.core.ids import MINUTE_MS, ItemId, Ms, PersonId, PhaseId
from talkingpiece.core.options import ArrangeOptions
from talkingpiece.core.session import Cursor, Item
from talkingpiece.testing.small import (
    OPEN_KEYWORD,
    brief_phase,
    phase,
    small_format,
    talk_phase,
    topics_loop,
)
from talkingpiece.testing.timekeeping import Timekeeping

END = Ms(60 * MINUTE_MS)
ADA = PersonId("ada")
TOPIC = Item(
    id=ItemId("i1"),
    kind="keyword",
    text="trust",
    owner=ADA,
    at=END,
    phase=PhaseId("start"),
    topic=None,
    sees="group",
    keep="session",
)


def broken(*later: Phase | ForEach, open_: tuple[Item, ...] = (), left: float = 30) -> list[str]:
    """What is said of a session that ends after its first phase, with *later* still to come."""
    said: list[str] = []
    time = Timekeeping(lambda rule, what: said.append(f"{rule}: {what}"), lambda: END)
    declared = small_format(brief_phase(collect=(OPEN_KEYWORD,)), *later)
    at = Ms(END - int(left * MINUTE_MS))
    time.closed(e.Closed(at=at), declared, Cursor((0,)), open_, {ADA})
    time.end()
    return said


def test_a_phase_that_is_left_out_is_owed() -> None:
    """Unless it is a wish, or has nothing to do."""
    assert broken(brief_phase("close")) == ["no_closing: close was never reached"]
    assert broken(brief_phase("close", optional=True)) == []
    rest = phase(
        "rest", ArrangeOptions(list="topics", ops=("park",)), exit=("list_empty", "facilitator")
    )
    assert broken(rest) == []
    assert broken(rest, open_=(TOPIC,)) == ["no_closing: rest was never reached"]


def test_a_topic_is_owed_while_there_is_time_and_its_owner() -> None:
    """None is begun without the time for it, and none without who gave it."""
    loop = topics_loop(talk_phase())
    assert broken(loop) == []
    assert broken(loop, open_=(TOPIC,)) == ["no_closing: topics was never reached"]
    assert broken(loop, open_=(TOPIC,), left=1) == []


def test_a_session_that_nobody_ends_or_ends_late() -> None:
    """Both are said, with figures."""
    said: list[str] = []
    Timekeeping(lambda rule, what: said.append(rule), lambda: END).end()
    assert said == ["no_closing"]
    assert broken(left=-2) == ["late: closed 2.0 min after the planned end"]


@pytest.mark.parametrize("left, says", [(4.0, 0), (2.9, 1)])
def test_protected_time_begins_with_its_least_left(left: float, says: int) -> None:
    """Its own, and that of what is protected after it."""
    said: list[str] = []
    time = Timekeeping(lambda rule, what: said.append(rule), lambda: END)
    declared = small_format(
        brief_phase(),
        brief_phase("thanks", minutes=(2, 3, 4), protected_time=True),
        brief_phase("close", minutes=(1, 1, 1), protected_time=True),
    )
    at = Ms(END - int(left * MINUTE_MS))
    entered = e.PhaseEntered(cursor=Cursor((1,)), at=at, usual_ms=1, most_ms=2)
    time.entered(entered, declared, Cursor((0,)))
    assert said == ["squeezed"] * says
