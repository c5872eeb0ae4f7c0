"""Asks for an argument that the hook does not have."""

from talkingpiece.sdk import hookimpl


@hookimpl
def register_formats(colour: str) -> tuple[()]:
    return ()
