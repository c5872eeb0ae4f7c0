"""What agreements make of a session: the folds of `setting_events`, and of the next date."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from talkingpiece.core import events as e
from talkingpiece.core.plan import Span
from talkingpiece.core.session import Session


def _next_date(session: Session, event: e.NextDateSet) -> Session:
    return replace(session, next_date=event.at)


def _adjusted(session: Session, event: e.FormatAdjusted) -> Session:
    """Only what is still to come may differ, so the cursor stands where it stood."""
    return replace(session, format=event.format)


def _links(session: Session, event: e.LinksRenewed) -> Session:
    return replace(session, links=session.links + 1)


def _more_time(session: Session, event: e.MoreTimeAsked) -> Session:
    return replace(session, more_time=event.on)


def _rule(session: Session, event: e.RuleShown) -> Session:
    return replace(session, rule_at=event.at)


def _span(session: Session, event: e.SpanAgreed) -> Session:
    span = Span(sessions=event.sessions, until=event.until)
    return replace(session, plan=replace(session.plan, span=span))


FOLDS: dict[type, Callable[[Session, Any], Session]] = {
    e.NextDateSet: _next_date,
    e.FormatAdjusted: _adjusted,
    e.LinksRenewed: _links,
    e.MoreTimeAsked: _more_time,
    e.RuleShown: _rule,
    e.SpanAgreed: _span,
}
