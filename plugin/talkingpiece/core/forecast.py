"""Time: what fits, how long a phase should last, when it is too late for a new topic.

The rules are those of formats.md A4 with decision 15. Nothing here is ever decided for people:
the figures are shown to facilitators, and a new topic is simply not offered.
"""

from talkingpiece.core.formats import ForEach, Format, Phase, Step
from talkingpiece.core.ids import MINUTE_MS, SECOND_MS, Ms
from talkingpiece.core.options import RoundOptions, TalkOptions
from talkingpiece.core.session import Session

LEAST_TURN = 0.6
"""Turns are never shortened below this share of their time (A4)."""
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


def _people(session: Session) -> int:
    return sum(1 for person in session.people.values() if person.seated)


def _phases(session: Session, steps: tuple[Step | ForEach, ...]) -> float:
    """Usual minutes of the phases of *steps* that stand outside a loop and are on by default."""
    people = _people(session)
    return sum(
        usual_minutes(session.format, step.phase, people)
        for step in steps
        if isinstance(step, Step) and step.phase.default_on
    )


def topic_minutes(session: Session, loop: ForEach, start: int = 0) -> tuple[float, float]:
    """Least and usual minutes of one topic, from its phase number *start* on."""
    people = _people(session)
    phases = [phase for phase in loop.do[start:] if phase.default_on]
    usual = sum(usual_minutes(session.format, phase, people) for phase in phases)
    return float(sum(phase.minutes[0] for phase in phases)), usual


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
    now = usual_minutes(session.format, session.phase, _people(session))
    before -= min((at - session.clock.started) / MINUTE_MS, now)
    left = remaining_minutes(session, at) - before - after_loop_minutes(session, loop)
    _, cost = topic_minutes(session, step)
    return max(int(left // cost), 0) if cost > 0 else 0


def time_for_topic(session: Session, at: Ms, loop: int) -> bool:
    """Whether a new topic may be offered: its least minutes with a margin, and the closing."""
    step = session.format.flow[loop]
    assert isinstance(step, ForEach)
    least, _ = topic_minutes(session, step)
    needed = session.format.reserve_closing + NEW_TOPIC_MARGIN * least
    return remaining_minutes(session, at) >= needed


def target_ms(session: Session, at: Ms) -> int:
    """How long the running phase should last in all for the plan to be kept.

    Its usual time while there is enough; less when behind, in proportion, never under its least.
    """
    usual_ms, elapsed = session.clock.usual_ms, max(at - session.clock.started, 0)
    index = session.cursor.path[0]
    loop = loop_at(session)
    step = session.format.flow[index]
    if isinstance(step, ForEach):
        assert loop is not None
        free = remaining_minutes(session, at) - after_loop_minutes(session, loop)
        least, usual = topic_minutes(session, step, session.cursor.path[1])
    elif loop is None:
        free = remaining_minutes(session, at)
        rest = session.format.flow[index:]
        usual = _phases(session, rest)
        least = float(
            sum(s.phase.minutes[0] for s in rest if isinstance(s, Step) and s.phase.default_on)
        )
    else:
        return usual_ms
    available = free + elapsed / MINUTE_MS
    if available >= usual or usual <= least:
        return usual_ms
    share = max((available - least) / (usual - least), 0.0)
    least_ms = session.phase.minutes[0] * MINUTE_MS
    return min(usual_ms, int(least_ms + (usual_ms - least_ms) * share))


def turn_times_ms(session: Session) -> tuple[int, int]:
    """Soft and hard limit of the running turn; shorter when behind, down to 60 % (A4)."""
    options = session.phase.options
    if isinstance(options, TalkOptions):
        return session.clock.usual_ms, session.clock.most_ms
    if not isinstance(options, RoundOptions) or session.piece.since is None:
        return 0, 0
    soft, hard = options.per_turn.soft, options.per_turn.hard
    if options.responder != "none" and options.responder_time is not None:
        soft, hard = soft + options.responder_time.soft, hard + options.responder_time.hard
    usual_ms = max(session.clock.usual_ms, 1)
    share = max(target_ms(session, session.piece.since) / usual_ms, LEAST_TURN)
    share = min(share, 1.0)
    return int(soft * SECOND_MS * share), int(hard * SECOND_MS * share)
