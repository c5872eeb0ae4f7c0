"""Peer coaching: one case, keen listening, new perspectives, no advice."""

from talkingpiece.sdk import Format, formats_from, hookimpl

PACKAGE = __name__


@hookimpl
def register_formats() -> tuple[Format, ...]:
    """The format of `format.yaml`."""
    return formats_from(PACKAGE)
