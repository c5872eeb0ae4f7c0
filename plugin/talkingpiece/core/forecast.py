"""Time: what fits, how long a phase usually lasts, when it is too late for a new topic.

The rules are those of formats.md A4 with decision 15. Nothing here is ever decided for people:
the figures are shown to facilitators, and a new topic is simply not offered.
"""

from talkingpiece.core.formats import ForEach, Format, Phase, Step
from talkingpiece.core.ids import MINUTE_MS, Ms
from talkingpiece.core.options import RoundOptions
from talkingpiece.core.remembered import remembered
from talkingpiece.core.session import Session

NEW_TOPIC_MARGIN = 1.2
"""A new topic needs this many times its least minutes (A4)."""


def usual_minutes(format_: Format, phase: Phase, people: int) -> float:
    """How long *phase* usually lasts with *people* at the table, facilitators included.

    A round is scaled in proportion to n - 1, and stays within the phase's own range.
    """
    least, usual, most = phase.minutes
    if not isinstance(phase.options, RoundOptions) or not people:
        return float(usual)
    scaled = usual * max(people - 1, 1) / max(format_.capacity.ideal[1] - 1, 1)
    return min(max(scaled, least), most)


def least_minutes(format_: Format, phase: Phase, people: int) -> float:
    """How long *phase* takes at the least with *people* at the table, facilitators included.

    What a declaration says is meant for a circle of the ideal size. A round of more people takes
    longer in proportion to n - 1, as its usual time does, and no longer than that.
    """
    least = float(phase.minutes[0])
    if not isinstance(phase.options, RoundOptions):
        return least
    scaled = least * max(people - 1, 1) / max(format_.capacity.ideal[1] - 1, 1)
    return min(max(scaled, least), max(usual_minutes(format_, phase, people), least))


@remembered
def people_at(session: Session) -> int:
    """How many sit at the table, facilitators included."""
    return sum(1 for person in session.people.values() if person.seated)


def _phases(session: Session, steps: tuple[Step | ForEach, ...]) -> float:
    """Usual minutes of the phases of *steps* that stand outside a loop and are on by default."""
    people = people_at(session)
    return sum(
        usual_minutes(session.format, step.phase, people)
        for step in steps
        if isinstance(step, Step) and step.phase.default_on
    )


def topic_minutes(session: Session, loop: ForEach, start: int = 0) -> tuple[float, float]:
    """Least and usual minutes of one topic, from its phase number *start* on."""
    people = people_at(session)
    phases = [phase for phase in loop.do[start:] if phase.default_on]
    usual = sum(usual_minutes(session.format, phase, people) for phase in phases)
    return sum(least_minutes(session.format, phase, people) for phase in phases), usual


def loop_at(session: Session) -> int | None:
    """The index of the step that is the loop still to come or running; None after it."""
    for index, step in enumerate(session.format.flow):
        if isinstance(step, ForEach) and index >= session.cursor.path[0]:
            return index
    return None


def after_loop_minutes(session: Session, loop: int) -> float:
    """What has to stay free for the end: the closing reserve, or what the phases there need."""
    needed = _phases(session, session.format.flow[loop + 1 :])
    return max(float(session.format.reserve_closing), needed)


def remaining_minutes(session: Session, at: Ms) -> float:
    """Minutes until the planned end; negative when it has passed."""
    return (session.plan.end - at) / MINUTE_MS


def fits(session: Session, at: Ms) -> int:
    """How many whole topics still fit, not counting the one that is open (A4, decision 15)."""
    loop = loop_at(session)
    if loop is None:
        return 0
    here = session.cursor.path
    step = session.format.flow[loop]
    assert isinstance(step, ForEach)
    if here[0] == loop:
        _, before = topic_minutes(session, step, here[1])
    else:
        before = _phases(session, session.format.flow[here[0] : loop])
    now = usual_minutes(session.format, session.phase, people_at(session))
    before -= min((at - session.clock.started) / MINUTE_MS, now)
    left = remaining_minutes(session, at) - before - after_loop_minutes(session, loop)
    _, cost = topic_minutes(session, step)
    return max(int(left // cost), 0) if cost > 0 else 0


def time_for_topic(session: Session, at: Ms, loop: int) -> bool:
    """Whether a new topic may be offered: its least minutes with a margin, and the closing.

    A format that keeps no minutes for the end keeps those of the phases after the loop.
    Where a loop goes on until its list is empty, any time before the closing is enough.
    """
    step = session.format.flow[loop]
    assert isinstance(step, ForEach)
    reserve = float(session.format.reserve_closing) or after_loop_minutes(session, loop)
    if step.until == "list_empty":
        return remaining_minutes(session, at) > reserve
    least, _ = topic_minutes(session, step)
    needed = reserve + NEW_TOPIC_MARGIN * least
    return remaining_minutes(session, at) >= needed
