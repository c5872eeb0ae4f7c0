"""The buttons for what goes wrong in a real evening: the same for every format (A8)."""

from collections.abc import Iterator

from talkingpiece.core.ids import PersonId
from talkingpiece.core.items import MAX_LENGTH
from talkingpiece.core.microphones import rule_of
from talkingpiece.core.options import RoundOptions
from talkingpiece.core.people import Participant
from talkingpiece.core.session import Session
from talkingpiece.core.shown import Field, Offer
from talkingpiece.core.situations import URGENT, loop_of, may_raise
from talkingpiece.core.text import Ref, Say, Value

Named = tuple[str, Offer]
Words = dict[str, str | int | bool]

CARDS = {
    "free": ("time", "soliciting"),
    "questions_only": ("as_question", "time", "soliciting"),
    "observations_only": ("interpretation", "advice", "time"),
    "no_advice": ("advice", "time", "soliciting"),
}
"""Which hints a facilitator is offered, by what a phase asks people to contribute (A6)."""


def for_everybody(session: Session, me: Participant) -> Iterator[Named]:
    """What anybody may do about something unusual."""
    if session.nudge is not None and session.nudge.to == me.id:
        yield "dismiss_nudge", _under("nudge", {"do": "dismiss_nudge"}, "buttons.dismiss_nudge")
    yield from _topic(session, me)
    missing = session.leaderless
    if missing is None or not missing.asked:
        return
    if missing.offer is None and me.id != session.presenter:
        lead: Words = {"do": "offer_to_lead"}
        yield "offer_to_lead", _under("facilitator_lost", lead, "buttons.volunteer_lead")
    elif missing.offer is not None and missing.offer.by != me.id:
        yield "object", _under("lead_offer", {"do": "object"}, "buttons.object")


def _topic(session: Session, me: Participant) -> Iterator[Named]:
    item = session.cursor.item
    if item is not None and session.presenter == me.id and session.items[item].state == "now":
        yield "park_topic", _more({"do": "park_topic"}, Say("buttons.park"), 45)
    if me.role != "facilitator" and may_raise(session, me.id):
        loop = loop_of(session)
        longest = session.format.lists[loop.for_each].max_length if loop else MAX_LENGTH
        field = Field(name="text", label=Say(f"kinds.{URGENT}"), kind="line", max=longest)
        yield "raise_urgent", _more({"do": "raise_urgent"}, Say("buttons.urgent"), 46, field)


def for_facilitators(session: Session, me: Participant) -> Iterator[Named]:
    """What a facilitator may do about something unusual."""
    yield from _urgent(session)
    yield from _phones(session)
    yield from _hints(session, me)
    yield from _seats(session, me)
    if len(session.here()) < session.format.capacity.hard_max:
        field = Field(name="name", label=Say("panel.seat_name"), kind="line", max=60)
        yield "add_seat", _more({"do": "add_seat"}, Say("buttons.add_seat"), 66, field)
    yield "show_rule", _more({"do": "show_rule"}, Say("buttons.show_rule"), 15)
    sure = Say("panel.sure_renew_links")
    links = Offer(
        command={"do": "renew_links"},
        label=Say("buttons.renew_links"),
        place="more",
        order=90,
        confirm=sure,
    )
    yield "renew_links", links


def rest(session: Session) -> Iterator[Named]:
    """Whoever holds the frame may let the topic of an absent presenter rest."""
    if session.awaited is not None:
        command: Words = {"do": "rest_topic", "step": session.step}
        yield "rest_topic", _under("presenter_lost", command, "buttons.rest_topic")


def silence(session: Session, me: Participant) -> Iterator[Named]:
    """Wait, come back, pass on: what can be done when a turn begins with a long silence (A3.3).

    The panel asks after thirty seconds; there is nothing to know about it here. Where somebody
    answers, question and answer are one turn, and nobody taps in between: nothing is asked there.
    Nor where all microphones are open, as between two people: they hear for themselves.
    """
    piece, options = session.piece, session.phase.options
    if not isinstance(options, RoundOptions) or options.responder != "none":
        return
    if rule_of(session).mic == "open":
        return
    holder = piece.holder
    if holder is None or piece.speaking or not session.people[holder].here:
        return
    if me.role == "facilitator" and piece.queue and holder not in piece.put_off:
        later: Words = {"do": "tap_for", "person": holder, "tap": "come_back_later"}
        yield "silence_later", _under("silence", later, "buttons.ask_later")
    on: Words = {"do": "next_person", "step": session.step}
    yield "silence_move_on", _under("silence", on, "buttons.move_on", 2)


def _urgent(session: Session) -> Iterator[Named]:
    for item in session.items.values():
        if item.kind == URGENT and item.state == "open":
            notice = f"urgent_{item.id}"
            first: Words = {"do": "put_first", "item": item.id}
            if loop_of(session) is not None:
                yield f"put_first_{item.id}", _under(notice, first, "buttons.put_first")
            aside: Words = {"do": "set_aside", "item": item.id}
            yield f"set_aside_{item.id}", _under(notice, aside, "buttons.set_aside", 2)


def _phones(session: Session) -> Iterator[Named]:
    """What a facilitator taps for the holder, if the holder has no widget (A3.9)."""
    holder = session.piece.holder
    options = session.phase.options
    if holder is None or session.people[holder].widget or not isinstance(options, RoundOptions):
        return
    name: dict[str, Value] = {"name": Ref(person=holder)}
    for order, tap in enumerate(("pass", "hand_on", "come_back_later"), start=3):
        command: Words = {"do": "tap_for", "person": holder, "tap": tap}
        label = Say(f"buttons.{tap}_for", name)
        offer = Offer(command=command, label=label, place="steer", order=order)
        yield f"{tap}_for", offer


def _hints(session: Session, me: Participant) -> Iterator[Named]:
    """Hints to whoever speaks, and "one voice at a time" to anybody; never to oneself."""
    others = {person.id for person in session.here() if person.widget and person.id != me.id}
    holder = session.piece.holder
    if holder in others:
        for order, card in enumerate(CARDS[session.phase.contribution], start=16):
            command: Words = {"do": "nudge", "to": holder, "card": card}
            yield f"nudge_{card}", _more(command, Say(f"nudges.{card}"), order)
    if not others:
        return
    field = Field(name="to", label=Say("panel.person"), kind="person")
    command = {"do": "nudge", "card": "cross_talk"}
    yield "nudge_cross_talk", _more(command, Say("nudges.cross_talk"), 19, field)


def _seats(session: Session, me: Participant) -> Iterator[Named]:
    """Say "yes, that's Noor" of a newcomer who is called like somebody who was lost."""
    for newcomer, seat in same_names(session):
        command: Words = {"do": "confirm_seat", "person": newcomer, "seat": seat}
        key = "buttons.confirm_own_seat" if newcomer == me.id else "buttons.confirm_seat"
        label = Say(key, {"name": Ref(person=seat)})
        offer = Offer(
            command=command, label=label, place="notice", order=1, notice=f"seat_{newcomer}"
        )
        yield f"confirm_seat_{newcomer}", offer


def same_names(session: Session) -> Iterator[tuple[PersonId, PersonId]]:
    """Newcomers who say the name of somebody who was lost, each with that seat."""
    lost = {
        (p.name.casefold(), p.role): p.id
        for p in session.people.values()
        if not p.here and not p.removed and p.widget
    }
    for person in session.people.values():
        seat = lost.get((person.name.casefold(), person.role))
        if person.here and seat is not None:
            yield person.id, seat


def _under(notice: str, command: Words, label: str, order: int = 1) -> Offer:
    return Offer(command=command, label=Say(label), place="notice", order=order, notice=notice)


def _more(command: Words, label: Say, order: int, field: Field | None = None) -> Offer:
    fields = () if field is None else (field,)
    return Offer(command=command, label=label, place="more", order=order, fields=fields)
