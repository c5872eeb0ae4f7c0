"""Raises half-way through what it gives."""

from collections.abc import Iterator

from talkingpiece.sdk import hookimpl


@hookimpl
def register_formats() -> Iterator[object]:
    yield from ()
    raise OSError("the disk is tired")
