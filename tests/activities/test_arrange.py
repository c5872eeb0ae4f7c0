"""Work on a list: when it is done."""

from talkingpiece.core.commands import GoTo, Keep, NextPhase, Withdraw
from talkingpiece.core.events import ExitReached, ItemMoved
from talkingpiece.testing.script import Lay, Playbook, does, sees, that
from talkingpiece.testing.small import OPEN_KEYWORD, arrange_phase, brief_phase, small_format

OPS = ("keep_next", "withdraw")


def working(table: Lay, **more: object) -> Playbook:
    """Two topics are on the list."""
    form = small_format(brief_phase(collect=(OPEN_KEYWORD,)), arrange_phase("work", *OPS, **more))
    t: Playbook = table(form, "ada", "ben", facilitator="fay")
    t.given("ada", "trust")
    t.given("ben", "pace")
    return t.quietly("fay", NextPhase)


def test_a_list_is_done_when_nothing_on_it_is_open(table: Lay) -> None:
    """Kept and withdrawn are decided."""
    t = working(table, exit=("list_empty", "facilitator"))
    t >> does("ada", Keep, item="i1") << sees(ItemMoved)
    t >> does("ben", Withdraw, item="i2") << sees(ItemMoved, that(ExitReached, why="list_empty"))


def test_without_that_exit_it_is_never_done_by_itself(table: Lay) -> None:
    """Whoever leads goes on."""
    t = working(table)
    t >> does("ada", Keep, item="i1") << sees(ItemMoved)
    t >> does("ben", Keep, item="i2") << sees(ItemMoved)
    assert t.session.lit is None


def test_an_empty_list_is_done_at_once(table: Lay) -> None:
    """Also when one jumps there."""
    form = small_format(
        brief_phase(), brief_phase("rest"),
        arrange_phase("work", *OPS, exit=("list_empty", "facilitator")),
    )  # fmt: skip
    t = table(form, "ada", facilitator="fay")
    t >> does("fay", GoTo, phase="work") << sees(..., that(ExitReached, why="list_empty"))
