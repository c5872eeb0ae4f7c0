"""The one jinja2 environment: pages escape everything, Markdown escapes its own way.

Never for prompts of formats: those are plain texts with placeholders, filled in by the client
(decision: no template code in texts of plugins).
"""

import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

_MARKS = re.compile(r"([\\`*_\[\]<>#|~])")
_LEADING = re.compile(r"^([-+]|\d+(?=[.)]))")


@cache
def environment() -> Environment:
    """The environment of all templates in `rendering/templates`; made once, never changed.

    `*.html` are escaped by themselves. A value that is missing is an error, not an empty space.
    """
    made = Environment(
        loader=PackageLoader("talkingpiece.rendering", "templates"),
        autoescape=select_autoescape(("html",), default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["plain"] = plain
    return made


def plain(text: str) -> str:
    """*text* as one line of Markdown that shows exactly these characters."""
    marked = _MARKS.sub(r"\\\1", " ".join(text.split()))
    return _LEADING.sub(_without_list, marked)


def _without_list(mark: re.Match[str]) -> str:
    """`- x` and `1. x` would begin a list: a backslash before the sign says they do not."""
    return f"\\{mark[1]}" if mark[1] in {"-", "+"} else f"{mark[1]}\\"


def render(template: str, **values: object) -> str:
    """The template of this file name, filled in."""
    return environment().get_template(template).render(**values)
