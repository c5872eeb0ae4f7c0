"""An independent watcher of what a session promises: it reads events, and asks the core nothing.

It keeps its own small picture of who is at the table, who had a turn, who passed and which topic is
where, so that a mistake of the turn engine cannot hide behind the engine's own idea of itself.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from talkingpiece.core import events as e
from talkingpiece.core.formats import ForEach, Format, Phase, Step
from talkingpiece.core.ids import ItemId, Ms, PersonId
from talkingpiece.core.options import RoundOptions
from talkingpiece.core.people import Participant
from talkingpiece.core.session import Cursor, Item, Plan
from talkingpiece.core.sheets import SeriesMemory
from talkingpiece.core.switch_events import FormatResumed, FormatSwitched, PactAccepted
from talkingpiece.testing import picture
from talkingpiece.testing.belongings import Belongings
from talkingpiece.testing.cast import Cast
from talkingpiece.testing.open_floor import OpenFloor
from talkingpiece.testing.picture import Place, Tour, Violation, authors_of
from talkingpiece.testing.secrecy import Secrecy
from talkingpiece.testing.timekeeping import Timekeeping


class Watcher:
    """Follows one session. `see` every event in order, then `end`; `violations` says what broke.

    The rules: `two_holders`, `not_theirs` (the piece goes to somebody who may not speak),
    `skipped`, `doubled`, `ended_early`, `not_ended` (rounds of passes), `topic_lost`; and those of
    `Timekeeping`, `Secrecy`, `Belongings` and `OpenFloor`.
    """

    def __init__(self) -> None:
        self.violations: list[Violation] = []
        self._people: dict[PersonId, Participant] = {}
        self._items: dict[ItemId, Item] = {}
        self._cast = Cast()
        self._floor = OpenFloor(self._broken, self._phase)
        self._tour = Tour()
        self._before: Place | None = None
        self._rests: tuple[Place, ...] = ()
        self._time = Timekeeping(self._broken, lambda: self._plan.end)
        self._now = Ms(0)
        self._format: Format
        self._plan: Plan
        self._secrecy = Secrecy(self._broken)
        self._belongings = Belongings(self._broken)
        self._cursor: Cursor

    def see(self, event: e.AnyEvent) -> None:
        """One more event of the session."""
        if not isinstance(event, e.NextDateSet):
            self._now = Ms(max(self._now, getattr(event, "at", self._now)))
        self._secrecy.see(event, self._people)
        self._cast.see(event)
        self._floor.see(event)
        match event:
            case e.Opened():
                self._format, self._plan, self._cursor = event.format, event.plan, event.cursor
                self._items = {item.id: item for item in event.items}
            case e.PhaseEntered() | e.PhaseLeft() | e.Steered() | e.Undone() | e.Closed():
                self._way(event)
            case FormatSwitched() | FormatResumed():
                self._form(event)
            case e.TimeExtended(session=True):
                self._plan = replace(self._plan, end=Ms(self._plan.end + event.by_ms))
            case e.FormatAdjusted():
                self._format = event.format
            case e.ItemAdded():
                self._items[event.item.id] = event.item
            case e.ItemMoved():
                self._item(event.item, state=event.state)
            case e.ItemOwned():
                self._item(event.item, owner=event.owner)
            case e.ItemEdited():
                self._item(event.item, text=event.text)
            case _:
                self._person(event)
                self._turn(event)
        self._belongings.see(event, self._format, self._phase(), self._cursor)

    def end(self, memory: SeriesMemory) -> None:
        """The session is over; *memory* is what the series keeps of it."""
        self._time.end()
        kept = [topic.text for topic in memory.topics]
        for item in self._topics():
            whole = self._items[self._belongings.whole(item.id)]
            if item.state == "withdrawn" or whole.state == "done":
                continue
            if item.keep != "series":
                continue  # only what is labelled for it is promised to the series (A7)
            if item.text in kept:
                kept.remove(item.text)
            else:
                self._broken("topic_lost", f"{item.id} was {item.state} and is kept nowhere")

    # --- people ---------------------------------------------------------------------------------

    def _person(self, event: e.AnyEvent) -> None:
        match event:
            case e.PersonJoined():
                self._people[event.person.id] = event.person
            case e.PersonLeft():
                self._one(event.person, here=False, removed=event.removed)
            case e.PersonReturned():
                self._one(event.person, here=True, late=event.late)
            case e.ListeningChosen():
                self._one(event.person, listening=event.on)
            case e.Admitted():
                self._one(event.person, late=event.late, role=event.role)
            case PactAccepted() if self._people[event.person].late == "wait":
                self._one(event.person, late="join")
            case _:
                pass

    def _one(self, person: PersonId, **changes: object) -> None:
        self._people[person] = replace(self._people[person], **changes)

    def _item(self, item: ItemId, **changes: object) -> None:
        self._items[item] = replace(self._items[item], **changes)

    def _topics(self) -> tuple[Item, ...]:
        loops = [step for step in self._format.flow if isinstance(step, ForEach)]
        kinds = {self._format.lists[loop.for_each].item for loop in loops}
        return tuple(item for item in self._items.values() if item.kind in kinds)

    def _step(self) -> Step | ForEach:
        return self._format.flow[self._cursor.path[0]]

    def _phase(self) -> Phase:
        step = self._step()
        return step.phase if isinstance(step, Step) else step.do[self._cursor.path[1]]

    def _eligible(self) -> set[PersonId]:
        """Who may take part in the running round, by the words of the declaration."""
        options = self._phase().options
        if not isinstance(options, RoundOptions):
            return set()
        able = self._cast.able(self._format, self._cursor, self._people, self._items)
        asked = self._tour.asked if options.sample else able
        authors = authors_of(self._format, self._items.values())
        meant = {"voters": self._secrecy.voters(), "authors": authors}
        return able & asked & meant.get(options.who, able)

    # --- the way --------------------------------------------------------------------------------

    def _way(self, event: e.AnyEvent) -> None:
        match event:
            case e.Steered():
                self._before = self._place()
            case e.PhaseLeft():
                self._tour = Tour()
                if self._before is not None:
                    self._before.tour.passed = frozenset()
            case e.PhaseEntered():
                self._enter(event)
            case e.Undone() if self._before is not None:
                self._stand(self._before)
                self._before = None
                for item in event.point.changed:
                    self._items.setdefault(item.id, item)
                    self._item(item.id, state=item.state)
                self._items.update({item.id: item for item in event.items})
            case e.Closed():
                open_ = [item for item in self._items.values() if item.state == "open"]
                here = {person.id for person in self._people.values() if person.here}
                self._time.closed(event, self._format, self._cursor, open_, here)
            case _:
                pass

    def _place(self) -> Place:
        tour = replace(self._tour)
        return Place(format=self._format, cursor=self._cursor, tour=tour, rests=self._rests)

    def _stand(self, place: Place) -> None:
        self._format, self._cursor, self._tour = place.format, place.cursor, place.tour
        self._rests = place.rests

    def _form(self, event: FormatSwitched | FormatResumed) -> None:
        """Another form, or back to the one before: its round goes on, its passes are forgotten."""
        if isinstance(event, FormatSwitched):
            left = self._place()
            left.tour.passed = frozenset()
            self._rests = (*self._rests, left)
            self._format, self._cursor, self._tour = event.format, event.cursor, Tour()
            for person in event.outside:
                self._one(person, late="wait")
        else:
            self._stand(self._rests[-1])
        if self._before is not None:
            self._before.tour.passed = frozenset()
        self._items.update({item.id: item for item in event.items})

    def _enter(self, event: e.PhaseEntered) -> None:
        before, self._cursor = self._cursor, event.cursor
        for person, late in event.admitted.items():
            self._one(person, late=late)
        self._time.entered(event, self._format, before)

    # --- turns ----------------------------------------------------------------------------------

    def _turn(self, event: e.AnyEvent) -> None:
        tour = self._tour
        match event:
            case e.RoundOpened():
                if tour.running:
                    self._complete()
                else:
                    tour.passed = frozenset()
                tour.running, tour.had, tour.holder = True, frozenset(), None
                tour.asked = frozenset(event.order)
            case e.PieceGiven():
                self._given(event.to)
            case e.TurnEnded():
                self._had(event.by)
                tour.passed = frozenset()
            case e.TurnPassed():
                self._had(event.by)
                tour.passed |= {event.by}
            case e.TurnPutOff() | e.TurnMissed():
                tour.holder = None
            case e.TurnGivenUp() if tour.holder == event.by:
                tour.holder = None
            case e.TurnAwaited():
                tour.running, tour.asked = True, tour.asked | {event.by}
            case e.RoundClosed():
                self._close(event)
            case _:
                pass

    def _given(self, to: PersonId) -> None:
        tour = self._tour
        if tour.holder is not None:
            self._broken("two_holders", f"{to} gets the piece while {tour.holder} holds it")
        tour.holder = to
        if not isinstance(self._phase().options, RoundOptions):
            return
        if to not in self._eligible():
            self._broken("not_theirs", f"{to} gets the piece and may not speak")
        if self._all_passed():
            self._broken("not_ended", f"all have passed, and {to} is asked again")

    def _had(self, by: PersonId) -> None:
        tour = self._tour
        if tour.holder != by:
            self._broken("not_theirs", f"{by} ends a turn that {tour.holder} has")
        if by in tour.had and isinstance(self._phase().options, RoundOptions):
            self._broken("doubled", f"{by} had a turn twice in one round")
        tour.had |= {by}
        tour.holder = None

    def _all_passed(self) -> bool:
        options = self._phase().options
        if not isinstance(options, RoundOptions) or not picture.asks_again(options):
            return False
        return bool(self._tour.passed) and self._eligible() <= self._tour.passed

    def _complete(self) -> None:
        """A tour is over: everyone who may take part must have had a turn."""
        skipped = self._eligible() - self._tour.had
        if skipped:
            self._broken("skipped", f"{', '.join(sorted(skipped))} had no turn in this round")

    def _close(self, event: e.RoundClosed) -> None:
        if event.why == "all_passed" and not self._all_passed():
            spoke = self._eligible() - self._tour.passed
            self._broken("ended_early", f"{', '.join(sorted(spoke))} had not passed")
        elif event.why in ("round_done", "max_rounds"):
            self._complete()
        self._tour.running, self._tour.holder = False, None

    def _broken(self, rule: str, what: str) -> None:
        start = getattr(getattr(self, "_plan", None), "start", 0)
        self.violations.append(Violation(rule=rule, at=Ms(self._now - start), what=what))


def watch(events: Iterable[e.AnyEvent], memory: SeriesMemory) -> tuple[Violation, ...]:
    """What a whole session broke: its *events*, and what the series keeps of it."""
    watcher = Watcher()
    for event in events:
        watcher.see(event)
    watcher.end(memory)
    return tuple(watcher.violations)
