"""Open space: one session for a few dozen people, from their goals to tips they can share."""

from talkingpiece.sdk import Format, formats_from, hookimpl

PACKAGE = __name__


@hookimpl
def register_formats() -> tuple[Format, ...]:
    """The format of `format.yaml`."""
    return formats_from(PACKAGE)
