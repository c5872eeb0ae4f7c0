"""The buttons for the roles of a session: take one that is free, lay down one's own, give one."""

from collections.abc import Iterator

from talkingpiece.core import electing
from talkingpiece.core.cases import waiting
from talkingpiece.core.casting import (
    asked_role,
    ends_the_choice,
    lots,
    may_give,
    may_take,
    willing,
)
from talkingpiece.core.consent import given
from talkingpiece.core.electing import next_in_rota
from talkingpiece.core.ids import RoleId
from talkingpiece.core.people import Participant
from talkingpiece.core.roles import has
from talkingpiece.core.session import Session
from talkingpiece.core.shown import Field, Offer
from talkingpiece.core.text import Ref, Say, Value

Named = tuple[str, Offer]
Words = dict[str, str | int | bool]


def called(role: RoleId) -> dict[str, Value]:
    """What a role is called, for a sentence."""
    return {"role": Ref(text=f"roles.{role}")}


def for_everybody(session: Session, me: Participant) -> Iterator[Named]:
    """Roles that anybody may take on, and those of one's own that may be laid down."""
    for order, role in enumerate(may_take(session, me.id)):
        yield f"take_role_{role}", _more("take_role", role, 51 + order)
    yield from _asked(session, me)
    if session.piece.holder != me.id and given(session, me.id):
        lets = me.id in session.leaves
        leave: Words = {"do": "leave_to_presenter", "on": not lets}
        label = Say("buttons.keep_to_myself" if lets else "buttons.leave_to_presenter")
        yield "leave_to_presenter", Offer(command=leave, label=label, place="aside", order=41)
    asked = asked_role(session)
    for order, (role, people) in enumerate(session.roles.items()):
        if me.id in people and role != asked:
            yield f"lay_down_role_{role}", _more("lay_down_role", role, 55 + order)


def _asked(session: Session, me: Participant) -> Iterator[Named]:
    """A phase that fills a role: say "I will", draw lots, or say no to it again."""
    role = asked_role(session)
    if role is None:
        return
    if me.id in willing(session):
        command: Words = {"do": "volunteer"}
        label = Say("buttons.volunteer_role", called(role))
        yield "volunteer", Offer(command=command, label=label, place="turn", order=1, tone="main")
    if me.id in session.roles.get(role, ()):
        command = {"do": "lay_down_role", "role": role}
        label = Say("buttons.rather_not")
        yield "lay_down_role", Offer(command=command, label=label, place="aside", order=2)
    yield from _votes(session, me)
    if not ends_the_choice(session, me):
        return
    if lots(session):
        label = Say("buttons.draw_lots")
        yield "draw_lots", Offer(command={"do": "draw_lots"}, label=label, place="aside", order=3)
    if next_in_rota(session) is not None:
        label = Say("buttons.go_by_rota")
        yield "go_by_rota", Offer(command={"do": "go_by_rota"}, label=label, place="aside", order=4)


def _votes(session: Session, me: Participant) -> Iterator[Named]:
    """One button for each who could have the role, and the count for whoever leads."""
    if not electing.is_open(session):
        return
    mine = electing.votes(session).get(me.id)
    for order, person in enumerate(electing.candidates(session) if me.plays else ()):
        command: Words = {"do": "vote", "choice": person}
        label = Say("polls.number", {"n": Ref(person=person)})
        on = person == mine
        offer = Offer(command=command, label=label, place="poll", order=order, on=on)
        yield f"vote_{person}", offer
    if electing.votes(session) and ends_the_choice(session, me):
        label = Say("buttons.count_votes")
        yield (
            "count_votes",
            Offer(command={"do": "count_votes"}, label=label, place="aside", order=5),
        )


def for_the_lead(session: Session) -> Iterator[Named]:
    """Whoever leads may give each role to somebody who has not got it."""
    yield from _hear(session)
    for order, role in enumerate(may_give(session)):
        if all(has(session, one.id, role) for one in session.people.values() if one.seated):
            continue
        command: Words = {"do": "give_role", "step": session.step, "role": role}
        label = Say("buttons.give_role", called(role))
        field = Field(name="to", label=label, kind="person")
        offer = Offer(command=command, label=label, place="more", order=76 + order, fields=(field,))
        yield f"give_role_{role}", offer


def _hear(session: Session) -> Iterator[Named]:
    """At each offer: this is what we hear today."""
    role = asked_role(session)
    if role is None or role != session.presenter_role:
        return
    for offer in waiting(session):
        if offer.owner is None:
            continue
        to = str(offer.owner)
        command: Words = {"do": "give_role", "step": session.step, "role": role, "to": to}
        label = Say("buttons.hear")
        yield (
            f"hear_{offer.id}",
            Offer(command=command, label=label, place="item", order=6, item=offer.id),
        )


def _more(do: str, role: RoleId, order: int) -> Offer:
    command: Words = {"do": do, "role": role}
    return Offer(
        command=command, label=Say(f"buttons.{do}", called(role)), place="more", order=order
    )
