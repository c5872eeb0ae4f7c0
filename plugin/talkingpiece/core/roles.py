"""Who has which role, and whom a declaration means by `observers`, `pair` or `scribe`.

The role of a loop is that of whoever's topic is open. A role of scope `session` is assigned, taken
or given, and stands in `Session.roles`. One that there is more than one of and that has to be
filled, such as `participant` or `observer`, is everybody's who has no other.
"""

from talkingpiece.core.formats import ForEach, Format, RoleSpec
from talkingpiece.core.ids import PersonId, RoleId
from talkingpiece.core.options import AssignOptions
from talkingpiece.core.remembered import remembered
from talkingpiece.core.session import Session

FACILITATOR = RoleId("facilitator")
PRESENTER = RoleId("presenter")
"""The role of the moment, under whatever name the format has for it (decision 8)."""
SCRIBE = RoleId("scribe")
"""Whoever writes down for all; every format that collects something by them has this role."""

ANYBODY = frozenset(
    {
        "all_but_idle",
        "authors",
        "everyone",
        "everyone_concerned",
        "in_turn",
        "owner",
        "owners",
        "owners_of_past_topics",
        "past_presenters",
        "queue",
        "voters",
    }
)
"""Words for people that leave nobody out by their role; what else they mean is asked elsewhere."""


def named(format_: Format, word: str) -> RoleId | None:
    """The role that *word* names, in the singular or the plural; None where it names none."""
    known = {FACILITATOR, PRESENTER, SCRIBE, *format_.roles}
    for name in (word, word.removesuffix("s")):
        if name in known:
            return RoleId(name)
    return None


@remembered
def kept(format_: Format) -> dict[RoleId, RoleSpec]:
    """The roles that somebody may have for the session: neither a loop's nor the facilitator's."""
    loops = {step.role for step in format_.flow if isinstance(step, ForEach)}
    roles = {
        role: spec
        for role, spec in format_.roles.items()
        if role != FACILITATOR and role not in loops and spec.scope == "session"
    }
    by_scribe = any(what.by == SCRIBE for phase in format_.phases() for what in phase.collect)
    return {SCRIBE: RoleSpec(max=3), **roles} if by_scribe and SCRIBE not in roles else roles


@remembered
def assigned(format_: Format) -> frozenset[RoleId]:
    """The roles that a phase of its own fills."""
    options = (phase.options for phase in format_.phases())
    return frozenset(one.role for one in options if isinstance(one, AssignOptions))


@remembered
def everybodys(format_: Format) -> RoleId | None:
    """The role of whoever has no other, such as `participant`; None where there is none."""
    for role, spec in kept(format_).items():
        several = spec.min >= 1 and spec.max != 1
        if several and _free(spec) and role not in assigned(format_):
            return role
    return None


@remembered
def single(format_: Format) -> tuple[RoleId, ...]:
    """The roles that exactly one person has and that no phase fills, such as `mentor`."""
    return tuple(
        role
        for role, spec in kept(format_).items()
        if spec.min == spec.max == 1 and _free(spec) and role not in assigned(format_)
    )


@remembered
def optional(format_: Format) -> tuple[RoleId, ...]:
    """The roles that nobody has to have and anybody may take, such as `scribe`."""
    return tuple(role for role, spec in kept(format_).items() if spec.min == 0 and _free(spec))


def _free(spec: RoleSpec) -> bool:
    """Whether people come to this role without a list or anybody's consent."""
    return not (spec.from_ or spec.needs or spec.only_if)


def holders(session: Session, role: RoleId) -> tuple[PersonId, ...]:
    """Everyone who has *role* now, also who is away for a moment; in order of arrival."""
    if role == FACILITATOR:
        return tuple(p for p in session.ring if session.people[p].role == FACILITATOR)
    if role in session.roles:
        return session.roles[role]
    if role in (PRESENTER, session.presenter_role):
        return () if session.presenter is None else (session.presenter,)
    if role == everybodys(session.format):
        return tuple(p for p in session.ring if _has_no_other(session, p))
    return ()


def _has_no_other(session: Session, person: PersonId) -> bool:
    """Whether *person* has none of the roles that the format needs somebody for."""
    if session.people[person].role == FACILITATOR:
        spec = session.format.roles.get(FACILITATOR)
        if spec is None or spec.in_rounds == "none":
            return False
    return person != session.presenter and not any(
        person in people and session.format.roles.get(role, RoleSpec()).min > 0
        for role, people in session.roles.items()
    )


def has(session: Session, person: PersonId, role: str) -> bool:
    """Whether *person* has *role*, given in the singular, now."""
    return person in holders(session, RoleId(role))


def whose(session: Session, role: str) -> PersonId | None:
    """The one who has *role*: somebody who is here before somebody who is not."""
    people = holders(session, RoleId(role))
    return next((p for p in people if session.people[p].seated), next(iter(people), None))


def roles_of(session: Session, person: PersonId) -> tuple[RoleId, ...]:
    """Every role of *person* in this format, that of the moment first; not the facilitator's."""
    found = [role for role in (session.presenter_role,) if role and session.presenter == person]
    found += [role for role, people in session.roles.items() if person in people]
    rest = everybodys(session.format)
    if rest is not None and rest not in session.roles and _has_no_other(session, person):
        found.append(rest)
    return tuple(dict.fromkeys(found))


def means(session: Session, who: str, person: PersonId) -> bool:
    """Whether *person* is among those whom a declaration calls *who*."""
    if who in ANYBODY:
        return True
    if who == "all_but_presenter":
        return person != session.presenter
    if who == "speaker":
        return session.piece.holder == person
    if who == "pair":
        pair = single(session.format)
        return not pair or any(has(session, person, role) for role in pair)
    role = named(session.format, who)
    if role == SCRIBE:
        return writes_down(session, person)
    if role is None and who.removesuffix("s") == "participant":
        return session.people[person].role != FACILITATOR
    return role is not None and has(session, person, role)


def writes_down(session: Session, person: PersonId) -> bool:
    """Facilitators and whoever took it on; where there is nobody of them, everybody."""
    scribes = session.roles.get(SCRIBE, ())
    if session.people[person].role == FACILITATOR or person in scribes:
        return True
    return not session.facilitators_here() and not any(session.people[p].here for p in scribes)


def concerns_presenter(session: Session) -> bool:
    """Whether the running phase is about the presenter's case: without them, people wait (A8).

    Inside a topic it always is. Elsewhere when the phase names the presenter or those who listen
    to them, or gathers something for them.
    """
    phase, role = session.phase, session.presenter_role
    if not role:
        return False
    if isinstance(session.format.flow[session.cursor.path[0]], ForEach):
        return True
    options = phase.options
    words = [phase.who, *(what.by for what in phase.collect)]
    words += [getattr(options, name, "") for name in ("who", "by", "speaker", "responder")]
    told = {named(session.format, word) for word in words if word}
    about = {RoleId(role), PRESENTER, everybodys(session.format)} - {None}
    return bool(told & about) or any(what.sees == "owner" for what in phase.collect)
