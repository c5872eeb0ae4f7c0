"""Frames that are no messages, and floods: refused, while the room and everything in it go on."""

import msgspec
import pytest
from tests.server.conftest import OpenHouse
from tests.server.house import Browser, House, holder, keyword_round

from talkingpiece.server import socket
from talkingpiece.server.keys import ROOMS
from talkingpiece.settings import Settings

GARBAGE = [
    "",
    "hello",
    "[]",
    '{"t": "nothing"}',
    '{"t": "do", "id": "x", "command": {"do": "tick"}}',
    '{"t": "do", "id": "x", "command": {"do": "lose"}}',
    '{"t": "do", "id": "x", "command": {"do": "pass", "more": 1}}',
    '{"t": "do", "id": "", "command": {"do": "pass"}}',
    '{"t": "hello", "protocol": 1, "token": ""}',
    "[" * 5_000,
]


@pytest.mark.parametrize("frame", GARBAGE)
async def test_a_frame_that_is_no_message_is_refused_and_everything_goes_on(
    house: House, frame: str
) -> None:
    ann, bob = await keyword_round(house, "Ann", "Bob")
    await bob.ws.send_str(frame)
    refusal = await bob.until("refusal")
    assert (refusal["id"], refusal["code"]) == ("", "not_a_message")
    seq = await bob.do("pass")
    await ann.until_seq(seq)
    assert holder(ann) == "Ann"


async def test_a_frame_that_is_too_large_is_refused_and_everything_goes_on(house: House) -> None:
    _, bob = await keyword_round(house, "Ann", "Bob")
    await bob.ws.send_str("x" * 70_000)
    assert (await bob.until("refusal"))["code"] == "too_large"
    await bob.ws.send_bytes(b"\x00\x01")
    assert (await bob.until("refusal"))["code"] == "not_a_message"
    await bob.do("pass")


async def test_an_enormous_frame_ends_that_connection_only(house: House) -> None:
    ann, bob = await keyword_round(house, "Ann", "Bob")
    await bob.ws.send_str("x" * 1_000_000)
    assert (await bob.until("closed"))["t"] == "closed"
    await ann.do("hold")
    back = await house.back(bob.seat)
    await back.until("see")
    await back.do("pass")


@pytest.mark.parametrize(
    "first",
    ["nonsense", "{}", '{"t": "whole"}', '{"t": "do", "id": "1", "command": {"do": "pass"}}'],
)
async def test_a_connection_that_does_not_begin_with_hello_is_closed(
    house: House, first: str
) -> None:
    stranger = Browser(await house.client.ws_connect("/socket"))
    await stranger.ws.send_str(first)
    assert (await stranger.until("closed"))["code"] == 4400
    assert stranger.bye is not None
    assert stranger.bye["code"] == "wire"


async def test_a_connection_that_says_nothing_is_closed(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "HELLO_SECONDS", 0.01)
    stranger = Browser(await house.client.ws_connect("/socket"))
    assert (await stranger.until("closed"))["code"] == 4400


async def test_another_protocol_is_refused_by_name(house: House) -> None:
    room = await house.room()
    old = await house.open(token=room.invitation, protocol=99)
    assert (await old.until("closed"))["code"] == 4400
    assert old.bye is not None
    assert old.bye["code"] == "protocol"


async def test_a_flood_of_commands_is_refused_and_nobody_else_feels_it(house: House) -> None:
    ann, bob = await keyword_round(house, "Ann", "Bob")
    for number in range(100):
        command = {"do": "rename", "name": f"Bob {number}"}
        await bob.send(t="do", id=f"r{number}", command=command)
    answers = [await bob.until("done", "refusal") for _ in range(100)]
    refused = [answer for answer in answers if answer["t"] == "refusal"]
    assert {answer["code"] for answer in refused} == {"too_many"}
    assert len(refused) > 40
    await ann.steer("next_person")
    await ann.quiet()
    assert holder(ann) == "Ann"


async def test_only_so_many_wait_at_the_door_and_whoever_has_a_seat_does_not_notice(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "MAX_WAITING", 2)
    room = await house.room()
    ann = await house.join(room.facilitator, "Ann")
    waiting = [await house.open(token=room.invitation) for _ in range(2)]
    for browser in waiting:
        await browser.until("texts")
    more = await house.open(token=room.invitation)
    assert (await more.until("closed"))["code"] == 1012
    assert more.bye == {"t": "bye", "code": "stopping", "reason": "too_many"}
    await ann.do("rename", name="Anna")
    back = await house.back(ann.seat)
    await back.until("see")
    await waiting[0].do("join", name="Bob")
    late = await house.open(token=room.invitation)
    await late.until("texts")


async def test_a_browser_that_stops_reading_is_cut_off_and_nobody_waits_for_it(
    open_house: OpenHouse, settings: Settings
) -> None:
    generous = msgspec.structs.replace(
        settings.limits, commands_per_second=100_000, commands_burst=100_000
    )
    house = await open_house(settings=msgspec.structs.replace(settings, limits=generous))
    ann, bob = await keyword_round(house, "Ann", "Bob")
    (table,) = house.app[ROOMS].awake.values()
    line = bob.ws._response.connection
    assert line is not None
    assert line.transport is not None
    line.transport.pause_reading()
    for _ in range(200):
        for _ in range(100):
            await bob.send(t="whole")
        await ann.quiet()
        if bob.me not in table.presence.seats:
            break
    line.transport.abort()
    assert bob.me not in table.presence.seats
    await ann.steer("next_person")
    back = await house.back(bob.seat)
    await back.until("see")


async def test_a_fault_of_ours_ends_one_connection_and_nothing_else(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ann, bob = await keyword_round(house, "Ann", "Bob")
    (table,) = house.app[ROOMS].awake.values()
    with monkeypatch.context() as patched:
        patched.setattr(table, "hear", lambda *_: 1 / 0)
        await bob.send(t="whole")
        assert (await bob.until("closed"))["code"] == 1011
    assert "a socket failed" in caplog.text
    await ann.steer("next_person")
    back = await house.back(bob.seat)
    await back.until("see")
