"""What everybody sees of the table itself: session, steps, people. It seldom changes."""

from talkingpiece.core.carrying import END
from talkingpiece.core.formats import Step
from talkingpiece.core.ids import Ms, PersonId
from talkingpiece.core.people import Participant
from talkingpiece.core.roles import everybodys, roles_of
from talkingpiece.core.session import Session
from talkingpiece.core.shown import PersonShown, RoomShown, StepShown, View
from talkingpiece.core.text import title_key

OF_PEOPLE = ("lead", "roles", "format", "cursor")
"""What decides how people are shown, beside themselves and who the presenter is."""


def room(session: Session) -> RoomShown:
    """The session as a whole: its times, its language, what was agreed."""
    plan = session.plan
    closed = session.closed
    return RoomShown(
        title=plan.title,
        start=plan.start,
        end=plan.end,
        zone=plan.zone,
        language=plan.language,
        index=plan.index,
        privacy=session.format.privacy,
        level=session.level,
        closed=closed,
        erased=Ms(closed + plan.kept_ms) if closed is not None else None,
        next_date=session.next_date,
        last=END in session.format.carry_over.series,
        pace=session.pace if plan.rehearsal else 0,
    )


def steps(session: Session) -> tuple[StepShown, ...]:
    """The way through the format; a phase of the loop is "done" only once the loop is behind."""
    here = session.cursor.path
    found: list[StepShown] = []
    for index, step in enumerate(session.format.flow):
        loop = not isinstance(step, Step)
        phases = (step.phase,) if isinstance(step, Step) else step.do
        for inner, phase in enumerate(phases):
            if phase.optional and not phase.default_on:
                continue
            path = (index, inner) if loop else (index,)
            state = "now" if path == here else "done" if path < here else "to_come"
            title = title_key(session.format.id, phase.id)
            found.append(StepShown(id=phase.id, title=title, state=state, loop=loop))  # type: ignore[arg-type]
    return tuple(found)


def people(
    session: Session, last: tuple[Session, View] | None = None
) -> dict[PersonId, PersonShown]:
    """Everyone who sits at the table, also for a moment without connection; nobody who waits.

    *last* is what was shown before: whoever sits as before is taken from it.
    """
    before, known = (None, {}) if last is None else (last[0], last[1].people)
    if before is None or not _same_table(before, session):
        before, known = None, {}
    elif before.people is session.people:
        return known
    found = {}
    for order, person_id in enumerate(session.ring):
        person = session.people[person_id]
        if person.late == "wait":
            continue
        same = before is not None and before.people.get(person_id) is person
        found[person_id] = known[person_id] if same else _person(session, person, order)
    return found


def _person(session: Session, person: Participant, order: int) -> PersonShown:
    rest = everybodys(session.format)
    return PersonShown(
        name=person.name,
        order=order,
        facilitator=person.role == "facilitator",
        lead=session.lead == person.id,
        here=person.here,
        listening=person.listening,
        phone=not person.widget,
        late=person.late == "listen",
        roles=tuple(role for role in roles_of(session, person.id) if role != rest),
    )


def _same_table(before: Session, after: Session) -> bool:
    """Whether everybody sits where they did, with the same roles: only newcomers may be added."""
    if before.presenter != after.presenter or after.ring[: len(before.ring)] != before.ring:
        return False
    return all(getattr(before, name) is getattr(after, name) for name in OF_PEOPLE)
