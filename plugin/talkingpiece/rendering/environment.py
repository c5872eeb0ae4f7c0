"""The one jinja2 environment: pages escape everything, Markdown escapes its own way.

Never for prompts of formats: those are plain texts with placeholders, filled in by the client
(decision: no template code in texts of plugins).
"""

import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+!|~-])")


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
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def render(template: str, **values: object) -> str:
    """The template of this file name, filled in."""
    return environment().get_template(template).render(**values)
