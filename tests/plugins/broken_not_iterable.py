"""Gives one thing where several are asked for."""

from talkingpiece.sdk import hookimpl


@hookimpl
def register_formats() -> int:
    return 1
