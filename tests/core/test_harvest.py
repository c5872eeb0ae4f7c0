"""What leaves a session for several people: by its labels alone, and never wider."""

import msgspec
import pytest
from tests.core.harvested_session import (
    at_tips,
    ended,
    open_format,
    page,
    parts,
    played,
    texts,
)

from talkingpiece.core.board_asking import Mark
from talkingpiece.core.commands import Add, NextPhase, Withdraw
from talkingpiece.core.formats import Output
from talkingpiece.core.harvest import audience, harvest_of, output_named, shared_outputs
from talkingpiece.core.harvest_commands import Credit
from talkingpiece.testing.script import Lay


def test_what_everybody_sees_and_is_kept_for_the_harvest_stands_on_the_page(table: Lay) -> None:
    """In the order of the output, tips by their endorsements."""
    t = at_tips(played(table))
    t.given("ben", "walk", kind="tip")
    second = t.given("cem", "write", kind="tip")
    t.quietly("ada", Mark, item=second, gesture="endorse")
    found = page(t)
    assert found is not None
    assert (found.title, found.format, found.audience) == ("Both roles", "small", "public")
    assert [part.kind for part in found.parts] == ["goal", "rating", "tip"]
    assert texts(t, "tip") == ["write", "walk"]
    assert [entry.count for entry in parts(t)["tip"].entries] == [1, 0]


@pytest.mark.parametrize("kind", ["secret", "hint", "draft"])
def test_what_its_label_keeps_back_is_nowhere(table: Lay, kind: str) -> None:
    """Also where the declaration asks for it: labels decide, never the format."""
    t = at_tips(played(table))
    t.given("fay", "tulip-canary", kind=kind)
    t.given("ben", "walk", kind="tip")
    assert texts(t, "tip") == ["walk"]
    assert b"tulip-canary" not in msgspec.json.encode(page(ended(t)))


def test_what_is_withdrawn_or_a_private_note_is_nowhere(table: Lay) -> None:
    t = at_tips(played(table))
    tip = t.given("ben", "tulip-canary", kind="tip")
    t.given("ben", "tulip-canary", kind="private_note")
    t.quietly("ben", Withdraw, item=tip)
    assert b"tulip-canary" not in msgspec.json.encode(page(t))


def test_figures_stand_there_and_nobody_s_answer(table: Lay) -> None:
    t = played(table)
    (bars,) = parts(t)["rating"].bars
    assert bars.counts == {"1": 1, "2": 0, "3": 1, "4": 1, "5": 1}
    assert (bars.votes, bars.withheld) == (4, False)
    found = msgspec.json.encode(page(t))
    assert not [name for name in (b"ada", b"ben", b"cem", b"dua", b"fay") if name in found]


def test_too_few_answers_leave_no_figures(table: Lay) -> None:
    """Below four they would name people (decision 0008)."""
    t = played(table, ada="1", ben="5", cem="5")
    (bars,) = parts(t)["rating"].bars
    assert (bars.counts, bars.votes, bars.outcome, bars.withheld) == ({}, 0, "", True)


def test_whys_do_not_stand_in_the_order_of_the_ratings(table: Lay) -> None:
    """Lowest, highest, next lowest would be a list of everybody's ratings: they stand as seated."""
    t = played(table, dua="1", ada="5", ben="2", cem="4")
    spoken = []
    for _ in range(4):
        speaker = t.holder or ""
        spoken.append(speaker)
        t.quietly(speaker, Add, kind="why", text=f"why of {speaker}")
    assert spoken == ["dua", "ada", "ben", "cem"]
    assert texts(t, "why") == [f"why of {person}" for person in ("ada", "ben", "cem", "dua")]


def test_a_name_stands_there_only_by_its_owner_s_tap(table: Lay) -> None:
    """Never with what was given without a name, and never for somebody else."""
    t = at_tips(played(table))
    for person in ("ben", "cem"):
        t.given(person, f"tip of {person}", kind="tip")
    t.quietly("fay", NextPhase).quietly("ben", Credit).quietly("ada", Credit)
    entries = {entry.text: entry.by for entry in parts(t)["tip"].entries}
    assert entries == {"tip of ben": "ben", "tip of cem": ""}
    assert [entry.by for entry in parts(t)["goal"].entries] == [""], "wishes had no names"


def test_notes_for_a_group_never_name_anybody(table: Lay) -> None:
    """No attribution, not even by wish (formats.md A7)."""
    t = at_tips(played(table, open_format(to="group")))
    t.given("ben", "walk", kind="tip")
    t.session = msgspec.structs.replace(
        t.session,
        people={k: msgspec.structs.replace(p, credited=True) for k, p in t.session.people.items()},
    )
    assert [entry.by for entry in parts(t)["tip"].entries] == [""]


def test_a_sealed_format_has_no_minutes(table: Lay) -> None:
    """Whatever its declaration says."""
    t = at_tips(played(table, open_format(privacy="sealed")))
    t.given("ben", "walk", kind="tip")
    assert shared_outputs(t.session) == ()
    assert output_named(t.session, "page") is None


def test_what_came_up_under_a_stricter_pact_stays_out(table: Lay) -> None:
    """The session went through a sealed format in between: its words are no part of this page."""
    t = at_tips(played(table))
    own = t.given("ben", "walk", kind="tip")
    foreign = t.given("cem", "tulip-canary", kind="tip")
    moved = msgspec.structs.replace(t.session.items[foreign], phase="present")
    t.session = msgspec.structs.replace(
        t.session, pact="sealed", items=t.session.items | {foreign: moved}
    )
    assert texts(t, "tip") == [t.session.items[own].text]


def test_nothing_given_is_no_page(table: Lay) -> None:
    t = table(open_format(), "ada", "ben", facilitator="fay")
    assert page(t) is None


def test_a_counter_may_stand_in_an_output(table: Lay) -> None:
    """Counted by the house, never typed."""
    t = played(table)
    output = Output(id="x", to="group", content=("minutes_used", "topics_left"), retention="series")
    found = harvest_of(t.session, output)
    assert found is not None
    assert {part.kind: part.number for part in found.parts} == {
        "minutes_used": 120,
        "topics_left": 0,
    }


@pytest.mark.parametrize(
    "to, who",
    [("public", "public"), ("members", "group"), ("pair", "pair"), ("mentee", "person")],
)
def test_who_reads_an_output(to: str, who: str) -> None:
    assert audience(Output(id="x", to=to, content=(), retention="series")) == who
