"""A sound format with an activity that this version cannot play."""

from typing import Any

from kitchen_sink import SINK
from msgspec.structs import replace

from talkingpiece.core.formats import Step
from talkingpiece.core.options import Options
from talkingpiece.sdk import Format, hookimpl, read_declaration


class BreakoutOptions(Options, frozen=True, tag="breakout", kw_only=True):
    """Of a later version of the vocabulary."""


@hookimpl
def register_formats() -> tuple[Format, ...]:
    text = SINK.replace("format: sink", "format: apart").replace("rules: whisper", "rules: ring")
    declared = read_declaration(text, "broken_not_playable")
    last: Any = declared.flow[-1]
    later = replace(last.phase, id="groups", options=BreakoutOptions(), exit=("facilitator",))
    return (replace(declared, flow=(*declared.flow, Step(phase=later))),)
