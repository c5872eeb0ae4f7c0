"""The buttons of a board: giving, gestures, being done, showing all."""

from collections.abc import Iterator

from talkingpiece.core import gathering
from talkingpiece.core import items as item_rules
from talkingpiece.core.formats import Collected
from talkingpiece.core.options import ArrangeOptions, CollectOptions
from talkingpiece.core.people import Participant
from talkingpiece.core.session import Session
from talkingpiece.core.shown import Field, Offer
from talkingpiece.core.terms import kind_name, term
from talkingpiece.core.text import Say
from talkingpiece.core.whom import writes_down

Named = tuple[str, Offer]


def is_board(session: Session) -> bool:
    """Whether what is given now is given on a board, in the middle of the screen."""
    return isinstance(session.phase.options, CollectOptions | ArrangeOptions)


# --- giving -----------------------------------------------------------------------------------


def gives(session: Session, me: Participant, what: Collected, order: int) -> Iterator[Named]:
    """A form to give *what*, one for each lane; none once so many have been given."""
    if gathering.room_left(session, me.id, what.kind) == 0:
        return
    for number, lane in enumerate(gathering.open_lanes(session, what.kind)):
        command: dict[str, str | int | bool] = {"do": "add", "kind": what.kind}
        if lane:
            command["lane"] = lane
        name = f"add_{what.kind}_{lane}" if lane else f"add_{what.kind}"
        fields = card_fields(session, what)
        yield name, form("buttons.add", "middle", order + number, command, fields)


def form(
    label: str,
    place: str,
    order: int,
    command: dict[str, str | int | bool],
    fields: tuple[Field, ...],
    **more: object,
) -> Offer:
    """An offer with something to fill in."""
    return Offer(
        command=command,
        label=Say(label),
        place=place,  # type: ignore[arg-type]
        order=order,
        fields=fields,
        **more,  # type: ignore[arg-type]
    )


def card_fields(session: Session, what: Collected) -> tuple[Field, ...]:
    """The text, called by the first field of the card or by the kind; then what else it says."""
    longest = item_rules.longest(session, what)
    options = gathering.options_of(session)
    first = kind_name(session.format, what.kind)
    if options is not None and options.fields and options.item == what.kind:
        first = term(session.format, options.fields[0])
    kind = "text" if longest > item_rules.MAX_LENGTH else "line"
    text = Field(name="text", label=first, kind=kind, max=longest)  # type: ignore[arg-type]
    more = tuple(
        Field(
            name=f"fields.{name}",
            label=term(session.format, name),
            kind="line",
            max=gathering.MAX_FIELD,
            optional=True,
        )
        for name in gathering.fields_of(session, what.kind)
    )
    return (text, *more)


def writing_down(session: Session, me: Participant) -> Iterator[Named]:
    """A facilitator or a scribe writes down what somebody said, where speaking is a way to give."""
    options = gathering.options_of(session)
    if options is None or options.mode == "write" or options.anonymous or options.lanes:
        return
    what = next((one for one in gathering.wanted(session) if one.kind == options.item), None)
    if what is None or what.sees != "group" or not writes_down(session, me.id):
        return
    others = [p for p in session.here() if p.id != me.id]
    others = [p for p in others if gathering.is_meant(session, p.id, what)]
    if not others:
        return
    fields = card_fields(session, what)
    command: dict[str, str | int | bool] = {"do": "add", "kind": what.kind}
    if len(others) == 1:  # of two people, nobody has to be asked who it was
        command["owner"] = others[0].id
    else:
        who = Field(name="owner", label=Say("board.who_said"), kind="person", value=others[0].id)
        fields = (who, *fields)
    yield f"scribe_{what.kind}", form("buttons.write_down", "middle", 70, command, fields)


def together(session: Session, me: Participant) -> Iterator[Named]:
    """I'm done; show all; and the gestures, each once for all items it may be given to."""
    if gathering.asks_to_submit(session) and me.id in gathering.givers(session):
        done = me.id in session.submitted
        label = "buttons.not_done_yet" if done else "buttons.submit"
        command: dict[str, str | int | bool] = {"do": "submit", "on": not done}
        tone = "calm" if done else "main"
        yield "submit", Offer(command=command, label=Say(label), place="turn", order=6, tone=tone)  # type: ignore[arg-type]
    for order, (gesture, kinds) in enumerate(gathering.gestures(session).items()):
        if gathering.may_mark(session, me.id, gesture):
            command = {"do": "mark", "gesture": gesture}
            says = Say(f"buttons.{gesture}")
            yield (
                f"mark_{gesture}",
                Offer(command=command, label=says, place="each", order=order, kinds=kinds),
            )


def showing(session: Session) -> Iterator[Named]:
    """Whoever leads may show what was given apart before everybody is done."""
    if gathering.hides(session):
        command: dict[str, str | int | bool] = {"do": "reveal", "step": session.step}
        label = Say("buttons.reveal")
        yield "reveal", Offer(command=command, label=label, place="steer", order=2)


def marked_by(session: Session, me: Participant) -> dict[str, tuple[str, ...]]:
    """Which items I gave which gesture, as far as I can still take it back."""
    found: dict[str, tuple[str, ...]] = {}
    for gesture in gathering.gestures(session):
        given = tuple(i.id for i in session.items.values() if me.id in i.marks.get(gesture, ()))
        if given:
            found[gesture] = given
    return found
