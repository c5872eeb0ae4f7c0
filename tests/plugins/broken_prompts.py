"""Gives template code and numbers as texts."""

from talkingpiece.sdk import hookimpl


@hookimpl
def register_prompts(locale: str) -> dict[str, object]:
    return {"buttons.pass": "{{ name }}", "buttons.undo": 3}
