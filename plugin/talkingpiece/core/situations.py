"""What goes wrong in a real evening: urgent topics, hints, phones, and nobody who leads (A8).

Each is a gentle gesture between people. Nothing here judges what is said, and what concerns one
person is told to that person alone.
"""

from msgspec.structs import replace

from talkingpiece.core import commands as c
from talkingpiece.core import events as e
from talkingpiece.core.arrivals import MAX_NAME_LENGTH, return_
from talkingpiece.core.floor_commands import LowerHand, RaiseHand
from talkingpiece.core.formats import ForEach
from talkingpiece.core.grammar import Moment
from talkingpiece.core.ids import ItemId, PersonId
from talkingpiece.core.items import cleaned
from talkingpiece.core.people import Participant
from talkingpiece.core.session import Item, Session
from talkingpiece.core.steering import facilitator, frame_holder
from talkingpiece.errors import Code, Refused

URGENT = "urgent_topic"
"""The kind of an urgent topic while only facilitators know of it."""


# --- urgent topics ----------------------------------------------------------------------------


def loop_of(session: Session) -> ForEach | None:
    """The loop that an urgent topic would join: running, or still to come."""
    for step in session.format.flow[session.cursor.path[0] :]:
        if isinstance(step, ForEach):
            return step
    return None


def may_raise(session: Session, person: PersonId) -> bool:
    """Whether *person* may tell facilitators of an urgent topic: one at a time, before the end."""
    return loop_of(session) is not None and not any(
        item.kind == URGENT and item.owner == person and item.state == "open"
        for item in session.items.values()
    )


def raise_urgent(moment: Moment, command: c.RaiseUrgent) -> None:
    """Somebody has something that cannot wait: only facilitators see it."""
    me = moment.me()
    session = moment.session
    loop = loop_of(session)
    if loop is None or not may_raise(session, me.id):
        raise Refused(Code.NOT_NOW)
    longest = session.format.lists[loop.for_each].max_length
    item = Item(
        id=ItemId(f"i{session.next_item}"),
        kind=URGENT,
        text=cleaned(command.text, longest),
        owner=me.id,
        at=moment.at,
        sees="facilitators",
        keep="session",
        phase=session.phase.id,
    )
    moment.add(e.ItemAdded(item=item))


def _urgent(moment: Moment, item: ItemId) -> Item:
    facilitator(moment)
    found = moment.session.items.get(item)
    if found is None or found.kind != URGENT or found.state != "open":
        raise Refused(Code.NO_SUCH_ITEM)
    return found


def put_first(moment: Moment, command: c.PutFirst) -> None:
    """The urgent topic comes next: never an interruption, and only now does the group see it."""
    item = _urgent(moment, command.item)
    session = moment.session
    loop = loop_of(session)
    if loop is None:
        raise Refused(Code.NOT_NOW)
    moment.add(e.ItemMoved(item=item.id, state="done"))
    topic = replace(
        item,
        id=ItemId(f"i{session.next_item}"),
        kind=session.format.lists[loop.for_each].item,
        sees="group",
        keep="series",
        urgent=True,
        rank=session.next_rank,
    )
    moment.add(e.ItemAdded(item=topic))


def set_aside(moment: Moment, command: c.SetAside) -> None:
    """Agreed in person: the urgent topic is looked after at another time."""
    moment.add(e.ItemMoved(item=_urgent(moment, command.item).id, state="done"))


# --- hints ------------------------------------------------------------------------------------


def nudge(moment: Moment, command: c.Nudge) -> None:
    """A facilitator's hint, to one person alone, as a question (A6)."""
    me = facilitator(moment)
    person = moment.person(command.to)
    if person.id == me.id or not person.seated:
        raise Refused(Code.NO_SUCH_PERSON)
    moment.add(e.Nudged(to=person.id, card=command.card))


def dismiss_nudge(moment: Moment) -> None:
    """Read, or wrong: it disappears, and nobody learns which."""
    me = moment.me()
    given = moment.session.nudge
    if given is None or given.to != me.id:
        raise Refused(Code.NOT_NOW)
    moment.add(e.Nudged(to=me.id, card=""))


# --- time and rules ---------------------------------------------------------------------------


def ask_more_time(moment: Moment) -> None:
    """Somebody would like more time: facilitators see that, and nobody sees who (W2.2.1)."""
    moment.me()
    if not moment.session.more_time:
        moment.add(e.MoreTimeAsked())


def not_now(moment: Moment) -> None:
    """There is no more time now; the group learns of neither question nor answer."""
    frame_holder(moment)
    if not moment.session.more_time:
        raise Refused(Code.NOT_NOW)
    moment.add(e.MoreTimeAsked(on=False))


def show_rule(moment: Moment) -> None:
    """The prompt grows for everybody: a reminder to all, that names nobody (A6)."""
    facilitator(moment)
    moment.add(e.RuleShown(at=moment.at))


# --- seats ------------------------------------------------------------------------------------


def add_seat(moment: Moment, command: c.AddSeat) -> None:
    """Somebody on the phone gets a seat without widget (A3.9)."""
    facilitator(moment)
    session = moment.session
    if len(session.here()) >= session.format.capacity.hard_max:
        raise Refused(Code.ROOM_FULL, max=session.format.capacity.hard_max)
    seat = PersonId(f"phone{session.seq}")
    name = cleaned(command.name, MAX_NAME_LENGTH)
    person = Participant(id=seat, name=name, arrived=moment.at, widget=False)
    moment.add(e.PersonJoined(person=person))
    moment.kind.seated(moment, seat)


def tap_for(moment: Moment, command: c.TapFor) -> None:
    """A facilitator taps what somebody without widget says aloud.

    Whoever holds the piece and is silent may be asked again at the end of the round (A3.3).
    """
    facilitator(moment)
    person = moment.person(command.person)
    piece = moment.session.piece
    silent = piece.holder == person.id and not piece.speaking
    if person.widget and not (silent and command.tap == "come_back_later"):
        raise Refused(Code.NOT_YOUR_TURN)
    taps: dict[str, c.AnyCommand] = {
        "pass": c.Pass(),
        "hand_on": c.HandOn(),
        "come_back_later": c.ComeBackLater(),
        "raise_hand": RaiseHand(since=command.since),
        "lower_hand": LowerHand(),
    }
    moment.actor = person.id
    moment.kind.handle(moment, taps[command.tap])


def confirm_seat(moment: Moment, command: c.ConfirmSeat) -> None:
    """Say "yes, that's Noor": somebody without their token gets their old seat back.

    A facilitator says so of themselves, too, where the lost seat was a facilitator's: whoever has
    that link is trusted with it.
    """
    facilitator(moment)
    newcomer, seat = moment.person(command.person), moment.person(command.seat)
    lost = not seat.here and not seat.removed and seat.widget
    if not newcomer.here or not lost or newcomer.role != seat.role:
        raise Refused(Code.NO_SUCH_PERSON)
    leads = moment.session.lead == newcomer.id
    moment.add(e.PersonLeft(person=newcomer.id, at=moment.at, removed=True, seat=seat.id))
    moment.kind.gone(moment, newcomer.id, left=True)
    moment.actor = seat.id
    return_(moment)
    if leads:
        moment.add(e.LeadChanged(to=seat.id, at=moment.at))


def renew_links(moment: Moment) -> None:
    """A link has gone astray: new ones are made, old ones open nothing, and seats stay."""
    facilitator(moment)
    moment.add(e.LinksRenewed())


# --- nobody leads -----------------------------------------------------------------------------


def offer_to_lead(moment: Moment) -> None:
    """The first who offers holds the frame, if nobody objects within fifteen seconds (A8)."""
    me = moment.me()
    missing = moment.session.leaderless
    if missing is None or not missing.asked or me.id == moment.session.presenter:
        raise Refused(Code.NOT_NOW)
    if missing.offer is not None:
        raise Refused(Code.ALREADY_MOVED)
    moment.add(e.LeadOffered(by=me.id, at=moment.at))


def object_(moment: Moment) -> None:
    """Somebody would rather not: the offer is gone, and nobody learns who objected."""
    me = moment.me()
    missing = moment.session.leaderless
    if missing is None or missing.offer is None or missing.offer.by == me.id:
        raise Refused(Code.NOT_NOW)
    moment.add(e.LeadOffered(by=None, at=moment.at))
