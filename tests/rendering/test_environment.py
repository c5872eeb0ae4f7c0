"""Templates escape pages, leave Markdown to its own rules, and fail where a value is missing."""

import pytest
from jinja2 import UndefinedError

from talkingpiece.rendering.environment import environment, plain, render


def test_pages_are_escaped() -> None:
    page = environment().from_string("{{ words }}")
    assert page.render(words="<b>&") == "&lt;b&gt;&amp;"


def test_a_missing_value_is_an_error() -> None:
    """Better no page than one with a hole in it."""
    with pytest.raises(UndefinedError):
        render("error.html", locale="en")


@pytest.mark.parametrize(
    "words,shown",
    [
        ("- one", r"\- one"),
        ("1. one", r"1\. one"),
        ("2026", "2026"),
        ("well-being (mine)", "well-being (mine)"),
        ("a\n\n# b", r"a \# b"),
        ("![x](y) <z>", r"!\[x\](y) \<z\>"),
        ("c'est « ça »", "c'est « ça »"),
    ],
)
def test_words_in_markdown_show_as_they_were_written(words: str, shown: str) -> None:
    assert plain(words) == shown
