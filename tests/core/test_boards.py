"""What everybody sees of a board."""

from tests.core.boarded import arranged, collect_phase, gathered
from tests.core.casts import SEEN, case_format

from talkingpiece.core import boards
from talkingpiece.core.commands import GiveRole, NextPhase, Undo
from talkingpiece.core.formats import ListSpec
from talkingpiece.core.ids import ListId
from talkingpiece.core.options import ArrangeOptions
from talkingpiece.testing.script import Lay
from talkingpiece.testing.small import arrange_phase, begun, brief_phase, phase, round_phase


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


def test_a_list_for_one_is_not_called_empty(table: Lay) -> None:
    """Whoever sees nothing of it reads whose it is."""
    choose = phase("focus", ArrangeOptions(list=ListId("seen"), ops=("pick",), by="case_giver"))
    observe = round_phase(
        "observe", "observation", who="observers", facilitator_turn="none", collect=(SEEN,)
    )
    lists = {
        ListId("cases"): ListSpec(item="case_offer", scope="series"),
        ListId("seen"): ListSpec(item="observation"),
    }
    form = case_format(brief_phase(), observe, choose, lists=lists)
    t = table(form, "ada", "ben", "cem", facilitator="fay")
    t.quietly("fay", GiveRole, role="case_giver", to="ada").quietly("fay", NextPhase)
    empty = t.quietly("fay", NextPhase).view().board.empty  # type: ignore[union-attr]
    assert empty.key == "board.nothing_here"
    t.quietly("fay", Undo).given("ben", "a pause", "observation")
    empty = t.quietly("fay", NextPhase).view().board.empty  # type: ignore[union-attr]
    assert empty.key == "board.for_one"
    assert empty.values["name"].person == "ada"  # type: ignore[union-attr]


def test_a_plain_list_is_no_board(table: Lay) -> None:
    """Marking as urgent, keeping, withdrawing: a list of cards does."""
    t = begun(table, arrange_phase("urgency", "flag_urgent", "withdraw"), "ada")
    assert boards.board(t.session) is None
    assert t.view().phase.list == "topics"
    assert boards.board(begun(table, brief_phase("more"), "ada").session) is None
