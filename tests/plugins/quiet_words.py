"""A plugin that takes fewer arguments than there are, as the contract allows, and gives nothing."""

from talkingpiece.sdk import hookimpl


@hookimpl
def register_prompts() -> None:
    return None
