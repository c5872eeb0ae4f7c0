"""Somebody takes a role: by offering, by vote, by rota, by lot, or named by a facilitator (D1)."""

from talkingpiece.core import cases, casting, electing
from talkingpiece.core import commands as c
from talkingpiece.core import poll_commands as pc
from talkingpiece.core.formats import Reason
from talkingpiece.core.grammar import ActivityKind, Moment
from talkingpiece.core.ids import Ms, PersonId
from talkingpiece.core.session import Session
from talkingpiece.errors import Code, Refused


class Assign(ActivityKind):
    """Open until somebody who is here has the role. Whoever has it may say no at any time.

    A facilitator can name somebody in any case, with `GiveRole`.
    """

    name = "assign"

    def begin(self, moment: Moment) -> None:
        """Whoever waits first in the list has the role, or whose turn it is, if they like."""
        waiting = cases.waiting(moment.session)
        owner = waiting[0].owner if waiting else None
        first_of_list = "next_in_list" in casting.ways(moment.session)
        if owner is not None and first_of_list and not self._filled(moment.session):
            casting.assign(moment, owner)
        self._by_rota(moment)

    def _by_rota(self, moment: Moment) -> None:
        """Whose turn it is in the series, where nothing else comes first."""
        session = moment.session
        whose = electing.next_in_rota(session)
        if whose is not None and electing.rota_comes_first(session) and not self._filled(session):
            casting.assign(moment, whose)

    def recast(self, moment: Moment) -> None:
        """Whose turn it is has said no: it is the next one's."""
        self._by_rota(moment)

    def handle(self, moment: Moment, command: c.AnyCommand) -> None:
        """`Volunteer`, a vote, and what ends the choice: lots, the count, the rota."""
        match command:
            case c.Volunteer():
                me = moment.me()
                if me.id not in casting.willing(moment.session):
                    raise Refused(Code.NOT_NOW)
                casting.assign(moment, me.id)
            case c.DrawLots():
                self._draw(moment)
            case pc.GoByRota():
                electing.go_by_rota(moment)
            case pc.Vote():
                electing.vote(moment, command.choice)
            case pc.CountVotes():
                electing.count(moment)
            case _:
                raise Refused(Code.NOT_NOW)

    def _draw(self, moment: Moment) -> None:
        """A facilitator draws; without one, anybody may. The chance is the stamp's."""
        casting.may_end_the_choice(moment)
        lots = casting.lots(moment.session)
        if not lots:
            raise Refused(Code.NOT_NOW)
        casting.assign(moment, lots[moment.seed % len(lots)])

    def _filled(self, session: Session) -> bool:
        return not casting.is_unfilled(session)

    def ended(self, session: Session, at: Ms) -> Reason | None:
        """`role_filled`."""
        return "role_filled" if self._filled(session) else None

    def gone(self, moment: Moment, person: PersonId, left: bool) -> None:
        """Whoever has left does not have the role any more; whoever is lost is waited for."""
        role = casting.asked_role(moment.session)
        if left and role is not None and person in moment.session.roles.get(role, ()):
            casting.free(moment, role, person)
        electing.count_if_all_are_in(moment)
