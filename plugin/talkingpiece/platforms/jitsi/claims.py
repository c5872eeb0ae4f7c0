"""What a Jitsi token says of itself, for an administrator who makes tokens: nothing is verified.

No part of a token is repeated but its issuer, its room and its times, and never its signature.
"""

import base64
import binascii
from collections.abc import Iterator
from typing import Any

import msgspec

from .findings import Finding, bad, note, ok

LONG_SECONDS = 24 * 3600


def read_token(text: str, now: int) -> Iterator[Finding]:
    """What there is to say about *text*. *now* in seconds since the epoch."""
    parts = text.split(".")
    try:
        header, claims = (_opened(part) for part in parts[:2])
    except (ValueError, binascii.Error, msgspec.DecodeError):
        yield bad("token", "That is no token.", "It has three parts with dots between them.")
        return
    if not isinstance(header, dict) or not isinstance(claims, dict) or len(parts) != 3:
        yield bad("token", "That is no token.", "It has three parts with dots between them.")
        return
    yield _signature(header)
    yield _times(claims, now)
    yield from _for_whom(claims)


def _opened(part: str) -> Any:
    return msgspec.json.decode(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def _signature(header: dict[str, Any]) -> Finding:
    algorithm = header.get("alg")
    if algorithm in {"HS256", "HS384", "HS512"}:
        return ok("signature", f"It is signed with a shared secret ({algorithm}).")
    if algorithm in {"RS256", "RS384", "RS512"}:
        if not header.get("kid"):
            do = "Put the key's id into the header as kid."
            return bad("signature", "It does not say which key it is signed with.", do)
        return ok("signature", f"It is signed with a private key ({algorithm}) and names it.")
    do = "Sign with HS256 and a secret, or RS256 and a key."
    return bad("signature", "Its signature is of a kind that nobody should accept.", do)


def _times(claims: dict[str, Any], now: int) -> Finding:
    expires = claims.get("exp")
    if not isinstance(expires, int | float):
        return bad("times", "It never expires: exp is missing.", "Let it expire within hours.")
    begins = claims.get("nbf", 0)
    if expires < now:
        return bad("times", "It has expired.", "Make a new one.")
    if isinstance(begins, int | float) and begins > now:
        return bad("times", "It is not good yet.", "See nbf, and the clock of who makes tokens.")
    if expires - now > LONG_SECONDS:
        return note("times", "It is good for more than a day.", "Let it expire within hours.")
    return ok("times", f"It is good for another {int(expires - now) // 60} minutes.")


def _for_whom(claims: dict[str, Any]) -> Iterator[Finding]:
    missing = [name for name in ("iss", "aud", "room") if not claims.get(name)]
    if missing:
        yield bad("claims", f"It lacks {', '.join(missing)}.", "Jitsi asks for all three.")
    else:
        room = "any room" if claims["room"] == "*" else "one room"
        yield ok("claims", f"It is made by {str(claims['iss'])[:60]!r}, for {room}.")
    context = claims.get("context")
    user = context.get("user") if isinstance(context, dict) else None
    user = user if isinstance(user, dict) else {}
    if isinstance(user.get("id"), str) and user["id"]:
        yield ok("user", "It names a person, so that people are known when they come back.")
    else:
        do = "Put a lasting id into context.user.id, beside the name."
        yield bad("user", "It names nobody: people sit down with a name of their choice.", do)
    if user.get("moderator") in (True, "true"):
        do = "It counts at JaaS, or with token_affiliation in Prosody and auto-owner off in Jicofo."
        yield note("moderator", "It makes its bearer moderator, where Jitsi believes tokens.", do)
