"""How simulated people take part where no round goes: hands, thumbs, offers, and a role to fill."""

from typing import TYPE_CHECKING

from talkingpiece.core import casting, electing, floors, popcorn
from talkingpiece.core import commands as c
from talkingpiece.core import events as e
from talkingpiece.core import floor_commands as fc
from talkingpiece.core import floor_events as fe
from talkingpiece.core import poll_commands as pc
from talkingpiece.core.ids import SECOND_MS
from talkingpiece.core.options import AssignOptions, DiscussOptions
from talkingpiece.core.turn_commands import PickPerson

if TYPE_CHECKING:  # people talk, and talking is about people
    from talkingpiece.hub.simulated import Person

OFFERS, COMES_FORWARD, SAYS_NO = 0.35, 0.6, 0.05
SPEAKS, SPEAKS_AGAIN = 0.5, 0.35
PICKS = 0.9
THUMBS = ("up", "up", "sideways", "down")


def notice(person: "Person", event: e.AnyEvent) -> None:
    """Something has happened where people talk freely, or a role is free."""
    options = person.session.phase.options
    match event:
        case e.PhaseEntered() if isinstance(options, AssignOptions):
            _offer(person, options)
            _vote(person)
        case e.RoleLaidDown() if isinstance(options, AssignOptions):
            _come_forward(person)
            _vote(person)
        case e.RoleGiven() if event.to == person.id and isinstance(options, AssignOptions):
            _think_again(person)
        case e.PhaseEntered() if isinstance(options, DiscussOptions):
            _raise(person, SPEAKS)
        case fe.ThumbsCalled():
            _thumb(person)
        case e.PieceGiven() if event.to == person.id and isinstance(options, DiscussOptions):
            _speak(person, options)
        case e.PickAwaited() if event.by == person.id:
            _pick(person)


def _pick(person: "Person") -> None:
    """Most say who is next, some forget to."""
    chance, since = person.world.chance, person.session.piece.picks_since

    def act() -> None:
        session = person.session
        if session.piece.picks_since == since and session.people[person.id].here:
            to = chance.choice(popcorn.able(session))
            person.world.send(person.id, PickPerson(to=to))

    if chance.random() < PICKS:
        person.world.soon(chance.uniform(1, 8) * SECOND_MS, act)


def _offer(person: "Person", options: AssignOptions) -> None:
    """Some have something to offer; then whoever has comes forward."""
    chance = person.world.chance
    if options.offers and chance.random() < OFFERS:
        kinds = [what.kind for what in person.session.phase.collect if what.by == "everyone"]
        for kind in kinds[:1]:
            words = c.Add(kind=kind, text=person.world.words(person.id, kind))
            person.while_phase(chance.uniform(5, 30) * SECOND_MS, words)
    _come_forward(person)


def _come_forward(person: "Person") -> None:
    chance, cursor = person.world.chance, person.session.cursor

    def act() -> None:
        session = person.session
        if session.cursor != cursor or not session.people[person.id].seated:
            return
        if person.id in casting.willing(session) and chance.random() < COMES_FORWARD:
            person.world.send(person.id, c.Volunteer())

    if person.session.people[person.id].role != "facilitator":
        person.world.soon(chance.uniform(20, 80) * SECOND_MS, act)


def _vote(person: "Person") -> None:
    """Each votes for somebody, where people vote on who takes the role."""
    chance, cursor = person.world.chance, person.session.cursor

    def act() -> None:
        session = person.session
        able = electing.candidates(session) if session.cursor == cursor else ()
        if able and session.people[person.id].seated and session.people[person.id].plays:
            person.world.send(person.id, pc.Vote(choice=chance.choice(able)))

    if electing.is_open(person.session):
        person.world.soon(chance.uniform(5, 40) * SECOND_MS, act)


def _think_again(person: "Person") -> None:
    role, chance = casting.asked_role(person.session), person.world.chance

    def act() -> None:
        session = person.session
        mine = role is not None and person.id in session.roles.get(role, ())
        if role and mine and casting.asked_role(session) == role and session.people[person.id].here:
            person.world.send(person.id, c.LayDownRole(role=role))

    if chance.random() < SAYS_NO:
        person.world.soon(chance.uniform(1, 3) * SECOND_MS, act)


def _raise(person: "Person", share: float) -> None:
    chance, cursor = person.world.chance, person.session.cursor

    def act() -> None:
        session = person.session
        me, floor = session.people[person.id], floors.floor_of(session)
        if session.cursor != cursor or session.closed is not None or not me.seated:
            return
        waits = any(hand.by == person.id for hand in floor.hands) or person.id in floor.seats
        waits = waits or session.piece.holder == person.id
        if floors.has_hands(session) and me.plays and not waits:
            person.world.send(person.id, fc.RaiseHand())

    if chance.random() < share:
        person.world.soon(chance.uniform(5, 150) * SECOND_MS, act)


def _speak(person: "Person", options: DiscussOptions) -> None:
    """A turn of about its usual length; some would like another one later."""
    chance, since = person.world.chance, person.session.piece.since
    soft = options.per_turn.soft if options.per_turn is not None else 60

    def act() -> None:
        piece = person.session.piece
        mine = piece.holder == person.id and piece.since == since
        if mine and person.session.people[person.id].here:
            person.world.send(person.id, c.HandOn())

    person.world.soon(soft * chance.uniform(0.4, 1.3) * SECOND_MS, act)
    _raise(person, SPEAKS_AGAIN)


def _thumb(person: "Person") -> None:
    chance = person.world.chance

    def act() -> None:
        session = person.session
        asked = session.closed is None and floors.floor_of(session).thumbs is not None
        if asked and session.people[person.id].seated and session.people[person.id].plays:
            person.world.send(person.id, fc.HoldThumb(thumb=chance.choice(THUMBS)))  # type: ignore[arg-type]

    person.world.soon(chance.uniform(2, 15) * SECOND_MS, act)
