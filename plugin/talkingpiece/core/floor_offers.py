"""The buttons of an open talk: hands, one's turn, thumbs, and how long."""

from collections.abc import Iterator

from talkingpiece.core import floors
from talkingpiece.core.ballots import THUMBS
from talkingpiece.core.ids import Ms
from talkingpiece.core.options import DiscussOptions
from talkingpiece.core.people import Participant
from talkingpiece.core.session import Session
from talkingpiece.core.shown import Offer
from talkingpiece.core.text import Ref, Say

Named = tuple[str, Offer]
Words = dict[str, str | int | bool]


def for_everybody(session: Session, me: Participant) -> Iterator[Named]:
    """What anybody may do in an open talk; one's own turn is offered as in a talk."""
    options = session.phase.options
    if not isinstance(options, DiscussOptions) or not me.plays:
        return
    floor = floors.floor_of(session)
    up = any(hand.by == me.id for hand in floor.hands)
    in_circle = me.id in floor.seats
    if up or in_circle:
        label = "sit_out" if in_circle else "lower_hand"
        yield "lower_hand", _tap({"do": "lower_hand"}, f"buttons.{label}", "turn", 3)
    elif floors.may_ask(session, me.id) and session.piece.holder != me.id:
        label = "sit_in" if options.floor == "seats" else "raise_hand"
        tone = "calm" if options.floor == "open" else "main"
        yield "raise_hand", _tap({"do": "raise_hand"}, f"buttons.{label}", "turn", 3, tone=tone)
    if floor.thumbs is not None:
        mine = floor.thumbs.given.get(me.id)
        for order, thumb in enumerate(THUMBS):
            command: Words = {"do": "hold_thumb", "thumb": thumb}
            offer = _tap(command, f"choices.{thumb}", "poll", order, on=thumb == mine)
            yield f"thumb_{thumb}", offer


def for_the_lead(session: Session, at: Ms) -> Iterator[Named]:
    """Whoever leads gives the floor, ends a turn, and asks or decides how long."""
    if not isinstance(session.phase.options, DiscussOptions):
        return
    piece, waiting = session.piece, floors.queue(session)
    on: Words = {"do": "next_person", "step": session.step}
    if piece.holder is not None:
        yield "next_person", _tap(on, "buttons.end_turn", "steer", 1)
    elif waiting:
        label = Say("buttons.next_person", {"name": Ref(person=waiting[0].by)})
        yield "next_person", Offer(command=on, label=label, place="steer", order=1, tone="main")
    hands = [hand.by for hand in waiting]
    for order, person in enumerate(session.here()):
        if person.plays and person.id != piece.holder:
            give: Words = {"do": "give_piece", "step": session.step, "to": person.id}
            label = Say("buttons.give_piece", {"name": Ref(person=person.id)})
            place = 20 + (hands.index(person.id) if person.id in hands else len(hands) + order)
            offer = Offer(command=give, label=label, place="more", order=min(place, 39))
            yield f"give_piece_{person.id}", offer
    yield from longer(session, at)


def longer(session: Session, at: Ms) -> Iterator[Named]:
    """By the next step, or by asking with thumbs; never into the time kept for the end."""
    minutes = floors.step_minutes(session, at)
    if not minutes or floors.floor_of(session).thumbs is not None:
        return
    if floors.by_vote(session):
        yield "call_thumbs", _tap({"do": "call_thumbs"}, "buttons.call_thumbs", "more", 9)
        return
    late = at >= session.clock.started + session.clock.usual_ms
    label = Say("buttons.extend_talk", {"min": minutes})
    place = "steer" if late else "more"
    offer = Offer(command={"do": "extend_talk"}, label=label, place=place, order=9)  # type: ignore[arg-type]
    yield "extend_talk", offer


def _tap(command: Words, label: str, place: str, order: int, **more: object) -> Offer:
    return Offer(command=command, label=Say(label), place=place, order=order, **more)  # type: ignore[arg-type]
