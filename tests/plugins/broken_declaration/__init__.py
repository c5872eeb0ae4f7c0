"""A package whose declaration has two mistakes."""

from talkingpiece.sdk import Format, formats_from, hookimpl


@hookimpl
def register_formats() -> tuple[Format, ...]:
    return formats_from(__name__)
