"""Where a session's call is: a Jitsi address, taken apart and checked."""

import re
import secrets
import string
from collections.abc import Sequence
from urllib.parse import quote, unquote, urlsplit

import msgspec

FIVE_MINUTES = frozenset({"meet.jit.si"})
"""Deployments that cut embedded calls after a few minutes: they get a tab of their own."""
JAAS = "8x8.vc"
MAX_CHARS = 300
LETTERS = string.ascii_letters + string.digits
"""What the name of a room that nobody guesses is made of: readable in any address."""
_NAME = re.compile(r"^[\w.~@+=%' -]{1,120}$")
_HOST = re.compile(r"^[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?(:\d{1,5})?$")


class Meeting(msgspec.Struct, frozen=True):
    """A room of a Jitsi deployment; *room* is a path where there are tenants or JaaS."""

    domain: str
    room: str

    @property
    def url(self) -> str:
        """The address as people open it."""
        return f"https://{self.domain}/{quote(self.room)}"

    @property
    def origin(self) -> str:
        """Scheme and name, as browsers compare them."""
        return f"https://{self.domain}"


class WrongAddress(ValueError):
    """No Jitsi address; the text is the code: `call_address`, `call_domain`."""


def meeting(text: str, domains: Sequence[str] = ()) -> Meeting:
    """The meeting at *text*: an address, or only a domain, which gets a room nobody guesses.

    *domains*: the deployments that are allowed; with none, any is.

    Raises:
        WrongAddress: it is no https address, or of a deployment that is not allowed here.
    """
    address = text.strip()
    if "://" not in address:
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
        host = parts.netloc.lower()
    except ValueError:
        raise WrongAddress("call_address") from None
    if parts.scheme != "https" or not _HOST.match(host) or len(text) > MAX_CHARS:
        raise WrongAddress("call_address")
    if domains and host not in domains:
        raise WrongAddress("call_domain")
    names = [unquote(name) for name in parts.path.split("/") if name]
    if host == JAAS and len(names) == 1:
        names.append(_unguessable())
    if not names:
        names = [_unguessable()]
    if any(not _NAME.match(name) or name in {".", ".."} for name in names) or len(names) > 3:
        raise WrongAddress("call_address")
    return Meeting(host, "/".join(names))


def embeddable(domain: str) -> bool:
    """Whether calls at *domain* last in a frame of another page."""
    return domain not in FIVE_MINUTES


def _unguessable() -> str:
    return "TalkingPiece-" + "".join(secrets.choice(LETTERS) for _ in range(16))
