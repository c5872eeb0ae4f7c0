"""Who may speak in a round, by the words of a declaration; asks the core nothing.

Written a second time on purpose: a mistake of `core.roles` must not hide behind itself.
"""

from collections.abc import Mapping

from talkingpiece.core.formats import ForEach, Format, Step
from talkingpiece.core.ids import PersonId, RoleId
from talkingpiece.core.options import AssignOptions, RoundOptions


class Cast:
    """Who has which role at one moment, as events have told it."""

    def __init__(
        self,
        *,
        format_: Format,
        step: Step | ForEach,
        given: Mapping[RoleId, tuple[PersonId, ...]],
        topic_owner: PersonId | None,
        authors: set[PersonId],
        facilitators: set[PersonId],
    ) -> None:
        self._format = format_
        self._given = given
        self._authors = authors
        self._facilitators = facilitators
        self._presenter = topic_owner
        self._presents = RoleId("")
        if isinstance(step, ForEach) and step.role != "none":
            self._presents = step.role
        else:
            for role, spec in format_.roles.items():
                if spec.from_ and spec.scope == "session":
                    self._presents = role
                    self._presenter = next(iter(given.get(role, ())), None)
                    break

    def may_speak(self, options: RoundOptions, person: PersonId) -> bool:
        """Whether *person*, who is here and takes part, has a turn in such a round."""
        if options.facilitator_turn == "none" and person in self._facilitators:
            return False
        if options.responder != "none" and self._is(person, options.responder):
            return False
        who = options.who
        if who == "all_but_presenter":
            return person != self._presenter
        if who == "authors":
            return person in self._authors
        if who == "pair":
            return any(self._is(person, role) for role in self._seats_of_one())
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
