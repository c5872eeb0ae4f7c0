"""Words for what a format names itself."""

from msgspec.structs import replace
from tests.core.boarded import board_format

from talkingpiece.core.terms import kind_name, term
from talkingpiece.core.text import Say
from talkingpiece.testing.small import brief_phase


def test_a_format_s_own_words_come_first() -> None:
    """Else the name is written as people would write it, and the kernel names the kind."""
    bare = board_format(brief_phase())
    own = replace(bare, terms={"work_goal": {"en": "At work"}, "goal": {"en": "A wish"}})
    assert term(bare, "work_goal") == Say("board.term", {"text": "Work goal"})
    assert term(own, "work_goal") == Say("small/terms/work_goal")
    assert kind_name(bare, "goal") == Say("kinds.goal")
    assert kind_name(own, "goal") == Say("small/terms/goal")
