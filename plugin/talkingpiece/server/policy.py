"""What a page of ours may load and run: the content security policy."""

from collections.abc import Sequence

from talkingpiece.settings import Settings


def content_policy(
    settings: Settings, calls: Sequence[str] = (), styles: Sequence[str] = ()
) -> str:
    """The policy of a page: scripts and styles from here alone, and nothing in the page itself.

    But for *calls*, the origins of the deployments whose script and frame stand in the page, and
    for *styles*, the hashes of those that are written into it.
    """
    ancestors = " ".join(("'self'", *settings.trusted_origins))
    policy = {
        "default-src": "'none'",
        "script-src": " ".join(("'self'", *calls)),
        **({"frame-src": " ".join(calls)} if calls else {}),
        "style-src": " ".join(("'self'", *(f"'{each}'" for each in styles))),
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
