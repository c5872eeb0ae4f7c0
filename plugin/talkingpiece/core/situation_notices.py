"""Sentences about what goes wrong in a real evening: the same for every format (A8)."""

from collections.abc import Iterator

from talkingpiece.core.deadlines import presenter_waited_until
from talkingpiece.core.forecast import remaining_minutes
from talkingpiece.core.ids import MINUTE_MS, Ms, PersonId
from talkingpiece.core.pace import shorter_turns
from talkingpiece.core.session import Session
from talkingpiece.core.shown import Notice
from talkingpiece.core.situation_offers import same_names
from talkingpiece.core.situations import URGENT
from talkingpiece.core.text import Ref, Say, Value

Named = tuple[str, Notice]

FEW_AFTER_MS = 5 * MINUTE_MS
"""So long after the start the facilitator hears that people are missing (A8)."""


def for_everybody(session: Session, person: PersonId) -> Iterator[Named]:
    """What concerns the whole table, or this person alone."""
    nudge = session.nudge
    if nudge is not None and nudge.to == person:
        yield "nudge", Notice(say=Say(f"nudges.{nudge.card}"), tone="warm")
    if shorter_turns(session):
        yield "shorter_turns", Notice(say=Say("situations.shorter_turns"))
    awaited = session.awaited
    if awaited is not None:
        waits_ms = presenter_waited_until(session, awaited) - awaited.since
        minutes = max(round(waits_ms / MINUTE_MS), 1)
        values: dict[str, Value] = {"name": Ref(person=awaited.person), "min": minutes}
        tone = "urgent" if awaited.over else "warm"
        say = Say("situations.presenter_lost", values)
        yield "presenter_lost", Notice(say=say, tone=tone)  # type: ignore[arg-type]
    missing = session.leaderless
    if missing is not None and missing.offer is not None and missing.offer.by != person:
        name = {"name": Ref(person=missing.offer.by)}
        yield "lead_offer", Notice(say=Say("situations.lead_offer", {**name}), tone="warm")
    for item in session.items.values():
        if item.kind == URGENT and item.owner == person and item.state == "open":
            yield f"received_{item.id}", Notice(say=Say("situations.urgent_received"))


def for_facilitators(session: Session, me: PersonId, at: Ms) -> Iterator[Named]:
    """What only facilitators hear; *me* is the one who does."""
    for item in session.items.values():
        if item.kind == URGENT and item.state == "open" and item.owner is not None:
            values: dict[str, Value] = {"name": Ref(person=item.owner), "keyword": item.text}
            say = Say("situations.urgent_told", values)
            yield f"urgent_{item.id}", Notice(say=say, tone="warm")
    for newcomer, seat in same_names(session):
        key = "situations.was_it_you" if newcomer == me else "situations.same_name"
        say = Say(key, {"name": Ref(person=seat)})
        yield f"seat_{newcomer}", Notice(say=say)
    if session.piece.pick_missed and session.piece.picks is not None:
        picks: dict[str, Value] = {"name": Ref(person=session.piece.picks)}
        yield "pick", Notice(say=Say("situations.pick", picks))
    yield from _numbers(session, at)
    yield from _end(session, at)


def _numbers(session: Session, at: Ms) -> Iterator[Named]:
    """Too few or too many for the format: told, never decided."""
    capacity = session.format.capacity
    here = len(session.here())
    if here > capacity.soft_max:
        values = {"n": here, "max": capacity.soft_max}
        yield "too_many", Notice(say=Say("situations.too_many", {**values}))
    elif here < capacity.min and at >= session.plan.start + FEW_AFTER_MS:
        came = sum(not person.removed for person in session.people.values())
        key = "fewer_now" if came >= capacity.min else "below_min"
        yield "below_min", Notice(say=Say(f"situations.{key}"), tone="warm")


def _end(session: Session, at: Ms) -> Iterator[Named]:
    """Ten and five minutes before the end, and after it (A8, overrun)."""
    left = remaining_minutes(session, at)
    if left <= 0:
        yield "time_over", Notice(say=Say("situations.time_over"), tone="warm")
    elif left <= 10:
        minutes = 5 if left <= 5 else 10
        yield "ends_soon", Notice(say=Say("situations.ends_soon", {"min": minutes}))
