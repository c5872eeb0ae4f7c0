"""Into a call: with tokens of ours, by links into its page, or by knocking at its door."""

import json
from pathlib import Path

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from tests.server.conftest import OpenHouse
from tests.server.house import START
from tests.server.jitsi_tokens import CALL, SECRET, pem, settings_with


@pytest.fixture(scope="module")
def private() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


async def test_facilitators_moderate_with_tokens_of_ours(
    open_house: OpenHouse, tmp_path: Path, private: rsa.RSAPrivateKey
) -> None:
    """For the call beside the panel; a deployment that is not named gets none."""
    house = await open_house(settings=settings_with(tmp_path))
    room = await house.room(call=CALL)
    lucie = await house.join(room.facilitator, "Lucie")
    ana = await house.join(room.invitation, "Ana")
    for browser, moderator in ((lucie, "true"), (ana, "false")):
        await browser.send(t="enter_call")
        place = await browser.until("call")
        claims = jwt.decode(place["jwt"], SECRET, algorithms=["HS256"], audience="jitsi",
                            options={"verify_exp": False, "verify_nbf": False})  # fmt: skip
        assert claims["context"]["user"]["moderator"] == moderator
        assert claims["context"]["user"]["id"] == browser.me
        assert claims["room"] == "Circle"
    elsewhere = await house.room(call="https://elsewhere.example.org/Circle")
    tom = await house.join(elsewhere.facilitator, "Tom")
    await tom.send(t="enter_call")
    assert "jwt" not in await tom.until("call")


async def test_jaas_wants_a_private_key_and_its_id(
    open_house: OpenHouse, tmp_path: Path, private: rsa.RSAPrivateKey
) -> None:
    own, public = pem(private)
    (tmp_path / "jaas.pem").write_text(own)
    house = await open_house(
        settings=settings_with(
            tmp_path, jitsi_issuer="chat", jitsi_audience="jitsi", jitsi_subject="vpaas-1",
            jitsi_secret="", jitsi_private_key=str(tmp_path / "jaas.pem"),
            jitsi_key_id="vpaas-1/abc", jitsi_domains=("8x8.vc",),
        )
    )  # fmt: skip
    room = await house.room(call="https://8x8.vc/vpaas-1/Circle")
    lucie = await house.join(room.facilitator, "Lucie")
    await lucie.send(t="enter_call")
    token = (await lucie.until("call"))["jwt"]
    assert jwt.get_unverified_header(token)["kid"] == "vpaas-1/abc"
    options = {"verify_exp": False, "verify_nbf": False}
    claims = jwt.decode(token, public, algorithms=["RS256"], audience="jitsi", options=options)
    assert (claims["iss"], claims["sub"], claims["room"]) == ("chat", "vpaas-1", "Circle")


async def test_without_link_and_token_a_facilitator_is_asked(
    open_house: OpenHouse, tmp_path: Path
) -> None:
    """At the door of an open room whose call shows the panel; nobody knocks anywhere else."""
    house = await open_house(settings=settings_with(tmp_path, jitsi_hooked=("jitsi.example.org",)))
    room = await house.room(call=CALL)
    elsewhere = await house.room(call="https://elsewhere.example.org/Circle")
    asleep = await house.room(call=CALL)
    lucie = await house.join(room.facilitator, "Lucie")
    await house.join(elsewhere.facilitator, "Tom")
    for closed in (elsewhere.room, asleep.room, "nowhere-at-all"):
        turned = await house.open(token="knock", room=closed)
        assert (await turned.until("closed"))["code"] == 4401
    max_ = await house.open(token="knock", room=room.room)
    await max_.until("texts")
    await max_.do("join", name="Max")
    await lucie.quiet()
    admit = lucie.mine["offers"][f"admit_{max_.me}"]["command"]
    assert "Max" not in json.dumps(lucie.view["people"])
    await lucie.do(admit.pop("do"), **admit)
    await max_.until("see")
    assert max_.view["people"][max_.me]["name"] == "Max"


async def test_invitations_lead_into_a_call_that_shows_the_panel(
    open_house: OpenHouse, tmp_path: Path
) -> None:
    house = await open_house(
        settings=settings_with(tmp_path, jitsi_domains=(), jitsi_hooked=("jitsi.example.org",))
    )
    body = {
        "format": "check_in_circle", "start": START, "end": START + 3_600_000, "call": CALL,
    }  # fmt: skip
    async with house.client.post("/api/sessions", json=body) as answer:
        made = await answer.json()
    assert made["invitation"].startswith(f"{CALL}#tp={made['room']}.")
    assert made["facilitator"].startswith(f"{CALL}#tp={made['room']}.")
    token = made["invitation"].rpartition(".")[2]
    assert made["companion"] == f"/rooms/{made['room']}#{token}", "the panel alone, for a phone"
    async with house.client.get(f"/panel/{made['room']}") as answer:
        policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self' https://jitsi.example.org" in policy
