"""Changing the form: what comes along, what stays behind, and going back to where one was."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from tests.core.switched import SEALED, WIDE, Offering, to

from talkingpiece.core.commands import (
    Close,
    Edit,
    Flag,
    Join,
    Leave,
    NextPhase,
    Pass,
    Stamp,
    Undo,
    Withdraw,
)
from talkingpiece.core.evolve import replay
from talkingpiece.core.formats import CarryOver, RoleSpec
from talkingpiece.core.grammar import Moment
from talkingpiece.core.ids import Ms, PersonId, RoleId
from talkingpiece.core.sheets import series_memory, sheet_of
from talkingpiece.core.switch_asking import SwitchBack
from talkingpiece.core.switching import begin_at, labelled, pact_of, switch, switch_back
from talkingpiece.errors import Code
from talkingpiece.testing.script import Playbook, after, does, refuses


@pytest.fixture
def offering() -> Offering:
    """Every format of these tests can be chosen."""
    return Offering.load(None)  # type: ignore[return-value]


@pytest.fixture
def t(offering: Offering) -> Iterator[Playbook]:
    """ada, ben and cem in the sealed format, ada's topic open; a note, a takeaway, a question."""
    laid = Playbook(SEALED, offering).seated("ada", "ben", "cem", facilitator="fay")
    laid.quietly("fay", NextPhase)
    laid.given("ada", "trust")
    laid.given("ben", "pace")
    laid.quietly("fay", NextPhase)
    laid.given("ada", "what I keep", kind="takeaway")
    laid.given("cem", "for me alone", kind="private_note")
    yield laid
    laid.finished()
    assert replay(laid.events) == laid.session


def to_back(t: Playbook) -> Playbook:
    return t.quietly("fay", SwitchBack)


def test_topics_come_along_under_the_other_formats_name(t: Playbook) -> None:
    """Their words and owner; a keyword there is a topic here."""
    to(t, "wide")
    assert t.session.format.id == "wide"
    assert t.phase == "start"
    shown = {item.text: (item.kind, item.owner) for item in t.view().items.values()}
    assert shown == {"trust": ("topic", "ada"), "pace": ("topic", "ben")}
    assert t.view().lists == {"topics": ("i1", "i2")}


def test_one_topic_comes_along_alone_and_is_begun_with(t: Playbook) -> None:
    """The others wait in the format that was left."""
    to(t, "wide", topic="i2")
    assert (t.phase, t.session.cursor.item) == ("chat", "i2")
    assert t.view().lists == {"topics": ("i2",)}
    to_back(t)
    assert t.view().lists == {"topics": ("i1", "i2")}


def test_what_is_said_in_a_sealed_format_stays_its_owners(t: Playbook) -> None:
    """A takeaway that the sealed circle saw is on nobody's screen but its owner's."""
    assert "i3" in t.view().items
    to(t, "wide")
    assert "i3" not in t.view().items
    assert t.mine("ada").items["i3"].text == "what I keep"
    assert "i3" not in t.mine("ben").items
    assert t.mine("cem").items["i4"].text == "for me alone"


def test_going_back_finds_the_place_as_it_was_left(t: Playbook) -> None:
    """Phase, topic, whose piece; the clock stood still meanwhile."""
    before = t.session
    t >> after(minutes=2)
    to(t, "wide")
    t >> after(minutes=9)
    to_back(t)
    now = t.session
    assert (now.format.id, now.cursor, now.piece.holder) == ("sealed", before.cursor, "ada")
    assert t.now - now.clock.started == 2 * 60_000
    assert now.items.keys() >= before.items.keys()
    assert {i.id: i.kind for i in now.items.values()} == {
        i.id: i.kind for i in before.items.values()
    }
    assert now.items["i1"].state == "now"
    assert "i3" in t.view().items


def test_a_topic_that_was_done_meanwhile_is_done(t: Playbook) -> None:
    """And one that its owner gave new words has them; one they took back is gone."""
    to(t, "wide")
    t.quietly("fay", NextPhase)
    t.quietly("ben", Edit, item="i2", text="tempo")
    t.quietly("fay", NextPhase).quietly("fay", NextPhase)
    assert t.session.items["i1"].state == "done"
    to_back(t)
    assert t.session.items["i1"].state == "done"
    assert t.session.items["i2"].text == "tempo"


def test_topics_that_came_up_meanwhile_are_there_afterwards(t: Playbook) -> None:
    """Mapped as on the way there; nothing that was added is lost."""
    to(t, "wide")
    new = t.given("cem", "sleep", kind="topic")
    to_back(t)
    assert t.session.items[new].kind == "keyword"
    assert new in t.view().lists["topics"]


def test_labels_only_narrow(t: Playbook) -> None:
    """There and back, a label is never wider than it was."""
    item = t.session.items["i1"]
    hidden = labelled(item, WIDE, "topic")
    assert (hidden.sees, hidden.keep) == ("group", "series")
    narrow = labelled(item.__class__(**{**fields(item), "keep": "session"}), WIDE, "topic")
    assert narrow.keep == "session"


def fields(item: object) -> dict[str, object]:
    return {name: getattr(item, name) for name in item.__struct_fields__}  # type: ignore[attr-defined]


def test_what_is_kept_for_a_phase_alone_comes_back_with_its_phase(offering: Offering) -> None:
    """The phase rests, it is not over."""
    t = Playbook(WIDE, offering).seated("ada", "ben", facilitator="fay")
    t.given("ada", "trust", kind="topic")
    t.quietly("fay", NextPhase)
    t.given("ben", "a scribble", kind="scribble")
    to(t, "check_in_circle")
    assert "i2" not in t.view().items
    for _ in range(3):
        t.quietly("fay", NextPhase)
        if t.session.format.id == "wide":
            break
    else:
        to_back(t)
    assert "i2" in t.view().items


def test_after_the_last_phase_the_way_leads_back(t: Playbook) -> None:
    """Not to the end of the session; ending stays possible."""
    to(t, "wide")
    for _ in range(8):
        if "Sealed" in str(t.mine("fay").offers["next_phase"].label) or t.phase == "end":
            break
        t.quietly("fay", NextPhase)
    offers = t.mine("fay").offers
    assert offers["next_phase"].label.key == "buttons.switch_back"
    assert offers["close"].place == "more"
    t.quietly("fay", NextPhase)
    assert t.session.format.id == "sealed"
    assert t.phase == "tell"


def test_undo_takes_a_change_back(t: Playbook) -> None:
    """Format, phase, ring and clock; what people added stays."""
    before = t.session
    to(t, "wide")
    t.given("cem", "sleep", kind="topic")
    t.quietly("fay", Undo)
    now = t.session
    assert (now.format, now.cursor, now.stack) == (before.format, before.cursor, ())
    assert now.piece.holder == "ada"
    assert now.items["i5"].text == "sleep"
    assert now.items["i5"].kind == "keyword"
    assert {k: now.items[k] for k in before.items} == before.items


def test_undo_takes_going_back_back(t: Playbook) -> None:
    """One is in the other format again, and the way back is still there."""
    to(t, "wide")
    t.quietly("fay", NextPhase)
    there = t.session
    to_back(t).quietly("fay", Undo)
    assert (t.session.format.id, t.session.cursor) == ("wide", there.cursor)
    assert len(t.session.stack) == 1
    to_back(t)
    assert t.session.format.id == "sealed"


def test_passes_do_not_rest_with_the_format(t: Playbook) -> None:
    """Who passed is nowhere once the round is left (decision 14)."""
    t.quietly("fay", NextPhase)
    t.quietly("ben", Pass)
    assert t.session.piece.passed == ("ben",)
    to(t, "wide")
    assert t.session.stack[0].session.piece.passed == ()
    assert t.session.undo is not None
    assert t.session.undo.piece.passed == ()


def test_who_left_meanwhile_is_not_asked_and_who_came_is(t: Playbook) -> None:
    """The ring that comes back is that of the people who are here."""
    t.quietly("fay", NextPhase)
    holder = t.holder
    to(t, "wide")
    t.quietly(str(holder), Leave).quietly("dua", Join, name="dua")
    to_back(t)
    assert t.holder != holder
    assert {"dua"} <= {*t.session.piece.queue, *t.session.piece.order}


def test_the_stricter_pact_is_kept_for_what_was_said(t: Playbook) -> None:
    """Newcomers to the less strict format say yes to the stricter pact."""
    to(t, "wide")
    assert (t.session.format.privacy, pact_of(t.session)) == ("group", "sealed")


def test_the_end_comes_from_the_first_format(t: Playbook) -> None:
    """The series remembers its own format, and its topics under their own name."""
    to(t, "wide", topic="i2").quietly("fay", Close)
    memory = series_memory(t.session)
    assert memory.format == "sealed"
    kept = {(topic.kind, topic.text) for topic in memory.topics}
    assert kept == {("keyword", "trust"), ("keyword", "pace")}
    sheet = sheet_of(t.session, next(p for p in t.session.people if p == "cem"))
    assert sheet is not None
    assert [line.text for section in sheet.sections for line in section.lines] == ["for me alone"]


def test_what_stands_before_the_start_is_left_out() -> None:
    """Nobody waits in a lobby in mid-call."""
    assert begin_at(SEALED, None).path == (1,)


def test_what_is_away_is_out_of_reach_for_all_but_its_owner(t: Playbook) -> None:
    """Whoever may not see it may not change it either."""
    to(t, "wide", topic="i1")
    t >> does("fay", Withdraw, item="i2") << refuses(Code.NO_SUCH_ITEM)
    t >> does("cem", Flag, item="i2") << refuses(Code.NO_SUCH_ITEM)
    t.quietly("ben", Withdraw, item="i2")
    to_back(t)
    assert t.session.items["i2"].state == "withdrawn"


def test_roles_go_on_where_both_formats_have_them(offering: Offering) -> None:
    """A scribe stays the scribe; a role that the other format does not know rests."""
    session = Playbook(WIDE, offering).seated("ada", "ben", facilitator="fay").session
    given = {RoleId("scribe"): (PersonId("ada"),), RoleId("keeper"): (PersonId("ben"),)}
    roles = {**WIDE.roles, RoleId("scribe"): RoleSpec(), RoleId("keeper"): RoleSpec()}
    wide = replace(WIDE, roles=roles, carry_over=CarryOver(switch=("people", "roles")))
    target = replace(SEALED, roles={**SEALED.roles, RoleId("scribe"): RoleSpec()})
    moment = Moment(
        replace(session, format=wide, roles=given), Stamp(actor=PersonId("fay"), at=Ms(0)), offering
    )
    switch(moment, target, None)
    assert moment.session.roles == {"scribe": ("ada",)}
    switch_back(moment)
    assert moment.session.roles == given
