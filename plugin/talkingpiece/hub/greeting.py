"""The first messages on a connection: what somebody may know before sitting down."""

from collections.abc import Callable, Mapping

from talkingpiece.core.gallery import is_demonstration
from talkingpiece.core.ids import Ms, PersonId
from talkingpiece.core.people import Participant
from talkingpiece.core.rehearsing import KEPT_MS
from talkingpiece.core.session import Session
from talkingpiece.core.switching import pact_of, stricter_of
from talkingpiece.errors import Code, Refused
from talkingpiece.hub import wire
from talkingpiece.hub.wording import OutsideWording, Wording, Words
from talkingpiece.platforms.jitsi.meetings import embeddable, meeting

HEARTBEAT_MS = 25_000
WATCHED = ("pacts.demo.1",)
"""What people say yes to besides, where others may watch."""
REHEARSAL_HOURS = KEPT_MS // 3_600_000


Minted = Callable[[str, Participant], str]
"""A token of the call's own, for somebody at the table and one room of it."""


class Greeting:
    """Greets; the same for every room of a server."""

    def __init__(
        self,
        words: Words,
        pacts: Mapping[str, tuple[str, ...]],
        forget_hours: int,
        call_domains: tuple[str, ...] = (),
        minted: Minted | None = None,
    ) -> None:
        """*pacts*: for each privacy, the keys of the sentences people say yes to.

        *call_domains*: the deployments whose calls our own pages may hold.
        *minted*: makes a token for one of them, where this server may.
        """
        self._words = words
        self._pacts = pacts
        self._forget_hours = forget_hours
        self._call_domains = call_domains
        self._minted = minted

    def seated(self, session: Session, person: PersonId, now: Ms) -> wire.Welcome:
        """For somebody who has a seat."""
        return wire.Welcome(
            protocol=wire.PROTOCOL,
            now=now,
            me=person,
            heartbeat_ms=HEARTBEAT_MS,
            demo=session.plan.rehearsal,
            call=bool(session.plan.call),
        )

    def arriving(self, session: Session, now: Ms, *, facilitates: bool) -> wire.Welcome:
        """For somebody with a link: nothing of who is there, or of what was said."""
        plan, chosen = session.plan, session.format
        coming = session.switching.format.privacy if session.switching is not None else None
        pact = stricter_of(pact_of(session), coming or chosen.privacy)
        arrival = wire.Arrival(
            title=plan.title,
            format=chosen.id,
            format_title=f"{chosen.id}/title",
            start=plan.start,
            end=plan.end,
            zone=plan.zone,
            language=plan.language,
            privacy=pact,
            pact=(*self._pacts.get(pact, ()), *(WATCHED if is_demonstration(session) else ())),
            forget_hours=REHEARSAL_HOURS if plan.rehearsal else self._forget_hours,
            facilitator=facilitates,
            level=session.level,
        )
        return wire.Welcome(
            protocol=wire.PROTOCOL,
            now=now,
            arrival=arrival,
            heartbeat_ms=HEARTBEAT_MS,
            demo=plan.rehearsal,
            call=bool(plan.call),
        )

    def call(self, session: Session, person: PersonId) -> wire.CallPlace:
        """Where the call is, for *person*.

        Raises:
            Refused: `not_here` for whoever does not sit at the table yet, `not_now` without a call.
        """
        seated = session.people[person]
        if not seated.here or seated.late == "wait":
            raise Refused(Code.NOT_HERE)
        if not session.plan.call:
            raise Refused(Code.NOT_NOW)
        found = meeting(session.plan.call)
        ours = found.domain in self._call_domains  # nobody else gets a token of ours
        token = self._minted(found.room, seated) if ours and self._minted is not None else ""
        embed = embeddable(found.domain) and ours
        return wire.CallPlace(domain=found.domain, room=found.room, embed=embed, jwt=token)

    def outside(self, session: Session) -> OutsideWording:
        """The words of one room for those who watch."""
        return OutsideWording(self._words, session)

    def wording(self, session: Session) -> Wording:
        """The words of one room."""
        return Wording(self._words, session)
