"""How words are set before anybody reads them: the signs of print, and what stays in one line.

Texts are written with the signs of a keyboard. Whoever reads them gets an apostrophe of print,
and French signs that stand apart from their word, or stand between two of them, do not end a line.
"""

import re

_APOSTROPHE = re.compile(r"(?<=[\w}])'")
_SPACE = re.compile(r" (?=[:;?!»])|(?<=«) ")
_HYPHEN = re.compile(r"(?<=\w)-(?=(?:t-)?(?:ce|elle|il|je|moi|nous|on|toi|tu|vous)\b)|(?<=-t)-")


def typeset(text: str, language: str) -> str:
    """*text* as it is read in *language*, such as `fr-CH`. What is set already stays as it is."""
    text = _APOSTROPHE.sub("\N{RIGHT SINGLE QUOTATION MARK}", text)
    if language.split("-", maxsplit=1)[0] == "fr":
        text = _SPACE.sub("\N{NO-BREAK SPACE}", text)
        text = _HYPHEN.sub("\N{NON-BREAKING HYPHEN}", text)
    return text
