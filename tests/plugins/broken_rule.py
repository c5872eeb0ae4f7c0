"""Takes the name of a preset."""

from talkingpiece.sdk import ModerationRule, hookimpl


@hookimpl
def register_moderation_rules() -> tuple[object, ...]:
    return (ModerationRule(id="ring", mic="open"), ModerationRule(id="My rule", mic="open"), 3)
