"""Who may speak in a round, by the words of a declaration; asks the core nothing.

Written a second time on purpose: a mistake of `core.roles` must not hide behind itself.
"""

from collections.abc import Mapping

from talkingpiece.core import events as e
from talkingpiece.core.formats import ForEach, Format, Step
from talkingpiece.core.ids import ItemId, PersonId, RoleId
from talkingpiece.core.options import AssignOptions, RoundOptions
from talkingpiece.core.people import Participant
from talkingpiece.core.session import Cursor, Item


class Cast:
    """Who has which role, as events tell it."""

    def __init__(self) -> None:
        self._given: dict[RoleId, tuple[PersonId, ...]] = {}
        self._format: Format
        self._presenter: PersonId | None = None
        self._presents = RoleId("")
        self._facilitators: set[PersonId] = set()

    def see(self, event: e.AnyEvent) -> None:
        """One more event of the session."""
        match event:
            case e.RoleGiven():
                before = () if event.alone else self._given.get(event.role, ())
                self._given[event.role] = (*(p for p in before if p != event.to), event.to)
            case e.RoleLaidDown():
                before = self._given.get(event.role, ())
                self._given[event.role] = tuple(p for p in before if p != event.by)
            case e.Undone():
                self._given = dict(event.point.roles)
            case _:
                pass

    def able(
        self,
        format_: Format,
        cursor: Cursor,
        people: Mapping[PersonId, Participant],
        items: Mapping[ItemId, Item],
    ) -> set[PersonId]:
        """Who may be given a turn in the round at *cursor*."""
        step = format_.flow[cursor.path[0]]
        phase = step.phase if isinstance(step, Step) else step.do[cursor.path[1]]
        assert isinstance(phase.options, RoundOptions)
        self._format = format_
        self._facilitators = {p.id for p in people.values() if p.role == "facilitator"}
        self._presents, self._presenter = self._whose_case(step, cursor, items)
        return {
            person.id
            for person in people.values()
            if person.here and person.late == "join" and not person.listening
            if self._may_speak(phase.options, person.id)
        }

    def _whose_case(
        self, step: Step | ForEach, cursor: Cursor, items: Mapping[ItemId, Item]
    ) -> tuple[RoleId, PersonId | None]:
        if isinstance(step, ForEach) and step.role != "none":
            owner = items[cursor.item].owner if cursor.item is not None else None
            return step.role, owner
        for role, spec in self._format.roles.items():
            if spec.from_ and spec.scope == "session":
                return role, next(iter(self._given.get(role, ())), None)
        return RoleId(""), None

    def _may_speak(self, options: RoundOptions, person: PersonId) -> bool:
        if options.facilitator_turn == "none" and person in self._facilitators:
            return False
        if options.responder != "none" and self._is(person, options.responder):
            return False
        who = options.who
        if who == "all_but_presenter":
            return person != self._presenter
        if who == "pair":
            seats = self._seats_of_one()
            return not seats or any(self._is(person, role) for role in seats)
        for name in (who, who.removesuffix("s")):
            if name in self._format.roles:
                return self._is(person, name)
        return True

    def _is(self, person: PersonId, role: str) -> bool:
        if role == "facilitator":
            return person in self._facilitators
        if role in self._given:
            return person in self._given[RoleId(role)]
        if role in ("presenter", self._presents):
            return person == self._presenter
        spec = self._format.roles[RoleId(role)]
        filled = {
            phase.options.role
            for phase in self._format.phases()
            if isinstance(phase.options, AssignOptions)
        }
        of_all = spec.min >= 1 and spec.max != 1 and role not in filled and not spec.from_
        return of_all and not self._has_a_part(person)

    def _has_a_part(self, person: PersonId) -> bool:
        """Whether *person* has a role that the format cannot do without."""
        if person in self._facilitators:
            spec = self._format.roles.get(RoleId("facilitator"))
            if spec is None or spec.in_rounds == "none":
                return True
        needed = {role for role, spec in self._format.roles.items() if spec.min > 0}
        return person == self._presenter or any(
            person in people for role, people in self._given.items() if role in needed
        )

    def _seats_of_one(self) -> tuple[RoleId, ...]:
        return tuple(
            role
            for role, spec in self._format.roles.items()
            if spec.min == spec.max == 1 and role != "facilitator"
        )
