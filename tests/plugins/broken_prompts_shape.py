"""Gives a list where a mapping is asked for."""

from talkingpiece.sdk import hookimpl


@hookimpl
def register_prompts(locale: str) -> list[str]:
    return ["Passo"]
