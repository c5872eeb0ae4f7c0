"""A format made in code that makes no sense."""

import msgspec
from kitchen_sink import SINK

from talkingpiece.sdk import Format, hookimpl, read_declaration


@hookimpl
def register_formats() -> tuple[Format, ...]:
    sound = read_declaration(SINK, "kitchen_sink")
    return (msgspec.structs.replace(sound, id="twisted", duration=(20, 10, 5)),)
