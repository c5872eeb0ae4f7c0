"""A sound format that names a rule nobody registers."""

from kitchen_sink import SINK

from talkingpiece.sdk import Format, hookimpl, read_declaration


@hookimpl
def register_formats() -> tuple[Format, ...]:
    text = SINK.replace("whisper", "shout").replace("format: sink", "format: loud")
    return (read_declaration(text, "broken_unknown_rule"),)
