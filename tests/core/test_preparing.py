"""What may be written down before a session begins, and who sees it when."""

import msgspec
from msgspec.structs import replace
from tests.core.casts import pair_format

from talkingpiece.core.board_asking import Submit
from talkingpiece.core.board_events import Revealed
from talkingpiece.core.commands import NextPhase, Prepare, Withdraw
from talkingpiece.core.events import ItemAdded
from talkingpiece.core.formats import Collected, Format, ListSpec
from talkingpiece.core.ids import ItemId, ListId
from talkingpiece.core.options import ArrangeOptions, CollectOptions
from talkingpiece.core.preparing import MOST_EACH, board, phases
from talkingpiece.errors import Code
from talkingpiece.testing.script import Lay, Playbook, does, refuses, sees, that
from talkingpiece.testing.small import brief_phase, phase

LINES = ListId("lines")
APART = Collected(kind="line", by="everyone", sees="group_on_reveal", keep="series")
FOCUS = Collected(kind="focus", by="mentee", sees="group", keep="series")


def form(prepare: bool = True) -> Format:
    """Arriving; a sheet of two lines filled in apart; a focus of the mentee's."""
    sheet = phase(
        "sheet",
        CollectOptions(
            item="line", by="pair", per_person_max=2, mode="write", reveal="on_close",
            lanes=("rhythm", "place"),
        ),
        collect=(APART,),
        exit=("all_submitted", "facilitator"),
        prepare=prepare,
    )  # fmt: skip
    focus = phase(
        "focus", ArrangeOptions(list=LINES, ops=("pick",)), collect=(FOCUS,), prepare=prepare
    )
    made = pair_format(brief_phase("arrive"), sheet, focus)
    return replace(made, lists={LINES: ListSpec(item="line", scope="series", max_length=80)})


def laid(table: Lay, declared: Format | None = None) -> Playbook:
    t: Playbook = table(declared or form(), "tom", facilitator="mia")
    return t


def told(t: Playbook, *people: str) -> bytes:
    return msgspec.json.encode([t.view(), *(t.mine(person) for person in people)])


def test_a_sheet_is_filled_in_beforehand_and_stays_hidden_until_it_is_shown(table: Lay) -> None:
    """It belongs to the phase it is for, and is shown with what is written there."""
    t = laid(table)
    t >> does("tom", Prepare, kind="line", lane="rhythm", text="monthly") << sees(that(ItemAdded))
    assert b"monthly" not in told(t, "mia")
    assert b"monthly" in told(t, "tom")
    line = t.session.items[ItemId("i1")]
    assert (line.phase, line.keep) == ("sheet", "series")
    t.quietly("mia", NextPhase)
    assert b"monthly" not in told(t, "mia")
    t.quietly("mia", Submit)
    t >> does("tom", Submit) << sees(..., that(Revealed, items=("i1",)), ...)
    assert b"monthly" in told(t, "mia")


def test_what_both_may_see_both_see_at_once(table: Lay) -> None:
    """And only whoever it is asked of is asked."""
    t = laid(table)
    t.quietly("tom", Prepare, kind="focus", text="hard talks")
    assert b"hard talks" in told(t)
    assert "prepare_focus" not in t.offers("mia")
    t >> does("mia", Prepare, kind="focus", text="x") << refuses(Code.NOT_NOW)


def test_only_so_many_and_only_in_its_lines(table: Lay) -> None:
    """What was taken back makes room again; a line that is filled in has no form any more."""
    t = laid(table)
    t >> does("tom", Prepare, kind="line", text="nowhere") << refuses(Code.NOT_NOW)
    t >> does("tom", Prepare, kind="takeaway", text="x") << refuses(Code.NOT_NOW)
    t.quietly("tom", Prepare, kind="line", lane="rhythm", text="monthly")
    assert {"prepare_line_rhythm", "prepare_line_place"} & set(t.offers("tom")) == {
        "prepare_line_place"
    }
    t.quietly("tom", Prepare, kind="line", lane="place", text="by video")
    t >> does("tom", Prepare, kind="line", lane="place", text="y") << refuses(Code.ENOUGH_GIVEN)
    t.quietly("tom", Withdraw, item="i2")
    t.quietly("tom", Prepare, kind="line", lane="place", text="in town")
    for number in range(MOST_EACH):
        t.quietly("tom", Prepare, kind="focus", text=f"thought {number}")
    t >> does("tom", Prepare, kind="focus", text="one more") << refuses(Code.ENOUGH_GIVEN)


def test_once_people_have_begun_there_is_nothing_to_prepare(table: Lay) -> None:
    """Nor where no phase may be prepared."""
    t = laid(table)
    assert [one.id for one in phases(t.session)] == ["sheet", "focus"]
    assert board(t.session) is not None
    t.quietly("mia", NextPhase)
    assert board(t.session) is None
    t >> does("tom", Prepare, kind="line", lane="place", text="late") << refuses(Code.NOT_NOW)
    plain = laid(table, form(prepare=False))
    assert board(plain.session) is None
    assert not any(name.startswith("prepare") for name in plain.offers("tom"))
