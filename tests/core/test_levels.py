"""How rules reach microphones is chosen by facilitators, where there is a call."""

from talkingpiece.core import events as e
from talkingpiece.core.commands import SetLevel
from talkingpiece.core.formats import Format
from talkingpiece.errors import Code
from talkingpiece.testing.script import Lay, does, refuses, sees, that

CALL = "https://jitsi.example.org/Circle"


def test_a_session_begins_at_the_level_it_was_planned_with(table: Lay, triage: Format) -> None:
    assert table(triage, "ada", facilitator="fay", call=CALL, level="self").session.level == "self"
    assert table(triage, "ada", facilitator="fay", call=CALL).session.level == "guide"


def test_facilitators_choose_and_the_way_back_is_always_there(table: Lay, triage: Format) -> None:
    """ "Open the floor" is the level at which nobody's microphone is touched."""
    laid = table(triage, "ada", facilitator="fay", call=CALL)
    assert {"level_self", "level_server"} <= laid.offers("fay")
    assert "level_guide" not in laid.offers("fay")
    laid >> does("fay", SetLevel, level="server") << sees(that(e.LevelSet, level="server"))
    assert {"level_self", "level_guide"} <= laid.offers("fay")
    assert laid.mine("fay").offers["level_guide"].label.key == "buttons.open_floor"
    laid >> does("fay", SetLevel, level="guide") << sees(that(e.LevelSet, level="guide"))
    laid.quietly("fay", SetLevel, level="guide")
    assert laid.session.level == "guide"


def test_nobody_else_chooses(table: Lay, triage: Format) -> None:
    laid = table(triage, "ada", facilitator="fay", call=CALL)
    assert not any(name.startswith("level_") for name in laid.offers("ada"))
    laid >> does("ada", SetLevel, level="server") << refuses(Code.NOT_THE_FACILITATOR)


def test_round_one_table_there_is_nothing_to_choose(table: Lay, triage: Format) -> None:
    laid = table(triage, "ada", facilitator="fay")
    assert not any(name.startswith("level_") for name in laid.offers("fay"))
    laid >> does("fay", SetLevel, level="self") << refuses(Code.NOT_NOW)
