"""The settings of one session: minutes, words and phases, changed before or while it runs.

A change makes a whole new format, which is looked at as every format is and stands in the event
(`FormatAdjusted`). Only what is still to come may differ, so the session stands where it stood.
Labels are no setting: what was sealed stays sealed.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from talkingpiece.core import commands as c
from talkingpiece.core import events as e
from talkingpiece.core.formats import ForEach, Format, Phase, Step
from talkingpiece.core.grammar import Moment
from talkingpiece.core.ids import PhaseId
from talkingpiece.core.session import Session
from talkingpiece.core.shown import PlannedPhase
from talkingpiece.core.steering import facilitator
from talkingpiece.core.text import MAX_TEXT, title_key
from talkingpiece.errors import Code, Refused

Path = tuple[int, ...]
MAX_PHASES = 40


def planned(session: Session) -> Iterator[tuple[PhaseId, PlannedPhase]]:
    """Every phase with what can be set, in the order of the flow."""
    for order, (path, phase) in enumerate(_placed(session.format)):
        step = session.format.flow[path[0]]
        now = path == session.cursor.path
        state = "now" if now else "to_come" if _is_ahead(session, path) else "done"
        shown = PlannedPhase(
            order=order,
            title=title_key(session.format.id, phase.id),
            minutes=phase.minutes,
            off=phase.optional and not phase.default_on,
            state=state,  # type: ignore[arg-type]
            loop=step.for_each if isinstance(step, ForEach) else "",
            words=tuple(phase.prompts) or ("all",),
        )
        yield phase.id, shown


def _placed(format_: Format) -> Iterator[tuple[Path, Phase]]:
    for index, step in enumerate(format_.flow):
        if isinstance(step, Step):
            yield (index,), step.phase
        else:
            yield from (((index, inner), phase) for inner, phase in enumerate(step.do))


def _is_ahead(session: Session, path: Path) -> bool:
    """Still to come, or to come again: with the next topic of the running loop."""
    here = session.cursor.path
    again = len(path) == 2 and path[0] == here[0]
    return path != here and (path[0] > here[0] or again)


def set_minutes(moment: Moment, command: c.SetMinutes) -> None:
    """A phase still to come usually lasts so long; its range gives way where it has to."""
    path, phase = _ahead(moment, command.phase)
    least, _, most = phase.minutes
    wanted = command.minutes
    minutes = (min(least, wanted), wanted, max(most, wanted))
    _adjust(moment, path, replace(phase, minutes=minutes))


def set_words(moment: Moment, command: c.SetWords) -> None:
    """Other words for this session, the same in every language it is offered in."""
    path, phase = _found(moment, command.phase)
    if not _is_ahead(moment.session, path) and path != moment.session.cursor.path:
        raise Refused(Code.NOT_NOW)
    text = " ".join(command.text.split())
    if len(text) > MAX_TEXT:
        raise Refused(Code.TOO_LONG, max=MAX_TEXT)
    prompts = {role: words for role, words in phase.prompts.items() if role != command.role}
    if text:
        languages = moment.session.format.languages
        prompts = {**phase.prompts, command.role: dict.fromkeys(languages, text)}
    _adjust(moment, path, replace(phase, prompts=prompts))


def switch_phase(moment: Moment, command: c.SwitchPhase) -> None:
    """Leave a phase out that is still to come, or take it in."""
    path, phase = _ahead(moment, command.phase)
    optional = phase.optional or not command.on
    _adjust(moment, path, replace(phase, optional=optional, default_on=command.on))


def insert_phase(moment: Moment, command: c.InsertPhase) -> None:
    """Once more a phase, right after another one.

    A phase of a loop stays in its loop; any other may also follow the whole of a loop. Nothing is
    put before the running phase.
    """
    path, phase = _found(moment, command.phase)
    after, _ = _found(moment, command.after)
    session = moment.session
    here, format_ = session.cursor.path, session.format
    if len(format_.phases()) >= MAX_PHASES:
        raise Refused(Code.TOO_MANY, max=MAX_PHASES)
    again = replace(
        phase,
        id=_fresh(format_, phase.id),
        optional=False,
        default_on=True,
        when=None,
        pre_start=False,
    )
    flow = list(format_.flow)
    if len(path) == 1:
        if after[0] < here[0]:
            raise Refused(Code.NOT_NOW)
        before = flow[after[0]]
        repeat = before.repeat if isinstance(before, Step) else None
        flow.insert(after[0] + 1, Step(phase=again, repeat=repeat))
    else:
        step = flow[path[0]]
        passed = after[0] < here[0] or (after[0] == here[0] and after < here)
        if after[0] != path[0] or passed or not isinstance(step, ForEach):
            raise Refused(Code.NOT_NOW)
        do = (*step.do[: after[1] + 1], again, *step.do[after[1] + 1 :])
        flow[path[0]] = replace(step, do=do)
    _replace_format(moment, replace(format_, flow=tuple(flow)))


def _fresh(format_: Format, phase: PhaseId) -> PhaseId:
    """An id for one more of *phase* that no other phase has."""
    taken = {other.id for other in format_.phases()}
    number = 2
    while (fresh := PhaseId(f"{phase[:36]}_{number}")) in taken:
        number += 1
    return fresh


def _found(moment: Moment, phase: PhaseId) -> tuple[Path, Phase]:
    facilitator(moment)
    for path, found in _placed(moment.session.format):
        if found.id == phase:
            return path, found
    raise Refused(Code.NO_SUCH_PHASE)


def _ahead(moment: Moment, phase: PhaseId) -> tuple[Path, Phase]:
    """A phase that is still to come. Raises `Refused` for what runs or is over."""
    path, found = _found(moment, phase)
    if not _is_ahead(moment.session, path):
        raise Refused(Code.NOT_NOW)
    return path, found


def _adjust(moment: Moment, path: Path, phase: Phase) -> None:
    """*phase* stands at *path* from now on."""
    format_ = moment.session.format
    flow = list(format_.flow)
    step = flow[path[0]]
    if isinstance(step, ForEach):
        do = tuple(phase if at == path[1] else other for at, other in enumerate(step.do))
        flow[path[0]] = replace(step, do=do)
    else:
        flow[path[0]] = replace(step, phase=phase)
    _replace_format(moment, replace(format_, flow=tuple(flow)))


def _replace_format(moment: Moment, changed: Format) -> None:
    """The session follows *changed*, if it is as sound as every format has to be."""
    before = moment.session.format
    if changed == before:
        return
    wrong = moment.grammar.wrong_with
    if len(wrong(changed)) > len(wrong(before)):
        raise Refused(Code.NOT_SOUND)
    moment.add(e.FormatAdjusted(format=changed))
