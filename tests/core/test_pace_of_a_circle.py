"""A circle without topics keeps its time too: turns share what is left, and the end is the end."""

from talkingpiece.core.commands import HandOn, NextPhase, Volunteer
from talkingpiece.core.formats import Format
from talkingpiece.core.ids import MINUTE_MS, SECOND_MS
from talkingpiece.core.pace import LAST_LOOK_MINUTES, turn_times_ms
from talkingpiece.registry import Registry
from talkingpiece.testing.script import Lay, Playbook, after

PEOPLE = ("ada", "ben", "cem", "dia", "eli")


def circle(table: Lay, registry: Registry) -> tuple[Playbook, Format]:
    """Fay and five others; the piece goes round, and fifteen minutes were planned."""
    declared = registry.formats["check_in_circle"]
    laid = table(declared, *PEOPLE, facilitator="fay", minutes=15)
    laid.quietly("fay", NextPhase)
    return laid, declared


def test_turns_of_a_circle_share_what_is_left(table: Lay, registry: Registry) -> None:
    """Nobody who comes last pays alone for those who spoke long before them."""
    laid, declared = circle(table, registry)
    laid.quietly("ada", Volunteer)
    assert turn_times_ms(laid.session)[0] == 60 * SECOND_MS
    laid >> after(minutes=9)
    laid.quietly(laid.holder or "", HandOn)
    turns, kept = 5, declared.reserve_closing
    assert turn_times_ms(laid.session)[0] == int((15 - 9 - kept) / turns * MINUTE_MS)
    assert "shorter_turns" in laid.mine(laid.holder or "").notices


def test_the_last_phase_is_over_with_the_session(table: Lay, registry: Registry) -> None:
    """One minute is left for the close, not two: its bell rings before the end that was agreed."""
    laid, _ = circle(table, registry)
    laid >> after(minutes=14)
    laid.quietly("fay", NextPhase)
    assert laid.phase == "close"
    assert laid.session.clock.usual_ms == int((1 - LAST_LOOK_MINUTES) * MINUTE_MS)


def test_a_last_phase_in_time_has_its_usual_minutes(table: Lay, registry: Registry) -> None:
    laid, _ = circle(table, registry)
    laid >> after(minutes=10)
    laid.quietly("fay", NextPhase)
    assert laid.session.clock.usual_ms == 2 * MINUTE_MS
