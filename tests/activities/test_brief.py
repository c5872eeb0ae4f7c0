"""Somebody says the frame, or a card is shown."""

from talkingpiece.core.commands import NextPhase, Pass, Speak
from talkingpiece.errors import Code
from talkingpiece.testing.script import Lay, does, refuses
from talkingpiece.testing.small import brief_phase, small_format


def test_nothing_is_asked_of_anybody(table: Lay) -> None:
    """No holder, no turn; whoever leads goes on."""
    t = table(small_format(brief_phase(), brief_phase("end")), "ada", facilitator="fay")
    assert t.holder is None
    t >> does("ada", Speak) << refuses(Code.NOT_NOW)
    t >> does("ada", Pass) << refuses(Code.NOT_NOW)
    t.quietly("fay", NextPhase)
    assert t.phase == "end"
