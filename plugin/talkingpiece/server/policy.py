"""What a page of ours may load and run: the content security policy."""

from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256

from talkingpiece.settings import Settings


def content_policy(
    settings: Settings,
    scripts: Sequence[str] = (),
    styles: Sequence[str] = (),
    calls: Sequence[str] = (),
) -> str:
    """The policy of a page: scripts and styles from here alone, and nothing in the page itself.

    But for *scripts* and *styles*, which are allowed by their hashes: exactly these texts;
    and for *calls*, the origins of the deployments whose script and frame stand in the page.
    """
    ancestors = " ".join(("'self'", *settings.trusted_origins))
    policy = {
        "default-src": "'none'",
        "script-src": " ".join(("'self'", *map(_allowed, scripts), *calls)),
        **({"frame-src": " ".join(calls)} if calls else {}),
        "style-src": " ".join(("'self'", *map(_allowed, styles))),
        "img-src": "'self' data: blob:",
        "font-src": "'self'",
        "media-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": ancestors,
    }
    return "; ".join(f"{name} {value}" for name, value in policy.items())


@cache
def _allowed(text: str) -> str:
    """*text*'s place in a list of sources."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
