"""Walking a format: which phase comes next, which topic, and what entering a phase brings about."""

from collections.abc import Iterator

from talkingpiece.core import forecast, gathering, pace, poll_memory
from talkingpiece.core.conditions import holds
from talkingpiece.core.events import ItemMoved, PhaseEntered, PhaseLeft
from talkingpiece.core.formats import ForEach, Format, Late, Phase, Step
from talkingpiece.core.grammar import Moment
from talkingpiece.core.ids import MINUTE_MS, Ms, PersonId
from talkingpiece.core.items import listed
from talkingpiece.core.options import ArrangeOptions, BriefOptions
from talkingpiece.core.session import Cursor, Item, ItemState, Session


def phase_at(format_: Format, path: tuple[int, ...]) -> Phase:
    """The phase at *path*."""
    step = format_.flow[path[0]]
    return step.phase if isinstance(step, Step) else step.do[path[1]]


def first(format_: Format) -> Cursor:
    """Where a session of *format_* begins. Raises ValueError where it begins with a loop."""
    for index, step in enumerate(format_.flow):
        if isinstance(step, Step) and (step.phase.default_on or not step.phase.optional):
            return Cursor((index,))
    raise ValueError(f"{format_.id} has no phase to begin with")


def following(session: Session, at: Ms) -> Cursor | None:
    """What comes after the running phase; None at the end of the format."""
    for cursor in _ahead(session, at):
        return cursor
    return None


def _ahead(session: Session, at: Ms) -> Iterator[Cursor]:
    """Every place the session may come to next, nearest first."""
    flow, path = session.format.flow, session.cursor.path
    step = flow[path[0]]
    if isinstance(step, ForEach):
        ahead = next_topic(session, path[0], at)
        resting = _rests(session)
        for index in range(path[1] + 1, len(step.do)):
            phase = step.do[index]
            if resting and not (phase.protected_time and session.awaited is None):
                continue
            between = index == len(step.do) - 1 and _is_pause(phase)
            if _fits_in(session, (path[0], index), ahead is not None, at) and not (
                between and ahead is None
            ):
                yield Cursor((path[0], index), session.cursor.item)
        if ahead is not None:
            yield from _topic_begins(session, path[0], ahead, at)
    yield from _once_more(session, at)
    for index in range(path[0] + 1, len(flow)):
        later = flow[index]
        if isinstance(later, ForEach):
            topic = next_topic(session, index, at)
            if topic is not None:
                yield from _topic_begins(session, index, topic, at)
        elif _may_begin(session, index, at):
            yield Cursor((index,), lap=_lap(session, index))


def _may_begin(session: Session, index: int, at: Ms) -> bool:
    """Whether the phase that stands by itself at *index* is on, fits, and has something to do."""
    step = session.format.flow[index]
    assert isinstance(step, Step)
    entering = step.repeat is not None and not _same_repeat(session, index)
    if entering and step.repeat is not None and not holds(session, step.repeat.while_, at):
        return False
    return _fits_in(session, (index,), False, at) and not _has_nothing(session, step.phase)


def _same_repeat(session: Session, index: int) -> bool:
    """Whether the step at *index* is repeated together with the running one."""
    here, there = session.format.flow[session.cursor.path[0]], session.format.flow[index]
    if not isinstance(here, Step) or not isinstance(there, Step):
        return False
    return here.repeat is not None and here.repeat == there.repeat


def _lap(session: Session, index: int) -> int:
    """How often what is repeated there has been gone through before."""
    return session.cursor.lap if _same_repeat(session, index) else 0


def _once_more(session: Session, at: Ms) -> Iterator[Cursor]:
    """From the end of what is repeated back to its start, while its condition holds."""
    here = session.cursor.path[0]
    step = session.format.flow[here]
    repeat = step.repeat if isinstance(step, Step) else None
    if repeat is None or session.cursor.lap + 1 >= repeat.max:
        return
    block = [i for i in range(len(session.format.flow)) if _same_repeat(session, i)]
    ahead = [i for i in block if i > here and _fits_in(session, (i,), False, at)]
    if not ahead and holds(session, repeat.while_, at):
        for index in block:
            if _fits_in(session, (index,), False, at):
                yield Cursor((index,), lap=session.cursor.lap + 1)


def _topic_begins(session: Session, loop: int, topic: Item, at: Ms) -> Iterator[Cursor]:
    """At the first phase of the loop that is on."""
    step = session.format.flow[loop]
    assert isinstance(step, ForEach)
    for index, phase in enumerate(step.do):
        if _is_on(session, phase, at):
            yield Cursor((loop, index), topic.id)
            return


def _fits_in(session: Session, path: tuple[int, ...], more: bool, at: Ms) -> bool:
    """Whether the phase at *path* is on, and not left out because time is short (A4)."""
    phase = phase_at(session.format, path)
    if not _is_on(session, phase, at):
        return False
    needed = not phase.optional or phase.protected_time
    return needed or pace.leaves_room(session, path, more, at)


def _rests(session: Session) -> bool:
    """The open topic has been laid to rest: only its protected time is still offered."""
    item = session.cursor.item
    return item is not None and session.items[item].state not in ("now", "done")


def resting_state(session: Session, since: Ms) -> ItemState:
    """What becomes of the open topic when its presenter went away at *since* (B0)."""
    step = session.format.flow[session.cursor.path[0]]
    assert isinstance(step, ForEach)
    state = _state_after(session)
    if state == "open" and since - session.clock.started >= session.clock.usual_ms / 2:
        return "parked"
    return state


def _is_pause(phase: Phase) -> bool:
    """A pause between two topics makes no sense when no topic follows."""
    return phase.optional and isinstance(phase.options, BriefOptions)


def _has_nothing(session: Session, phase: Phase) -> bool:
    """A phase that works on a list and ends with it, while the list is empty."""
    if not isinstance(phase.options, ArrangeOptions) or "list_empty" not in phase.exit:
        return False
    return not any(item.state == "open" for item in listed(session, phase.options.list))


def _is_on(session: Session, phase: Phase, at: Ms) -> bool:
    if phase.optional and not phase.default_on:
        return False
    return phase.when is None or holds(session, phase.when, at)


def next_topic(session: Session, loop: int, at: Ms) -> Item | None:
    """The next topic of the loop: the first open one whose owner is here, if there is time.

    The topic of somebody absent is skipped and keeps its rank (B0).
    """
    step = session.format.flow[loop]
    assert isinstance(step, ForEach)
    if not forecast.time_for_topic(session, at, loop):
        return None
    for item in listed(session, step.for_each):
        owner = session.people.get(item.owner) if item.owner else None
        if item.state == "open" and (step.role == "none" or (owner is not None and owner.plays)):
            return item
    return None


def enter(moment: Moment, cursor: Cursor) -> None:
    """Leave the running phase and enter the one at *cursor*, with all that follows from it."""
    leave(moment, cursor)
    arrive(moment, cursor, new_topic=cursor.item != moment.session.cursor.item)


def arrive(moment: Moment, cursor: Cursor, *, new_topic: bool) -> None:
    """Enter the phase at *cursor* from wherever one was."""
    session = moment.session
    phase = phase_at(session.format, cursor.path)
    if cursor.item is not None and (new_topic or session.items[cursor.item].state == "open"):
        moment.add(ItemMoved(item=cursor.item, state="now"))
    people = sum(1 for person in session.people.values() if person.seated)
    usual = forecast.usual_minutes(session.format, phase, people)
    if pace.roomy(session, cursor.path, moment.at):
        usual = float(phase.minutes[2])
    usual = min(usual, pace.until_the_end(session, cursor.path, phase, moment.at))
    moment.add(
        PhaseEntered(
            cursor=cursor,
            at=moment.at,
            usual_ms=int(usual * MINUTE_MS),
            most_ms=phase.minutes[2] * MINUTE_MS,
            admitted=_admitted(session, phase, new_topic),
        )
    )
    moment.kind.begin(moment)


def leave(moment: Moment, cursor: Cursor | None) -> None:
    """End the running phase. A topic that is left is done, or goes back to its list, or rests."""
    gathering.unveil(moment, leaving=True)
    session = moment.session
    item = session.cursor.item
    if item is not None and (cursor is None or cursor.item != item):
        state = session.items[item].state
        if state == "now":
            moment.add(ItemMoved(item=item, state=_state_after(session)))
    poll_memory.forget(moment, at_the_end=cursor is None)
    moment.add(PhaseLeft())


def _state_after(session: Session) -> ItemState:
    """Done once its last real phase was reached; untouched after the first; else it rests."""
    step = session.format.flow[session.cursor.path[0]]
    assert isinstance(step, ForEach)
    real = [index for index, phase in enumerate(step.do) if not phase.optional]
    here = session.cursor.path[1]
    if not real or here >= real[-1]:
        return "done"
    return "open" if here == real[0] else "parked"


def _admitted(session: Session, phase: Phase, new_topic: bool) -> dict[PersonId, Late]:
    """Who may do more from now on (A8).

    Waiting people come in at the next pause; listening ones take part in the next phase that
    people may join, or with the next topic.
    """
    admitted: dict[PersonId, Late] = {}
    for person in session.people.values():
        if person.id in session.owing or person.knocks:
            continue  # until they, or a facilitator, have said yes
        if person.late == "wait" and phase.late != "wait":
            admitted[person.id] = phase.late
        elif person.late == "listen" and (phase.late == "join" or new_topic):
            admitted[person.id] = "join"
    return admitted
