"""Signs of print, and French signs that stay with their word."""

import pytest

from talkingpiece.sdk.typesetting import typeset


@pytest.mark.parametrize(
    "written, language, read",
    [
        ("It's yours, isn't it?", "en", "It\u2019s yours, isn\u2019t it?"),
        ("'so'", "en", "'so\u2019"),
        ("Yes, it is {name}'s", "en", "Yes, it is {name}\u2019s"),
        ("Qu'en dis-tu ?", "fr", "Qu\u2019en dis\u2011tu\u00a0?"),
        ("On dit « merci » : quand ?", "fr-CH", "On dit «\u00a0merci\u00a0»\u00a0: quand\u00a0?"),
        ("Garde-t-on ça, où est-il ?", "fr", "Garde\u2011t\u2011on ça, où est\u2011il\u00a0?"),
        ("après-midi, demi-tour", "fr", "après-midi, demi-tour"),
        ("one-on-one : so", "en", "one-on-one : so"),
    ],
)  # fmt: skip
def test_words_are_set_as_they_are_read(written: str, language: str, read: str) -> None:
    """Setting them again changes nothing."""
    assert typeset(written, language) == read
    assert typeset(read, language) == read
