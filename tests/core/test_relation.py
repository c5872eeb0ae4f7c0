"""Which kind of session is proposed next, and what a pair agrees on about the way ahead."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from msgspec.structs import replace
from tests.core.casts import pair_format

from talkingpiece.core.ballots import Result
from talkingpiece.core.carrying import END, Carried
from talkingpiece.core.commands import AgreeSpan, NextPhase
from talkingpiece.core.events import SpanAgreed
from talkingpiece.core.formats import CarryOver, Format, SessionKind
from talkingpiece.core.ids import Ms, PhaseId
from talkingpiece.core.options import PollOptions
from talkingpiece.core.plan import Span
from talkingpiece.core.relation import Proposal, Relation, open_goals, proposed, relation_after
from talkingpiece.core.sheets import next_plan, series_memory
from talkingpiece.core.standing import Status
from talkingpiece.errors import Code
from talkingpiece.testing.script import START, Lay, does, refuses, sees, that
from talkingpiece.testing.small import brief_phase, phase, round_phase

DAY_MS = 24 * 3_600_000


def goals(*statuses: Status) -> tuple[Carried, ...]:
    return tuple(
        Carried(n=n, kind="goal", text="x", sees="group", keep="series", pact="pair", status=status)
        for n, status in enumerate(statuses, 1)
    )


@dataclass
class Case:
    """What is remembered, and which kind follows from it."""

    kind: SessionKind
    why: str
    relation: Relation | None = field(default_factory=lambda: Relation(begun=True))
    goals: tuple[Carried, ...] = ()
    index: int = 1
    at: int = START


CASES = [
    Case("first", "first", relation=None),
    Case("regular", "regular"),
    Case("regular", "regular", goals=goals("reached", "")),
    Case("regular", "regular", goals=goals("let_go")),
    Case("last", "reached", goals=goals("reached", "let_go")),
    Case("ad_hoc", "ad_hoc", relation=Relation(begun=True, frame="ad_hoc"), goals=goals("reached")),
    Case("ad_hoc", "ad_hoc", relation=Relation()),
    Case("ad_hoc", "ended", relation=Relation(begun=True, ended=True)),
    Case("regular", "regular", relation=Relation(begun=True, span=Span(sessions=6)), index=4),
    Case("last", "sessions", relation=Relation(begun=True, span=Span(sessions=6)), index=5),
    Case("last", "sessions", relation=Relation(begun=True, span=Span(sessions=6)), index=9),
    Case("regular", "regular", relation=Relation(begun=True, span=Span(until=Ms(START + 1)))),
    Case("last", "period", relation=Relation(begun=True, span=Span(until=START))),
]


@pytest.mark.parametrize("case", CASES, ids=lambda one: f"{one.kind}-{one.why}")
def test_a_kind_is_proposed_with_a_reason(case: Case) -> None:
    """First, then regular, then last; a talk on demand where that is how they work (B2)."""
    found = proposed(case.relation, case.goals, case.index, Ms(case.at))
    assert found == Proposal(kind=case.kind, why=case.why)  # type: ignore[arg-type]


def test_goals_that_are_neither_reached_nor_let_go_are_open() -> None:
    assert open_goals(goals("", "under_way", "not_yet", "reached", "let_go")) == 3


# --- what is remembered ---------------------------------------------------------------------------


def kind_of(kind: SessionKind, *carried: str) -> Format:
    """A session of a pair; its last round also fixes the next date."""
    poll = phase("frame", PollOptions(kind="choice", options=("ad_hoc", "goal_oriented")))
    closing = round_phase("closing", who="pair", facilitator_turn="normal", schedule_next=True)
    form = pair_format(brief_phase(), poll, closing)
    return replace(form, session_kind=kind, carry_over=CarryOver(series=carried))


def test_a_first_session_begins_a_relation_and_a_last_one_ends_it(table: Lay) -> None:
    first = relation_after(table(kind_of("first"), "tom", facilitator="mia").session, None)
    assert first == Relation(begun=True)
    talk = table(kind_of("ad_hoc"), "tom", facilitator="mia").session
    assert relation_after(talk, None) == Relation()
    assert relation_after(talk, first) == first
    last = relation_after(table(kind_of("last", END), "tom", facilitator="mia").session, first)
    assert last is not None
    assert last.ended
    again = relation_after(table(kind_of("first"), "tom", facilitator="mia").session, last)
    assert again is not None
    assert not again.ended


def test_a_format_without_kinds_leaves_it_as_it_was(table: Lay) -> None:
    session = table(kind_of(""), "tom", facilitator="mia").session
    assert relation_after(session, None) is None
    assert relation_after(session, Relation(begun=True)) == Relation(begun=True)


@pytest.mark.parametrize(
    "labels, kept", [({}, "ad_hoc"), ({"keep": "session"}, ""), ({"outcome": "undecided"}, "")]
)
def test_the_frame_is_kept_as_far_as_its_label_says(
    table: Lay, labels: dict[str, Any], kept: str
) -> None:
    """Only what was decided, and what the poll keeps for the series."""
    told: dict[str, Any] = {"keep": "series", "outcome": "ad_hoc", **labels}
    result = Result(
        phase=PhaseId("frame"), collected="choice", kind="choice", question="", counts={}, votes=2,
        withheld=False, at=START, sees="group_on_reveal", topic=None, **told,
    )  # fmt: skip
    session = replace(table(kind_of("first"), "tom", facilitator="mia").session, results=(result,))
    relation = relation_after(session, None)
    assert relation is not None
    assert relation.frame == kept


# --- how long -------------------------------------------------------------------------------------


def test_a_pair_agrees_how_often_or_until_when_and_the_series_remembers_it(table: Lay) -> None:
    """Either of them, where they fix the next date; the next plan has it again."""
    t = table(kind_of("first"), "tom", facilitator="mia")
    t >> does("tom", AgreeSpan, sessions=6) << refuses(Code.NOT_NOW)
    t.quietly("mia", NextPhase).quietly("mia", NextPhase)
    assert "agree_sessions" in t.offers("tom")
    t >> does("tom", AgreeSpan, sessions=6) << sees(that(SpanAgreed, sessions=6))
    until = t.now + 90 * DAY_MS
    t >> does("mia", AgreeSpan, until=until) << sees(that(SpanAgreed, sessions=6, until=until))
    t >> does("mia", AgreeSpan, until=t.now) << refuses(Code.BAD_TIME)
    memory = series_memory(t.session)
    assert next_plan(memory, replace(t.session.plan, span=Span())).span == t.session.plan.span


def test_a_last_session_plans_no_more(table: Lay) -> None:
    t = table(kind_of("last"), "tom", facilitator="mia")
    t.quietly("mia", NextPhase).quietly("mia", NextPhase)
    assert "agree_sessions" not in t.offers("tom")


def test_a_last_session_says_that_no_other_follows(table: Lay) -> None:
    """The page after it has no "next time" to show."""
    assert table(kind_of("last", END), "tom", facilitator="mia").view().room.last
    assert not table(kind_of("regular"), "tom", facilitator="mia").view().room.last
