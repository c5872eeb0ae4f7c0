"""What somebody hopes for with their topic: for them alone, and back when its time comes."""

import msgspec
from msgspec.structs import replace

from talkingpiece.core.board_folds import with_item
from talkingpiece.core.commands import Add, Close, Edit, GoTo, Restore, Withdraw
from talkingpiece.core.formats import Format, Output
from talkingpiece.core.harvest import harvest_of
from talkingpiece.core.ids import ItemId, PersonId, PhaseId
from talkingpiece.core.sheets import series_memory, sheet_of
from talkingpiece.core.views import mine, shared
from talkingpiece.errors import Code
from talkingpiece.testing.script import Lay, Playbook, does, refuses

CANARY = "views-on-pricing"


def at_the_keywords(table: Lay, triage: Format) -> Playbook:
    """A triage in which ada has brought a word, and notes what she hopes for."""
    t = table(triage, "ada", "ben", "cleo", facilitator="fay")
    t.quietly("fay", GoTo, phase=PhaseId("keywords"))
    return t


def seen_by(t: Playbook, person: str) -> str:
    """Everything that is sent to one person's screen."""
    view = shared(t.session, t.now)
    own = mine(t.session, PersonId(person), t.now)
    return msgspec.json.encode((view, own)).decode()


def hope(t: Playbook, word: ItemId, text: str = CANARY) -> ItemId:
    t.quietly("ada", Add, kind="hope", text=text, part=word)
    return ItemId(f"i{t.session.next_item - 1}")


def test_a_hope_is_noted_at_a_word_of_one_s_own(table: Lay, triage: Format) -> None:
    """One for each; better words for it replace it. Others are offered nothing of the kind."""
    t = at_the_keywords(table, triage)
    word = t.given("ada", "balance")
    assert f"hope_{word}" in t.offers("ada")
    assert f"hope_{word}" not in t.offers("ben") | t.offers("fay")
    noted = hope(t, word, "feedback")
    t >> does("ada", Add, kind="hope", text="views", part=word) << refuses(Code.ENOUGH_GIVEN)
    offer = t.mine("ada").offers[f"hope_{word}"]
    assert offer.command == {"do": "edit", "item": noted}
    assert offer.fields[0].of == noted
    t.quietly("ada", Edit, item=noted, text="insights")
    assert t.mine("ada").items[noted].text == "insights"
    t >> does("ada", Edit, item=noted, text="x" * 81) << refuses(Code.TOO_LONG)


def test_nobody_hopes_for_somebody_else_or_at_what_is_not_there(table: Lay, triage: Format) -> None:
    """Not even whoever writes down keywords; a guess tells nothing."""
    t = at_the_keywords(table, triage)
    word = t.given("ada", "balance")
    noted = hope(t, word)
    for who in ("ben", "fay"):
        for part in (word, noted, "i99", None):
            t >> does(who, Add, kind="hope", text="x", part=part) << refuses(Code.NO_SUCH_ITEM)
        t >> does(who, Edit, item=noted, text="x") << refuses(Code.NO_SUCH_ITEM)
        t >> does(who, Withdraw, item=noted) << refuses(Code.NO_SUCH_ITEM)
    for_her = does("fay", Add, kind="hope", text="x", owner=PersonId("ada"), part=word)
    t >> for_her << refuses(Code.NO_SUCH_ITEM)


def test_it_comes_back_to_its_owner_when_it_is_their_time_to_speak(
    table: Lay, triage: Format
) -> None:
    """At the beginning of their topic and at their basket; on nobody else's screen, ever."""
    t = at_the_keywords(table, triage)
    word = t.given("ada", "balance")
    hope(t, word)
    told = []
    for phase in ("urgency", "present", "clarify", "react", "basket", "breath", "closing"):
        topic = None if phase in ("urgency", "closing") else word
        t.quietly("fay", GoTo, phase=PhaseId(phase), item=topic)
        if "hope" in t.mine("ada").notices:
            told.append(phase)
            assert t.mine("ada").notices["hope"].say.values == {"text": CANARY}
        for other in ("ben", "cleo", "fay"):
            assert CANARY not in seen_by(t, other), phase
        assert CANARY not in msgspec.json.encode(shared(t.session, t.now)).decode()
    assert told == ["present", "basket"]


def test_without_one_nothing_is_said(table: Lay, triage: Format) -> None:
    t = at_the_keywords(table, triage)
    word = t.given("ada", "balance")
    t.quietly("fay", GoTo, phase=PhaseId("present"), item=word)
    assert "hope" not in t.mine("ada").notices
    t >> does("ada", Add, kind="hope", text="x", part=word) << refuses(Code.NOT_NOW)


def test_whoever_takes_a_word_over_does_not_learn_what_was_hoped_for(
    table: Lay, triage: Format
) -> None:
    """Only its author's own topic brings a hope back."""
    t = at_the_keywords(table, triage)
    word = t.given("ada", "balance")
    hope(t, word)
    t.session = with_item(t.session, word, owner=PersonId("ben"))
    assert t.mine("ben").offers[f"hope_{word}"].command["do"] == "add"
    t.quietly("ben", Add, kind="hope", text="ben's own", part=word)
    t.quietly("fay", GoTo, phase=PhaseId("present"), item=word)
    assert t.session.presenter == "ben"
    assert CANARY not in seen_by(t, "ben")
    assert t.mine("ben").notices["hope"].say.values == {"text": "ben's own"}
    assert "hope" not in t.mine("ada").notices


def test_it_goes_with_its_word_and_comes_back_with_it(table: Lay, triage: Format) -> None:
    t = at_the_keywords(table, triage)
    word = t.given("ada", "balance")
    noted = hope(t, word)
    t.quietly("ada", Withdraw, item=word)
    assert CANARY not in seen_by(t, "ada")
    assert not {f"edit_{noted}", f"hope_{word}"} & t.offers("ada")
    t.quietly("ada", Restore, item=word)
    assert CANARY in seen_by(t, "ada")


def test_nothing_of_it_leaves_the_session(table: Lay, triage: Format) -> None:
    """No sheet, not even one's own, no notes of the group, nothing in what the series keeps.

    Not even where a format names it among what leaves: labels decide, not names.
    """
    careless = replace(
        triage,
        outputs=tuple(
            Output(id=to, to=to, content=("keyword", "hope"), retention="download_then_24h")
            for to in ("facilitators", "group")
        ),
    )
    t = at_the_keywords(table, careless)
    hope(t, t.given("ada", "balance"))
    t.quietly("ada", Add, kind="private_note", text="mine")
    t.quietly("fay", Close)
    sheet = sheet_of(t.session, PersonId("ada"))
    assert sheet is not None
    harvests = [harvest_of(t.session, output) for output in careless.outputs]
    assert len(harvests) == 2
    for leaving in (sheet, series_memory(t.session), harvests):
        assert CANARY not in msgspec.json.encode(leaving).decode()
    assert "balance" in msgspec.json.encode(series_memory(t.session)).decode()
