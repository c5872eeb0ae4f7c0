"""What people read and may tap while the form of a session changes (formats.md A9)."""

from collections.abc import Iterator

from talkingpiece.core.ids import PersonId
from talkingpiece.core.people import Participant
from talkingpiece.core.session import Session
from talkingpiece.core.shown import Field, Notice, Offer
from talkingpiece.core.switch_desk import may_share, pending_here
from talkingpiece.core.switching import MAX_DEPTH, pact_of
from talkingpiece.core.text import Ref, Say, Value

Named = tuple[str, Offer]
Told = tuple[str, Notice]

PACT_LINES = {"sealed": 5, "pair": 2, "group": 1, "open": 1}
"""How many sentences the pact of a privacy has (`pacts.<privacy>.<n>`)."""


def title(format_id: str) -> Ref:
    """The title of a format, for a sentence."""
    return Ref(text=f"{format_id}/title")


# --- sentences ---------------------------------------------------------------------------------


def notices(session: Session, person: PersonId) -> Iterator[Told]:
    """What *person* hears about the change of form."""
    me = session.people[person]
    asked = session.switching
    undo = session.undo
    if undo is not None and undo.left is not None:
        form: dict[str, Value] = {"format": title(session.format.id)}
        yield "switch_format", Notice(say=Say("situations.switch_format", form))
    if asked is None:
        return
    form = {"format": title(asked.format.id)}
    if asked.basket == person:
        yield "basket", Notice(say=Say("switch.your_basket", form), tone="warm")
    elif asked.basket is None and person in asked.pending:
        yield from pact_notices(asked.format.privacy, Say("switch.pact_anew", form))
    if me.role == "facilitator":
        yield "switching", Notice(say=_for_facilitators(session))


def _for_facilitators(session: Session) -> Say:
    """Whom the change waits for: who gathers, or how many have not said yes; never who."""
    asked = session.switching
    assert asked is not None
    form: dict[str, Value] = {"format": title(asked.format.id)}
    if asked.basket is not None:
        return Say("switch.gathers", {**form, "name": Ref(person=asked.basket)})
    return Say("switch.pending", {**form, "n": len(pending_here(session))})


def at_the_door(session: Session, person: PersonId) -> Iterator[Told]:
    """Whoever was away when a stricter pact came reads it before coming back in."""
    if person in session.owing:
        form: dict[str, Value] = {"format": title(session.format.id)}
        yield from pact_notices(pact_of(session), Say("switch.pact_came", form))


def pact_notices(privacy: str, lead: Say) -> Iterator[Told]:
    """A pact, all its sentences; the yes stands under them."""
    lines = PACT_LINES[privacy]
    values: dict[str, Value] = {
        name: Ref(text=f"pacts.{privacy}.{number}")
        for number, name in enumerate("abcde"[:lines], start=1)
    }
    yield "pact_lead", Notice(say=lead, tone="warm")
    yield "pact", Notice(say=Say(f"switch.pact_lines_{lines}", values))


# --- buttons -----------------------------------------------------------------------------------


def for_everybody(session: Session, me: Participant) -> Iterator[Named]:
    """The basket's end, the yes to a pact, and sharing what stayed private."""
    asked = session.switching
    if asked is not None and asked.basket == me.id:
        yield "basket_done", _under("basket", {"do": "basket_done"}, Say("buttons.basket_done"))
    if asked is not None and asked.basket is None and me.id in asked.pending:
        yield from yes(session)
    for item in session.items.values():
        if may_share(session, me.id, item):
            share = Offer(
                command={"do": "share_item", "item": item.id},
                label=Say("buttons.share_item"),
                place="item",
                order=5,
                item=item.id,
                confirm=Say("switch.sure_share", {"text": item.text}),
            )
            yield f"share_{item.id}", share


def yes(session: Session) -> Iterator[Named]:
    """Yes to the pact: the one button of the arrival card, once more."""
    offer = _under("pact", {"do": "accept_pact"}, Say("buttons.join"))
    yield "accept_pact", offer


def steering(session: Session) -> Iterator[Named]:
    """What whoever leads may do about a change that is under way."""
    asked = session.switching
    if asked is None:
        if len(session.stack) < MAX_DEPTH:
            yield "switch_format", _change(session)
        return
    ready = asked.basket is not None or not pending_here(session)
    if ready:
        now = Say("buttons.change_now")
        yield "change_now", _under("switching", {"do": "change_now", "step": session.step}, now)
    stay = Say("buttons.cancel_switch")
    yield "cancel_switch", _under("switching", {"do": "cancel_switch"}, stay, 2)


def _change(session: Session) -> Offer:
    """The way into the dialog in which another form is chosen and looked at."""
    label = Say("buttons.switch_format")
    return Offer(
        command={"do": "switch_format", "step": session.step},
        label=label,
        place="more",
        order=14,
        fields=(Field(name="format", label=label, kind="format"),),
    )


def back(session: Session, place: str, order: int) -> Iterator[Named]:
    """The way back to the format that was left."""
    if session.stack and session.switching is None:
        before = session.stack[-1].session.format.id
        offer = Offer(
            command={"do": "switch_back", "step": session.step},
            label=Say("buttons.switch_back", {"format": title(before)}),
            place=place,  # type: ignore[arg-type]
            order=order,
        )
        yield "switch_back", offer


def _under(notice: str, command: dict[str, str | int | bool], label: Say, order: int = 1) -> Offer:
    return Offer(command=command, label=label, place="notice", order=order, notice=notice)
