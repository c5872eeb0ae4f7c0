"""Words are typed plainly and set as printers do."""

import pytest

from talkingpiece.sdk.typesetting import typeset


@pytest.mark.parametrize(
    "typed, shown",
    [
        ("I'm in, it is {name}'s", "I’m in, it is {name}’s"),
        ("Pourquoi ? « Oui »", "Pourquoi\u00a0? «\u00a0Oui\u00a0»"),
        (
            "Où en est-on ? De quoi parles-tu ?",
            "Où en est\u2011on\u00a0? De quoi parles\u2011tu\u00a0?",
        ),
        ("One-on-one, Codev-Turm", "One-on-one, Codev-Turm"),
    ],
)
def test_words_are_set_as_printers_do(typed: str, shown: str) -> None:
    """Apostrophes, spaces that do not break, and hyphens that do not either."""
    assert typeset(typed) == shown
