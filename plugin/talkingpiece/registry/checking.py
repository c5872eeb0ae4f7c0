"""Whether what plugins bring fits together: activities that are played, rules that exist."""

import re
from collections.abc import Collection, Mapping

from talkingpiece.core.formats import Format
from talkingpiece.core.rules import ModerationRule
from talkingpiece.errors import Problem
from talkingpiece.sdk.placed import did_you_mean
from talkingpiece.sdk.vocabulary import ID, LANGUAGE

_BRACES = re.compile(r"\{[a-z_]+\}")


def fits(
    declared: Format, place: str, kinds: Collection[str], rules: Collection[str]
) -> tuple[Problem, ...]:
    """What keeps a sound format from being offered here; *place* names its plugin or file."""
    problems: list[Problem] = []
    for use in sorted({phase.use for phase in declared.phases()} - set(kinds)):
        phases = ", ".join(phase.id for phase in declared.phases() if phase.use == use)
        problems.append(
            Problem(
                where=f"{place}: {declared.id}",
                message=f"activity {use} is not playable yet",
                hint=f"used by {phases}",
            )
        )
    problems.extend(
        Problem(
            where=f"{place}: {declared.id}/{phase.id}",
            message=f'unknown rule "{phase.rules}"',
            hint=did_you_mean(phase.rules, rules),
        )
        for phase in declared.phases()
        if phase.rules not in rules
    )
    return tuple(problems)


def wrong_with_rule(rule: object, place: str, taken: Collection[str]) -> tuple[Problem, ...]:
    """What is wrong with a moderation rule that a plugin registers."""
    if not isinstance(rule, ModerationRule):
        message = f"register_moderation_rules gave {_kind(rule)}, not a ModerationRule"
    elif not ID.fullmatch(rule.id):
        message = f'"{rule.id}" is not a name for a rule'
    elif rule.id in taken:
        message = f'there is a rule "{rule.id}" already'
    else:
        return ()
    return (Problem(where=place, message=message),)


def wrong_with_texts(texts: object, locale: str, place: str) -> tuple[Problem, ...]:
    """What is wrong with the further texts that a plugin gives for *locale*."""
    if not isinstance(texts, Mapping):
        message = f"register_prompts gave {_kind(texts)}, not a mapping of keys to texts"
        return (Problem(where=place, message=message),)
    problems = []
    if not LANGUAGE.fullmatch(locale):
        problems.append(Problem(where=place, message=f'"{locale}" is not a language'))
    for key, words in texts.items():
        if not isinstance(key, str) or not isinstance(words, str):
            problems.append(Problem(where=place, message=f"the text {key!r} is not text"))
        elif any(brace in _BRACES.sub("", words) for brace in "{}"):
            hint = "named placeholders such as {keyword}, nothing else in braces"
            problems.append(Problem(where=place, message=f"{locale}, {key}: a brace", hint=hint))
    return tuple(problems)


def _kind(thing: object) -> str:
    return f"a {type(thing).__name__}"
