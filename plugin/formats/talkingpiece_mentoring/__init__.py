"""Mentoring: a family of four kinds of session for a mentor and a mentee."""

from talkingpiece.sdk import Format, formats_from, hookimpl

PACKAGE = __name__


@hookimpl
def register_formats() -> tuple[Format, ...]:
    """The formats of the four declarations beside this file."""
    return formats_from(PACKAGE)
