"""Jitsi's tokens: whom they name is believed only if everything fits."""

from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from talkingpiece.errors import NotIdentified
from talkingpiece.platforms.jitsi import JitsiTrust, JitsiUser, key_id, mint, verify

NOW = 1_800_000_000_000
ROOM = "Circle"
SECRET = "a-secret-that-is-long-enough-for-every-one-of-them-" * 2
TRUST = JitsiTrust(issuers=("facilitator",), subject="meet.example.org", secret=SECRET)
JAAS = JitsiTrust(issuers=("chat",), audiences=("jitsi",), subject="vpaas-magic-cookie-1")


def claims(**changes: Any) -> dict[str, Any]:
    whole = {
        "iss": "facilitator",
        "aud": "jitsi",
        "sub": "meet.example.org",
        "room": "circle",
        "exp": NOW // 1000 + 60,
        "context": {"user": {"id": "u1", "name": " Noor\n Smith "}},
    }
    return {key: value for key, value in (whole | changes).items() if value is not None}


def signed(secret: str = SECRET, algorithm: str = "HS256", **changes: Any) -> str:
    return jwt.encode(claims(**changes), secret, algorithm=algorithm)


def reason(token: str, trust: JitsiTrust = TRUST, room: str = ROOM, key: Any = None) -> str:
    with pytest.raises(NotIdentified) as refused:
        verify(token, trust, room, NOW, key)
    return refused.value.reason


@pytest.fixture(scope="module")
def pair() -> tuple[str, Any]:
    """A private key as PEM, and its public half."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return pem.decode(), private.public_key()


def test_a_good_token_names_a_person() -> None:
    """Room names are not case-sensitive, a tenant before them does not count."""
    user = verify(signed(), TRUST, "tenant/CIRCLE", NOW)
    assert (user.id, user.name, user.moderator) == ("u1", "Noor Smith", False)


def test_two_tokens_have_two_marks_and_a_mark_is_no_token() -> None:
    first, second = signed(), signed(exp=NOW // 1000 + 61)
    marks = {verify(token, TRUST, ROOM, NOW).mark for token in (first, second)}
    assert len(marks) == 2
    assert all(len(mark) < 30 for mark in marks)


@pytest.mark.parametrize(
    "changes",
    [
        {"room": "*"},
        {"room": "cir.*", "context": {"user": {"id": "u"}, "room": {"regex": True}}},
        {"aud": ["other", "jitsi"]},
        {"aud": None},
        {"sub": "*"},
        {"nbf": NOW // 1000 + 20},
        {"exp": NOW // 1000 - 20},
    ],
)
def test_what_jitsi_accepts_is_accepted(changes: dict[str, Any]) -> None:
    assert verify(signed(**changes), TRUST, ROOM, NOW)


@pytest.mark.parametrize(
    "changes, why",
    [
        ({"exp": NOW // 1000 - 60}, "jitsi_expired"),
        ({"nbf": NOW // 1000 + 60}, "jitsi_too_early"),
        ({"exp": None}, "jitsi_malformed"),
        ({"exp": "soon"}, "jitsi_malformed"),
        ({"room": None}, "jitsi_malformed"),
        ({"room": "other"}, "jitsi_other_room"),
        ({"room": 7}, "jitsi_other_room"),
        ({"room": "cir.*"}, "jitsi_other_room"),
        ({"room": "(c+)+x", "context": {"room": {"regex": True}}}, "jitsi_other_room"),
        ({"room": "(", "context": {"room": {"regex": True}}}, "jitsi_other_room"),
        ({"iss": "somebody"}, "jitsi_other_issuer"),
        ({"iss": None}, "jitsi_malformed"),
        ({"sub": "elsewhere.example.org"}, "jitsi_other_issuer"),
        ({"context": {}}, "jitsi_nobody"),
        ({"context": {"user": {"name": "Noor"}}}, "jitsi_nobody"),
        ({"context": "user"}, "jitsi_nobody"),
    ],
)
def test_what_does_not_fit_is_refused(changes: dict[str, Any], why: str) -> None:
    assert reason(signed(**changes)) == why


def test_another_signature_is_refused(pair: tuple[str, Any]) -> None:
    private, _ = pair
    assert reason(signed(secret=SECRET[::-1])) == "jitsi_altered"
    head, _, sign = signed().split(".")
    body = signed(context={"user": {"id": "somebody else"}}).split(".")[1]
    assert reason(f"{head}.{body}.{sign}") == "jitsi_altered"
    assert reason(jwt.encode(claims(), None, algorithm="none")) == "jitsi_not_accepted"
    assert reason(jwt.encode(claims(), private, algorithm="RS256")) == "jitsi_not_accepted"
    assert reason("no token") == "jitsi_malformed"
    assert reason("") == "jitsi_malformed"


def test_a_public_key_is_no_shared_secret(pair: tuple[str, Any]) -> None:
    """The old trick: sign with the public key's text as if it were the secret."""
    _, public = pair
    text = public.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    forged = jwt.encode(claims(), text.hex(), algorithm="HS256")
    assert reason(forged, JAAS, key=public) == "jitsi_not_accepted"


def test_jaas_tokens_are_verified_with_the_key_they_name(pair: tuple[str, Any]) -> None:
    private, public = pair
    kid = "vpaas-magic-cookie-1/abc"
    token = mint(
        JAAS, "vpaas-magic-cookie-1/Circle", person="p1", name="Noor", moderator=True, now=NOW,
        private_key=private, key_id=kid,
    )  # fmt: skip
    assert key_id(token, JAAS) == kid
    user = verify(token, JAAS, ROOM, NOW, public)
    assert (user.id, user.name, user.moderator) == ("p1", "Noor", True)
    assert reason(token, JAAS, key=None) == "jitsi_not_accepted"
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048).public_key()
    assert reason(token, JAAS, key=other) == "jitsi_altered"
    nameless = jwt.encode(claims(iss="chat"), private, algorithm="RS256")
    assert reason(nameless, JAAS, key=public) == "jitsi_not_accepted"


def test_what_we_make_we_believe() -> None:
    made = mint(TRUST, ROOM, person="p1", name="Noor", moderator=False, now=NOW)
    user = verify(made, TRUST, ROOM, NOW)
    until = NOW + 3 * 3_600_000
    assert user == JitsiUser(id="p1", name="Noor", moderator=False, until=until, mark=user.mark)
    assert reason(made, room="other") == "jitsi_other_room"


def test_no_secret_stands_in_a_representation() -> None:
    assert SECRET not in repr(TRUST)
