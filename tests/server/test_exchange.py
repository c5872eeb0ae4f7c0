"""Jitsi's tokens at the door: exchanged once for a seat, refused with code and sentence, and seen
nowhere."""

import asyncio
import hashlib
import json
import logging
from pathlib import Path
from typing import Any

import jwt
import pytest
from aiohttp import ClientTimeout, web
from cryptography.hazmat.primitives.asymmetric import rsa
from tests.server.conftest import OpenHouse
from tests.server.house import START, House
from tests.server.jitsi_tokens import CALL, NOW_S, SECRET, pem, settings_with, signed

from talkingpiece.hub.clock import VirtualClock
from talkingpiece.hub.rooms import Created
from talkingpiece.server import exchange
from talkingpiece.server.logs import JsonLines
from talkingpiece.storage.memory import MemoryStore, Shelf


@pytest.fixture
async def house(open_house: OpenHouse, tmp_path: Path) -> House:
    return await open_house(settings=settings_with(tmp_path))


@pytest.fixture
async def room(house: House) -> Created:
    """One that a facilitator has opened: its key is in memory."""
    made = await house.room(call=CALL)
    await house.join(made.facilitator, "Lucie")
    return made


async def bring(house: House, room: str, token: str, **more: Any) -> tuple[int, dict[str, Any]]:
    body = {"room": room, "token": token} | more
    async with house.client.post("/api/jitsi", json=body) as answer:
        assert answer.headers["Cache-Control"] == "no-store"
        return answer.status, await answer.json()


async def test_the_same_person_of_jitsi_has_the_same_seat(house: House, room: Created) -> None:
    """After leaving too, under another name; others have others."""
    status, way = await bring(house, room.room, signed())
    assert (status, way.keys(), way["name"]) == (200, {"invitation", "name"}, "Noor")
    noor = await house.join(way["invitation"], "Noor")
    await noor.close()
    status, back = await bring(house, room.room, signed(exp=NOW_S + 3601))
    assert (status, back.keys()) == (200, {"seat", "name"})
    again = await house.back(back["seat"])
    assert again.me == noor.me
    _, other = await bring(house, room.room, signed(context={"user": {"id": "u2", "name": "Noor"}}))
    somebody_else = await house.join(other["invitation"], "Noor")
    assert somebody_else.me != noor.me


REFUSED = {
    "expired": (signed(exp=NOW_S - 60), "jitsi_expired"),
    "too early": (signed(nbf=NOW_S + 600), "jitsi_too_early"),
    "wrong room": (signed(room="other"), "jitsi_other_room"),
    "wrong issuer": (signed(iss="them"), "jitsi_other_issuer"),
    "alg none": (signed("", None), "jitsi_not_accepted"),
    "other key": (signed("another-secret-" * 5), "jitsi_altered"),
    "no person": (signed(context={}), "jitsi_nobody"),
    "no token": ("x.y.z", "jitsi_malformed"),
}


@pytest.mark.parametrize("token, code", REFUSED.values(), ids=REFUSED)
async def test_refused_with_code_and_sentence(
    house: House, room: Created, token: str, code: str
) -> None:
    status, told = await bring(house, room.room, token)
    assert (status, told["code"]) == (401, code)
    assert told["sentence"].endswith(".")
    assert token not in json.dumps(told)


async def test_a_token_is_exchanged_once(house: House, room: Created) -> None:
    """Whoever reads it in a log of Jitsi's web server comes too late, also for another room."""
    token = signed(room="*")
    assert (await bring(house, room.room, token))[0] == 200
    other = await house.room(call=CALL)
    await house.join(other.facilitator, "Tom")
    for brought in (room.room, other.room):
        status, told = await bring(house, brought, token)
        assert (status, told["code"]) == (401, "jitsi_used")


async def test_a_restart_or_another_node_makes_no_token_good_again(
    open_house: OpenHouse, tmp_path: Path
) -> None:
    """What was exchanged is remembered where the sessions are, for as long as it is good."""
    shelf, settings = Shelf(), settings_with(tmp_path)
    one = await open_house(settings=settings, store=MemoryStore(shelf))
    made = await one.room(call=CALL)
    await one.join(made.facilitator, "Lucie")
    token = signed()
    assert (await bring(one, made.room, token))[0] == 200
    two = await open_house(settings=settings, store=MemoryStore(shelf))
    await two.join(made.facilitator, "Tom")
    status, told = await bring(two, made.room, token)
    assert (status, told["code"]) == (401, "jitsi_used")
    assert token.rpartition(".")[2][:24] not in str(shelf.used), "the record holds no part of it"


async def test_only_a_room_that_is_open_and_has_a_call(house: House) -> None:
    """A sleeping room's key is nowhere; one round a table has no call."""
    asleep = await house.room(call=CALL)
    round_a_table = await house.room()
    await house.join(round_a_table.facilitator, "Lucie")
    for room in (asleep.room, round_a_table.room, "nowhere-at-all"):
        status, told = await bring(house, room, signed())
        assert (status, told["code"]) == (401, "jitsi_no_room")
    assert (await bring(house, asleep.room, signed(), more=1))[0] == 400
    assert (await bring(house, asleep.room, "x" * 9000))[0] == 400


async def test_without_an_issuer_no_token_is_looked_at(
    open_house: OpenHouse, tmp_path: Path
) -> None:
    house = await open_house(settings=settings_with(tmp_path, jitsi_issuer=""))
    async with house.client.post("/api/jitsi", json={}) as answer:
        assert answer.status == 404


async def test_a_planted_token_is_seen_nowhere(
    house: House, room: Created, caplog: pytest.LogCaptureFixture
) -> None:
    """In no log line, no answer, no header, no frame: good or bad."""
    caplog.set_level(logging.DEBUG)
    planted = signed(context={"user": {"id": "u1", "name": "Noor"}}, jti="planted")
    broken = f"{planted}broken"
    seen = ""
    for token in (planted, planted, broken):
        async with house.client.post(
            "/api/jitsi", json={"room": room.room, "token": token}
        ) as answer:
            seen += await answer.text() + str(answer.headers)
    lines = [JsonLines().format(record) for record in caplog.records]
    assert any("/api/jitsi" in line for line in lines)
    seen += caplog.text + "".join(lines) + "".join(text for b in house.browsers for text in b.raw)
    for part in (*planted.split("."), SECRET, broken[-20:]):
        assert part not in seen
    assert repr(house.app) not in seen


# --- keys -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def private() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.mark.parametrize("kind", ["file", "jwks", "key server"])
async def test_public_keys_are_found_where_they_are(
    open_house: OpenHouse,
    tmp_path: Path,
    private: rsa.RSAPrivateKey,
    aiohttp_server: Any,
    kind: str,
) -> None:
    """A key that is not there believes nothing."""
    own, public = pem(private)
    jwk = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(private.public_key())) | {"kid": "k1"}
    asked: list[str] = []

    async def keys(request: web.Request) -> web.Response:
        asked.append(request.path)
        return (
            web.json_response({"keys": [jwk]})
            if "jwks" in request.path
            else web.Response(text=public)
        )

    app = web.Application()
    app.router.add_get("/{path:.*}", keys)
    server = await aiohttp_server(app)
    (tmp_path / "public.pem").write_text(public)
    where = {
        "file": str(tmp_path / "public.pem"),
        "jwks": str(server.make_url("/jwks.json")),
        "key server": str(server.make_url("/keys/")),
    }[kind]
    chosen = settings_with(tmp_path, jitsi_secret="", jitsi_keys=where)
    house = await open_house(settings=chosen)
    room = await house.room(call=CALL)
    await house.join(room.facilitator, "Lucie")
    good = jwt.encode(
        json.loads(json.dumps(jwt.decode(signed(), options={"verify_signature": False}))),
        own, algorithm="RS256", headers={"kid": "k1"},
    )  # fmt: skip
    assert (await bring(house, room.room, good))[0] == 200
    if kind == "jwks":
        other = jwt.encode({"exp": 1}, own, algorithm="RS256", headers={"kid": "k2"})
        assert (await bring(house, room.room, other))[1]["code"] == "jitsi_not_accepted"
        assert asked == ["/jwks.json"], "fetched once"
    shared = jwt.encode({"exp": 1}, SECRET, algorithm="HS256", headers={"kid": "k1"})
    assert (await bring(house, room.room, shared))[1]["code"] == "jitsi_not_accepted"


async def test_made_up_keys_are_asked_for_once_and_push_no_real_one_out(
    aiohttp_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Anybody may name a key: for a minute that it is not there is remembered."""
    asked: list[str] = []
    there = f"/{hashlib.sha256(b'real').hexdigest()}.pem"

    async def keys(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.Response(text="a key") if request.path == there else web.Response(status=404)

    app = web.Application()
    app.router.add_get("/{path:.*}", keys)
    server = await aiohttp_server(app)
    monkeypatch.setattr(exchange, "MAX_KEYS", 4)
    clock = VirtualClock(START)
    found = exchange.Keys(str(server.make_url("/")), clock)
    assert await found.find("real") == "a key"
    for _ in range(2):
        for number in range(3):
            assert await found.find(f"made up {number}") == ""
    assert len(asked) == 4
    for number in range(20):
        await found.find(f"another {number}")
    assert await found.find("real") == "a key"
    assert asked.count(there) == 1
    await clock.advance(exchange.MISSED_MS + 1)
    before = len(asked)
    await found.find("another 19")
    assert len(asked) == before + 1, "by then it may be there"


@pytest.mark.parametrize("answer", ["redirect", "too much", "never", "gone"])
async def test_a_key_server_cannot_lead_us_anywhere(
    *,
    open_house: OpenHouse,
    tmp_path: Path,
    private: rsa.RSAPrivateKey,
    aiohttp_server: Any,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
) -> None:
    """It is asked at its own address, for a small file, and not for long."""
    own, public = pem(private)
    asked: list[str] = []

    async def keys(request: web.Request) -> web.Response:
        asked.append(request.path)
        if request.path == "/elsewhere":
            return web.Response(text=public)
        match answer:
            case "redirect":
                raise web.HTTPFound("/elsewhere")
            case "too much":
                return web.Response(text=public + " " * 70_000)
            case "never":
                await asyncio.Event().wait()
        return web.Response(status=404, text=public)

    app = web.Application()
    app.router.add_get("/{path:.*}", keys)
    server = await aiohttp_server(app)
    monkeypatch.setattr(exchange, "PATIENCE", ClientTimeout(total=0.2))
    where = str(server.make_url("/keys/"))
    house = await open_house(settings=settings_with(tmp_path, jitsi_secret="", jitsi_keys=where))
    room = await house.room(call=CALL)
    await house.join(room.facilitator, "Lucie")
    claims = jwt.decode(signed(), options={"verify_signature": False})
    good = jwt.encode(claims, own, algorithm="RS256", headers={"kid": "k1"})
    status, told = await bring(house, room.room, good)
    assert (status, told["code"]) == (401, "jitsi_not_accepted")
    assert len(asked) == 1
    assert asked[0].startswith("/keys/")
