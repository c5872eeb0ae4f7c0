"""How far a relation over several sessions has come, and which kind of session fits next.

The kind is proposed with a reason, and never more than that: every kind is always at hand. What
people wrote is not read; goals count by what they say became of them.
"""

from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from talkingpiece.core.arranging import may_schedule
from talkingpiece.core.board_offers import form
from talkingpiece.core.carrying import END, Carried
from talkingpiece.core.events import SpanAgreed
from talkingpiece.core.formats import SessionKind
from talkingpiece.core.grammar import Moment
from talkingpiece.core.ids import MINUTE_MS, Ms
from talkingpiece.core.options import PollOptions
from talkingpiece.core.pair_commands import MOST_SESSIONS, AgreeSpan
from talkingpiece.core.people import Participant
from talkingpiece.core.plan import Span
from talkingpiece.core.session import Session
from talkingpiece.core.shown import Field, Offer
from talkingpiece.core.standing import SETTLED
from talkingpiece.core.text import Say
from talkingpiece.errors import Code, Refused

GOAL = "goal"
"""The kind of item whose status says whether a relation has come to where it wanted (B2)."""
LONGEST_MS = 5 * 366 * 24 * 60 * MINUTE_MS

Why = Literal["ad_hoc", "ended", "first", "period", "reached", "regular", "sessions"]
"""Why a kind of session is proposed; its words are `next_session.why_<why>`."""


class Relation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a series remembers of the way it has gone; nothing in it names a person."""

    begun: bool = False
    """There has been a first session."""
    ended: bool = False
    """There has been a last one."""
    frame: str = ""
    """What was decided on how to work: the option of a poll that the series keeps."""
    span: Span = Span()


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """Which kind of session fits next, and why."""

    kind: SessionKind
    why: Why


def relation_after(session: Session, before: Relation | None) -> Relation | None:
    """What is remembered once *session* is over; None where a format knows no kinds of session."""
    kind = session.format.session_kind
    if not kind:
        return before
    past = before or Relation()
    starts_anew = kind == "first"
    return Relation(
        begun=past.begun or kind in ("first", "regular"),
        ended=END in session.format.carry_over.series or (past.ended and not starts_anew),
        frame=_frame(session) or past.frame,
        span=Span() if END in session.format.carry_over.series else session.plan.span,
    )


def _frame(session: Session) -> str:
    """The decision of a poll about the kind of session, as far as its label keeps it."""
    polls = {p.id for p in session.format.phases() if isinstance(p.options, PollOptions)}
    decided = [
        result.outcome
        for result in session.results
        if result.keep == "series" and result.phase in polls and result.outcome != "undecided"
    ]
    return decided[-1] if decided else ""


def proposed(relation: Relation | None, carried: Iterable[Carried], index: int, at: Ms) -> Proposal:
    """The kind that fits after session number *index*; *at* is when the next one would be.

    None yet: the first. Goals reached, or the agreed number or time over: the last. Where people
    meet when it is needed, or have said farewell: a talk on demand. Else one in between (B2).
    """
    if relation is None:
        return Proposal(kind="first", why="first")
    if relation.ended:
        return Proposal(kind="ad_hoc", why="ended")
    if relation.frame == "ad_hoc" or not relation.begun:
        return Proposal(kind="ad_hoc", why="ad_hoc")
    goals = [one.status for one in carried if one.kind == GOAL]
    if "reached" in goals and set(goals) <= set(SETTLED):
        return Proposal(kind="last", why="reached")
    span = relation.span
    if span.sessions and index + 1 >= span.sessions:
        return Proposal(kind="last", why="sessions")
    if span.until is not None and at >= span.until:
        return Proposal(kind="last", why="period")
    return Proposal(kind="regular", why="regular")


def open_goals(carried: Iterable[Carried]) -> int:
    """How many goals are neither reached nor let go."""
    return sum(1 for one in carried if one.kind == GOAL and one.status not in SETTLED)


# --- what a pair agrees on ----------------------------------------------------------------------


def _may_agree(session: Session, me: Participant) -> bool:
    """Whether the running phase looks ahead, in a relation that goes on."""
    goes_on = session.format.session_kind in ("first", "regular")
    return goes_on and may_schedule(session, me.id)


def agree_span(moment: Moment, command: AgreeSpan) -> None:
    """How often or how long we mean to meet: a plan for the proposal, no promise."""
    if not _may_agree(moment.session, moment.me()):
        raise Refused(Code.NOT_NOW)
    until = command.until
    if until is not None and not moment.at < until < moment.at + LONGEST_MS:
        raise Refused(Code.BAD_TIME)
    span = moment.session.plan.span
    sessions = span.sessions if command.sessions is None else command.sessions
    moment.add(SpanAgreed(sessions=sessions, until=span.until if until is None else until))


def looking_ahead(session: Session, me: Participant) -> Iterator[tuple[str, Offer]]:
    """How many sessions, and until when: beside the next date."""
    if not _may_agree(session, me):
        return
    span = session.plan.span
    place = "middle" if session.phase.use == "arrange" else "more"
    sessions = Field(
        name="sessions",
        label=Say("buttons.agree_sessions"),
        kind="minutes",
        max=MOST_SESSIONS,
        value=str(span.sessions or ""),
    )
    until = Field(
        name="until",
        label=Say("buttons.agree_until"),
        kind="time",
        value=str(span.until or ""),
    )
    for order, field in enumerate((sessions, until), 82):
        label = "buttons.save" if place == "middle" else field.label.key
        yield f"agree_{field.name}", form(label, place, order, {"do": "agree_span"}, (field,))
