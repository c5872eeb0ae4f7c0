"""Publishing what an open session found, taking it back, and one's own name on it.

A facilitator publishes by hand, after the end; the page can be taken back at any time (formats.md
B3). A name stands on it only by its owner's own tap, in the phase that tells of the page or after
the end. It is off at first, may be given until the page is published, and taken away at any time.
"""

from collections.abc import Callable, Iterator
from typing import Any

from talkingpiece.core import harvest_commands as c
from talkingpiece.core import harvest_events as e
from talkingpiece.core.formats import Output
from talkingpiece.core.grammar import Moment
from talkingpiece.core.harvest import audience, harvest_of, output_named, shared_outputs
from talkingpiece.core.ids import ItemId, PersonId
from talkingpiece.core.labels import all_see
from talkingpiece.core.people import Participant
from talkingpiece.core.roles import means
from talkingpiece.core.session import Item, Session
from talkingpiece.core.shown import Field, Offer, OutputShown
from talkingpiece.core.text import Say
from talkingpiece.errors import Code, Refused

CREDIT = "credit_optin"
"""The kind by which a declaration says that names may stand on its page."""
MAX_FOR_WHOM = 200


def publish(moment: Moment, command: c.Publish) -> None:
    """Only by a facilitator, only what is public, and nothing empty."""
    session = moment.session
    output = _public(moment, command.output)
    if session.closed is None or session.plan.rehearsal or harvest_of(session, output) is None:
        raise Refused(Code.NOT_NOW)
    for_whom = command.for_whom.strip()
    if len(for_whom) > MAX_FOR_WHOM:
        raise Refused(Code.TOO_LONG, max=MAX_FOR_WHOM)
    moment.add(e.Published(output=output.id, for_whom=for_whom))


def unpublish(moment: Moment, command: c.Unpublish) -> None:
    """Only by a facilitator; what is not there cannot be taken away."""
    output = _public(moment, command.output)
    if output.id not in moment.session.published:
        raise Refused(Code.NOT_NOW)
    moment.add(e.Unpublished(output=output.id))


def credit(moment: Moment, command: c.Credit) -> None:
    """Where the format asks for it. To take one's name away is possible at any time."""
    me = moment.me()
    if command.on and not may_give_name(moment.session):
        raise Refused(Code.NOT_NOW)
    if me.credited != command.on:
        moment.add(e.Credited(person=me.id, on=command.on))


def leave_out(moment: Moment, command: c.LeaveOut) -> None:
    """Of what a page could show, also what has no name; the words of others are never changed."""
    session = moment.session
    if moment.me().role != "facilitator":
        raise Refused(Code.NOT_THE_FACILITATOR)
    item = session.items.get(command.item)
    known = item is not None and all_see(item) and item.keep == "harvest"
    if item is None or not known:
        raise Refused(Code.NO_SUCH_ITEM)
    if session.closed is None:
        raise Refused(Code.NOT_NOW)
    if (item.id in session.left_out) != command.on:
        moment.add(e.LeftOut(item=item.id, on=command.on))


def _public(moment: Moment, name: str) -> Output:
    """The public output of this id, for a facilitator."""
    if moment.me().role != "facilitator":
        raise Refused(Code.NOT_THE_FACILITATOR)
    output = output_named(moment.session, name)
    if output is None or audience(output) != "public":
        raise Refused(Code.NOT_NOW)
    return output


DESKS: dict[type, Callable[[Moment, Any], None]] = {
    c.Publish: publish,
    c.Unpublish: unpublish,
    c.Credit: credit,
    c.LeaveOut: leave_out,
}


# --- what is offered --------------------------------------------------------------------------


def asks_for_names(session: Session) -> bool:
    """Whether the format has a page on which names may stand."""
    asked = (what.kind for phase in session.format.phases() for what in phase.collect)
    public = (audience(output) == "public" for output in shared_outputs(session))
    return CREDIT in asked and any(public)


def may_give_name(session: Session) -> bool:
    """In the phase that tells of the page, or after the end; until it is published."""
    tells = any(what.kind == CREDIT for what in session.phase.collect)
    return (
        asks_for_names(session) and not session.published and (tells or session.closed is not None)
    )


def is_open_to(item: Item | None, do: object) -> bool:
    """After the end: whether its owner may still do that with *item*.

    What is private stays theirs to change. What may stand on a page may be taken back, and given
    again ("someone regrets a contribution", formats.md B3).
    """
    if item is None or item.sees in ("me", "owner"):
        return item is not None
    return item.keep == "harvest" and do in ("withdraw", "restore")


def may_still(session: Session, offer: Offer) -> bool:
    """The same for a button."""
    return is_open_to(session.items.get(offer.item), offer.command["do"])


def offers(session: Session, me: Participant) -> Iterator[tuple[str, Offer]]:
    """My name; and for facilitators after the end, to publish and to take back."""
    gave = any(i.owner == me.id and i.keep == "harvest" for i in session.items.values())
    if me.credited or (gave and may_give_name(session)):
        label = "buttons.credit_off" if me.credited else "buttons.credit"
        command: dict[str, str | int | bool] = {"do": "credit", "on": not me.credited}
        yield (
            "credit",
            Offer(command=command, label=Say(label), place="aside", order=45, on=me.credited),
        )
    if me.role != "facilitator" or session.plan.rehearsal or session.closed is None:
        return
    for output in shared_outputs(session):
        if audience(output) == "public" and harvest_of(session, output) is not None:
            yield from _publishing(session, output)
            yield "leave_out", _leaving_out(session)


def _leaving_out(session: Session) -> Offer:
    """At every item that a page could show."""
    shown = (i.kind for i in session.items.values() if i.keep == "harvest" and all_see(i))
    return Offer(
        command={"do": "leave_out"},
        label=Say("buttons.leave_out"),
        place="each",
        order=72,
        kinds=tuple(dict.fromkeys(shown)),
    )


def _publishing(session: Session, output: Output) -> Iterator[tuple[str, Offer]]:
    published = session.published.get(output.id)
    if published is not None:
        yield (
            f"unpublish_{output.id}",
            Offer(
                command={"do": "unpublish", "output": output.id},
                label=Say("buttons.unpublish"),
                place="go",
                order=71,
                tone="grave",
                confirm=Say("harvest.sure_unpublish"),
            ),
        )
        return
    field = Field(
        name="for_whom",
        label=Say("harvest.for_whom_ask"),
        kind="line",
        max=MAX_FOR_WHOM,
        optional=True,
    )
    yield (
        f"publish_{output.id}",
        Offer(
            command={"do": "publish", "output": output.id},
            label=Say("buttons.publish"),
            place="go",
            order=70,
            tone="main",
            fields=(field,),
        ),
    )


def may_fetch(session: Session, person: PersonId, output: Output) -> bool:
    """Whether *person* may have a link to *output*: a public page only facilitators see before."""
    to = audience(output)
    if to == "public":
        return output.id in session.published or session.people[person].role == "facilitator"
    return to != "pair" or means(session, "pair", person)


def shown_outputs(session: Session, person: PersonId) -> dict[str, OutputShown]:
    """Once the session is over: what this person may fetch besides their own sheet."""
    if session.closed is None:
        return {}
    return {
        output.id: OutputShown(
            order=order,
            audience=audience(output),
            published=output.id in session.published,
            left_out=_left_out(session, person, output),
        )
        for order, output in enumerate(shared_outputs(session))
        if may_fetch(session, person, output) and harvest_of(session, output) is not None
    }


def _left_out(session: Session, person: PersonId, output: Output) -> tuple[ItemId, ...]:
    """Nobody else learns what was left out: they see the page as it is."""
    leads = session.people[person].role == "facilitator" and audience(output) == "public"
    return session.left_out if leads else ()
