"""The words for what a format names: its lanes, the fields of its cards, the kinds of its items."""

from talkingpiece.core.formats import Format
from talkingpiece.core.text import Say, term_key


def term(format_: Format, name: str) -> Say:
    """The format's own words for *name*; without any, the name as people would write it."""
    if name in format_.terms:
        return Say(term_key(format_.id, name))
    return Say("board.term", {"text": name.replace("_", " ").capitalize()})


def kind_name(format_: Format, kind: str) -> Say:
    """What an item of *kind* is called: by the format, else by the kernel."""
    if kind in format_.terms:
        return Say(term_key(format_.id, kind))
    return Say(f"kinds.{kind}")
