"""The facilitator's buttons: next person large, the lit way on apart, the rest behind ⋯."""

from collections.abc import Iterator

from talkingpiece.core import (
    board_offers,
    casting,
    floor_offers,
    flow,
    levels,
    poll_offers,
    polls,
    recordings,
    rehearsing,
    role_offers,
    situation_offers,
    switch_offers,
)
from talkingpiece.core.circle import shown_order
from talkingpiece.core.conditions import gate_asks, why_lit
from talkingpiece.core.formats import Phase, Step
from talkingpiece.core.ids import Ms
from talkingpiece.core.notices import called
from talkingpiece.core.options import PollOptions, RoundOptions
from talkingpiece.core.people import Participant
from talkingpiece.core.prompts import upcoming
from talkingpiece.core.remembered import last_remembered
from talkingpiece.core.session import Cursor, Session
from talkingpiece.core.shown import Field, Offer
from talkingpiece.core.text import Ref, Say, gate_key, title_key
from talkingpiece.core.turns import awaits_start

Named = tuple[str, Offer]


def steering(session: Session, me: Participant, at: Ms, arriving: int) -> Iterator[Named]:
    """What this facilitator may do; only the lead moves the session on."""
    if session.lead in (None, me.id):
        yield from _turns(session, me)
        yield from poll_offers.for_the_frame(session)
        yield from board_offers.showing(session)
        yield from _way(session, at, arriving)
        yield from _jumps(session)
        yield from role_offers.for_the_lead(session)
        yield from floor_offers.for_the_lead(session, at)
        yield from situation_offers.rest(session)
        yield from recordings.offers(session)
        yield from situation_offers.silence(session, me)
        if me.role == "facilitator":
            yield from switch_offers.steering(session)
            yield from switch_offers.back(session, "more", 13)
    yield from _time(session)
    yield from _lead(session, me)
    if me.role != "facilitator":  # an acting one leads, and does no more than that (A2)
        return
    yield from situation_offers.for_facilitators(session, me)
    yield from _people(session, me)
    yield from _claims(session)
    yield from rehearsing.paces(session)
    yield from levels.offers(session)


def advancing(session: Session, at: Ms) -> Iterator[Named]:
    """The way on for somebody who does not lead and may move on all the same."""
    yield from ((name, offer) for name, offer in _way(session, at, 0) if name == "next_phase")


def _steer(session: Session, do: str, label: Say, place: str, order: int, **more: object) -> Offer:
    """An offer that names the step it was made for."""
    extra = more.pop("with_", {})
    command: dict[str, str | int | bool] = {"do": do, "step": session.step}
    command.update(extra)  # type: ignore[call-overload]
    return Offer(command=command, label=label, place=place, order=order, **more)  # type: ignore[arg-type]


def _turns(session: Session, me: Participant) -> Iterator[Named]:
    """The turn of somebody else is ended here; my own I end by "Done", as everybody does."""
    piece = session.piece
    if isinstance(session.phase.options, RoundOptions) and piece.closed is None:
        ahead = upcoming(session)
        if piece.holder not in (None, me.id):
            label = (
                Say("buttons.next_person", {"name": Ref(person=ahead)})
                if ahead is not None
                else Say("buttons.end_turn")
            )
            yield "next_person", _steer(session, "next_person", label, "steer", 1, tone="main")
        for order, person in enumerate(shown_order(session)):
            waits = person in piece.queue and session.people[person].plays
            if waits and (awaits_start(session) or person != ahead):
                yield _giving(session.people[person], session.step, order, piece.pick_missed)
    if piece.closed is not None and isinstance(session.phase.options, RoundOptions):
        label = Say("buttons.another_round")
        yield "another_round", _steer(session, "another_round", label, "steer", 1)
    if session.undo is not None:
        yield "undo", _steer(session, "undo", Say("buttons.undo"), "steer", 9)


@last_remembered
def _giving(person: Participant, step: int, order: int, picks: bool) -> Named:
    """The piece for *person*; who leads a large circle has many of these, and all stay the same.

    *picks*: it was for the holder to say who comes next, and they did not.
    """
    offer = Offer(
        command={"do": "give_piece", "step": step, "to": person.id},
        label=Say("buttons.give_piece", {"name": Ref(person=person.id)}),
        place="notice" if picks else "more",
        order=20 + order,
        notice="pick" if picks else "",
    )
    return f"give_piece_{person.id}", offer


def _way(session: Session, at: Ms, arriving: int) -> Iterator[Named]:
    """The way on: set apart, lit with its reason when an exit is reached.

    Not while there are answers to be shown: then that is what comes next.
    """
    ahead = flow.following(session, at)
    lit = None if polls.is_unseen(session) else why_lit(session, arriving)
    if ahead is None and session.stack:
        left = session.stack[-1].session.format.id
        label = Say("buttons.switch_back", {"format": switch_offers.title(left)})
        asks = _gate(session, at)
        yield "next_phase", _steer(session, "next_phase", label, "go", 1, lit=lit, confirm=asks)
        yield "close", _closes(session)
        return
    if ahead is None:
        label = Say("buttons.close")
        sure = _gate(session, at) or Say("panel.sure_close")
        yield "close", _steer(session, "close", label, "go", 1, lit=lit, confirm=sure)
        return
    label = _going(session, ahead)
    asks = _gate(session, at)
    yield "next_phase", _steer(session, "next_phase", label, "go", 1, lit=lit, confirm=asks)
    yield "close", _closes(session)


def _closes(session: Session) -> Offer:
    """The end, out of the way."""
    sure = Say("panel.sure_close")
    label = Say("buttons.close")
    return _steer(session, "close", label, "more", 99, tone="grave", confirm=sure)


def _gate(session: Session, at: Ms) -> Say | None:
    """What is asked once before leaving a phase without what it is for."""
    if polls.is_unseen(session):
        return Say("polls.sure_unseen")
    if casting.is_unfilled(session):
        return Say("floor.sure_unfilled")
    gate = session.phase.gate
    if gate is None or not gate_asks(session, gate, at):
        return None
    if gate.say:
        return Say(gate_key(session.format.id, session.phase.id))
    return Say("panel.sure_gate")


def _going(session: Session, ahead: Cursor) -> Say:
    """Where the way leads: "Go to Clarify", or "Next topic: balance" where a topic begins.

    Which topic is first is not known while people still put their dots on the topics.
    """
    voting = (
        isinstance(session.phase.options, PollOptions) and polls.current(session).result is None
    )
    if ahead.item is not None and ahead.item != session.cursor.item and not voting:
        return Say("buttons.next_topic", {"keyword": session.items[ahead.item].text})
    phase = flow.phase_at(session.format, ahead.path)
    return Say("buttons.next_phase", {"phase": Ref(text=title_key(session.format.id, phase.id))})


def _jumps(session: Session) -> Iterator[Named]:
    """Every other phase that can be entered from here: the format is a proposal."""
    order = 40
    for index, step in enumerate(session.format.flow):
        inside = index == session.cursor.path[0]
        phases: tuple[Phase, ...]
        if isinstance(step, Step):
            phases = (step.phase,)
        else:
            phases = step.do if inside else ()
        for phase in phases:
            order += 1
            if phase.id == session.phase.id or phase.pre_start:
                continue
            title = Ref(text=title_key(session.format.id, phase.id))
            label = Say("buttons.go_to", {"phase": title})
            target = {"phase": phase.id}
            yield f"goto_{phase.id}", _steer(session, "go_to", label, "more", order, with_=target)


def _time(session: Session) -> Iterator[Named]:
    clock = session.clock
    if clock.held is None or clock.until is not None:
        yield "hold", _tap({"do": "hold"}, Say("buttons.hold"), 10)
    if clock.held is not None:
        offer = Offer(
            command={"do": "resume"},
            label=Say("buttons.resume"),
            place="steer",
            order=2,
            tone="main",
        )
        yield "resume", offer
    if session.more_time:
        label = Say("buttons.give_time", {"min": 2})
        yield "give_time", _under({"do": "extend", "minutes": 2}, label, "more_time")
        yield "not_now", _under({"do": "not_now"}, Say("buttons.not_now"), "more_time")
    label = Say("buttons.extend", {"min": 5})
    yield "extend", _tap({"do": "extend", "minutes": 5}, label, 11)
    label = Say("buttons.extend_session", {"min": 10})
    yield "extend_session", _tap({"do": "extend", "minutes": 10, "session": True}, label, 12)
    field = Field(name="at", label=Say("buttons.set_next_date"), kind="time")
    options = session.phase.options  # where all agree on it in a round, it is offered to all
    agreed = isinstance(options, RoundOptions) and options.schedule_next
    last = session.cursor.path[0] == len(session.format.flow) - 1 and not agreed
    last = last and session.format.session_kind != "last"  # people part, and need no date
    yield (
        "next_date",
        Offer(
            command={"do": "set_next_date"},
            label=Say("buttons.save"),
            place="aside" if last else "more",
            order=15,
            fields=(field,),
        ),
    )


def _tap(command: dict[str, str | int | bool], label: Say, order: int, **more: object) -> Offer:
    return Offer(command=command, label=label, place="more", order=order, **more)  # type: ignore[arg-type]


def _people(session: Session, me: Participant) -> Iterator[Named]:
    for order, person in enumerate(p for p in session.people.values() if p.here):
        if person.role != "facilitator":
            yield _removing(person, order)
        if person.late == "join" and not person.asks_to_facilitate:
            continue
        name = {"name": called(person)}
        admit: dict[str, str | int | bool] = {"do": "admit", "person": person.id}
        if person.asks_to_facilitate:
            if session.lead in (None, me.id):
                label = Say("buttons.admit_facilitator", name)
                notice = f"asks_{person.id}"
                yield f"admit_{person.id}", _under(admit, label, notice)
        elif person.late == "wait":
            label = Say("buttons.admit", name)
            yield f"admit_{person.id}", _under(admit, label, f"waits_{person.id}")
        elif person.late == "listen":
            yield f"admit_{person.id}", _tap(admit, Say("buttons.admit_turn", name), 60 + order)


@last_remembered
def _removing(person: Participant, order: int) -> Named:
    remove: dict[str, str | int | bool] = {"do": "remove", "person": person.id}
    name = {"name": called(person)}
    sure = Say("panel.sure_remove", name)
    offer = _tap(remove, Say("buttons.remove", name), 80 + order, tone="grave", confirm=sure)
    return f"remove_{person.id}", offer


def _under(command: dict[str, str | int | bool], label: Say, notice: str) -> Offer:
    return Offer(command=command, label=label, place="notice", order=1, notice=notice)


def _lead(session: Session, me: Participant) -> Iterator[Named]:
    wish = session.lead_wish
    if session.lead == me.id:
        if wish is not None:
            label = Say("buttons.keep_lead")
            yield "keep_lead", _under({"do": "keep_lead"}, label, "wants_to_lead")
        for order, other in enumerate(p for p in session.facilitators_here() if p != me.id):
            command: dict[str, str | int | bool] = {"do": "hand_over", "to": other}
            label = Say("buttons.hand_over", {"name": Ref(person=other)})
            yield f"hand_over_{other}", _tap(command, label, 70 + order)
    elif wish is None:
        yield "take_lead", _tap({"do": "take_lead"}, Say("buttons.take_lead"), 5)


def _claims(session: Session) -> Iterator[Named]:
    for item in session.items.values():
        if item.claimed_by is not None:
            label = Say("buttons.confirm_claim", {"name": Ref(person=item.claimed_by)})
            command: dict[str, str | int | bool] = {"do": "confirm_claim", "item": item.id}
            yield f"confirm_claim_{item.id}", _under(command, label, f"claims_{item.id}")
