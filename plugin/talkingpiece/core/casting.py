"""How people come to the roles of a session: taken, given, laid down, or filled by arriving.

Nobody has a role against their will: whoever has one may lay it down, without a reason.
"""

from talkingpiece.core import carrying, cases, roles
from talkingpiece.core import role_commands as c
from talkingpiece.core.grammar import Moment
from talkingpiece.core.ids import PersonId, RoleId
from talkingpiece.core.options import AssignOptions
from talkingpiece.core.people import Participant
from talkingpiece.core.role_events import RoleGiven, RoleLaidDown
from talkingpiece.core.session import Session
from talkingpiece.errors import Code, Refused


def is_free(session: Session, role: RoleId) -> bool:
    """Whether one more person may have *role*: a seat is free, or whoever had it is away."""
    spec = roles.kept(session.format).get(role)
    if spec is None:
        return False
    people = [one for one in session.roles.get(role, ()) if session.people[one].here]
    return not spec.max or len(people) < spec.max


def may_take(session: Session, person: PersonId) -> tuple[RoleId, ...]:
    """The roles that *person* may take on by a tap."""
    taken = roles.optional(session.format) + roles.single(session.format)
    return tuple(
        role for role in taken if is_free(session, role) and not roles.has(session, person, role)
    )


def may_give(session: Session) -> tuple[RoleId, ...]:
    """The roles that whoever leads may give to somebody: all but the one that is everybody's."""
    rest = roles.everybodys(session.format)
    return tuple(role for role in roles.kept(session.format) if role != rest)


def give(moment: Moment, role: RoleId, to: PersonId, *, steered: bool = False) -> None:
    """*to* has *role* from now on, in place of others where only one may have it."""
    spec = roles.kept(moment.session.format)[role]
    before = moment.session.roles.get(role, ())
    if spec.max > 1 and len(before) >= spec.max:
        away = (one for one in before if not moment.session.people[one].here)
        for one in away:
            moment.add(RoleLaidDown(role=role, by=one, steered=steered))
    moment.add(RoleGiven(role=role, to=to, alone=spec.max == 1, steered=steered))


def take(moment: Moment, command: c.TakeRole) -> None:
    """Somebody takes on a role that is free."""
    me = moment.me()
    role = RoleId(command.role)
    if role not in may_take(moment.session, me.id):
        raise Refused(Code.NOT_NOW)
    give(moment, role, me.id)
    _recast(moment)


def lay_down(moment: Moment, command: c.LayDownRole) -> None:
    """Somebody would rather not; at any time, and nobody asks why."""
    me = moment.me()
    role = RoleId(command.role)
    if me.id not in moment.session.roles.get(role, ()):
        raise Refused(Code.NOT_NOW)
    free(moment, role, me.id)


def free(moment: Moment, role: RoleId, person: PersonId) -> None:
    """*person* has *role* no more."""
    moment.add(RoleLaidDown(role=role, by=person))
    _recast(moment)


def _recast(moment: Moment) -> None:
    """Everything that goes by roles follows them."""
    carrying.follow(moment)
    cases.follow(moment)
    moment.kind.recast(moment)


def hand(moment: Moment, command: c.GiveRole) -> None:
    """Whoever leads gives a role to somebody; two who have one each change places."""
    session = moment.session
    role, person = RoleId(command.role), moment.person(command.to)
    if role not in may_give(session):
        raise Refused(Code.NOT_NOW)
    if not person.seated or roles.has(session, person.id, role):
        raise Refused(Code.NO_SUCH_PERSON)
    before = roles.whose(session, role) if role in session.roles else None
    pair = roles.single(session.format)
    other = next((one for one in pair if roles.has(session, person.id, one)), None)
    give(moment, role, person.id, steered=True)
    if role in pair and other is not None and before is not None:
        moment.add(RoleGiven(role=other, to=before, alone=True, steered=True))
    _recast(moment)


def settle(moment: Moment) -> None:
    """Fill the roles that exactly one person has, where nobody here has them (decision 31).

    In a format without facilitators whoever conducts it has the first of them, and whoever came
    next the next. Elsewhere people take them, or are asked.
    """
    if roles.FACILITATOR in moment.session.format.roles:
        return
    before = moment.session.roles
    for number, role in enumerate(roles.single(moment.session.format)):
        session = moment.session
        if any(session.people[one].here for one in session.roles.get(role, ())):
            continue
        for person in session.here():
            conducts = person.role == roles.FACILITATOR
            has_one = any(
                roles.has(session, person.id, one) for one in roles.single(session.format)
            )
            if conducts == (number == 0) and not has_one:
                give(moment, role, person.id)
                break
    if moment.session.roles != before:  # who was here all along may be asked only now
        _recast(moment)


# --- a phase that fills a role ------------------------------------------------------------------

BY_THEMSELVES = frozenset({"agreed_before", "conversation", "next_in_list", "rota", "volunteer"})
"""Ways in which people come forward by themselves; with a rota, once it has nobody left."""


def asked_role(session: Session) -> RoleId | None:
    """The role that the running phase fills, if it is such a phase."""
    options = session.phase.options
    return options.role if isinstance(options, AssignOptions) else None


def is_unfilled(session: Session) -> bool:
    """Whether the running phase fills a role, and nobody who is here has it."""
    role = asked_role(session)
    if role is None:
        return False
    return not any(session.people[person].here for person in session.roles.get(role, ()))


def ways(session: Session) -> tuple[str, ...]:
    """How the running phase fills its role, best first."""
    options = session.phase.options
    if not isinstance(options, AssignOptions):
        return ()
    return tuple(way for way in (options.how, options.fallback, options.last) if way)


def willing(session: Session) -> tuple[PersonId, ...]:
    """Who may say "I will": anybody who takes part, while nobody who is here has the role.

    Where people vote and everybody who could be chosen has said no, they come forward too.
    """
    role = asked_role(session)
    if role is None or not _is_open(session, role):
        return ()
    voted = "vote" in ways(session) and not eligible(session)
    if not voted and not BY_THEMSELVES.intersection(ways(session)):
        return ()
    return tuple(person.id for person in session.here() if person.plays)


def lots(session: Session) -> tuple[PersonId, ...]:
    """Among whom a lot may be drawn."""
    return eligible(session) if "draw" in ways(session) else ()


def may_end_the_choice(moment: Moment) -> None:
    """A facilitator draws, counts, or asks the rota; without one, anybody may."""
    session, me = moment.session, moment.me()
    if not ends_the_choice(session, me):
        raise Refused(Code.NOT_THE_FACILITATOR)


def ends_the_choice(session: Session, person: Participant) -> bool:
    """Whether *person* is one who draws, counts, or asks the rota."""
    return person.role == roles.FACILITATOR or not session.led or session.acting == person.id


def eligible(session: Session) -> tuple[PersonId, ...]:
    """Who could be chosen: of those who offered, or of all, whoever has not said no."""
    role = asked_role(session)
    if role is None or not _is_open(session, role):
        return ()
    options = session.phase.options
    assert isinstance(options, AssignOptions)
    if options.offers:
        owners = (offer.owner for offer in cases.waiting(session))
        people = tuple(dict.fromkeys(owner for owner in owners if owner is not None))
    else:
        people = tuple(p.id for p in session.here() if p.plays and p.role != roles.FACILITATOR)
    return tuple(person for person in people if person not in session.declined)


def _is_open(session: Session, role: RoleId) -> bool:
    """Whether nobody who is here has *role*, or there is one more seat for it."""
    if role not in roles.kept(session.format):
        return False
    return is_free(session, role)


def assign(moment: Moment, person: PersonId) -> None:
    """*person* has the role that the running phase fills."""
    role = asked_role(moment.session)
    if role is None:
        raise Refused(Code.NOT_NOW)
    give(moment, role, person)
    _recast(moment)
