"""Texts travel as keys."""

from talkingpiece.core.text import prompt_key, title_key


def test_keys_of_a_format_s_texts() -> None:
    """One place knows how they are put together."""
    assert title_key("triage", "react") == "triage/react/title"
    assert prompt_key("triage", "react", "speaker") == "triage/react/speaker"
