"""How long another format would take from here, and how it is made to fit (decision 15)."""

from math import ceil, floor

from msgspec.structs import replace

from talkingpiece.core.forecast import usual_minutes
from talkingpiece.core.formats import ForEach, Format, Phase, Step
from talkingpiece.core.ids import ItemId
from talkingpiece.core.session import Session
from talkingpiece.core.switching import begin_at

LEAST_FACTOR = 0.2
"""No phase becomes shorter than a fifth by a single tap."""


def needed_minutes(session: Session, target: Format, topic: ItemId | None) -> int:
    """Usual minutes of *target* from where it would begin, with one topic."""
    people = len(session.here())
    first = begin_at(target, topic).path[0]
    return ceil(
        sum(
            usual_minutes(target, phase, people)
            for step in target.flow[first:]
            for phase in _phases(step)
            if phase.default_on
        )
    )


def _phases(step: Step | ForEach) -> tuple[Phase, ...]:
    return (step.phase,) if isinstance(step, Step) else step.do


def shortened(target: Format, factor: float) -> Format:
    """*target* with its phases shorter by *factor*, and without what may be left out.

    Protected time keeps its least minutes (A4).
    """
    factor = max(factor, LEAST_FACTOR)
    flow = tuple(
        replace(step, phase=_short(step.phase, factor))
        if isinstance(step, Step)
        else replace(step, do=tuple(_short(phase, factor) for phase in step.do))
        for step in target.flow
    )
    return replace(target, flow=flow, reserve_closing=floor(target.reserve_closing * factor))


def _short(phase: Phase, factor: float) -> Phase:
    least, usual, most = phase.minutes
    wanted = max(round(usual * factor), 1) if usual else 0
    if phase.protected_time:
        return replace(phase, minutes=(least, max(least, wanted), most))
    least = min(least, floor(wanted * 0.8))
    on = phase.default_on and not phase.optional
    return replace(phase, minutes=(least, wanted, most), default_on=on or not phase.optional)
