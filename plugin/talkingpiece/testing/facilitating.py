"""A simulated facilitator: follows the lit button, keeps the plan, and never asks for more time."""

from talkingpiece.core import commands as c
from talkingpiece.core import events as e
from talkingpiece.core import floors, flow, polls, popcorn
from talkingpiece.core.deadlines import presenter_waited_until
from talkingpiece.core.formats import ForEach
from talkingpiece.core.ids import MINUTE_MS, SECOND_MS, Ms
from talkingpiece.core.options import BriefOptions, PollOptions, RoundOptions, TalkOptions
from talkingpiece.core.pace import target_ms
from talkingpiece.core.people import Participant
from talkingpiece.core.poll_commands import ShowAnswers
from talkingpiece.core.session import Session
from talkingpiece.hub.simulated import Person

WAITS_FOR_HOLDER_MS = 30 * SECOND_MS
"""How long a turn waits for somebody who is away (formats.md A3.3)."""
WAITS_FOR_PRESENTER_MS = 3 * MINUTE_MS
LANDING_MS = 30 * SECOND_MS
"""How long before the time is over a speaker hears "one last sentence"."""


def _has_answers_to_show(session: Session) -> bool:
    if not isinstance(session.phase.options, PollOptions):
        return False
    poll = polls.current(session)
    return poll.result is None and bool(poll.answers)


class Facilitator(Person):
    """Leads while the session says so: from the lobby to the end, as the plan has it.

    Goes on when the button is lit; without that when the phase's time is over, in a round only
    where a tour has ended. A talk is asked for its last sentence shortly before its time is over.
    """

    def notice(self, event: e.AnyEvent) -> None:
        """As everybody, and as the one who holds the frame."""
        super().notice(event)
        if self.session.lead != self.id:
            return
        match event:
            case e.PhaseEntered():
                self._watch_time()
                if self.session.cursor.path[0] == len(self.session.format.flow) - 1:
                    self._set_date()
            case e.LeadChanged():
                self._watch_time()
                self._when_lit()
            case e.PickMissed():
                self._picks()
            case e.ExitReached() | e.TimerResumed():
                self._when_lit()
            case e.RoundOpened() if self.session.piece.round > 1 and self._time_is_over():
                self._go_on(self.seconds(1, 3))
            case e.PersonJoined() if event.person.asks_to_facilitate:
                self._admit(event.person)
            case e.PersonLeft() | e.PieceGiven():
                self._watch_holder()
            case _:
                pass

    def _leads(self) -> bool:
        session = self.session
        return session.closed is None and session.lead == self.id and session.people[self.id].here

    def _time_is_over(self) -> bool:
        """Whether a tour that has just ended was the last one the plan allows.

        When the plan is behind, a further tour is not begun if half of it would be too much.
        """
        session, now = self.session, self.world.now
        target, elapsed = target_ms(session, now), now - session.clock.started
        behind = target < session.clock.usual_ms
        tours = max(session.piece.round - 1, 1)
        return elapsed + (elapsed / tours / 2 if behind else 0) >= target

    def _go_on(self, wait_ms: float) -> None:
        """Take the next step after *wait_ms*, unless something has moved by then."""
        step = self.session.step

        def act() -> None:
            if self._leads() and self.session.step == step:
                self.world.send(self.id, self._onward())

        self.world.soon(wait_ms, act)

    def _onward(self) -> c.AnyCommand:
        """The next phase; where the presenter is gone, the topic rests and the next one begins."""
        session = self.session
        if _has_answers_to_show(session):
            return ShowAnswers(step=session.step)
        if flow.following(session, self.world.now) is None:
            return c.Close(step=session.step)
        presenter = session.presenter
        if presenter is None or session.people[presenter].here:
            return c.NextPhase(step=session.step)
        if session.cursor.item is None:
            away = session.awaited is not None
            return (c.RestTopic if away else c.NextPhase)(step=session.step)
        index = session.cursor.path[0]
        loop = session.format.flow[index]
        assert isinstance(loop, ForEach)
        ahead = flow.next_topic(session, index, self.world.now)
        if ahead is not None:
            return c.GoTo(step=session.step, phase=loop.do[0].id, item=ahead.id)
        for later in session.format.flow[index + 1 :]:
            if not isinstance(later, ForEach) and later.phase.default_on:
                return c.GoTo(step=session.step, phase=later.phase.id)
        return c.Close(step=session.step)

    def _when_lit(self) -> None:
        """Follow the lit button, after a look round; light that has gone out is not followed."""
        lit = self.session.lit
        hurried = self.session.plan.end - self.world.now < MINUTE_MS

        def act() -> None:
            if self._leads() and self.session.lit == lit:
                self.world.send(self.id, self._onward())

        if lit is not None:
            self.world.soon(self.seconds(1, 2) if hurried else self.seconds(2, 6), act)

    def _watch_time(self) -> None:
        """Go on when a phase that no tour ends has had its time; a talk may land first."""
        session = self.session
        options = session.phase.options
        alone = isinstance(options, BriefOptions) and options.who == "none"
        alone = alone or floors.by_vote(session)
        if alone or session.clock.usual_ms == 0 or isinstance(options, RoundOptions):
            return
        cursor, step = session.cursor, session.step
        pace = self.world.chance.uniform(0.75, 1.0) if isinstance(options, BriefOptions) else 1.0
        landing = LANDING_MS if isinstance(options, TalkOptions) else 0

        def look() -> None:
            if not self._leads() or self.session.cursor != cursor or self.session.step != step:
                return
            now = self.world.now
            due = self.session.clock.started + pace * target_ms(self.session, now) - landing
            if now < due:
                self.world.soon(due - now, look)
            elif landing and now >= due + landing:  # back after a loss, and already late
                self._go_on(self.seconds(1, 3))
            else:
                self._go_on(landing * self.world.chance.uniform(0.3, 1.1))

        self.world.soon(0, look)

    def _picks(self) -> None:
        """Nobody was picked in time: the facilitator does it."""

        def act() -> None:
            if self._leads() and self.session.piece.pick_missed:
                to = self.world.chance.choice(popcorn.able(self.session))
                self.world.send(self.id, c.GivePiece(step=self.session.step, to=to))

        self.world.soon(self.seconds(2, 6), act)

    def _watch_holder(self) -> None:
        """The piece is with somebody who is away: wait for them a while, then go on."""
        session = self.session
        holder, since = session.piece.holder, session.piece.since
        if holder is None or session.people[holder].here:
            self._watch_presenter()
            return
        if isinstance(session.phase.options, TalkOptions):
            self._watch_presenter()
            return

        def act() -> None:
            piece = self.session.piece
            away = piece.holder == holder and not self.session.people[holder].here
            if self._leads() and away and piece.since == since:
                self.world.send(self.id, c.NextPerson(step=self.session.step))

        self.world.soon(WAITS_FOR_HOLDER_MS, act)

    def _watch_presenter(self) -> None:
        """A topic is never discussed without its owner: three minutes, then it rests."""
        session = self.session
        presenter, cursor = session.presenter, session.cursor
        if presenter is None or session.people[presenter].here:
            return
        gone_since: Ms | None = session.people[presenter].gone_since

        def act() -> None:
            person = self.session.people[presenter]
            same = self.session.cursor.item == cursor.item and person.gone_since == gone_since
            if self._leads() and same and not person.here:
                self.world.send(self.id, self._onward())

        awaited = session.awaited
        until = self.world.now + WAITS_FOR_PRESENTER_MS
        if awaited is not None:
            until = presenter_waited_until(session, awaited)
        self.world.soon(max(until - self.world.now, 0), act)

    def _admit(self, person: Participant) -> None:
        def act() -> None:
            if self._leads() and self.session.people[person.id].asks_to_facilitate:
                self.world.send(self.id, c.Admit(person=person.id))

        self.world.soon(self.seconds(3, 10), act)

    def _set_date(self) -> None:
        """The next date is set once, while the last round goes."""

        def act() -> None:
            if self._leads() and self.session.next_date is None:
                in_a_month = Ms(self.session.plan.start + 28 * 24 * 60 * MINUTE_MS)
                self.world.send(self.id, c.SetNextDate(at=in_a_month))

        self.world.soon(self.seconds(20, 40), act)
