"""What a person may do now: the buttons. The widget shows them and knows nothing of formats."""

from collections.abc import Iterator

from talkingpiece.core import (
    afterwards,
    arranging_offers,
    board_offers,
    floor_offers,
    gallery,
    harvesting,
    hopes,
    poll_offers,
    popcorn,
    powers,
    preparing,
    relation,
    role_offers,
    situation_offers,
    switch_offers,
)
from talkingpiece.core import items as item_rules
from talkingpiece.core.formats import Collected
from talkingpiece.core.ids import Ms, PersonId
from talkingpiece.core.options import RoundOptions
from talkingpiece.core.people import Participant
from talkingpiece.core.prompts import turn_is_over
from talkingpiece.core.sampling import may_ask
from talkingpiece.core.session import Item, Session
from talkingpiece.core.shown import Field, Offer
from talkingpiece.core.steering_offers import advancing, steering
from talkingpiece.core.terms import kind_name
from talkingpiece.core.text import Ref, Say
from talkingpiece.core.turns import awaits_start, responder

Named = tuple[str, Offer]
"""An offer under its id."""


def offers(session: Session, person: PersonId, at: Ms, arriving: int = 0) -> dict[str, Offer]:
    """Every button of *person*, by id; `order` says how they follow each other."""
    me = session.people[person]
    if me.late == "wait" or not me.here:
        return dict(switch_offers.yes(session)) if me.here and person in session.owing else {}
    if session.closed is not None:
        after = (*_notes(session, me, 60), *_ending(me), *harvesting.offers(session, me))
        own = (each for each in _item_offers(session, me) if harvesting.may_still(session, each[1]))
        return dict((*after, *own, *afterwards.offers(session, person)))
    found = [*_turn(session, me), *_giving(session, me), *_care(session, me)]
    found.extend(_item_offers(session, me))
    found.extend(hopes.offers(session, me))
    found.extend(arranging_offers.at_items(session, me))
    found.extend(situation_offers.for_everybody(session, me))
    found.extend(gallery.offers(session, me))
    found.extend(role_offers.for_everybody(session, me))
    found.extend(relation.looking_ahead(session, me))
    found.extend(preparing.offers(session, me))
    found.extend(floor_offers.for_everybody(session, me))
    found.extend(switch_offers.for_everybody(session, me))
    found.extend(poll_offers.for_everybody(session, me))
    found.extend(harvesting.offers(session, me))
    if me.role == "facilitator" or session.acting == me.id:
        found.extend(steering(session, me, at, arriving))
    elif powers.advances(session, person, at):
        found.extend(advancing(session, at))
    return dict(found)


def tap(do: str, label: str, place: str, order: int, **more: object) -> Offer:
    """An offer whose command is ready to send as it is."""
    command: dict[str, str | int | bool] = {"do": do}
    return Offer(command=command, label=Say(label), place=place, order=order, **more)  # type: ignore[arg-type]


# --- the turn ---------------------------------------------------------------------------------


def _turn(session: Session, me: Participant) -> Iterator[Named]:
    options = session.phase.options
    if isinstance(options, RoundOptions):
        yield from _round(session, me, options)
    elif session.piece.holder == me.id and not session.piece.closed:
        speaking = session.piece.speaking
        if not speaking:
            yield "speak", tap("speak", "buttons.speak", "turn", 1, tone="main", opens_mic=True)
        tone = "main" if speaking else "calm"
        yield "finish", tap("finish", "buttons.finish", "turn", 2, tone=tone)


def _round(session: Session, me: Participant, options: RoundOptions) -> Iterator[Named]:
    piece = session.piece
    yield from popcorn.offers(session, me.id)
    if piece.holder == me.id:
        if piece.speaking:
            yield "hand_on", tap("hand_on", "buttons.hand_on", "turn", 1, tone="main")
            return
        yield "speak", tap("speak", "buttons.speak", "turn", 2, tone="main", opens_mic=True)
        if options.pass_:
            yield "pass", tap("pass", "buttons.pass", "turn", 3, tone="main")
        yield "hand_on", tap("hand_on", "buttons.hand_on", "aside", 4)
        if piece.queue and me.id not in piece.put_off:
            yield "later", tap("come_back_later", "buttons.come_back_later", "aside", 5)
    elif responder(session) == me.id and piece.holder is not None:
        yield "answered", tap("answered", "buttons.answered", "turn", 1, tone="main")
        yield "decline", tap("decline", "buttons.decline", "turn", 2, tone="main")
        yield "enough", tap("enough", "buttons.enough", "aside", 3)
    elif may_ask(session, me.id):
        yield "ask_turn", tap("ask_turn", "buttons.ask_turn", "aside", 6)
    elif awaits_start(session) and me.id in piece.order:
        yield "volunteer", tap("volunteer", "buttons.volunteer", "turn", 1, tone="main")


# --- giving -----------------------------------------------------------------------------------


def _giving(session: Session, me: Participant) -> Iterator[Named]:
    order = 10
    for what in item_rules.collected(session, me.id):
        if what.kind == item_rules.PRIVATE_NOTE.kind:
            continue
        if board_offers.is_board(session) and what.by != "speaker":
            yield from board_offers.gives(session, me, what, order)
            order += 10
            continue
        place = "turn" if what.by == "speaker" else "aside"
        yield f"add_{what.kind}", _add(session, what, place, 0 if place == "turn" else order)
        order += 1
    yield from _notes(session, me, 60)
    yield from board_offers.together(session, me)
    yield from board_offers.writing_down(session, me)
    if me.role == "facilitator":
        yield from _scribe(session, me)
    gestures = {what.kind for what in session.phase.collect}
    holder = session.piece.holder
    if "same_here" in gestures and holder is not None and me.id not in (session.presenter, holder):
        yield "same_here", tap("same_here", "buttons.same_here", "aside", 20)


def _notes(session: Session, me: Participant, order: int) -> Iterator[Named]:
    yield "add_private_note", _add(session, item_rules.PRIVATE_NOTE, "more", order)


def _add(session: Session, what: Collected, place: str, order: int) -> Offer:
    longest = item_rules.longest(session, what)
    kind = "text" if longest > item_rules.MAX_LENGTH else "line"
    field = Field(name="text", label=kind_name(session.format, what.kind), kind=kind, max=longest)  # type: ignore[arg-type]
    return Offer(
        command={"do": "add", "kind": what.kind},
        label=Say("buttons.add"),
        place=place,  # type: ignore[arg-type]
        order=order,
        fields=(field,),
    )


def _scribe(session: Session, me: Participant) -> Iterator[Named]:
    """A facilitator writes down what the holder said, where people may speak instead of type."""
    options = session.phase.options
    holder = session.piece.holder
    if holder is None or holder == me.id or not isinstance(options, RoundOptions):
        return
    for what in session.phase.collect:
        if what.by == "speaker" and what.sees != "me" and what.kind == options.items.kind:
            label = Say("panel.keyword_for", {"name": Ref(person=holder)})
            longest = item_rules.longest(session, what)
            yield (
                f"scribe_{what.kind}",
                Offer(
                    command={"do": "add", "kind": what.kind, "owner": holder},
                    label=Say("buttons.add"),
                    place="more",
                    order=30,
                    fields=(Field(name="text", label=label, kind="line", max=longest),),
                ),
            )


# --- care -------------------------------------------------------------------------------------


def _care(session: Session, me: Participant) -> Iterator[Named]:
    label = "buttons.just_listen_off" if me.listening else "buttons.just_listen"
    holding = session.piece.holder == me.id
    turn_to_come = session.piece.closed is None and not turn_is_over(session, me.id)
    concerned = me.listening or (me.id in session.piece.order and turn_to_come)
    if session.phase.use == "round" and concerned and not holding and me.id != session.presenter:
        command: dict[str, str | int | bool] = {"do": "just_listen", "on": not me.listening}
        yield "just_listen", Offer(command=command, label=Say(label), place="aside", order=40)
    if session.clock.held is None:
        field = Field(
            name="seconds", label=Say("panel.seconds"), kind="minutes", max=60, value="30"
        )
        yield "bell", tap("ring_bell", "buttons.ring_bell", "more", 50, fields=(field,))
    yield "more_time", tap("more_time", "buttons.more_time", "more", 49)
    if session.lit is not None and not session.lit.stay and not session.led:
        yield "stay", tap("stay", "buttons.stay", "notice", 1, notice="moving_on")
    yield "leave", tap("leave", "buttons.leave", "more", 95, confirm=Say("panel.sure_leave"))


def _ending(me: Participant) -> Iterator[Named]:
    if me.role == "facilitator":
        sure = Say("ending.sure_erase")
        yield "erase", tap("erase", "buttons.erase", "go", 1, tone="grave", confirm=sure)


# --- items ------------------------------------------------------------------------------------


def _item_offers(session: Session, me: Participant) -> Iterator[Named]:
    for item in session.items.values():
        if hopes.rests(session, item):
            continue
        own = item.owner == me.id
        named = item.sees == "group" and not item.unnamed
        if own or (me.role == "facilitator" and named):
            yield from _own_item(session, item, own)
        elif (
            item.owner is None
            and item.sees == "group"
            and not (item.claimed_by or item.standing.by)
        ):
            yield f"claim_{item.id}", _at_item(item, "claim", "buttons.claim", 1)


def _at_item(item: Item, do: str, label: str, order: int, **more: object) -> Offer:
    command: dict[str, str | int | bool] = {"do": do, "item": item.id}
    return Offer(
        command={**command, **({"on": more.pop("on")} if "on" in more else {})},  # type: ignore[dict-item]
        label=Say(label),
        place="item",
        order=order,
        item=item.id,
        **more,  # type: ignore[arg-type]
    )


def _own_item(session: Session, item: Item, own: bool) -> Iterator[Named]:
    """What the owner, or a facilitator in their place, may do with an item now."""
    working = session.closed is None
    if item.state == "open" and working:
        if item.urgent and item_rules.may_with(session, "unflag", item):
            yield f"flag_{item.id}", _at_item(item, "flag", "buttons.unflag", 1, on=False)
        elif not item.urgent and item_rules.may_with(session, "flag_urgent", item):
            yield f"flag_{item.id}", _at_item(item, "flag", "buttons.flag", 1, on=True)
        if any(item_rules.may_with(session, op, item) for op in ("keep_next", "postpone")):
            yield f"keep_{item.id}", _at_item(item, "keep", "buttons.keep", 2)
    if item.state in ("withdrawn", "kept") and item_rules.may_restore(session, item):
        yield f"restore_{item.id}", _at_item(item, "restore", "buttons.restore", 3)
    elif item.state == "open" and own:
        if item.sees != "group" or item_rules.may(session, "reword") or _fresh(session, item):
            what = Collected(kind=item.kind, by="everyone", sees=item.sees, keep=item.keep)
            field = Field(
                name="text",
                label=kind_name(session.format, item.kind),
                kind="line",
                max=item_rules.longest(session, what),
                of=item.id,
            )
            yield f"edit_{item.id}", _at_item(item, "edit", "buttons.edit", 4, fields=(field,))
        yield f"withdraw_{item.id}", _at_item(item, "withdraw", "buttons.withdraw", 5)


def _fresh(session: Session, item: Item) -> bool:
    """Given in the running phase: a slip of the pen can be mended."""
    return item.phase == session.phase.id
