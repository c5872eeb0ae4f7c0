"""Whether a link in a declaration may stand on a page.

People follow it; nothing is loaded from it.
"""

import re
from urllib.parse import urlsplit

from talkingpiece.sdk.placed import Findings, Path

MAX_LINK = 300
"""Characters."""

_HOST = re.compile(r"([a-z0-9-]+\.)+[a-z0-9-]*[a-z][a-z0-9-]*")
_HINT = "such as https://example.org/how-it-goes"


def look_at_link(link: str, path: Path, findings: Findings) -> None:
    """Say so unless *link* is an https address whose host people can read."""
    if len(link) > MAX_LINK:
        findings.say(path, f"{len(link)} characters; at most {MAX_LINK} fit")
    elif not link.startswith("https://"):
        findings.say(path, "not an address with https", _HINT)
    elif not re.fullmatch(r"[!-~]+", link):
        findings.say(path, "an address has no spaces and no letters beyond ASCII", _HINT)
    elif not host_of(link):
        findings.say(path, "the host of this address cannot be read", _HINT)


def host_of(link: str) -> str:
    """The host of *link* as it is shown to people; empty if it has none that says where one goes.

    What looks like a host and is none, such as a name before an `@`, is not taken for one.
    """
    try:
        parts = urlsplit(link)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    plain = parts.netloc.lower() == (host if port is None else f"{host}:{port}")
    return host if plain and _HOST.fullmatch(host) else ""
