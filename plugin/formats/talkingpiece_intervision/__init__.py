"""Intervision in triage rounds: topics by keyword and urgency, one after the other."""

from talkingpiece.sdk import Format, formats_from, hookimpl

PACKAGE = __name__


@hookimpl
def register_formats() -> tuple[Format, ...]:
    """The format of `format.yaml`."""
    return formats_from(PACKAGE)
