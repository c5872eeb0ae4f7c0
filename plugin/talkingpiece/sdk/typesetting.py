"""How words are set: with printers' apostrophes, and with spaces that do not break a line.

Whoever writes words types plain signs, in declarations and catalogues alike; they are set here,
once, for screens, pages and files.
"""

import re

_APOSTROPHE = re.compile(r"(?<=[\w}])'")
_SPACE = re.compile(r" (?=[:;?!»])|(?<=«) ")
_HYPHEN = re.compile(r"(?<=\w)-(?=tu\b)|(?<=t)-(?=on\b)")


def typeset(text: str) -> str:
    """*text* as it is shown.

    French signs that stand apart from their word stay in its line, and so do "as-tu" and "est-on".
    """
    return _HYPHEN.sub("\u2011", _SPACE.sub("\u00a0", _APOSTROPHE.sub("’", text)))
