"""Jitsi's own tokens (JWT): verified to know who somebody is, made for our host page.

A Jitsi token is a full credential for the call. So it is looked at once, exchanged for a seat of
ours, and kept nowhere; an error never quotes a part of it.

The claims are those of Jitsi's `prosody-plugins/token/util.lib.lua`: `iss`, `aud`, `exp`, `nbf`,
`room` (a name, `*`, or a pattern with `context.room.regex`), `sub`, `context.user`. JaaS has
`aud: jitsi`, `iss: chat`, and its AppID in `sub` and in the key's id.
"""

import re
from typing import Any

import jwt
import msgspec

from talkingpiece.errors import NotIdentified

SHARED = ("HS256", "HS384", "HS512")
PUBLIC = ("RS256", "RS384", "RS512")
"""Which signatures go with which kind of key. Never mixed: a public key is no shared secret."""
LEEWAY_MS = 30_000
"""Clocks of two machines may differ by so much."""
MINTED_MS = 3 * 3_600_000
MAX_NAME = 60


class JitsiTrust(msgspec.Struct, frozen=True, kw_only=True):
    """Which tokens are believed: those of one Jitsi deployment."""

    issuers: tuple[str, ...]
    audiences: tuple[str, ...] = ("*",)
    """`*`: any."""
    subject: str = "*"
    """The domain or tenant; at JaaS the AppID."""
    secret: str = ""
    """The shared secret (HS256 and its sisters); empty where tokens are signed with a private key,
    whose public half is fetched by the id in the token."""

    @property
    def algorithms(self) -> tuple[str, ...]:
        """The signatures that are accepted."""
        return SHARED if self.secret else PUBLIC

    def __repr__(self) -> str:
        return f"<JitsiTrust {', '.join(self.issuers)}>"


class JitsiUser(msgspec.Struct, frozen=True, kw_only=True):
    """Whom a token names. *mark* tells one token from another without being one."""

    id: str
    name: str
    moderator: bool = False
    until: int = 0
    """When it runs out, ms since the epoch."""
    mark: str


def key_id(token: str, trust: JitsiTrust) -> str:
    """The id of the key that a token says it is signed with; empty where a shared secret is.

    Raises:
        NotIdentified: `jitsi_malformed`, or `jitsi_not_accepted` for a signature of another kind.
    """
    try:
        header = jwt.get_unverified_header(token)
    except jwt.InvalidTokenError:
        raise NotIdentified("jitsi_malformed") from None
    if header.get("alg") not in trust.algorithms:
        raise NotIdentified("jitsi_not_accepted")  # `none` above all
    if trust.secret:
        return ""
    kid = header.get("kid")
    if not isinstance(kid, str) or not kid or len(kid) > 200:
        raise NotIdentified("jitsi_not_accepted")
    return kid


def verify(token: str, trust: JitsiTrust, room: str, now: int, key: Any = None) -> JitsiUser:
    """Whom *token* names, if it is one for the Jitsi room *room* and good now.

    *key*: the public key of `key_id`, where there is no shared secret; None: it was not found.

    Raises:
        NotIdentified: `jitsi_malformed`, `jitsi_not_accepted` (other signature, unknown key),
            `jitsi_altered`, `jitsi_expired`, `jitsi_too_early`, `jitsi_other_issuer`,
            `jitsi_other_room`, `jitsi_nobody` (it names no person).
    """
    key_id(token, trust)
    claims = _opened(token, trust, trust.secret or key)
    _in_time(claims, now)
    if claims.get("iss") not in trust.issuers or not _for_us(claims, trust):
        raise NotIdentified("jitsi_other_issuer")
    if not _names_room(claims, room):
        raise NotIdentified("jitsi_other_room")
    return _user(claims, token)


def public_key(text: str, kid: str) -> Any:
    """The public key *kid* in *text*, a PEM file or a list of keys (JWKS); None if it is not there.

    *text* comes from where the administrator said that keys are.
    """
    if text.startswith("-----BEGIN"):
        return text
    try:
        return next((k.key for k in jwt.PyJWKSet.from_json(text).keys if k.key_id == kid), None)
    except (jwt.InvalidTokenError, jwt.PyJWKSetError, jwt.PyJWKError, ValueError, AttributeError):
        return None


def _opened(token: str, trust: JitsiTrust, key: Any) -> dict[str, Any]:
    if not key:
        raise NotIdentified("jitsi_not_accepted")
    try:
        # Times, issuer and audience are ours to check: Jitsi's `*` is no audience to a library.
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=list(trust.algorithms),
            options={
                "verify_exp": False, "verify_nbf": False, "verify_iat": False,
                "verify_aud": False, "verify_iss": False, "verify_sub": False,
                "require": ["exp", "iss", "room"],
            },
        )  # fmt: skip
    except jwt.MissingRequiredClaimError:
        raise NotIdentified("jitsi_malformed") from None
    except (jwt.InvalidTokenError, ValueError, TypeError):
        raise NotIdentified("jitsi_altered") from None
    return claims


def _in_time(claims: dict[str, Any], now: int) -> None:
    expires, begins = claims["exp"], claims.get("nbf", 0)
    if not _is_number(expires) or not _is_number(begins):
        raise NotIdentified("jitsi_malformed")
    if now > expires * 1000 + LEEWAY_MS:
        raise NotIdentified("jitsi_expired")
    if now < begins * 1000 - LEEWAY_MS:
        raise NotIdentified("jitsi_too_early")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _for_us(claims: dict[str, Any], trust: JitsiTrust) -> bool:
    given = claims.get("aud", "*")
    audiences = given if isinstance(given, list) else [given]
    wanted = "*" in trust.audiences or bool({*audiences} & {*trust.audiences})
    subject = claims.get("sub", "*")
    return wanted and (trust.subject == "*" or subject in ("*", trust.subject))


def _names_room(claims: dict[str, Any], room: str) -> bool:
    """Room names are not case-sensitive in Jitsi; a tenant before the name is not part of it."""
    named, wanted = claims["room"], room.rpartition("/")[2].lower()
    if not isinstance(named, str):
        return False
    if named == "*":
        return True
    context = claims.get("context")
    of_room = context.get("room") if isinstance(context, dict) else None
    if isinstance(of_room, dict) and of_room.get("regex") is True:
        return _matches(named, wanted)
    return named.lower() == wanted


def _matches(pattern: str, room: str) -> bool:
    """Only short patterns without nested repetition: a stranger's pattern must not hold us up."""
    if len(pattern) > 100 or re.search(r"[*+}?]\)?[*+{]", pattern):
        return False
    try:
        return re.fullmatch(pattern, room, re.IGNORECASE) is not None
    except re.error:
        return False


def _user(claims: dict[str, Any], token: str) -> JitsiUser:
    context = claims.get("context")
    user = context.get("user") if isinstance(context, dict) else None
    if not isinstance(user, dict) or not isinstance(user.get("id"), str) or not user["id"]:
        raise NotIdentified("jitsi_nobody")
    name = user.get("name")
    return JitsiUser(
        id=user["id"],
        name=" ".join(name.split())[:MAX_NAME] if isinstance(name, str) else "",
        moderator=user.get("moderator") in (True, "true"),
        until=int(claims["exp"] * 1000),
        mark=token.rpartition(".")[2][:24],
    )


def mint(
    trust: JitsiTrust,
    room: str,
    *,
    person: str,
    name: str,
    moderator: bool,
    now: int,
    private_key: str = "",
    key_id: str = "",
) -> str:
    """A token for one person and one room, good for three hours, to start our host page's call.

    Signed with the shared secret, or with *private_key* (PEM) under *key_id*, as JaaS wants it.
    *moderator* works where the deployment believes tokens (`token_affiliation`, or JaaS).
    """
    user = {"id": person, "name": name, "moderator": "true" if moderator else "false"}
    claims = {
        "iss": trust.issuers[0],
        "aud": trust.audiences[0] if trust.audiences != ("*",) else "jitsi",
        "sub": trust.subject,
        "room": room.rpartition("/")[2],
        "nbf": now // 1000 - LEEWAY_MS // 1000,
        "exp": (now + MINTED_MS) // 1000,
        "context": {"user": user, "features": {}},
    }
    if private_key:
        return jwt.encode(claims, private_key, algorithm="RS256", headers={"kid": key_id})
    return jwt.encode(claims, trust.secret, algorithm="HS256")
