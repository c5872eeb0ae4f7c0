"""Misspells a hook: it would never be called."""

from talkingpiece.sdk import hookimpl


@hookimpl
def register_format() -> tuple[()]:
    return ()
