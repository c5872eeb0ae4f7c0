"""Gives something else than formats."""

from talkingpiece.sdk import hookimpl


@hookimpl
def register_formats() -> tuple[str, ...]:
    return ("intervision",)
