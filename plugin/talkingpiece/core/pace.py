"""Keeping time inside a topic: what is shortened when a session is behind, and what never is (A4).

In this order: optional phases are left out; questions end with the running round; turns become
shorter, down to 60 %, and the group is told. Phases with protected time give
way last, and never below their least. Nothing ends by itself, nobody is cut off.
"""

import msgspec

from talkingpiece.core import forecast
from talkingpiece.core.formats import ForEach, Phase, Step
from talkingpiece.core.ids import MINUTE_MS, SECOND_MS, Ms
from talkingpiece.core.items import listed
from talkingpiece.core.options import DiscussOptions, RoundOptions, TalkOptions
from talkingpiece.core.session import Session

LEAST_TURN = 0.6
"""Turns are never shortened below this share of their time (A4)."""
TOLD_TURN = 0.95
"""Turns that are shorter than this share are called shorter."""
SPARE_MINUTES = 0.5
"""Left free at the end of a topic, because nobody is cut off in their last sentence."""
SHOWN_MS = 30 * SECOND_MS
"""Ahead and behind are shown in steps of this, so that a figure does not flicker."""


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """How the running phase should go for the plan to be kept."""

    target_ms: int
    """How long it should last in all."""
    turn: float = 1.0
    """Which share of its usual time a turn has."""
    behind: bool = False
    """Inside a topic, and what is usual does not fit any more."""


def pace(session: Session, at: Ms) -> Pace:
    """The pace of the running phase. Before the first topic it is the usual one."""
    planned = _planned(session, at)
    share = max(_room_for_turns(session, at), LEAST_TURN)
    return planned if share >= planned.turn else msgspec.structs.replace(planned, turn=share)


def _room_for_turns(session: Session, at: Ms) -> float:
    """Which share of its usual time each turn still to come may have in a round that goes once.

    What the first took longer, and whoever came back in the middle, is missing at its end: the
    rest share what is left until the phases that follow.
    """
    options, piece = session.phase.options, session.piece
    if not isinstance(options, RoundOptions) or options.repeat != "once":
        return 1.0
    to_come = sum(p not in piece.had and session.people[p].here for p in piece.order)
    if session.phase.protected_time or not to_come:
        return 1.0
    ahead, reserve = _ahead(session)
    if not ahead:
        return 1.0
    must = [phase for phase in ahead[1:] if not phase.optional]
    inside = isinstance(session.format.flow[session.cursor.path[0]], ForEach)
    kept = sum(_least(session, phase, inside) for phase in must)
    if not inside:
        kept = max(kept, float(session.format.reserve_closing))
    left = forecast.remaining_minutes(session, at) - reserve - kept
    return left / (to_come * _turn_minutes(options))


def _planned(session: Session, at: Ms) -> Pace:
    ahead, reserve = _ahead(session)
    clock = session.clock
    if not ahead:
        return Pace(target_ms=clock.usual_ms)
    now, *later = ahead
    usual_now, elapsed = clock.usual_ms / MINUTE_MS, max(at - clock.started, 0) / MINUTE_MS
    available = forecast.remaining_minutes(session, at) - reserve + elapsed
    must = [phase for phase in later if not phase.optional]
    wanted = sum(_usual(session, phase) for phase in later)
    inside = isinstance(session.format.flow[session.cursor.path[0]], ForEach)
    behind = inside and available < wanted + max(usual_now, elapsed)
    full = usual_now + sum(_usual(session, phase) for phase in must)
    kept_whole = inside and now.protected_time
    if available >= full + (SPARE_MINUTES if kept_whole else 0):
        return Pace(target_ms=clock.usual_ms, behind=behind)
    if kept_whole:  # the last to give way, and never below its least
        minutes = min(max(available - SPARE_MINUTES, float(now.minutes[0])), usual_now)
        return Pace(target_ms=int(minutes * MINUTE_MS), behind=behind)
    base = min(usual_now, _one_round(session, now)) if inside else usual_now
    short = base + sum(
        min(_usual(session, p), _one_round(session, p)) if inside else _usual(session, p)
        for p in must
    )
    if available >= short:
        return Pace(target_ms=int(base * MINUTE_MS), behind=behind)
    floor = min(_floor(session, now), base)
    least = floor + sum(_least(session, phase, inside) for phase in must)
    share = max((available - least) / (short - least), 0.0) if short > least else 1.0
    target = floor + (base - floor) * share
    kept = sum(_usual(session, phase) for phase in must if phase.protected_time)
    room = (available - kept) / (short - kept) if short > kept else 1.0
    turn = 1.0 if now.protected_time else min(max(room, LEAST_TURN), 1.0)
    return Pace(target_ms=int(target * MINUTE_MS), turn=turn, behind=behind)


def _least(session: Session, phase: Phase, inside: bool) -> float:
    """What a later phase is left with at the least; inside a topic protected time is all kept."""
    kept = inside and phase.protected_time
    return _usual(session, phase) if kept else min(_floor(session, phase), _usual(session, phase))


def _floor(session: Session, phase: Phase) -> float:
    return forecast.least_minutes(session.format, phase, forecast.people_at(session))


def _ahead(session: Session) -> tuple[list[Phase], float]:
    """The running phase and those that follow with it, and the minutes to be left free after."""
    index = session.cursor.path[0]
    step = session.format.flow[index]
    if isinstance(step, ForEach):
        phases = list(step.do[session.cursor.path[1] :])
        reserve = forecast.after_loop_minutes(session, index)
    elif forecast.loop_at(session) is not None:
        return [], 0.0
    else:
        phases = [s.phase for s in session.format.flow[index:] if isinstance(s, Step)]
        reserve = 0.0
    return [p for p in phases if p.default_on or p.id == session.phase.id], reserve


def _usual(session: Session, phase: Phase) -> float:
    return forecast.usual_minutes(session.format, phase, forecast.people_at(session))


def _one_round(session: Session, phase: Phase) -> float:
    """The minutes of one tour of a round that may go round several times; else no limit."""
    options = phase.options
    if not isinstance(options, RoundOptions) or options.repeat != "until_all_pass":
        return float("inf")
    return max(len(session.here()) - 1, 1) * _turn_minutes(options)


def _turn_minutes(options: RoundOptions) -> float:
    """The usual minutes of one turn, the answer included."""
    answer = options.responder_time if options.responder != "none" else None
    return (options.per_turn.soft + (answer.soft if answer is not None else 0)) / 60


def is_behind(session: Session, at: Ms) -> bool:
    """Whether questions end with the running round, because time is short (A4)."""
    return pace(session, at).behind


def leaves_room(session: Session, path: tuple[int, ...], more: bool, at: Ms) -> bool:
    """Whether there is time for the optional phase at *path*.

    There is while everything that has to follow still has its usual time: inside a loop the rest
    of the topic, or the next one if there is *more* to come; else what comes before and after.
    """
    flow = session.format.flow
    step = flow[path[0]]
    if isinstance(step, ForEach):
        topic = step.do if path[1] == len(step.do) - 1 and more else step.do[path[1] + 1 :]
        needed = _usual(session, step.do[path[1]]) + _must(session, topic)
        needed += forecast.after_loop_minutes(session, path[0])
        return forecast.remaining_minutes(session, at) >= needed
    needed = _usual(session, step.phase)
    for index, later in enumerate(flow[path[0] + 1 :], start=path[0] + 1):
        if isinstance(later, ForEach):
            needed += _must(session, later.do) + forecast.after_loop_minutes(session, index)
            break
        needed += _must(session, (later.phase,))
    return forecast.remaining_minutes(session, at) >= needed


def _must(session: Session, phases: tuple[Phase, ...]) -> float:
    return sum(_usual(session, phase) for phase in phases if not phase.optional)


def roomy(session: Session, path: tuple[int, ...], at: Ms) -> bool:
    """Whether the only topic of a session may take the upper end of its times (A8)."""
    step = session.format.flow[path[0]]
    if not isinstance(step, ForEach):
        return False
    topics = [i for i in listed(session, step.for_each) if i.state != "withdrawn"]
    most = sum(phase.minutes[2] for phase in step.do[path[1] :] if not phase.optional)
    free = forecast.remaining_minutes(session, at) - forecast.after_loop_minutes(session, path[0])
    return len(topics) == 1 and free >= most


LAST_LOOK_MINUTES = 0.3
"""Between the bell of the last phase and the planned end: somebody has to see it."""
BELL_MINUTES = 1.0
"""Left free before the time kept for the end, for thumbs and for the last sentence."""


def until_the_end(session: Session, path: tuple[int, ...], phase: Phase, at: Ms) -> float:
    """The most minutes the phase at *path* may usually take, because something ends by its bell.

    A talk that people make longer with their thumbs leaves the time free that is kept for the end;
    the last phase of all is over with the session. Its least a phase always has.
    """
    extend = phase.options.extend if isinstance(phase.options, DiscussOptions) else None
    if extend is not None and extend.by == "vote":
        return max(kept_free(session, path, at), float(phase.minutes[0]))
    if len(path) == 1 and path[0] == len(session.format.flow) - 1 and "time_up" in phase.exit:
        left = forecast.remaining_minutes(session, at) - LAST_LOOK_MINUTES
        return max(left, float(phase.minutes[0]), SPARE_MINUTES)
    return float("inf")


def kept_free(session: Session, path: tuple[int, ...], at: Ms) -> float:
    """The minutes from *at* until the time that is kept for the end."""
    loop = isinstance(session.format.flow[path[0]], ForEach)
    reserve = float(session.format.reserve_closing)
    if loop:
        reserve = forecast.after_loop_minutes(session, path[0])
    return forecast.remaining_minutes(session, at) - reserve - BELL_MINUTES


def behind_ms(session: Session, at: Ms) -> int:
    """By how much a session is behind, for facilitators only; negative: time to spare.

    Counted is what is usual: the running phase, what follows it, and as many further topics as
    fit and wait.
    """
    clock, index = session.clock, session.cursor.path[0]
    elapsed = max(at - clock.started, 0)
    needed = float(max(clock.usual_ms, elapsed)) / MINUTE_MS
    loop = forecast.loop_at(session)
    step = session.format.flow[index]
    if isinstance(step, ForEach):
        ahead, reserve = _ahead(session)
        waiting = [i for i in listed(session, step.for_each) if i.state == "open"]
        topics = min(len(waiting), forecast.fits(session, at))
        needed += sum(_usual(session, phase) for phase in ahead[1:]) + reserve
        needed += topics * forecast.topic_minutes(session, step)[1]
    elif loop is not None:
        each = session.format.flow[loop]
        assert isinstance(each, ForEach)
        before = (s.phase for s in session.format.flow[index + 1 : loop] if isinstance(s, Step))
        needed += sum(_usual(session, phase) for phase in before if phase.default_on)
        needed += forecast.fits(session, at) * forecast.topic_minutes(session, each)[1]
        needed += forecast.after_loop_minutes(session, loop)
    else:
        needed += sum(_usual(session, phase) for phase in _ahead(session)[0][1:])
    exact = (needed - forecast.remaining_minutes(session, at)) * MINUTE_MS - elapsed
    return round(exact / SHOWN_MS) * SHOWN_MS


def target_ms(session: Session, at: Ms) -> int:
    """How long the running phase should last in all for the plan to be kept."""
    return pace(session, at).target_ms


def shorter_turns(session: Session) -> bool:
    """Whether the running turn is shorter than usual: the group is told."""
    piece = session.piece
    if not isinstance(session.phase.options, RoundOptions) or piece.since is None:
        return False
    return pace(session, piece.since).turn < TOLD_TURN


def turn_times_ms(session: Session) -> tuple[int, int]:
    """Soft and hard limit of the running turn; shorter when behind, down to 60 % (A4)."""
    options, piece = session.phase.options, session.piece
    if isinstance(options, TalkOptions):
        return session.clock.usual_ms, session.clock.most_ms
    if isinstance(options, DiscussOptions) and options.per_turn and piece.since is not None:
        limits = (options.per_turn.soft, options.per_turn.hard)
        return limits[0] * SECOND_MS + piece.more_ms, limits[1] * SECOND_MS + piece.more_ms
    if not isinstance(options, RoundOptions) or piece.since is None:
        return 0, 0
    soft, hard = options.per_turn.soft, options.per_turn.hard
    if options.responder != "none" and options.responder_time is not None:
        soft, hard = soft + options.responder_time.soft, hard + options.responder_time.hard
    share = pace(session, piece.since).turn
    return tuple(int(each * SECOND_MS * share) + piece.more_ms for each in (soft, hard))  # type: ignore[return-value]
