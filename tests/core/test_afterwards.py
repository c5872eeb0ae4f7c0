"""What each of a pair asks themselves after a session, and that nobody else learns of it."""

import msgspec
from msgspec.structs import replace
from tests.core.casts import MENTEE, MENTOR, pair_format

from talkingpiece.core.afterwards import KIND, SHOWN, asked, deck_of, offers
from talkingpiece.core.commands import Close, Reflect
from talkingpiece.core.events import ItemAdded, ItemEdited, ItemMoved
from talkingpiece.core.formats import Asked
from talkingpiece.core.ids import PersonId
from talkingpiece.core.pair_commands import ShowAnswer
from talkingpiece.core.sheets import series_memory, sheet_of
from talkingpiece.errors import Code
from talkingpiece.testing.script import Lay, Playbook, does, refuses, sees, that

FORM = replace(
    pair_format(),
    afterwards={
        MENTOR: Asked(deck="mentor_self_check", questions=5),
        MENTEE: Asked(deck="mentee_pulse", questions=2),
    },
)
MIA, TOM = PersonId("mia"), PersonId("tom")


def closed(table: Lay) -> Playbook:
    """mia conducts and so is the mentor, tom is the mentee; eve looks on; it is over."""
    t: Playbook = table(FORM, "tom", "eve", facilitator="mia")
    return t.quietly("mia", Close)


def test_each_has_the_questions_of_their_role_and_only_after_the_end(table: Lay) -> None:
    """Whoever has no role that is asked has none."""
    t: Playbook = table(FORM, "tom", "eve", facilitator="mia")
    assert dict(offers(t.session, MIA)) == {}
    t >> does("mia", Reflect, question=1, text="early") << refuses(Code.NOT_NOW)
    t.quietly("mia", Close)
    assert deck_of(t.session, MIA) == ("mentor_self_check", 5)
    assert [name for name, _ in offers(t.session, TOM)] == ["reflect_1", "reflect_2"]
    assert deck_of(t.session, PersonId("eve")) == ("", 0)
    t >> does("tom", Reflect, question=3, text="x") << refuses(Code.NOT_NOW)


def test_an_answer_is_on_my_sheet_with_its_question_and_nowhere_else(table: Lay) -> None:
    t = closed(table)
    t >> does("mia", Reflect, question=2, text=" mostly ") << sees(that(ItemAdded))
    sheet = sheet_of(t.session, MIA)
    assert sheet is not None
    (line,) = sheet.sections[0].lines
    assert (line.text, line.kind, line.asked) == ("mostly", KIND, "decks.mentor_self_check.2")
    assert sheet_of(t.session, TOM) is None
    for shown in (t.view(), t.mine("tom"), t.mine("eve"), series_memory(t.session)):
        assert b"mostly" not in msgspec.json.encode(shown)


def test_an_answer_may_be_worded_anew_or_taken_back(table: Lay) -> None:
    """One for each question."""
    t = closed(table)
    t.quietly("tom", Reflect, question=1, text="yes")
    t >> does("tom", Reflect, question=1, text="rather") << sees(that(ItemEdited, text="rather"))
    assert t.mine("tom").offers["reflect_1"].fields[0].value == "rather"
    t >> does("tom", Reflect, question=1, text=" ") << sees(that(ItemMoved, state="withdrawn"))
    t >> does("tom", Reflect, question=1, text="") << sees()
    assert sheet_of(t.session, TOM) is None


def test_an_answer_is_shown_by_its_owner_s_own_tap(table: Lay) -> None:
    """As it is at that moment, as an item of its own, and taken back by another tap."""
    t = closed(table)
    t >> does("tom", ShowAnswer, question=1) << refuses(Code.NOT_NOW)
    t.quietly("tom", Reflect, question=1, text="yes")
    assert "show_answer_1" in dict(offers(t.session, TOM))
    t >> does("tom", ShowAnswer, question=1) << sees(ItemAdded)
    (shown,) = t.view().items.values()
    assert (shown.kind, shown.text, shown.owner) == (SHOWN, "yes", "tom")
    names = dict(offers(t.session, TOM))
    assert "hide_answer_1" in names
    assert "show_answer_1" not in names
    t.quietly("tom", Reflect, question=1, text="rather")
    assert [item.text for item in t.view().items.values()] == ["yes"]
    t >> does("tom", ShowAnswer, question=1) << sees(that(ItemEdited, text="rather"))
    t >> does("tom", ShowAnswer, question=1, on=False) << sees(that(ItemMoved, state="withdrawn"))
    assert all(item.state == "withdrawn" for item in t.view().items.values())
    sheet = sheet_of(t.session, TOM)
    assert sheet is not None
    assert [line.text for line in sheet.sections[0].lines] == ["rather"]
    t >> does("mia", ShowAnswer, question=9) << refuses(Code.NOT_NOW)


def test_nothing_else_answers_a_question(table: Lay) -> None:
    """An ordinary note has none."""
    t = closed(table)
    note = t.given("tom", "breathe", kind="private_note")
    assert asked(t.session.items[note]) == ""
