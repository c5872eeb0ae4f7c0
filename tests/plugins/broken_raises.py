"""Raises while it is asked."""

from talkingpiece.sdk import hookimpl


@hookimpl
def register_formats() -> tuple[()]:
    raise ValueError("the moon is full")
