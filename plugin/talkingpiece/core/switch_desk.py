"""Who may change the form, and what is done first: a minute of basket, a yes to a stricter pact.

One confirm of whoever leads; nothing happens by itself after it but what a person tapped
(decision 11): the presenter who is done, everybody who says yes, the lead who goes on.
"""

from collections.abc import Callable
from math import ceil
from typing import Any

from msgspec.structs import replace

from talkingpiece.core import events as e
from talkingpiece.core import switch_asking as asking
from talkingpiece.core import switch_events as happened
from talkingpiece.core import switching
from talkingpiece.core.forecast import remaining_minutes
from talkingpiece.core.formats import Format
from talkingpiece.core.grammar import Moment
from talkingpiece.core.ids import MINUTE_MS, ItemId, PersonId
from talkingpiece.core.items import PRIVATE_NOTE
from talkingpiece.core.session import Item, Session
from talkingpiece.core.steering import facilitator, leads
from talkingpiece.core.switch_state import Switching
from talkingpiece.core.switch_time import needed_minutes, shortened
from talkingpiece.errors import Code, Refused


def switch_format(moment: Moment, command: asking.SwitchFormat) -> None:
    """The lead confirmed another form. Never refused for time (decision 15)."""
    leads(moment, command)
    me = facilitator(moment)
    session = moment.session
    if session.switching is not None:
        raise Refused(Code.NOT_NOW)
    if len(session.stack) >= switching.MAX_DEPTH:
        raise Refused(Code.TOO_MANY, max=switching.MAX_DEPTH)
    target = moment.grammar.offered(command.format)
    if target is None:
        raise Refused(Code.FORMAT_UNKNOWN)
    if command.topic is not None:
        _may_come(session, target, command.topic)
    target, later_ms = _fitting(moment, target, command)
    asked = Switching(
        format=target,
        topic=command.topic,
        later_ms=later_ms,
        basket=basket_of(session, me.id),
        pending=to_ask(session, target, me.id),
    )
    moment.add(happened.SwitchProposed(switching=asked))
    if asked.basket is None:
        _after_the_basket(moment)


def _may_come(session: Session, target: Format, topic: ItemId) -> None:
    """The chosen topic is one of those that may come along, and its owner is here."""
    item = next((i for i in switching.movable(session, target) if i.id == topic), None)
    if item is None:
        raise Refused(Code.NO_SUCH_ITEM)
    owner = session.people.get(item.owner) if item.owner else None
    if owner is None or not owner.here:
        raise Refused(Code.NO_SUCH_PERSON)


def _fitting(moment: Moment, target: Format, command: asking.SwitchFormat) -> tuple[Format, int]:
    """*target* as it fits the time left, and by how much the session ends later."""
    left = remaining_minutes(moment.session, moment.at)
    needed = needed_minutes(moment.session, target, command.topic)
    if command.fit == "shorter" and left < needed:
        return shortened(target, left / needed), 0
    if command.fit == "later" and left < needed:
        return target, ceil(needed - left) * MINUTE_MS
    return target, 0


def basket_of(session: Session, lead: PersonId) -> PersonId | None:
    """Who is in the middle of something: the presenter of the open topic, else who speaks.

    Whoever leads has chosen the moment, and needs no offer.
    """
    item = session.cursor.item
    unfinished = item is not None and session.items[item].state == "now"
    for person in (session.presenter if unfinished else None, session.piece.holder):
        if person is None or person == lead:
            continue
        found = session.people[person]
        if found.seated and found.widget:
            return person
    return None


def to_ask(session: Session, target: Format, lead: PersonId) -> tuple[PersonId, ...]:
    """Who has to say yes, where *target* is stricter than what people said yes to so far.

    The lead said so with the confirm; people on the phone nod, and are asked aloud.
    """
    pact = switching.pact_of(session)
    if switching.stricter_of(pact, target.privacy) == pact:
        return ()
    return tuple(
        p.id for p in session.people.values() if p.widget and not p.removed and p.id != lead
    )


def pending_here(session: Session) -> tuple[PersonId, ...]:
    """Who is here and has not said yes yet."""
    asked = session.switching.pending if session.switching is not None else ()
    return tuple(p for p in asked if session.people[p].here)


def basket_done(moment: Moment, command: asking.BasketDone) -> None:
    """The presenter has what they take along, or wants no minute for it."""
    me = moment.me()
    asked = moment.session.switching
    if asked is None or asked.basket != me.id:
        raise Refused(Code.NOT_NOW)
    _after_the_basket(moment)


def _after_the_basket(moment: Moment) -> None:
    """Then the talk pauses while people say yes; without a stricter pact, the form changes."""
    asked = moment.session.switching
    assert asked is not None
    if not pending_here(moment.session):
        _change(moment, asked)
        return
    moment.add(happened.SwitchProposed(switching=replace(asked, basket=None)))
    if moment.session.clock.held is None:
        moment.add(e.TimerHeld(at=moment.at))


def change_now(moment: Moment, command: asking.ChangeNow) -> None:
    """The lead goes on: from the basket, or once everybody here has said yes."""
    leads(moment, command)
    facilitator(moment)
    asked = moment.session.switching
    if asked is None:
        raise Refused(Code.NOT_NOW)
    if asked.basket is not None:
        _after_the_basket(moment)
    elif pending_here(moment.session):
        raise Refused(Code.TOO_EARLY)
    else:
        _change(moment, asked)


def _change(moment: Moment, asked: Switching) -> None:
    if asked.later_ms:
        moment.add(e.TimeExtended(by_ms=asked.later_ms, session=True))
    switching.switch(moment, asked.format, asked.topic, outside=asked.pending)


def cancel_switch(moment: Moment, command: asking.CancelSwitch) -> None:
    """Stay in this form; a talk that was paused for the pact goes on."""
    facilitator(moment)
    asked = moment.session.switching
    if asked is None:
        raise Refused(Code.NOT_NOW)
    moment.add(happened.SwitchDropped())
    clock = moment.session.clock
    if asked.basket is None and clock.held is not None and clock.until is None:
        moment.add(e.TimerResumed(at=moment.at))


def accept_pact(moment: Moment, command: asking.AcceptPact) -> None:
    """Yes to the stricter pact: at the table, or at the door after having been away."""
    session = moment.session
    person = session.people.get(moment.actor)
    if person is None or not person.here:
        raise Refused(Code.NOT_HERE)
    asked = session.switching.pending if session.switching is not None else ()
    if person.id not in (*asked, *session.owing):
        raise Refused(Code.NOT_NOW)
    waited = person.id in session.owing
    moment.add(happened.PactAccepted(person=person.id))
    if waited:
        moment.kind.seated(moment, person.id)


def switch_back(moment: Moment, command: asking.SwitchBack) -> None:
    """Back to the format that was left last."""
    leads(moment, command)
    facilitator(moment)
    if not moment.session.stack or moment.session.switching is not None:
        raise Refused(Code.NOT_NOW)
    switching.switch_back(moment)


def share_item(moment: Moment, command: asking.ShareItem) -> None:
    """The owner's own tap shows more: a new item for everyone here; the old one stays as it is."""
    me = moment.me()
    session = moment.session
    item = session.items.get(command.item)
    if item is None or not may_share(session, me.id, item):
        raise Refused(Code.NO_SUCH_ITEM)
    shared = Item(
        id=ItemId(f"i{session.next_item}"),
        kind=item.kind,
        text=item.text,
        owner=me.id,
        at=moment.at,
        sees="group",
        keep="session",
        phase=session.phase.id,
    )
    moment.add(e.ItemAdded(item=shared))


def may_share(session: Session, person: PersonId, item: Item) -> bool:
    """Whether *item* is theirs, and stayed private when the form was changed."""
    private = item.away or item.sees in ("me", "owner")
    return (
        bool(session.stack or session.pact)
        and item.owner == person
        and private
        and item.state != "withdrawn"
        and item.kind not in (*switching.TOPIC_KINDS, PRIVATE_NOTE.kind)
    )


DESKS: dict[type, Callable[[Moment, Any], None]] = {
    asking.SwitchFormat: switch_format,
    asking.ChangeNow: change_now,
    asking.SwitchBack: switch_back,
    asking.CancelSwitch: cancel_switch,
    asking.BasketDone: basket_done,
    asking.AcceptPact: accept_pact,
    asking.ShareItem: share_item,
}
"""Where `decide` brings what is asked about the form."""
