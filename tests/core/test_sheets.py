"""What leaves a session: one's own sheet, and what the series remembers."""

from typing import Any

import msgspec

from talkingpiece.core.commands import (
    Add,
    Claim,
    ConfirmClaim,
    Flag,
    Keep,
    NextPhase,
    SetNextDate,
    Withdraw,
)
from talkingpiece.core.formats import Format
from talkingpiece.core.ids import MINUTE_MS, Ms, PersonId
from talkingpiece.core.sheets import carried_items, next_plan, series_memory, sheet_of
from talkingpiece.testing.script import START, Lay, Playbook, after, sees

PEOPLE = ("ada", "ben", "cem")


def evening(table: Lay, triage: Format, **plan: Any) -> Playbook:
    """Three keywords are given; ada's topic is open in its basket."""
    t: Playbook = table(triage, *PEOPLE, facilitator="fay", **plan)
    t.quietly("fay", NextPhase).quietly("fay", NextPhase)
    for person, word in (("ada", "trust"), ("ben", "pace"), ("cem", "scope")):
        t.quietly("fay", Add, kind="keyword", text=word, owner=person)
    for _ in range(5):
        t.quietly("fay", NextPhase)
    assert t.phase == "basket"
    return t


def lines(t: Playbook, person: str) -> list[tuple[str, list[str]]]:
    """Keyword and lines of each section of a sheet."""
    sheet = sheet_of(t.session, PersonId(person))
    assert sheet is not None
    return [(part.keyword, [line.text for line in part.lines]) for part in sheet.sections]


def test_a_sheet_holds_what_is_mine_by_topic(table: Lay, triage: Format) -> None:
    """Takeaways and next actions under my keyword; what I noted for myself apart."""
    t = evening(table, triage, title="Tuesday", language="fr")
    t.given("ada", "ask first", kind="takeaway")
    t.given("ada", "call Jo", kind="next_action")
    t.given("ben", "so do I", kind="private_note")
    assert lines(t, "ada") == [("trust", ["ask first", "call Jo"])]
    assert lines(t, "ben") == [("", ["so do I"])]
    sheet = sheet_of(t.session, PersonId("ada"))
    assert sheet is not None
    assert (sheet.title, sheet.language, sheet.start) == ("Tuesday", "fr", START)


def test_somebody_else_s_keyword_stays_out_of_my_sheet(table: Lay, triage: Format) -> None:
    """It is theirs, even where my note is about it."""
    t = evening(table, triage)
    t.given("ben", "so do I", kind="private_note")
    sheet = sheet_of(t.session, PersonId("ben"))
    assert b"trust" not in msgspec.json.encode(sheet)
    assert b"ada" not in msgspec.json.encode(sheet)


def test_nothing_of_mine_is_no_sheet(table: Lay, triage: Format) -> None:
    """A keyword alone is the series', and what is withdrawn is gone."""
    t = evening(table, triage)
    assert sheet_of(t.session, PersonId("ada")) is None
    note = t.given("ada", "hm", kind="private_note")
    assert t.mine("ada").sheet
    t.quietly("ada", Withdraw, item=note)
    assert sheet_of(t.session, PersonId("ada")) is None


def test_the_next_date_stands_on_the_sheet(table: Lay, triage: Format) -> None:
    """Where it was set."""
    t = evening(table, triage)
    t.given("ada", "x", kind="takeaway")
    date = Ms(t.now + 30 * 24 * 60 * MINUTE_MS)
    t.quietly("fay", SetNextDate, at=date)
    sheet = sheet_of(t.session, PersonId("ada"))
    assert sheet is not None
    assert sheet.next_date == date == series_memory(t.session).next_date


def test_the_series_keeps_open_words_with_their_ranks_and_no_name(
    table: Lay, triage: Format
) -> None:
    """Only what is labelled for it; counts for the facilitators."""
    t = evening(table, triage)
    t.given("ada", "secret", kind="takeaway")
    t >> after(minutes=93) << sees(...)
    t.quietly("fay", NextPhase)
    assert t.phase == "carry_over"
    t.quietly("ben", Keep, item="i2").quietly("cem", Withdraw, item="i3")
    t.quietly("fay", NextPhase).quietly("fay", NextPhase)
    memory = series_memory(t.session)
    assert [(topic.text, topic.rank, topic.waited) for topic in memory.topics] == [("pace", 2, 1)]
    assert (memory.topics_opened, memory.topics_left, memory.minutes_used) == (1, 1, 93)
    kept = msgspec.json.encode(memory)
    for never in (b"secret", b"ada", b"ben", b"fay", b"trust", b"scope"):
        assert never not in kept


def test_a_topic_that_was_begun_and_not_finished_is_kept_too(table: Lay, triage: Format) -> None:
    """It rests with its rank."""
    t = evening(table, triage)
    resting = msgspec.structs.replace(t.session.items["i1"], state="parked")
    t.session = msgspec.structs.replace(t.session, items={**t.session.items, "i1": resting})
    memory = series_memory(t.session)
    assert [topic.rank for topic in memory.topics] == [1, 2, 3]
    assert memory.topics_opened == 1


def test_ranks_hold_across_sessions(table: Lay, triage: Format) -> None:
    """Carried words come first next time, claimed by whose they are; urgent ones before them."""
    first = evening(table, triage)
    first >> after(minutes=93) << sees(...)
    for _ in range(3):
        first.quietly("fay", NextPhase)
    memory = series_memory(first.session)
    items = carried_items(memory, START, triage)
    assert [item.owner for item in items] == [None, None]

    second = table(triage, *PEOPLE, facilitator="fay", items=items, index=2, ring_offset=1)
    second.quietly("ben", Claim, item="i1").quietly("fay", ConfirmClaim, item="i1")
    second.quietly("fay", NextPhase).quietly("fay", NextPhase)
    for person, word in (("ada", "new"), ("cem", "burning")):
        second.quietly("fay", Add, kind="keyword", text=word, owner=person)
    second.quietly("fay", NextPhase).quietly("cem", Flag, item="i4")
    assert second.view().lists["topics"] == ("i4", "i1", "i2", "i3")
    second.quietly("fay", NextPhase)
    assert second.session.presenter == "cem"
    for _ in range(5):
        second.quietly("fay", NextPhase)
    assert second.session.presenter == "ben", "a word that nobody claims is skipped"
    again = series_memory(second.session)
    assert ("scope", 3, 2) in [(one.text, one.rank, one.waited) for one in again.topics]


def test_the_next_session_is_one_further_and_another_person_starts(
    table: Lay, triage: Format
) -> None:
    """Index and offset of the ring move on together."""
    t = evening(table, triage, index=4, ring_offset=3)
    plan = next_plan(series_memory(t.session), t.session.plan)
    assert (plan.index, plan.ring_offset) == (5, 4)
