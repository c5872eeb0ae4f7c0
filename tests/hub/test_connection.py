"""One line: one write per turn of the loop, a goodbye to whoever lags, a rate for commands."""

import asyncio

import pytest
from tests.hub.sinks import Line, unframed

from talkingpiece.errors import Code, Refused
from talkingpiece.hub import wire
from talkingpiece.hub.connection import Bucket, frame


@pytest.mark.parametrize("size", [2, 125, 126, 65_535, 65_536, 200_000])
def test_a_frame_holds_its_payload_whatever_its_size(size: int) -> None:
    payload = b'"' + b"x" * (size - 2) + b'"'
    assert unframed(frame(payload)) == ["x" * (size - 2)]


async def test_what_is_sent_in_one_turn_of_the_loop_is_one_write() -> None:
    line = Line()
    for number in range(5):
        line.connection.send(wire.Done(id=f"c{number}", seq=number))
    assert line.sink.writes == []
    await asyncio.sleep(0)
    assert len(line.sink.writes) == 1
    assert [message["id"] for message in line.sink.messages] == ["c0", "c1", "c2", "c3", "c4"]


async def test_whoever_lags_too_far_behind_is_cut_off() -> None:
    """Nobody else waits for them; they come back and ask for everything."""
    line = Line()
    line.sink.lag = 1001
    line.connection.send(wire.Done(id="c", seq=1))
    await asyncio.sleep(0)
    assert line.sink.closed == "slow"
    assert [message["t"] for message in line.sink.messages] == ["done", "bye"]
    line.connection.send(wire.Done(id="d", seq=2))
    await asyncio.sleep(0)
    assert len(line.sink.messages) == 2


async def test_a_goodbye_comes_last_and_takes_what_was_waiting_with_it() -> None:
    line = Line()
    line.connection.send(wire.Done(id="c", seq=1))
    line.connection.bye("removed")
    line.connection.bye("gone")
    line.connection.send(wire.Done(id="d", seq=2))
    await asyncio.sleep(0)
    assert [message["t"] for message in line.sink.messages] == ["done", "bye"]
    assert line.sink.closed == "removed"


async def test_nothing_is_written_to_whoever_has_gone() -> None:
    line = Line()
    line.connection.send(wire.Done(id="c", seq=1))
    line.connection.gone()
    await asyncio.sleep(0)
    assert line.sink.writes == []


async def test_a_refusal_carries_what_fills_its_text() -> None:
    line = Line()
    line.connection.refuse("c1", Refused(Code.TOO_LONG, max=40))
    assert await line.heard() == [
        {"t": "refusal", "id": "c1", "code": "too_long", "params": {"max": 40}}
    ]


def test_a_rate_allows_a_burst_then_so_many_a_second() -> None:
    now = 0.0
    bucket = Bucket(per_second=10, burst=3, seconds=lambda: now)
    assert [bucket.take() for _ in range(4)] == [True, True, True, False]
    now = 0.05
    assert not bucket.take()
    now = 0.15
    assert bucket.take()
    assert not bucket.take()
    now = 60
    assert [bucket.take() for _ in range(4)] == [True, True, True, False]
