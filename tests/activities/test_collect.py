"""Everybody gives items at once."""

from talkingpiece.core.commands import Add, NextPhase, Pass
from talkingpiece.core.events import ItemAdded
from talkingpiece.core.formats import Collected
from talkingpiece.core.options import CollectOptions
from talkingpiece.errors import Code
from talkingpiece.testing.script import Lay, does, refuses, sees
from talkingpiece.testing.small import brief_phase, phase, small_format

IDEA = Collected(kind="idea", by="everyone", sees="group", keep="session")


def test_everybody_gives_when_they_like(table: Lay) -> None:
    """No turns; all see what comes."""
    form = small_format(brief_phase(), phase("ideas", CollectOptions(item="idea"), collect=(IDEA,)))
    t = table(form, "ada", "ben", facilitator="fay")
    t >> does("ada", Add, kind="idea", text="early") << refuses(Code.NOT_NOW)
    t.quietly("fay", NextPhase)
    t >> does("ben", Add, kind="idea", text="two") << sees(ItemAdded)
    t >> does("ada", Add, kind="idea", text="one") << sees(ItemAdded)
    t >> does("ada", Pass) << refuses(Code.NOT_NOW)
    assert [item.text for item in t.view().items.values()] == ["two", "one"]
    assert "add_idea" in t.offers("ada")
