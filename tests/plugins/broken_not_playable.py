"""A sound format with an activity that this version cannot play."""

from kitchen_sink import SINK

from talkingpiece.sdk import Format, hookimpl, read_declaration

POLL = """\
- id: choose
  title: {en: "Choose", fr: "Choisir"}
  use: poll
  minutes: [1, 2, 3]
  with: {kind: choice, question: soap}
  exit: [all_submitted]
"""


@hookimpl
def register_formats() -> tuple[Format, ...]:
    text = SINK.replace("format: sink", "format: polled").replace("rules: whisper", "rules: ring")
    return (read_declaration(text + POLL, "broken_not_playable"),)
