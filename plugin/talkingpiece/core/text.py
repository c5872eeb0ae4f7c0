"""What is said to people, as a key and its values; each client has the words in its language.

A text travels as a `Say`: the key of a text and what its named placeholders mean. The words
stand in a format's declaration or in `kernel_strings.yaml` (decision 7: no template code in them).
"""

import msgspec

Words = dict[str, str]
"""One text in each language it has: language tag → words."""


MAX_TEXT = 230
"""Characters of a prompt, tagline or other sentence: what fits the panel without scrolling."""


class Ref(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A placeholder's value that the client turns into words: exactly one member is given."""

    text: str | None = None
    """The key of another text."""
    time: int | None = None
    """An instant (Ms), shown as a time of day in the reader's language and zone."""
    person: str | None = None
    """A person's id, shown as the name."""


Value = str | int | Ref


class Say(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A text for people: the key, and the values of its named placeholders."""

    key: str
    values: dict[str, Value] = {}


def title_key(format_id: str, phase_id: str) -> str:
    """The key of a phase's short title."""
    return f"{format_id}/{phase_id}/title"


def script_key(format_id: str, phase_id: str) -> str:
    """The key of what a facilitator may read aloud in a phase."""
    return f"{format_id}/{phase_id}/script"


def prompt_key(format_id: str, phase_id: str, role: str) -> str:
    """The key of the sentence that *role* reads in a phase."""
    return f"{format_id}/{phase_id}/{role}"


def gate_key(format_id: str, phase_id: str) -> str:
    """The key of what is asked before a phase is left without what it is for."""
    return f"{format_id}/{phase_id}/gate"


def term_key(format_id: str, name: str) -> str:
    """The key of a word of the format's own: a lane, a field, a kind."""
    return f"{format_id}/terms/{name}"
