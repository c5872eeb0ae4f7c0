"""What everybody sees of a board."""

from tests.core.boarded import arranged, collect_phase, gathered

from talkingpiece.core import boards
from talkingpiece.testing.script import Lay
from talkingpiece.testing.small import arrange_phase, begun, brief_phase


def test_a_collecting_phase_has_a_board_with_its_list(table: Lay) -> None:
    """And says what to do while nothing stands on it."""
    t = gathered(table, collect_phase(lanes=("work",)))
    shown = boards.board(t.session)
    assert shown is not None
    assert t.view().board == shown
    assert (t.view().phase.list, shown.kinds, shown.items) == ("goals", ("goal",), ())
    assert shown.empty.key == "board.nobody_yet"
    assert list(shown.lanes) == ["work"]


def test_what_stands_in_no_list_is_named(table: Lay) -> None:
    """A retrospective needs no list in the format."""
    t = gathered(table, collect_phase(item="card", collect=()))
    card = t.given("ada", "x", kind="card")
    assert boards.list_of(t.session) == ""
    assert boards.board(t.session).items == (card,)


def test_comparing_is_said(table: Lay) -> None:
    """Side by side, line by line."""
    t = arranged(table, "compare", "agree")
    assert boards.board(t.session).compare


def test_a_plain_list_is_no_board(table: Lay) -> None:
    """Marking as urgent, keeping, withdrawing: a list of cards does."""
    t = begun(table, arrange_phase("urgency", "flag_urgent", "withdraw"), "ada")
    assert boards.board(t.session) is None
    assert t.view().phase.list == "topics"
    assert boards.board(begun(table, brief_phase("more"), "ada").session) is None
